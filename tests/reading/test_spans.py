"""A meeting's time as Outlook, Teams and the bot's own cards write it, from begin to end, is when it begins."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, MeetingChoice, Reply
from bot.reading.hours import Hours
from bot.reading.interpretations import interpretations_of
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command

TUESDAY = date(2026, 11, 24)
NOWAK = calendar_meeting("Nowak", at(24, 9))
ADEYEMI = calendar_meeting("Adeyemi", at(24, 14))
KRUGER = calendar_meeting("Krüger", at(24, 14, 30))


def read(typed: str, locale: str) -> tuple[str, str, bool]:
    """What is left, the times, and whether they are sure."""
    best = interpretations_of(typed, TUESDAY, locale)[0].best
    hours = best.hours or Hours((), sure=False)
    said = (f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}" for start, end in hours.parts)
    return best.rest.typed, " ".join(said), hours.sure


SPANS = {
    "en-GB": {
        "today 14:00 – 14:30": "14:00-14:30",
        "14:00-14:30": "14:00-14:30",
        "14.00 - 14.30": "14:00-14:30",
        "Tuesday, 24 November 2026 14:00-14:30": "14:00-14:30",
        "from 9 to 10": "9:00-10:00 21:00-22:00",
        "between 9 and 10": "9:00-10:00 21:00-22:00",
        "9-10am": "9:00-10:00",
        "at 9-10": "9:00-10:00 21:00-22:00",
        "11-1pm": "11:00-13:00",
        "2pm-3pm": "14:00-15:00",
        "14:00 to 14:30": "14:00-14:30",
        "23:30 – 00:15": "23:30-24:00",
    },
    "en-US": {
        "Tuesday, November 24, 2026 2:00 PM-2:30 PM": "14:00-14:30",
        "Tue 11/24/2026 2:00\u202fPM – 2:30\u202fPM": "14:00-14:30",
    },
    "de-DE": {
        "von 14 bis 15 Uhr": "14:00-15:00",
        "14–15 Uhr": "14:00-15:00",
        "heute 14:00 bis 14:30 Uhr": "14:00-14:30",
        "zwischen 9 und 10 Uhr": "9:00-10:00 21:00-22:00",
    },
    "fr-FR": {"de 14h à 14h30": "14:00-14:30", "14h-15h": "14:00-15:00", "entre 14 h et 15 h": "14:00-15:00"},
    "es-ES": {
        "de 14:00 a 14:30": "14:00-14:30",
        "de 2 a 3 de la tarde": "14:00-15:00",
        "de las 14 a las 15": "14:00-15:00",
    },
    "it-IT": {"dalle 14 alle 15": "14:00-15:00", "14:00 - 14:30": "14:00-14:30"},
    "nl-NL": {"van 14:00 tot 14:30": "14:00-14:30", "14:00-14:30 uur": "14:00-14:30"},
    "pt-BR": {"das 14h às 15h": "14:00-15:00", "14:00 às 14:30": "14:00-14:30"},
    "pl-PL": {"od 14 do 15": "14:00-15:00", "o 14:00–14:30": "14:00-14:30"},
    "sv-SE": {"kl. 14-15": "14:00-15:00", "kl 14.00–14.30": "14:00-14:30", "mellan 14 och 15": "14:00-15:00"},
    "ja-JP": {"14時から15時": "14:00-15:00", "今日14:00～14:30": "14:00-14:30", "14時〜14時半": "14:00-14:30"},
    "zh-CN": {"下午2点到下午3点": "14:00-15:00", "14点到15点": "14:00-15:00", "今天14:00-14:30": "14:00-14:30"},
    "ar-SA": {"من 14 إلى 15": "14:00-15:00", "14:00 – 14:30": "14:00-14:30"},
}


@pytest.mark.parametrize(("locale", "typed"), [(locale, typed) for locale in SPANS for typed in SPANS[locale]])
def test_from_begin_to_end_is_when_it_begins(locale: str, typed: str) -> None:
    assert read(typed, locale) == ("", SPANS[locale][typed], True)


@pytest.mark.parametrize("typed", ["9 - 10 am", "10 to 3 pm", "9 to 10am"])
def test_what_may_be_something_else_is_never_sure(typed: str) -> None:
    every = interpretations_of(typed, TUESDAY, "en-GB")[0].every
    assert not any(each.hours.sure for each in every if each.hours and not each.rest.words)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("sala 2 ore 15:00", "it-IT"),
        ("gabinet 2 godz. 15:00", "pl-PL"),
        ("sala 2 hora 15:00", "pt-BR"),
        ("gruppo 1-2 ore 10", "it-IT"),
        ("10.12 alle 9", "it-IT"),
        ("10.12 15:00", "it-IT"),
    ],
)
def test_a_number_in_front_of_a_time_is_no_begin(typed: str, locale: str) -> None:
    every = interpretations_of(typed, TUESDAY, locale)[0].every
    assert not any(
        end - start > 1 for each in every if each.hours and each.hours.sure for start, end in each.hours.parts
    )


@pytest.mark.parametrize("typed", ["9-10", "10 to 3", "10.12-11.12", "24.11.-26.11.", "room 9-10", "9:00 and 10:00"])
def test_what_is_no_span_of_time_is_none(typed: str) -> None:
    every = interpretations_of(typed, TUESDAY, "en-GB")[0].every
    assert not any(end - start > 1 for each in every if each.hours for start, end in each.hours.parts)


async def ask(text: str, locale: str = "en-GB") -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings((NOWAK, ADEYEMI, KRUGER)), FakeTokens()))
    return await dispatch(command(text, now=at(24, 7, 30), locale=locale))


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        ("get link Adeyemi Today 14:00 – 14:30", ADEYEMI),
        ("get link Tuesday, November 24, 2026 2:00 PM-2:30 PM", ADEYEMI),
        ("get link tomorrow 9:00 – 9:30", None),
        ("get link today from 9 to 10", NOWAK),
        ("get link today 9-10", NOWAK),
        ("get link this afternoon at two", ADEYEMI),
    ],
)
async def test_a_copied_row_finds_its_meeting(text: str, meeting: Meeting | None) -> None:
    reply = await ask(text)
    assert (reply.meeting if isinstance(reply, LinkReady) else None) == meeting


async def test_several_that_begin_in_it_are_a_choice_and_so_is_one_that_may_not_be_meant() -> None:
    several, maybe = await ask("Link zwischen 14 und 15 Uhr", "de-DE"), await ask("Link 9 - 10 Uhr", "de-DE")
    assert isinstance(several, MeetingChoice)
    assert list(several.meetings) == [ADEYEMI, KRUGER]
    assert isinstance(maybe, MeetingChoice)
    assert list(maybe.meetings) == [NOWAK]


@pytest.mark.parametrize(("text", "locale"), [("link Grupos 2 e 15", "pt-BR"), ("enlace grupos 2 y 15", "es-ES")])
async def test_two_numbers_are_no_time_unless_it_is_said_so(text: str, locale: str) -> None:
    both = calendar_meeting(f"Grupos 1, {text.partition(' ')[2].partition(' ')[2]}", at(24, 9))
    dispatch = Dispatcher(commands(FakeMeetings((both, calendar_meeting("Grupos 9", at(24, 14, 15)))), FakeTokens()))
    reply = await dispatch(command(text, now=at(24, 7, 30), locale=locale))
    assert isinstance(reply, LinkReady)
    assert reply.meeting == both


SALA_2, SALA_9 = calendar_meeting("Sala 2", at(24, 15)), calendar_meeting("Sala 9", at(24, 14, 30))


@pytest.mark.parametrize(("text", "locale"), [("link Sala 2 ore 15:00", "it-IT"), ("link Sala 2 godz. 15:00", "pl-PL")])
async def test_a_room_and_a_time_open_no_other_rooms_meeting(text: str, locale: str) -> None:
    dispatch = Dispatcher(commands(FakeMeetings((SALA_2, SALA_9)), FakeTokens()))
    reply = await dispatch(command(text, now=at(24, 7, 30), locale=locale))
    assert isinstance(reply, LinkReady)
    assert reply.meeting == SALA_2


async def test_of_a_room_at_another_time_its_own_meetings_are_offered() -> None:
    dispatch = Dispatcher(commands(FakeMeetings((SALA_2, SALA_9)), FakeTokens()))
    reply = await dispatch(command("get link sala 2 4:00", now=at(24, 7, 30)))
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [SALA_2]
