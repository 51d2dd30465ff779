"""*Invitation* answers with words for the customer, and the link as Microsoft gives it out for their language."""

from __future__ import annotations

from bot.commands.meeting_link import with_link
from bot.commands.spec import CommandSpec
from bot.errors import Denied
from bot.model import ActionKind, Command, Invitation, Trouble
from bot.model.values import value
from bot.ports import CustomerLanguages, Meetings


@value
class Invite:
    """As the person has picked; else in the language of their last customer, or their own."""

    meetings: Meetings
    languages: CustomerLanguages

    async def __call__(self, command: Command) -> Invitation:
        press = command.press
        if press is None or press.meeting is None:
            raise Denied(Trouble.STALE_CARD, "the button holds no meeting")
        language = press.language or await self.languages.last(command.user) or command.locale
        meeting, link = await with_link(self.meetings, command, press.meeting, language)
        if press.language:
            await self.languages.used(command.user, press.language)
        sender = command.user.name if press.with_name else ""
        return Invitation(meeting, link, language, zone=press.zone, with_title=press.with_title, sender=sender)


INVITATION = CommandSpec(
    "invitation", lambda services: Invite(services.meetings, services.languages), action=ActionKind.INVITATION
)
