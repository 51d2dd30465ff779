"""The search's pages: rows are meetings whose links are there; nothing that cannot be had hides what can."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.commands.search import Search
from bot.commands.side_by_side import LINKS_AT_ONCE
from bot.errors import Busy, Denied
from bot.model import Found, Meeting, Trouble, User
from bot.selectors.nothing_named import NothingNamed
from tests.support.fakes import NOW, PHYSIO, FakeMeetings, command


@dataclass
class Guarded(FakeMeetings):
    """Refuses the links of all meetings whose subject says that they are somebody else's, or that Graph is busy.

    `at_once` is the most links that were asked for at the same time.
    """

    asked: int = 0
    at_once: int = 0

    async def appointment_link(self, user: User, meeting: Meeting, language: str = "") -> str:
        self.asked += 1
        self.at_once = max(self.at_once, self.asked)
        await asyncio.sleep(0)
        self.asked -= 1
        if meeting.subject.startswith("Theirs"):
            raise Denied(Trouble.NOT_YOURS, "refused", meeting)
        if meeting.subject.startswith("Busy"):
            raise Busy("throttled")
        return await super().appointment_link(user, meeting, language)


def calendar(*subjects: str) -> Guarded:
    start = NOW + timedelta(hours=1)
    meetings = [
        replace(PHYSIO, subject=subject, start=start + timedelta(minutes=n), end=start + timedelta(minutes=n + 30))
        for n, subject in enumerate(subjects)
    ]
    return Guarded(meetings)


async def found(meetings: Guarded, skip: int, count: int, typed: str = "") -> list[str]:
    reply = await Search(meetings, (NothingNamed(meetings),))(command(typed), skip, count)
    assert isinstance(reply, Found)
    return [row.meeting.subject for row in reply.rows]


async def test_a_page_of_refused_meetings_does_not_hide_the_next_one() -> None:
    meetings = calendar(*(f"Theirs {n}" for n in range(7)), "Mine")
    assert await found(meetings, 0, 3) == ["Mine"]


async def test_a_page_with_a_row_ends_there() -> None:
    meetings = calendar("Theirs", "Mine 1", "Mine 2", "Mine 3")
    assert await found(meetings, 0, 2) == ["Mine 1"]
    assert await found(meetings, 2, 2) == ["Mine 2", "Mine 3"]


async def test_no_row_is_shown_on_two_pages() -> None:
    meetings = calendar(*(f"Theirs {n}" for n in range(5)), *(f"Mine {n}" for n in range(7)))
    pages = [await found(meetings, skip, 5) for skip in (0, 5, 10, 15)]
    assert pages == [[f"Mine {n}" for n in range(5)], ["Mine 5", "Mine 6"], [], []]


async def test_where_every_meeting_is_refused_the_first_refusal_says_why() -> None:
    meetings = calendar("Theirs 1", "Theirs 2")
    with pytest.raises(Denied) as refused:
        await found(meetings, 0, 1)
    assert refused.value.meeting is not None
    assert refused.value.meeting.subject == "Theirs 1"


async def test_after_the_last_page_there_is_nothing() -> None:
    assert await found(calendar("Mine"), 5, 5) == []


async def test_the_pages_before_are_looked_through_at_once() -> None:
    meetings = calendar(*(f"Mine {n}" for n in range(12)))
    assert await found(meetings, 10, 1) == ["Mine 10"]
    assert meetings.at_once == LINKS_AT_ONCE


async def test_a_link_that_is_busy_does_not_make_the_next_customers_the_first_that_fits() -> None:
    meetings = calendar("Theirs", "Busy", "Mine")
    with pytest.raises(Busy):
        await found(meetings, 0, 5, typed="physio")
    assert await found(meetings, 0, 5) == ["Mine"]  # of a list that nobody narrowed, the rest is still of use
    assert await found(calendar("Theirs", "Mine", "Busy"), 0, 5, typed="physio") == ["Mine"]
