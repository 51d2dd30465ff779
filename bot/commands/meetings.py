"""'my meetings [when]' lists the coming meetings, or those that words name, also in the chat of one of them."""

from __future__ import annotations

from bot.commands.get_link import GetLink
from bot.commands.spec import Audience, CommandSpec, Follows, HelpLine, Menu, Run, Services
from bot.languages import msg
from bot.model import Action, ActionKind, Command, Meeting, Organizer
from bot.selectors import selectors


class NoMeetingChats:
    """Where no chat is a meeting's."""

    async def meeting_of(self, command: Command) -> Meeting | None:
        return None

    async def organizer_of(self, command: Command) -> Organizer | None:
        return None


def _build(services: Services) -> Run:
    """The meeting whose chat it is is no answer to *my meetings*."""
    return GetLink(services.meetings, services.chats, selectors(services.meetings, NoMeetingChats()))


MEETINGS = CommandSpec(
    "meetings",
    _build,
    action=ActionKind.MEETINGS,
    follows=Follows.MEETING,
    audience=Audience.ASKER,
    menu=(Menu.SHARED,),
    help=(
        HelpLine(
            msg("my meetings"),
            msg("The same, also in a meeting's chat, where “get link” is the link of that meeting."),
            request=Action(ActionKind.MEETINGS),
            shared_only=True,  # elsewhere *get link* lists as well
        ),
    ),
)
