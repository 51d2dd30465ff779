"""How a command on record is answered: in one's own chat by what is dispatched, elsewhere as `shared_chats` says."""

from __future__ import annotations

from dataclasses import replace

from bot.languages.chosen import read_in
from bot.model import ChatKind, Command, SignInNeeded
from bot.ports import Dispatch, ReaderLanguages, Tokens
from bot.records import Claimed
from bot.teams.answers.delivery import Delivery
from bot.teams.answers.in_flight import InFlight
from bot.teams.answers.outcomes import Answered, Outcome, WaitsForSignIn
from bot.teams.answers.shared_chats import SharedChats
from bot.teams.outbound.messenger import Messenger


class Answers:
    """One attempt at an answer. Raises what Delivery raises, and whatever went wrong on our side."""

    def __init__(
        self,
        dispatch: Dispatch,
        tokens: Tokens,
        messenger: Messenger,
        delivery: Delivery,
        shared_chats: SharedChats,
        in_flight: InFlight,
        readers: ReaderLanguages,
    ) -> None:
        self._dispatch = dispatch
        self._tokens = tokens
        self._messenger = messenger
        self._delivery = delivery
        self._shared_chats = shared_chats
        self._in_flight = in_flight
        self._readers = readers

    async def answer(self, claimed: Claimed) -> Outcome:
        """Answer it, as far as it is answered by a message; what has waited, in the language of today."""
        if claimed.has_waited:
            language = await self._readers.chosen(claimed.command.user)
            claimed = replace(claimed, command=read_in(claimed.command, language))
        if claimed.reply is not None:
            return await self._delivery.finish(claimed, claimed.reply)
        if not claimed.command.surface.abilities.may_wait:
            # A view, a dialog or a search asks again by itself; nothing is said where others read along.
            return Answered("nothing")
        self._tokens.seen(claimed.command.user, claimed.generation)
        if in_own_chat(claimed.command):
            return await self._answer_in_own_chat(claimed)
        return await self._shared_chats.answer(claimed)

    async def _answer_in_own_chat(self, claimed: Claimed) -> Outcome:
        self._in_flight.show_typing(claimed)
        reply = await self._dispatch(claimed.command)
        self._in_flight.stop_typing(claimed)
        if isinstance(reply, SignInNeeded):
            return await self._offer_sign_in(claimed, reply)
        return await self._delivery.finish(claimed, reply)

    async def _offer_sign_in(self, claimed: Claimed, needed: SignInNeeded) -> Outcome:
        async def offer(url: str) -> None:
            await self._messenger.post_sign_in(needed, claimed.command, url=url, exchange_id=claimed.id)

        refusal = await self._delivery.offer_sign_in(claimed, needed, offer)
        return await self._delivery.finish(claimed, refusal) if refusal else WaitsForSignIn()


def in_own_chat(command: Command) -> bool:
    """Whether the answer is a message in the person's own chat with the bot, where everything may be said."""
    return command.surface.abilities.may_wait and command.address.kind is ChatKind.PERSONAL
