"""'get link [which meeting]' answers with the customer's link, or with the meetings to choose from."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.commands.meeting_link import with_link
from bot.commands.spec import Audience, CommandSpec, Follows, HelpLine, Menu, Run, Services
from bot.errors import Busy, Denied
from bot.languages import msg
from bot.model import (
    Action,
    ActionKind,
    Command,
    LinkReady,
    Meeting,
    MeetingChoice,
    Notice,
    Organizer,
    Reading,
    Reply,
    Selection,
    Trouble,
)
from bot.model.values import value
from bot.ops.budgets import ORGANIZER
from bot.ports import MeetingChats, Meetings
from bot.selectors import Selector, choose, selectors


@value
class GetLink:
    """A pressed meeting is known already; words go through the ways to choose one."""

    meetings: Meetings
    chats: MeetingChats
    ways: tuple[Selector, ...]

    async def __call__(self, command: Command) -> Reply:
        if command.press and command.press.meeting:
            return await self._ready(command, command.press.meeting)
        return await self._answer(command, await choose(self.ways, command))

    async def _answer(self, command: Command, selection: Selection) -> Reply:
        match selection.meetings:
            case ():
                complete = selection.complete
                return Notice(selection.trouble, reading=selection.reading, retry=selection.retry, complete=complete)
            case (meeting,) if selection.certain:
                return await self._named(command, meeting, selection.reading)
            case several:
                return MeetingChoice(several, selection.reading, selection.places, selection.complete)

    async def _named(self, command: Command, meeting: Meeting, reading: Reading | None) -> LinkReady:
        """As _ready; whoever could help with a meeting chat's own meeting is looked up when it is refused."""
        try:
            return await self._ready(command, meeting, reading)
        except Denied as refusal:
            if refusal.trouble is not Trouble.NOT_YOURS or not command.meeting_chat or meeting.organizer.name:
                raise
            organizer = await self._organizer_of(command)
            if organizer is None or organizer.id != meeting.organizer.id:  # a pasted link may be anybody's
                raise
            raise Denied(refusal.trouble, str(refusal), meeting=replace(meeting, organizer=organizer)) from refusal

    async def _organizer_of(self, command: Command) -> Organizer | None:
        try:
            async with asyncio.timeout(ORGANIZER):
                return await self.chats.organizer_of(command)
        except (Busy, TimeoutError):
            return None

    async def _ready(self, command: Command, meeting: Meeting, reading: Reading | None = None) -> LinkReady:
        known, link = await with_link(self.meetings, command, meeting)
        return LinkReady(known, link, reading)


def _build(services: Services) -> Run:
    return GetLink(services.meetings, services.chats, selectors(services.meetings, services.chats))


GET_LINK = CommandSpec(
    "get_link",
    _build,
    action=ActionKind.GET_LINK,
    follows=Follows.MEETING,
    audience=Audience.MEETING_CHAT,
    menu=(Menu.PERSONAL, Menu.SHARED),
    help=(
        HelpLine(
            msg("get link"),
            msg("Lists your coming Teams meetings. Press one, and you have its customer's link."),
            request=Action(ActionKind.MEETINGS),  # so that it lists in a meeting's chat, too
        ),
        HelpLine(
            msg("get link next"),
            msg("The next meeting; “get link now” is the one that is on."),
            request=Action(ActionKind.GET_LINK, text="next"),
        ),
        HelpLine(
            msg("get link today"),
            msg("The whole day. “Tick several” puts several links on one card, to copy or to print."),
            request=Action(ActionKind.GET_LINK, text="today"),
        ),
        HelpLine(msg("get link physio tomorrow"), msg("Words of the title, a day, or both.")),
        HelpLine(msg("get link 312 456 789 01"), msg("The meeting ID from a Teams invitation.")),
        HelpLine(
            msg("https://teams.microsoft.com/…"),
            msg("A Teams meeting link, pasted, with or without other text around it."),
        ),
    ),
    for_bare_meeting=True,
)
