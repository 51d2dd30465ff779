"""What people and Copilot type into the search, and the meetings that they see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import NoMeetingChats
from bot.commands.search import Search
from bot.languages import LANGUAGES
from bot.model import Found, Meeting, Notice, Surface
from bot.selectors import selectors
from manifest.words import app_words
from tests.support.fakes import FakeMeetings, at, calendar_meeting, command

TODAY = calendar_meeting("Dental check-up", at(23, 16))
PHYSIO = calendar_meeting("Physio: Mr. Adeyemi", at(24, 9))
LOAN = calendar_meeting("Loan advice", at(24, 15))
FRIDAY = calendar_meeting("Physio: Mrs. Nowak", at(27, 13))
ALL_HANDS = calendar_meeting("All hands", at(30, 9))
UPCOMING = calendar_meeting("Upcoming changes", at(2, 9, month=12))
CALENDAR = (TODAY, PHYSIO, LOAN, FRIDAY, ALL_HANDS, UPCOMING)
WEEK = (TODAY, PHYSIO, LOAN, FRIDAY)


async def found(text: str, locale: str = "en-GB", calendar: tuple[Meeting, ...] = CALENDAR) -> tuple[Meeting, ...]:
    meetings = FakeMeetings(calendar, numbers={"38556202312047": ALL_HANDS})
    search = Search(meetings, selectors(meetings, NoMeetingChats()))
    reply = await search(command(text, locale=locale, surface=Surface.EXTENSION), 0, 25)
    if isinstance(reply, Notice):
        return ()
    assert isinstance(reply, Found)
    return tuple(row.meeting for row in reply.rows)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", CALENDAR),
        ("all", CALENDAR),
        ("any", CALENDAR),
        ("upcoming", CALENDAR),
        ("upcoming meetings", CALENDAR),
        ("all meetings", CALENDAR),
        ("every virtual appointment", CALENDAR),
        ("Teams meetings with customer links", CALENDAR),
        ("all my meetings tomorrow", (PHYSIO, LOAN)),
        ("tomorrow's appointments", (PHYSIO, LOAN)),
        ("coming appointments this week", WEEK),
        ("this week's appointments", WEEK),
        ("next 7 days", (*WEEK, ALL_HANDS)),
        ("meetings in the next 2 days", (TODAY, PHYSIO, LOAN)),
        ("next week's meetings", (ALL_HANDS, UPCOMING)),
        ("next two weeks", CALENDAR),
        ("rest of the week", WEEK),
        ("show me what is on my calendar tomorrow", (PHYSIO, LOAN)),
        ("list everything", CALENDAR),
        ("physio patient Friday", (FRIDAY,)),
        ("Friday's patients", (FRIDAY,)),
        ("client Adeyemi", (PHYSIO,)),
        ("next appointment", (TODAY,)),
        ("appointments tomorrow afternoon", (LOAN,)),
        ("all hands", (ALL_HANDS,)),
        ("All hands next monday", (ALL_HANDS,)),
        ("upcoming changes", (UPCOMING,)),
        ("xylophone patients", ()),
    ],
)
async def test_what_is_typed_finds(typed: str, expected: tuple[Meeting, ...]) -> None:
    assert await found(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("alle Termine", CALENDAR),
        ("kommende Termine", CALENDAR),
        ("alle kommenden Besprechungen diese Woche", WEEK),
        ("Termine dieser Woche", WEEK),
        ("nächste 7 Tage", (*WEEK, ALL_HANDS)),
        ("in den kommenden 2 Tagen", (TODAY, PHYSIO, LOAN)),
        ("Physio-Patienten am Freitag", (FRIDAY,)),
        ("Patientin Nowak", (FRIDAY,)),
        ("virtuelle Termine morgen Nachmittag", (LOAN,)),
        ("nächster Kunde", (TODAY,)),
    ],
)
async def test_what_is_typed_in_german_finds(typed: str, expected: tuple[Meeting, ...]) -> None:
    assert await found(typed, "de-DE") == expected


# What each prompt that the manifest suggests for Copilot finds when it is sent whole, in the order of the manifest.
SUGGESTED = ((TODAY,), (LOAN,), (FRIDAY,), WEEK, (ALL_HANDS,))
# What the calendar calls 'Physio' where people write the language.
PHYSIO_IN = {"sv": "Fysio", "ja": "理学療法", "zh-Hans": "理疗", "ar": "علاج طبيعي"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("n", "expected"), list(enumerate(SUGGESTED)))
async def test_a_prompt_that_the_manifest_suggests_finds_what_it_asks_for(
    language: str, n: int, expected: tuple[Meeting, ...]
) -> None:
    prompts = app_words(language).sample_prompts
    assert len(prompts) == len(SUGGESTED)
    shown = await found(prompts[n], language, tuple(called(meeting, language) for meeting in CALENDAR))
    assert shown == tuple(called(meeting, language) for meeting in expected)


def called(meeting: Meeting, language: str) -> Meeting:
    return replace(meeting, subject=meeting.subject.replace("Physio", PHYSIO_IN.get(language, "Physio")))


@pytest.mark.parametrize("typed", ["meeting about loan advice", "find the customer's link for loan advice"])
async def test_what_a_sentence_is_about_is_found(typed: str) -> None:
    assert await found(typed) == (LOAN,)
