"""A command where others read along: a neutral card, unless the answer may be seen by all, or by the asker alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.commands.again import said_again
from bot.commands.get_link import GET_LINK
from bot.commands.recognition import concerns_account, names_nothing
from bot.errors import Busy, Undeliverable
from bot.model import (
    Action,
    ActionKind,
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
from bot.records.pending import Claimed, Pending
from bot.teams.answers.delivery import Delivery
from bot.teams.outbound.error_replies import with_reference
from bot.teams.outbound.messenger import Messenger

log = structlog.get_logger()
COMING = Action(ActionKind.MEETINGS)  # never a meeting that may not be the one meant
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
    """Answers in group chats, channels and meetings' chats.

    `for_anybody` tells whether an answer holds nothing of anybody's; `chat_url` leads to each person's own chat with
    the bot; `targeted`: answers are for the asker alone, where Teams can.
    """

    def __init__(
        self,
        pending: Pending,
        dispatch: Dispatch,
        messenger: Messenger,
        finishing: Delivery,
        *,
        for_anybody: Callable[[Command], bool],
        chat_url: str,
        targeted: bool = False,
    ) -> None:
        self._pending = pending
        self._dispatch = dispatch
        self._messenger = messenger
        self._finishing = finishing
        self._for_anybody = for_anybody
        self._elsewhere = Notice(Trouble.PERSONAL_ONLY, url=chat_url)
        self._targeted = targeted

    async def answer(self, claimed: Claimed) -> Command | None:
        """Answer the command; or give it back, moved to the asker's own chat, where it is to be answered instead."""
        if claimed.command.targeted or self._targeted:
            return await self._answer_alone(claimed)
        await self._answer_openly(claimed)
        return None

    async def _answer_openly(self, claimed: Claimed) -> None:
        """By a message that all can read."""
        command = claimed.command
        if concerns_account(command):  # the button on a card for all says *Get link*, and may do nothing else
            reply: Reply | None = with_reference(self._elsewhere)
        elif self._for_anybody(command):
            reply = await self._dispatch(command)
        else:
            reply = await self._of_this_meeting(command) if command.meeting_chat else None
        await self._finishing.finish(claimed, reply or OpenPrivately(said_again(command) or COMING))

    async def _of_this_meeting(self, command: Command) -> Reply | None:
        """In a meeting's own chat that meeting's link may be seen by all; everything else is for the asker alone."""
        if not names_nothing(command):
            return None
        async with self._messenger.typing(command.address):
            # What else was said is not dispatched: somebody's own meeting may be called 'Thanks'.
            reply = await self._dispatch(replace(command, press=GET_LINK.request(), html=""))
        match reply:
            case LinkReady():
                return PostedLink(reply.meeting, reply.link)
            case Notice() if reply.trouble in ABOUT_THIS_CHAT:
                return reply
            case _:
                return None

    async def _answer_alone(self, claimed: Claimed) -> Command | None:
        """By a message that only the asker sees; where Teams does not take such messages, in their own chat.

        A question that all have heard may have an answer in the open instead, but for one that is about an account.
        """
        command = claimed.command
        account = concerns_account(command)
        own = await self._own_chat(command) if account else None
        if account and own is None:  # what could not be confirmed is not done
            await self._tell_alone(claimed, with_reference(self._elsewhere))
        elif not await self._answer_targeted(claimed):
            if (account or command.targeted) and (own := own or await self._own_chat(command)):
                return own
            if command.targeted:  # nothing of what was asked is on the card
                asked = said_again(command) if self._for_anybody(command) else None
                await self._finishing.finish(_aloud(claimed), OpenPrivately(asked or COMING))
            else:
                await self._answer_openly(claimed)
        return None

    async def _answer_targeted(self, claimed: Claimed) -> bool:
        """Answer by a message that only the asker sees; False where Teams does not take such messages."""
        command = claimed.command
        reply = await self._dispatch(command)
        try:
            if isinstance(reply, SignInNeeded):
                why = reply.why
                sign_in_refusal = await self._finishing.offer_sign_in(
                    claimed, reply, lambda url: self._messenger.post_targeted(SignInLink(url, why), command)
                )
                if sign_in_refusal is None:
                    return True
                reply = sign_in_refusal
            await self._messenger.post_targeted(reply, command)
            await self._pending.done(claimed.id)
        except (Busy, Undeliverable) as error:
            log.info("targeted_message_refused", cause=str(error))
            return False
        return True

    async def _tell_alone(self, claimed: Claimed, notice: Notice) -> None:
        """Words that name nobody, to the asker alone where Teams can."""
        try:
            await self._messenger.post_targeted(notice, claimed.command)
        except (Busy, Undeliverable):
            await self._finishing.finish(_aloud(claimed), notice)
        else:
            await self._pending.done(claimed.id)

    async def _own_chat(self, command: Command) -> Command | None:
        """The command moved to the asker's own chat with the bot; None where they have none."""
        try:
            return await self._messenger.in_own_chat(command)
        except Undeliverable:
            return None


def _aloud(claimed: Claimed) -> Claimed:
    """What follows may be read by all."""
    return replace(claimed, command=replace(claimed.command, targeted=False))
