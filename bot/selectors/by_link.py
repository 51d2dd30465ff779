"""'get link https://teams.microsoft.com/l/meetup-join/…': a meeting link anywhere in the message."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.budgets import LINK_CALENDAR
from bot.errors import Busy, Refused
from bot.joinlinks import JoinLink, Kind, find_links, meeting_of
from bot.model import Command, Meeting, Reading, Surface, Trouble
from bot.ports import Meetings
from bot.selectors.coming_meetings import coming
from bot.selectors.same_meeting import among, one_each
from bot.selectors.selection import Selection

MAX_LINKS = 6
"""Links that are followed; each may cost a call to Graph, and more than these is a newsletter."""

DESCRIBED = frozenset({Surface.DIALOG, Surface.MAIL, Surface.BOX})
"""Where a single link's meeting is looked for in the calendar: what is inserted says what it is. In a chat the link
itself is enough, and quicker."""

TROUBLES = {
    Kind.PERSONAL: Trouble.PERSONAL_MEETING,
    Kind.OTHER_CLOUD: Trouble.OTHER_CLOUD,
    Kind.FOREIGN: Trouble.NOT_A_TEAMS_LINK,
}
"""The links that are no meeting of this cloud, the most telling first."""


@dataclass(frozen=True, slots=True)
class ByLink:
    """The meeting that a pasted link names: in a chat without any look-up, where the link says who organizes it.

    Raises Refused when all links are of other worlds, or when nobody knows the meeting any more.
    """

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        links = find_links(command.text, command.html)
        if not links:
            return None
        named = [link for link in links if link.is_meeting][:MAX_LINKS]
        if not named:
            raise _refusal(links)
        meant = [await self._meeting(command, link) for link in named]
        found = one_each(filter(None, meant))
        if not found:
            # Graph finds a meeting by a short link for its organizer only: gone, or somebody else's.
            raise Refused(Trouble.NOT_YOURS, "no meeting of this person has this link")
        if len(found) > 1:
            places = tuple(meant.index(meeting) + 1 for meeting in found)
            return Selection(await self._described(command, found), Reading(), places=places)
        if found[0].start or command.surface not in DESCRIBED:
            return Selection(found)
        return Selection(await self._described(command, found))

    async def _meeting(self, command: Command, link: JoinLink) -> Meeting | None:
        meeting = meeting_of(link)
        if meeting.graph_id:
            return meeting
        by_number = await self.meetings.by_number(command.user, link.number) if link.number else None
        return by_number or await self.meetings.by_join_url(command.user, link.url)

    async def _described(self, command: Command, found: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
        """Links have no titles, and the calendar knows some; it is no trouble when it does not, or not in time."""
        try:
            # In a chat there is time for the titles of a choice.
            async with asyncio.timeout(None if command.surface is Surface.CHAT else LINK_CALENDAR):
                known = await coming(self.meetings, command)
        except (Refused, Busy, TimeoutError):
            return found
        return tuple(among(known, meeting) or meeting for meeting in found)


def _refusal(links: tuple[JoinLink, ...]) -> Refused:
    kinds = {link.kind for link in links}
    kind = next(kind for kind in TROUBLES if kind in kinds)
    return Refused(TROUBLES[kind], f"a {kind} link")
