"""*Invitation* answers with words for the customer, and the link as Microsoft gives it out for their language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands.meeting_link import with_link
from bot.commands.spec import CommandSpec
from bot.errors import Denied
from bot.model import ActionKind, Command, Invitation, Trouble
from bot.ports import Meetings


@dataclass(frozen=True, slots=True)
class Invite:
    """In the language that the person picked, or their own."""

    meetings: Meetings

    async def __call__(self, command: Command) -> Invitation:
        press = command.press
        if press is None or press.meeting is None:
            raise Denied(Trouble.STALE_CARD, "the button holds no meeting")
        language = press.language or command.locale
        meeting, link = await with_link(self.meetings, command, press.meeting, language)
        return Invitation(meeting, link, language)


INVITATION = CommandSpec("invitation", lambda services: Invite(services.meetings), action=ActionKind.INVITATION)
