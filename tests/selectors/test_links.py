"""Meetings that are named by links: one, several, and those that cannot be looked up."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.errors import Busy, Denied, SignInRequired
from bot.joinlinks import find_links
from bot.model import (
    LinkReady,
    Meeting,
    MeetingChoice,
    MeetingList,
    Notice,
    SignInNeeded,
    SignInReason,
    Surface,
    Trouble,
    User,
)
from bot.selectors.link_meetings import LinkMeetings
from tests.support.calendar import CALENDAR, DENTIST, ELSEWHERE, LOAN, SHORT, VISIT, in_memory, led_to, reply_to
from tests.support.fakes import PHYSIO, FakeMeetings, FakeTokens, at, calendar_meeting, command, customer_link


async def test_a_link_in_the_markup_alone_names_the_meeting() -> None:
    meetings = in_memory()
    reply = await reply_to("get link here", meetings, html=f'<p>get link <a href="{PHYSIO.join_url}">here</a></p>')
    assert led_to(reply) == (customer_link(PHYSIO),)
    assert meetings.calls == ["appointment_link", "dates_of"]


async def test_two_links_to_one_meeting_are_one() -> None:
    assert led_to(await reply_to(f"get link {PHYSIO.join_url} {VISIT}", in_memory())) == (customer_link(PHYSIO),)


async def test_two_links_to_two_meetings_are_a_choice_with_the_titles_that_the_calendar_knows() -> None:
    unknown = calendar_meeting("", at(23, 9), thread="unknown")
    reply = await reply_to(f"get link {PHYSIO.join_url} {unknown.join_url}", in_memory())
    assert isinstance(reply, MeetingChoice)
    assert [meeting.subject for meeting in reply.meetings] == [PHYSIO.subject, ""]


async def test_a_choice_of_links_says_which_link_each_meeting_is() -> None:
    gone = "https://teams.microsoft.com/meet/999888777666?p=x"
    unknown = [calendar_meeting("", at(23, 9), thread=name) for name in ("unknown", "other")]
    said = " ".join((unknown[0].join_url, gone, "https://zoom.us/j/9", PHYSIO.join_url, unknown[1].join_url))
    reply = await reply_to(f"get link {said}", in_memory())
    assert isinstance(reply, MeetingChoice)
    assert [meeting.subject for meeting in reply.meetings] == ["", "", PHYSIO.subject, ""]
    assert reply.meetings[1].join_url == gone
    assert reply.places == (1, 2, 3, 4)


async def test_a_link_that_cannot_be_looked_up_never_leaves_another_customers_as_the_only_one() -> None:
    reply = await reply_to(f"get link {SHORT} {PHYSIO.join_url}", replace(in_memory(), numbers={}))
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [SHORT, PHYSIO.join_url]
    other = SHORT.replace("248", "359")
    reply = await reply_to(f"get link {SHORT} {other}", in_memory())
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [ELSEWHERE.join_url, other]


class WithoutLookUps(FakeMeetings):
    """Whose look-ups meet trouble: a consent that is missing, or Graph's."""

    trouble: Exception = SignInRequired(("OnlineMeetings.Read",), SignInReason.LOOK_UP)

    async def by_number(self, user: User, number: str) -> Meeting | None:
        await super().by_number(user, number)
        raise self.trouble


@pytest.mark.parametrize("trouble", [WithoutLookUps.trouble, Busy("503"), Denied(Trouble.NO_LICENCE)])
async def test_a_look_up_that_meets_trouble_blocks_no_other_link(trouble: Exception) -> None:
    meetings = WithoutLookUps(CALENDAR)
    meetings.trouble = trouble
    reply = await reply_to(f"get link {SHORT} {PHYSIO.join_url}", meetings)
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [SHORT, PHYSIO.join_url]


@pytest.mark.parametrize("links", [SHORT, f"{SHORT} {SHORT.replace('248', '359')}"])
async def test_the_consent_for_look_ups_is_asked_for_where_every_link_needs_one(links: str) -> None:
    reply = await reply_to(f"get link {links}", WithoutLookUps(CALENDAR))
    assert isinstance(reply, SignInNeeded)
    assert reply.why is SignInReason.LOOK_UP


@pytest.mark.parametrize("surface", [Surface.CHAT, Surface.USER_VIEW, Surface.EXTENSION])
async def test_a_short_link_that_the_calendar_knows_is_its_meeting(surface: Surface) -> None:
    known = replace(PHYSIO, join_url=SHORT)
    meetings = FakeMeetings([DENTIST, known])
    reply = await Dispatcher(commands(meetings, FakeTokens()))(command(f"get link {SHORT}", surface=surface))
    assert isinstance(reply, LinkReady)
    assert reply.meeting == known
    assert meetings.calls == ["by_number", "by_join_url", "coming", "appointment_link"]


async def test_long_links_are_never_too_many() -> None:
    meetings = in_memory()
    reply = await reply_to(f"get link {' '.join(each.join_url for each in CALENDAR)}", meetings)
    assert isinstance(reply, MeetingChoice)
    assert led_to(reply) == tuple(map(customer_link, CALENDAR))
    assert meetings.calls == ["coming"]


async def test_of_many_short_links_six_are_looked_up_and_none_is_lost() -> None:
    links = [f"https://teams.microsoft.com/meet/24812345678{n}" for n in range(8)]
    meetings = FakeMeetings(numbers={links[0][-12:]: ELSEWHERE})
    reply = await reply_to(f"get link {' '.join(links)}", meetings)
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [ELSEWHERE.join_url, *links[1:]]
    assert meetings.calls.count("by_number") == 6


async def test_short_links_are_looked_up_together() -> None:
    links = [f"https://teams.microsoft.com/meet/24812345678{n}" for n in range(6)]
    found = [calendar_meeting("", at(23, 9), thread=f"t{n}") for n in range(6)]
    meetings = FakeMeetings((), numbers={link[-12:]: each for link, each in zip(links, found, strict=True)}, delay=0.05)
    started = asyncio.get_running_loop().time()
    reply = await reply_to(f"get link {' '.join(links)}", meetings)
    assert asyncio.get_running_loop().time() - started < 0.2
    assert led_to(reply) == tuple(map(customer_link, found))


@pytest.mark.parametrize(
    ("surface", "waits"), [(Surface.CHAT, True), (Surface.USER_VIEW, False), (Surface.EXTENSION, False)]
)
async def test_a_choice_of_links_waits_for_its_titles_where_there_is_time(surface: Surface, waits: bool) -> None:
    chosen = await with_little_time(FakeMeetings(delay=0.1), [PHYSIO, LOAN], surface)
    assert [bool(meeting.subject) for meeting in chosen] == [waits, waits]


async def with_little_time(meetings: FakeMeetings, named: Sequence[Meeting], surface: Surface) -> Sequence[Meeting]:
    """The meetings that these links name, with a hundredth of a second for the calendar where nobody may wait."""
    asked = command("get link " + " ".join(meeting.join_url for meeting in named), surface=surface)
    return (await LinkMeetings(meetings, calendar_within=0.01)(asked, find_links(asked.text, ""))).meetings


class NoCalendar(FakeMeetings):
    """Whose calendar fails, or takes forever."""

    trouble: Exception | None = None

    async def coming(self, user: User, start: datetime, end: datetime, *, most: int | None = None) -> MeetingList:
        if self.trouble is None:
            await asyncio.Event().wait()
        raise self.trouble or AssertionError


@pytest.mark.parametrize("trouble", [Denied(Trouble.NO_CALENDAR), Busy("503"), None], ids=["closed", "busy", "slow"])
@pytest.mark.parametrize("links", [1, 2])
async def test_a_link_needs_no_calendar(trouble: Exception | None, links: int) -> None:
    meetings, named = NoCalendar(), (PHYSIO, LOAN)[:links]
    meetings.trouble = trouble
    chosen = await with_little_time(meetings, named, Surface.EXTENSION)
    assert [meeting.join_url for meeting in chosen] == [meeting.join_url for meeting in named]


async def test_a_link_without_its_organizer_is_looked_up() -> None:
    bare = PHYSIO.join_url.split("?")[0]
    meetings = replace(in_memory(), urls={bare: PHYSIO})
    assert led_to(await reply_to(f"get link {bare}", meetings)) == (customer_link(PHYSIO),)
    assert meetings.calls == ["by_join_url", "appointment_link"]


async def test_a_short_link_that_the_number_does_not_find_is_looked_up_as_a_link() -> None:
    meetings = replace(in_memory(), numbers={}, urls={SHORT: PHYSIO})
    assert led_to(await reply_to(f"get link {SHORT}", meetings)) == (customer_link(PHYSIO),)
    assert meetings.calls == ["by_number", "by_join_url", "appointment_link"]


async def test_a_short_link_that_graph_does_not_find_may_be_somebody_elses() -> None:
    reply = await reply_to(f"get link {SHORT}", replace(in_memory(), numbers={}))
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NOT_YOURS
