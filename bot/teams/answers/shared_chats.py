"""A command where others read along: a neutral card, unless the answer may be seen by all, or by the asker alone."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.again import said_again
from bot.commands.get_link import GET_LINK
from bot.commands.recognition import concerns_account, is_for_anybody, names_nothing
from bot.errors import Undeliverable
from bot.model import (
    Command,
    LinkReady,
    Notice,
    OpenPrivately,
    PostedLink,
    Reply,
    SignInLink,
    SignInNeeded,
    Trouble,
)
from bot.ports import Dispatch
from bot.records import Claimed
from bot.teams.answers.delivery import Delivery, if_taken
from bot.teams.answers.in_flight import InFlight
from bot.teams.answers.outcomes import Answered, MovedTo, Outcome, WaitsForSignIn
from bot.teams.outbound.error_replies import with_reference
from bot.teams.outbound.messenger import Messenger
from bot.teams.outbound.renderer import COMING_MEETINGS

ABOUT_THIS_CHAT = frozenset(
    {
        Trouble.MEETING_CHAT_FORBIDDEN,
        Trouble.MEETING_TEAM_FORBIDDEN,
        Trouble.MEETING_CHAT_UNKNOWN,
        Trouble.MEETING_CHAT_CALL,
        Trouble.MEETING_CHAT_CHANNEL,
    }
)


class SharedChats:
    """Answers in group chats, channels and meetings' chats; raises what Delivery raises.

    `targeted`: answers are for the asker alone, where Teams can.
    """

    def __init__(
        self,
        dispatch: Dispatch,
        messenger: Messenger,
        delivery: Delivery,
        in_flight: InFlight,
        *,
        targeted: bool,
    ) -> None:
        self._dispatch = dispatch
        self._messenger = messenger
        self._delivery = delivery
        self._in_flight = in_flight
        self._elsewhere = Notice(Trouble.PERSONAL_ONLY, url=messenger.chat_url)
        self._targeted = targeted

    async def answer(self, claimed: Claimed) -> Outcome:
        """Answer the command, or say how it goes on in the asker's own chat."""
        if claimed.command.targeted or self._targeted:
            return await self._answer_privately(claimed)
        return await self._answer_openly(claimed)

    async def _answer_openly(self, claimed: Claimed) -> Outcome:
        """By a message that all can read."""
        command = claimed.command
        if concerns_account(command):  # the button on a card for all says *Get link*, and may do nothing else
            reply: Reply | None = with_reference(self._elsewhere)
        elif is_for_anybody(command):
            reply = await self._dispatch(command)
        else:
            reply = await self._of_this_meeting(claimed) if command.meeting_chat else None
        return await self._delivery.finish(claimed, reply or OpenPrivately(said_again(command) or COMING_MEETINGS))

    async def _of_this_meeting(self, claimed: Claimed) -> Reply | None:
        """In a meeting's own chat that meeting's link may be seen by all; everything else is for the asker alone."""
        command = claimed.command
        if not names_nothing(command):
            return None
        self._in_flight.show_typing(claimed)
        # What else was said is not dispatched: somebody's own meeting may be called 'Thanks'.
        reply = await self._dispatch(replace(command, press=GET_LINK.request(), html=""))
        self._in_flight.stop_typing(claimed)
        match reply:
            case LinkReady():
                return PostedLink(reply.meeting, reply.link)
            case Notice() if reply.trouble in ABOUT_THIS_CHAT:
                return reply
            case _:
                return None

    async def _answer_privately(self, claimed: Claimed) -> Outcome:
        """By a message that only the asker sees; where Teams does not take such messages, in their own chat.

        A question that all have heard may have an answer in the open instead, but for one that is about an account.
        """
        command = claimed.command
        about_account = concerns_account(command)
        own = await self._own_chat(command) if about_account else None
        if about_account and own is None:  # what could not be confirmed is not done
            return await self._refuse_privately(claimed, with_reference(self._elsewhere))
        if outcome := await self._answer_targeted(claimed):
            return outcome
        if (about_account or command.targeted) and (own := own or await self._own_chat(command)):
            return MovedTo(own)
        if command.targeted:  # nothing of what was asked is on the card, no word that nobody understood either
            asked = said_again(command) if is_for_anybody(command) else None
            wordless = asked if asked and not asked.text else COMING_MEETINGS
            return await self._delivery.finish(_aloud(claimed), OpenPrivately(wordless))
        return await self._answer_openly(claimed)

    async def _answer_targeted(self, claimed: Claimed) -> Outcome | None:
        """Answer by a message that only the asker sees; None where Teams does not take such messages."""
        reply = await self._dispatch(claimed.command)
        await self._in_flight.confirm(claimed)
        if isinstance(reply, SignInNeeded):
            return await if_taken(self._offer_sign_in(claimed, reply))
        return await if_taken(self._post_targeted(claimed, reply))

    async def _offer_sign_in(self, claimed: Claimed, needed: SignInNeeded) -> Outcome:
        async def offer(url: str) -> None:
            await self._messenger.post_targeted(SignInLink(url, needed.why), claimed.command)

        refusal = await self._delivery.offer_sign_in(claimed, needed, offer)
        return await self._post_targeted(claimed, refusal) if refusal else WaitsForSignIn()

    async def _post_targeted(self, claimed: Claimed, reply: Reply) -> Answered:
        await self._messenger.post_targeted(reply, claimed.command)
        return Answered(type(reply).__name__)

    async def _refuse_privately(self, claimed: Claimed, notice: Notice) -> Outcome:
        """By words that name nobody, to the asker alone where Teams can."""
        await self._in_flight.confirm(claimed)
        told = await if_taken(self._post_targeted(claimed, notice))
        return told or await self._delivery.finish(_aloud(claimed), notice)

    async def _own_chat(self, command: Command) -> Command | None:
        """The command moved to the asker's own chat with the bot; None where they have none."""
        try:
            return await self._messenger.in_own_chat(command)
        except Undeliverable:
            return None


def _aloud(claimed: Claimed) -> Claimed:
    """What follows may be read by all."""
    return replace(claimed, command=replace(claimed.command, targeted=False))
