"""Words and times as people in several places read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.languages import language_for, words
from bot.model import Meeting

NOW = datetime(2026, 11, 24, 13, 48, tzinfo=UTC)
AT_15 = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
BERLIN = "Europe/Berlin"


def meeting(start: datetime, length: timedelta = HALF_AN_HOUR, *, all_day: bool = False) -> Meeting:
    return Meeting(start=start, end=start + length, all_day=all_day)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de-AT", "de"),
        ("DE_de", "de"),
        ("de-Latn-CH", "de"),
        ("en-US", "en"),
        ("fi-FI", "en"),
        ("", "en"),
        ("?!", "en"),
    ],
)
def test_the_nearest_language_serves(tag: str, language: str) -> None:
    assert language_for(tag) == language
    assert words(tag, BERLIN, NOW).language == language


@pytest.mark.parametrize(
    ("tag", "clock"),
    [("en-US", "3:00\u202fPM"), ("en-GB", "15:00"), ("en", "15:00"), ("de-AT", "15:00"), ("?", "15:00")],
)
def test_the_region_decides_the_clock(tag: str, clock: str) -> None:
    assert words(tag, BERLIN, NOW).time(AT_15) == clock


@pytest.mark.parametrize("zone", ["", "Nowhere/Atlantis", "../../etc/passwd", "W. Atlantis Standard Time", "\0"])
def test_an_unknown_zone_reads_as_utc(zone: str) -> None:
    assert words("en", zone, NOW).time(AT_15) == "14:00"


@pytest.mark.parametrize(
    ("days", "named"),
    [(-1, "Yesterday"), (0, "Today"), (1, "Tomorrow"), (2, "Thu 26 Nov"), (400, "Wed, 29 Dec 2027")],
)
def test_days_are_named_from_where_the_person_stands(days: int, named: str) -> None:
    assert words("en-GB", BERLIN, NOW).day(AT_15 + timedelta(days=days)) == named


def test_today_is_the_persons_today() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert words("en", BERLIN, NOW).day(late) == "Tomorrow"
    assert words("en", "America/New_York", NOW).day(late) == "Today"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (12, "in 12 min"),
        (60, "in 60 min"),
        (61, ""),
        (0.5, "in 1 min"),
        (0, "now"),
        (-0.5, "now"),
        (-3, "3 min ago"),
        (-61, ""),
    ],
)
def test_only_what_is_imminent_is_counted_down(minutes: float, said: str) -> None:
    assert words("en", BERLIN, NOW).until(NOW + timedelta(minutes=minutes)) == said


def test_when_a_meeting_is() -> None:
    said = words("en", BERLIN, NOW).when
    assert said(meeting(AT_15)) == "Today 15:00 – 15:30, in 12 minutes"
    assert said(meeting(NOW - timedelta(minutes=1))) == "Today 14:47 – 15:17, began 1 minute ago"
    assert said(meeting(AT_15 + timedelta(hours=8), timedelta(hours=2))) == "Today 23:00 – Tomorrow 01:00"
    assert said(Meeting(start=AT_15)) == "Today 15:00, in 12 minutes"
    assert said(Meeting()) == ""


def test_when_a_meeting_is_in_german() -> None:
    assert words("de-DE", BERLIN, NOW).when(meeting(AT_15)) == "Heute 15:00 – 15:30, in 12 Minuten"
    assert words("de-DE", BERLIN, NOW).until(NOW - timedelta(minutes=3)) == "seit 3 Min."


@pytest.mark.parametrize("midnight", [UTC, timezone(timedelta(hours=-8)), timezone(timedelta(hours=1))])
def test_a_whole_day_stays_that_day_in_whatever_zone_its_midnight_is_written(midnight: timezone) -> None:
    start = datetime(2026, 11, 25, tzinfo=midnight)
    said = words("en", BERLIN, NOW)
    assert said.when(meeting(start, timedelta(days=1), all_day=True)) == "Tomorrow, all day"
    assert said.when(meeting(start, timedelta(days=2), all_day=True)) == "Tomorrow – Thu 26 Nov, all day"
    assert said.full_when(meeting(start, timedelta(days=1), all_day=True)) == "Wednesday, 25 November 2026"


def test_the_full_time_names_its_zone() -> None:
    assert (
        words("en-GB", BERLIN, NOW).full_when(meeting(AT_15))
        == "Tuesday, 24 November 2026, 15:00 – 15:30 (Central European Time)"
    )
    assert words("en-GB", "UTC", NOW).full_when(meeting(AT_15)).endswith("14:00 – 14:30 (UTC)")


def test_a_night_with_a_change_of_clocks_is_told_by_the_clock_on_the_wall() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    said = words("en", BERLIN, before)
    assert said.when(meeting(before, timedelta(hours=1, minutes=30))) == "Today 02:30 – 03:00, now"


def test_tomorrow_begins_at_the_persons_midnight() -> None:
    said = words("en", BERLIN, NOW)
    assert said.is_tomorrow(datetime(2026, 11, 24, 23, 0, tzinfo=UTC))
    assert not said.is_tomorrow(datetime(2026, 11, 24, 22, 59, tzinfo=UTC))


def test_another_language_keeps_moment_and_zone() -> None:
    german = words("en-US", BERLIN, NOW).into("de")
    assert (german.language, german.day(AT_15), german.time(AT_15)) == ("de", "Heute", "15:00")
    assert words("de-DE", BERLIN, NOW).into("en").time(AT_15) == "15:00"


def test_a_field_is_never_a_pattern() -> None:
    said = words("en", BERLIN, NOW)
    assert said("Ask {organizer}", organizer="{reading} %s {0}") == "Ask {reading} %s {0}"
    assert said("Ask {organizer}") == "Ask {organizer}"


def test_a_short_date_is_a_date_even_today() -> None:
    assert words("en-GB", BERLIN, NOW).short_date(date(2026, 11, 24)) == "Tue 24 Nov"


def test_a_short_date_is_short_in_portuguese_too() -> None:
    assert words("pt-BR", BERLIN, NOW).short_date(date(2027, 11, 24)) == "qua., 24 nov. 2027"


def test_a_zone_may_be_called_as_windows_calls_it() -> None:
    assert words("en", "W. Europe Standard Time", NOW).time(AT_15) == "15:00"


@pytest.mark.parametrize("tag", ["ja-JP", "zh-CN"])
def test_japanese_and_chinese_have_a_comma_of_their_own_without_a_space(tag: str) -> None:
    said = words(tag, BERLIN, NOW)
    for told in (said.when(meeting(AT_15)), said.full_when(meeting(AT_15, timedelta(days=2)))):
        assert "," not in told
        assert not any(f"{comma} " in told for comma in "、，")
