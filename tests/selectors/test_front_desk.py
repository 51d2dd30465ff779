"""A front desk's day: visits run late, customers come back, and what was yesterday is asked for today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Notice, Reply, Trouble
from tests.support.calendar import found
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

NOW = at(25, 13)  # a Wednesday
EARLY = calendar_meeting("Early: Silva", at(25, 8))
LATE = calendar_meeting("Running late: Nowak", at(25, 9, 45))  # over at 10:15
JUST = calendar_meeting("Dental: Adeyemi", at(25, 12))
ON = calendar_meeting("Wound care", at(25, 12, 45))
NEXT = calendar_meeting("Eye test", at(25, 14))
TOMORROW = calendar_meeting("Loan advice", at(26, 9))
YESTERDAY = calendar_meeting("Physio: Dubois", at(24, 9))
MONDAY = calendar_meeting("Blood test", at(23, 11))
LAST_FRIDAY = calendar_meeting("Vaccination", at(20, 11))
LAST_MONTH = calendar_meeting("Check-up", at(12, 11, month=10))
NO = replace(calendar_meeting("Declined", at(25, 13, 30)), declined=True)
EVERY = (LAST_MONTH, LAST_FRIDAY, MONDAY, YESTERDAY, EARLY, LATE, JUST, ON, NO, NEXT, TOMORROW)


async def ask(text: str, *calendar: Meeting, locale: str = "en-GB") -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings(calendar or EVERY), FakeTokens()))
    return await dispatch(command(text, now=NOW, locale=locale))


async def test_the_list_has_what_comes_then_what_is_over_for_three_hours_then_what_was_declined() -> None:
    assert found(await ask("get link")) == [ON, NEXT, TOMORROW, JUST, LATE, NO]


@pytest.mark.parametrize(
    ("minutes", "listed"), [(0, True), (1, True), (60, True), (179, True), (180, False), (181, False), (600, False)]
)
async def test_for_three_hours_after_its_end_a_meeting_stays(minutes: int, listed: bool) -> None:
    ended = calendar_meeting("Physio", NOW - timedelta(minutes=30 + minutes))
    assert found(await ask("get link", ended)) == ([ended] if listed else [])


@pytest.mark.parametrize("left", [(), (NO,), (ON,), (LATE, NO)])
async def test_where_nothing_is_next_that_is_told_as_it_is(left: tuple[Meeting, ...]) -> None:
    reply = await Dispatcher(commands(FakeMeetings(left), FakeTokens()))(command("get link next", now=NOW))
    assert isinstance(reply, Notice)
    assert reply.trouble is (Trouble.NONE_NEXT if left else Trouble.NO_MEETINGS)


@pytest.mark.parametrize("hour", ["this evening", "at 17:00", "today 5 pm", "tonight"])
async def test_what_else_there_is_on_the_day_is_not_said_to_fit(hour: str) -> None:
    reply = await ask(f"get link {hour}")
    assert isinstance(reply, MeetingChoice)
    assert reply.reading
    assert reply.reading.at_another_time
    assert not reply.reading.words


async def test_a_whole_day_is_over_at_midnight() -> None:
    midnight = at(25, 0)
    whole = replace(calendar_meeting("Audit", midnight - timedelta(days=1)), end=midnight, all_day=True)
    dispatch = Dispatcher(commands(FakeMeetings([whole]), FakeTokens()))
    assert found(await dispatch(command("get link", now=midnight + timedelta(hours=1)))) == []
    assert found(await dispatch(command("get link", now=midnight - timedelta(hours=1)))) == [whole]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("get link nowak", LATE),  # the connection dropped: they ring up
        ("get link dental", JUST),
        ("get link next", NEXT),
        ("get link now", ON),
    ],
)
async def test_what_is_over_is_found_by_its_words_and_is_never_next_or_now(text: str, meant: Meeting) -> None:
    reply = await ask(text)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == meant


async def test_one_that_is_over_and_one_that_comes_are_a_choice() -> None:
    again = calendar_meeting("Dental: Adeyemi", at(25, 16))
    assert found(await ask("get link adeyemi", JUST, again)) == [again, JUST]


@pytest.mark.parametrize("text", ["get link next", "get link now", "link nächster Termin", "Link jetzt"])
async def test_what_was_declined_is_never_next_nor_now(text: str) -> None:
    now = replace(calendar_meeting("On", at(25, 12, 50)), declined=True)
    soon = replace(calendar_meeting("Soon", at(25, 13, 20)), declined=True)
    assert not {now, soon}.intersection(found(await ask(text, now, soon, NEXT)))


@pytest.mark.parametrize("text", ["get link declined", "get link declined today"])
async def test_what_was_declined_is_offered_not_opened(text: str) -> None:
    reply = await ask(text)
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [NO]


DAYS = (
    ("get link yesterday", YESTERDAY),
    ("get link dubois yesterday", YESTERDAY),
    ("get link yesterday's physio", YESTERDAY),
    ("get link yesterday morning", YESTERDAY),
    ("get link the day before yesterday", MONDAY),
    ("get link 2 days ago", MONDAY),
    ("get link blood test last monday", MONDAY),
    ("get link last friday", LAST_FRIDAY),
    ("get link 20 November", LAST_FRIDAY),
    ("get link 20.11.", LAST_FRIDAY),
    ("get link 2026-11-20", LAST_FRIDAY),
    ("get link vaccination last week", LAST_FRIDAY),
    ("get link check-up 12 October", LAST_MONTH),
    ("get link 12 October 2026", LAST_MONTH),
)
TAGE = (
    ("Link gestern", YESTERDAY),
    ("Link vom gestrigen Physio", YESTERDAY),
    ("Link vorgestern", MONDAY),
    ("Link vor 2 Tagen", MONDAY),
    ("Kundenlink Blood test letzten Montag", MONDAY),
    ("Link letzten Freitag", LAST_FRIDAY),
    ("Link vergangenen Freitag", LAST_FRIDAY),
    ("Link am 20. November", LAST_FRIDAY),
    ("Link 20.11.", LAST_FRIDAY),
    ("Link Vaccination letzte Woche", LAST_FRIDAY),
    ("Link 12. Oktober", LAST_MONTH),
)


@pytest.mark.parametrize(
    ("text", "locale", "meant"),
    [*((text, "en-GB", meant) for text, meant in DAYS), *((text, "de-DE", meant) for text, meant in TAGE)],
)
async def test_a_past_day_finds_what_was(text: str, locale: str, meant: Meeting) -> None:
    reply = await ask(text, locale=locale)
    assert found(reply) == [meant]


async def test_what_was_is_not_offered_for_words_alone() -> None:
    assert found(await ask("get link vaccination")) == []
    assert found(await ask("get link dubois")) == []


async def test_a_day_without_its_year_is_the_coming_one_unless_it_has_just_been() -> None:
    coming = calendar_meeting("Coming", at(20, 11, month=12))
    assert found(await ask("get link 20 December", coming)) == [coming]
    reply = await ask("get link 24 May")
    assert isinstance(reply, Notice)
    assert reply.reading
    assert reply.reading.first == date(2027, 5, 24)


async def test_today_is_the_whole_day() -> None:
    assert set(found(await ask("get link today"))) == {EARLY, LATE, JUST, ON, NO, NEXT}
    assert set(found(await ask("Link heute", locale="de-DE"))) == {EARLY, LATE, JUST, ON, NO, NEXT}
    assert found(await ask("get link silva today")) == [EARLY]
