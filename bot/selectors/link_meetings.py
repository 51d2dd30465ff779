"""'Mr. Rossi: https://… Ms. Bianchi: https://…': the meetings that links name, however much is known of each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeAlias

from bot.errors import BotError, Busy, Denied, SignInRequired
from bot.joinlinks import JoinLink, Kind, meeting_of
from bot.model import Command, Meeting, Reading, Selection, Trouble
from bot.model.values import value
from bot.ops.budgets import LINK_CALENDAR
from bot.ports import Meetings
from bot.reading.filters import as_of
from bot.reading.local_time import zone_of
from bot.selectors.coming_meetings import coming
from bot.selectors.dates import dates_of
from bot.selectors.same_meeting import from_among, one_each

LookupResult: TypeAlias = Meeting | BotError | None
"""A link's meeting, what stands in the way of looking it up, or that Graph does not find it for this person."""

ABOUT_BACK = timedelta(days=30)
"""Recaps and chats are mostly of meetings that have been."""

MAX_LOOK_UPS = 6
"""Links that Graph is asked about; more than these is a newsletter, and the others are asked for when pressed."""


@value
class LinkMeetings:
    """The meetings behind links: as the link says, where that is enough; else looked up, else as the calendar has them.

    Several links are a choice, in which one that nobody could look up keeps its place: it must not make another
    customer's link the only one. Pressed, it says why not.
    """

    meetings: Meetings
    calendar_within: float = LINK_CALENDAR  # seconds, where an answer may not wait

    async def __call__(self, command: Command, links: Sequence[JoinLink]) -> Selection:
        """Raises what stands in the way when the look-ups leave nothing, and Denied when nobody knows any meeting."""
        answers = await self._answers(command, links)
        found = any(isinstance(answer, Meeting) for answer in answers)
        if not found:
            _raise_first(answers)
        named = [_named(link, answer) for link, answer in zip(links, answers, strict=True)]
        meant = one_each(named)
        if found and len(meant) == 1:
            return Selection(meant)
        known = from_among(await self._coming(command), meant)
        if not found and known == meant:
            raise Denied(_unknown(links[0]), "no meeting of this person has this link")
        if len(known) == 1:
            return Selection(known)
        return Selection(known, Reading(), places=tuple(named.index(meeting) + 1 for meeting in meant))

    async def _answers(self, command: Command, links: Sequence[JoinLink]) -> list[LookupResult]:
        meetings = [meeting_of(link) for link in links]
        unknown = [link for link, meeting in zip(links, meetings, strict=True) if not meeting.graph_id][:MAX_LOOK_UPS]
        if not unknown:
            return [*meetings]
        found = await asyncio.gather(*(self._looked_up(command, link) for link in unknown))
        answers = dict(zip(unknown, found, strict=True))
        return [answers.get(link, meeting) for link, meeting in zip(links, meetings, strict=True)]

    async def _looked_up(self, command: Command, link: JoinLink) -> LookupResult:
        """None when it is not found; what stands in the way must not hide the meetings of other links."""
        try:
            found = await self._found(command, link)
        except (SignInRequired, Denied, Busy) as trouble:
            return trouble
        return as_of(command.now, found) if found else None

    async def _found(self, command: Command, link: JoinLink) -> Meeting | None:
        match link.kind:
            case Kind.EVENT:
                found = await self.meetings.event(command.user, link.event_id, zone_of(command))
                if found is None:
                    raise Denied(Trouble.NOT_ONLINE, "an event without a Teams meeting")
                return found
            case Kind.ABOUT:
                return next(iter(await dates_of(self.meetings, command, meeting_of(link), ABOUT_BACK)), None)
        by_number = await self.meetings.by_number(command.user, link.number) if link.number else None
        return by_number or await self.meetings.by_join_url(command.user, link.url)

    async def _coming(self, command: Command) -> Sequence[Meeting]:
        """Links have no titles, and the calendar knows some; it is no trouble when it does not, or not in time."""
        try:
            # Where an answer may wait, there is time for the titles of a choice.
            async with asyncio.timeout(None if command.surface.abilities.may_wait else self.calendar_within):
                return await coming(self.meetings, command)
        except (Denied, Busy, TimeoutError):
            return ()


def _named(link: JoinLink, answer: LookupResult) -> Meeting:
    """What is known of the link's meeting; the link itself when nothing else is."""
    return answer if isinstance(answer, Meeting) else meeting_of(link)


def _unknown(link: JoinLink) -> Trouble:
    """Graph finds a meeting by a short link for its organizer only: gone, or somebody else's."""
    if link.kind is not Kind.ABOUT:
        return Trouble.NOT_YOURS
    return Trouble.UNKNOWN_CHAT if link.message_id == "0" else Trouble.CHAT_LINK


def _raise_first(answers: Sequence[LookupResult]) -> None:
    for answer in answers:
        if isinstance(answer, BotError):
            raise answer
