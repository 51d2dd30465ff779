"""Days are the person's own days, also when the clocks change, and what is asked of the calendar covers them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import Action, ActionKind, LinkReady, Meeting, MeetingChoice, Notice, Reading, Reply, Trouble
from bot.reading.filters import LINGERING
from tests.support.fakes import NOW, FakeMeetings, FakeTokens, at, calendar_meeting, command

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")


async def ask(text: str, *calendar: Meeting, now: datetime = NOW, timezone: str = "Europe/London") -> Reply:
    dispatch = Dispatcher(commands(FakeMeetings(calendar), FakeTokens()))
    return await dispatch(command(text, now=now, timezone=timezone))


async def test_late_in_the_evening_tomorrow_is_the_persons_tomorrow() -> None:
    late = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # still Monday in New York
    tuesday = calendar_meeting("Physio", datetime(2026, 11, 24, 20, 0, tzinfo=NEW_YORK))
    wednesday = calendar_meeting("Dental", datetime(2026, 11, 25, 9, 0, tzinfo=NEW_YORK))
    reply = await ask("get link tomorrow", tuesday, wednesday, now=late, timezone="America/New_York")
    assert isinstance(reply, LinkReady)
    assert reply.meeting == tuesday
    assert reply.reading == Reading("", date(2026, 11, 24), date(2026, 11, 24))


async def test_the_day_of_25_hours_is_one_day() -> None:
    saturday = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    last = calendar_meeting("Late shift", datetime(2026, 10, 25, 23, 45, tzinfo=BERLIN), 10)
    twice = calendar_meeting("Night call", datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1))
    after = calendar_meeting("Early shift", datetime(2026, 10, 26, 0, 0, tzinfo=BERLIN))
    reply = await ask("get link tomorrow", last, twice, after, now=saturday, timezone="Europe/Berlin")
    assert isinstance(reply, MeetingChoice)
    assert [meeting.subject for meeting in reply.meetings] == ["Night call", "Late shift"]


async def test_the_day_of_23_hours_is_one_day() -> None:
    saturday = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
    late = calendar_meeting("Late shift", datetime(2027, 3, 28, 23, 30, tzinfo=BERLIN), 29)
    after = calendar_meeting("Early shift", datetime(2027, 3, 29, 0, 0, tzinfo=BERLIN))
    reply = await ask("get link sunday", late, after, now=saturday, timezone="Europe/Berlin")
    assert isinstance(reply, LinkReady)
    assert reply.meeting == late


async def test_what_ends_at_midnight_is_not_on_the_next_day() -> None:
    evening = calendar_meeting("Evening", at(23, 23), 60)
    reply = await ask("get link tomorrow", evening)
    assert isinstance(reply, Notice)


async def test_an_unknown_zone_is_utc() -> None:
    meetings = FakeMeetings([calendar_meeting("Physio", at(24, 9))])
    for timezone in ("Middle/Earth", "", "../etc/passwd", "Europe", "x\0y"):
        await Dispatcher(commands(meetings, FakeTokens()))(command("get link", timezone=timezone))
    assert {start.utcoffset() for start, _ in meetings.windows} == {timedelta(0)}
    assert len(meetings.windows) == 5


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("get link", at(7, 8, 50, month=12)),
        ("get link physio tomorrow", at(7, 8, 50, month=12)),
        ("get link 24 December", at(25, 0, month=12)),
        ("get link 1 June 2027", at(7, 8, 50, month=12)),
    ],
)
async def test_the_calendar_is_asked_for_two_weeks_or_up_to_the_day(text: str, end: datetime) -> None:
    meetings = FakeMeetings()
    await Dispatcher(commands(meetings, FakeTokens()))(command(text))
    assert meetings.windows == [(NOW - LINGERING, end)]
    assert meetings.windows[0][0].tzinfo == ZoneInfo("Europe/London")


async def test_next_is_the_soonest_that_has_not_begun_and_several_at_once_are_a_choice() -> None:
    running, first, second = (
        calendar_meeting(subject, moment)
        for subject, moment in (("Running", at(23, 8, 45)), ("Nowak", at(23, 9)), ("Silva", at(23, 9)))
    )
    reply = await ask("get link next", running, first, second)
    assert reply == MeetingChoice((first, second))


@pytest.mark.parametrize(
    ("text", "locale", "subject"),
    [
        ("get link for my next meeting with nowak", "en-GB", "Loan: Nowak"),
        ("get link next physio", "en-GB", "Physio: Silva"),
        ("get link for today's next appointment", "en-GB", "Dental"),
        ("get link tomorrow's next one", "en-GB", "Loan: Nowak"),
        ("Link nächster Termin mit Nowak", "de-DE", "Loan: Nowak"),
        ("get link next steps", "en-GB", "Next steps"),
    ],
)
async def test_next_beside_other_words_is_the_soonest_that_fits_them(text: str, locale: str, subject: str) -> None:
    calendar = [
        calendar_meeting(name, moment)
        for name, moment in (
            ("Physio: Nowak", at(23, 8, 30)),  # on
            ("Dental", at(23, 9)),
            ("Loan: Nowak", at(24, 9)),
            ("Physio: Silva", at(24, 10)),
            ("Physio: Nowak", at(25, 10)),
            ("Steps", at(24, 11)),
            ("Next steps", at(27, 11)),
        )
    ]
    dispatch = Dispatcher(commands(FakeMeetings(calendar), FakeTokens()))
    reply = await dispatch(command(text, locale=locale))
    assert isinstance(reply, LinkReady)
    assert reply.meeting.subject == subject


async def test_next_before_a_day_is_that_days_not_the_soonest() -> None:
    for text in ("get link physio next friday", "get link physio next week", "get link next friday"):
        reply = await ask(text, calendar_meeting("Physio", at(25, 9)), calendar_meeting("Physio weekly", at(26, 9)))
        assert isinstance(reply, Notice)


@pytest.mark.parametrize("text", ["get link starting now", "Link für gleich", "Link jetzt gleich bitte"])
async def test_now_has_many_names(text: str) -> None:
    soon = calendar_meeting("Soon", at(23, 9))
    reply = await ask(text, soon, calendar_meeting("Later", at(23, 11)))
    assert isinstance(reply, LinkReady)
    assert reply.meeting == soon


async def test_now_is_what_is_on_or_about_to_begin() -> None:
    running = calendar_meeting("Running", at(23, 8, 30))
    soon, later = calendar_meeting("Soon", at(23, 9, 5)), calendar_meeting("Later", at(23, 9, 6))
    assert await ask("get link now", running, soon, later) == MeetingChoice((running, soon))


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("get link Osei now", "en-GB"),
        ("get link right now for Osei please", "en-GB"),
        ("Link für Osei gleich", "de-DE"),
        ("lien Osei maintenant", "fr-FR"),
        ("link Osei nu", "nl-NL"),
    ],
)
async def test_now_beside_a_name_is_the_persons_meeting_to_press(text: str, locale: str) -> None:
    osei = calendar_meeting("Physio Osei", at(23, 15))
    dispatch = Dispatcher(commands(FakeMeetings((calendar_meeting("Running", at(23, 8, 30)), osei)), FakeTokens()))
    reply = await dispatch(command(text, now=NOW, locale=locale))
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [osei]


async def test_nothing_now_offers_the_next() -> None:
    reply = await ask("get link now", calendar_meeting("Later", at(23, 15)))
    assert isinstance(reply, Notice)
    assert (reply.trouble, reply.retry) == (Trouble.NONE_NOW, Action(ActionKind.GET_LINK, text="next"))


async def test_a_time_without_a_day_is_todays_if_there_is_one() -> None:
    today, tomorrow = calendar_meeting("Silva", at(23, 15)), calendar_meeting("Nowak", at(24, 15))
    reply = await ask("get link at 3pm", today, tomorrow)
    assert isinstance(reply, LinkReady)
    assert reply.meeting == today
    assert isinstance(await ask("get link at 3pm", tomorrow), LinkReady)


async def test_a_day_that_may_be_another_is_offered_not_opened() -> None:
    reply = await ask("get link physio next tuesday", calendar_meeting("Physio", at(1, 9, month=12)))
    assert isinstance(reply, MeetingChoice)
    assert reply.reading == Reading("physio", date(2026, 12, 1), date(2026, 12, 1))


async def test_what_was_looked_for_is_echoed() -> None:
    reply = await ask("get link for the Zebra tomorrow please", calendar_meeting("Physio", at(25, 9)))
    assert isinstance(reply, Notice)
    assert reply.reading == Reading("Zebra", date(2026, 11, 24), date(2026, 11, 24))


async def test_one_coming_meeting_that_nobody_named_is_offered_and_none_is_said() -> None:
    physio = calendar_meeting("Physio", at(24, 9))
    assert await ask("get link", physio) == MeetingChoice((physio,))
    reply = await ask("get link")
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NO_MEETINGS


async def test_a_series_is_a_choice_of_its_dates() -> None:
    monday, friday = calendar_meeting("Stand-up", at(23, 9)), calendar_meeting("Stand-up", at(27, 9))
    assert isinstance(await ask("get link stand-up", monday, friday), MeetingChoice)
    assert isinstance(await ask("get link stand-up friday", monday, friday), LinkReady)


async def test_a_stated_time_is_echoed() -> None:
    reply = await ask("get link zebra tomorrow at 15:30")
    assert isinstance(reply, Notice)
    assert reply.reading
    assert reply.reading.hours == ((15 * 60 + 30, 15 * 60 + 31),)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("get link physio tomorrow 9", "Physio at nine"),
        ("get link tomorrow nine", "Physio at nine"),
        ("get link physio tomorrow 14", "Physio at two"),
        ("get link tomorrow at two", "Physio at two"),
        ("get link at 1400 tomorrow", "Physio at two"),
        ("get link physio 1400 tomorrow", "Physio at two"),
        ("get link tue 1400", "Physio at two"),
        ("get link room 9 tomorrow", "Room 9"),
        ("get link room tomorrow 9", "Room 9"),
        ("get link wed 25", "Dental"),
    ],
)
async def test_a_number_beside_a_day_is_its_hour_or_its_date_unless_a_subject_has_it(text: str, subject: str) -> None:
    nine, two = calendar_meeting("Physio at nine", at(24, 9)), calendar_meeting("Physio at two", at(24, 14))
    rooms = calendar_meeting("Room 9", at(24, 11)), calendar_meeting("Room 12", at(24, 21))
    reply = await ask(text, nine, two, *rooms, calendar_meeting("Dental", at(25, 9)))
    assert isinstance(reply, LinkReady)
    assert reply.meeting.subject == subject


async def test_a_number_that_may_be_hour_or_date_is_offered_not_opened() -> None:
    physio = calendar_meeting("Physio", at(27, 16))
    assert isinstance(await ask("get link fri 4", physio), MeetingChoice)  # Friday, 4 December
    assert isinstance(await ask("get link fri 16", physio), LinkReady)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("get link physio übermorgen", "Physio: Silva"),
        ("Kundenlink Physio Mittwoch 14 Uhr", "Physio: Silva"),
        ("Link für den Termin mit Silva übermorgen Nachmittag", "Physio: Silva"),
        ("Link Mittwochnachmittag", "Physio: Silva"),
        ("Link am 26. November um halb zehn", "Herr Mittwoch"),
        ("get link Mittwoch", "Herr Mittwoch"),  # as a name first: it is their own language
        ("get link do", "Do-It clinic"),
    ],
)
async def test_another_languages_days_are_read_last(text: str, subject: str) -> None:
    reply = await ask(
        text,
        calendar_meeting("Physio: Nowak", at(24, 14)),
        calendar_meeting("Physio: Silva", at(25, 14)),
        calendar_meeting("Herr Mittwoch", at(26, 9, 30)),
        calendar_meeting("Do-It clinic", at(27, 9)),
    )
    assert isinstance(reply, LinkReady)
    assert reply.meeting.subject == subject


async def test_another_languages_little_words_may_be_names() -> None:
    physio, das = calendar_meeting("Physio", at(24, 9)), calendar_meeting("Physio: Mrs. Das", at(25, 9))
    assert isinstance(await ask("get link das physio", physio), MeetingChoice)
    assert isinstance(
        await ask("Link Physio mit Adeyemi", calendar_meeting("Adeyemi: Physio", at(24, 9))), MeetingChoice
    )
    assert isinstance(await ask("get link das", physio), Notice)
    opened = await ask("get link das physio", physio, das)
    assert isinstance(opened, LinkReady)
    assert opened.meeting == das


async def test_what_another_languages_day_was_read_as_is_echoed() -> None:
    reply = await ask("Link für Zebra übermorgen", calendar_meeting("Physio", at(26, 9)))
    assert isinstance(reply, Notice)
    assert reply.reading == Reading("Zebra", date(2026, 11, 25), date(2026, 11, 25))


@pytest.mark.parametrize("text", ["lien pour mon rendez-vous de 15h", "mon 15h", "get link mon 3pm"])
async def test_in_french_mon_is_my_or_a_monday(text: str) -> None:
    tomorrow, monday = calendar_meeting("Silva", at(24, 15)), calendar_meeting("Nowak", at(30, 15))
    dispatch = Dispatcher(commands(FakeMeetings((tomorrow, monday)), FakeTokens()))
    reply = await dispatch(command(text, now=at(24, 9), locale="fr-FR"))
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [tomorrow, monday]
