"""Days and times are those of the person's own clock, whatever their client says of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.languages import words
from bot.model import Action, ActionKind, Command, Meeting
from bot.reading.local_time import today_of
from bot.teams.inbound.clock import with_press
from cards import fields
from tests.support.teams.typed import ANNA, BUTTONS, NOW, heard

LONDON, CALCUTTA = "Europe/London", "Asia/Calcutta"


def at(zone: str, moment: datetime = NOW) -> dict[str, Any]:
    """A message whose client says this of its zone."""
    return {"text": "get link", "localTimezone": zone, "now": moment}


def local(command: Command) -> str:
    """The hour and the offset that times are shown in."""
    zone = words("en-GB", command.timezone, command.now).zone
    return command.now.astimezone(zone).strftime("%d %H:%M %z")


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("asia/calcutta", "28 23:50 +0530"),
        ("ASIA/KOLKATA", "28 23:50 +0530"),
        ("india standard time", "28 23:50 +0530"),
        ("India  Standard Time", "28 23:50 +0530"),
        ("GMT+05:30", "28 23:50 +0530"),
        ("UTC+05:30", "28 23:50 +0530"),
        ("utc+5:30", "28 23:50 +0530"),
        ("+0530", "28 23:50 +0530"),
        ("UTC-09:30", "28 08:50 -0930"),
        ("UTC−09:30", "28 08:50 -0930"),
        ("(UTC+05:45) Kathmandu", "29 00:05 +0545"),
        ("Nepal Standard Time", "29 00:05 +0545"),
        ("W. Europe Standard Time", "28 19:20 +0100"),
        ("w. europe daylight time", "28 19:20 +0100"),
        ("W. Europe Summer Time", "28 19:20 +0100"),
        ("Eastern Daylight Time", "28 13:20 -0500"),
        ("america/new york", "28 13:20 -0500"),
        ("Etc/GMT-5", "28 23:20 +0500"),
        ("pacific/chatham", "29 08:05 +1345"),
        ("UTC+12:45", "29 07:05 +1245"),
        ("UTC+14", "29 08:20 +1400"),
        ("GMT", "28 18:20 +0000"),
        ("UTC–09:30", "28 08:50 -0930"),
        ("GMT‑9:30", "28 08:50 -0930"),
        ("UTC+05:30 Asia/Kolkata", "28 23:50 +0530"),
        ("Asia/Kolkata (IST)", "28 23:50 +0530"),
        ("asia\\kolkata", "28 23:50 +0530"),
        ("posix/Asia/Kolkata", "28 23:50 +0530"),
        ("right/Asia/Kolkata", "28 23:50 +0530"),
        ("AUS Eastern Summer Time", "29 05:20 +1100"),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_whatever_name(named: str, shown: str) -> None:
    assert local(heard(**at(named))) == shown
    client = {"type": "clientInfo", "timezone": named}
    assert local(heard(text="get link", entities=[client])) == shown


@pytest.mark.parametrize(
    "named", [None, "", "Mars/Olympus", "IST", "?", "UTC+99", "..", "x" * 5000, 60, {"a": 1}, "localtime", "Factory"]
)
@pytest.mark.parametrize(
    ("clock", "shown", "mark"),
    [
        ("2026-11-28T23:50:00.000+05:30", "28 23:50 +0530", "UTC+05:30"),
        ("2026-11-28T23:50:00.1234567+0530", "28 23:50 +0530", "UTC+05:30"),
        ("2026-11-28 23:50:00+05:30", "28 23:50 +0530", "UTC+05:30"),
        ("2026-11-28T08:50:00-09:30", "28 08:50 -0930", "UTC-09:30"),
        ("2026-11-29T00:05:00+05:45", "29 00:05 +0545", "UTC+05:45"),
        ("2026-11-29T07:05:00+12:45", "29 07:05 +1245", "UTC+12:45"),
        ("2026-11-29T08:20:00+14:00", "29 08:20 +1400", "UTC+14:00"),
        ("2026-11-28T06:20:00-12:00", "28 06:20 -1200", "UTC-12:00"),
        ("2026-11-28T23:50:03", "28 23:50 +0530", "UTC+05:30"),  # the difference to the time that was sent
        ("2026-11-28T08:50:00\u221209:30", "28 08:50 -0930", "UTC-09:30"),
        ("2026-11-28T23:50:00.000 +05:30", "28 23:50 +0530", "UTC+05:30"),
        ("2026-11-28T23:50:00+05:30[Asia/Somewhere]", "28 23:50 +0530", "UTC+05:30"),
        ("11/28/2026 11:50:00 PM +05:30", "28 23:50 +0530", "UTC+05:30"),
        ("Sat Nov 28 2026 23:50:00 GMT+0530 (India)", "28 23:50 +0530", "UTC+05:30"),
        ("Sat, 28 Nov 2026 08:50:00 -0930", "28 08:50 -0930", "UTC-09:30"),
        (" 2026-11-28T23:50:00+5:30 ", "28 23:50 +0530", "UTC+05:30"),
        ("2026-11-28", "28 18:20 +0000", "UTC+00:00"),
        ("2026-11-28T18:20:00+00:00", "28 18:20 +0000", "UTC+00:00"),
        ("2026-11-28T18:20:00Z", "28 18:20 +0000", "UTC+00:00"),  # written by somebody who did not know
        ("2026-11-28T18:20:00+23:00", "28 18:20 +0000", "UTC+00:00"),
        ("yesterday", "28 18:20 +0000", "UTC+00:00"),
        (None, "28 18:20 +0000", "UTC+00:00"),
        (5, "28 18:20 +0000", "UTC+00:00"),
    ],
)  # fmt: skip
def test_without_a_name_the_offset_counts_and_is_shown(named: object, clock: object, shown: str, mark: str) -> None:
    command = heard(text="get link", localTimezone=named, localTimestamp=clock, timestamp="2026-11-28T18:20:00.5Z")
    assert local(command) == shown
    said = words("en-GB", command.timezone, command.now, guessed=command.timezone_guessed)
    assert f"({mark})" in said.when(Meeting(start=NOW, end=NOW))
    assert said.begin(Meeting(start=NOW)).endswith(f"({mark})")
    assert said.zone_mark(NOW) == mark


@pytest.mark.parametrize("named", [LONDON, "asia/calcutta", "W. Europe Standard Time", "UTC"])
def test_a_zone_that_was_named_goes_without_saying(named: str) -> None:
    command = heard(**at(named))
    assert not command.timezone_guessed
    said = words("en-GB", command.timezone, command.now, guessed=command.timezone_guessed)
    assert "UTC" not in said.when(Meeting(start=NOW, end=NOW))


@pytest.mark.parametrize(
    "named", ["UTC", "Z", "gmt", "Etc/UTC", "Zulu", "Etc/UCT", "Universal", "Greenwich", "GMT0", "UTC+00:00"]
)
def test_a_client_that_says_utc_for_want_of_better_is_known_by_its_clock(named: str) -> None:
    command = heard(text="get link", localTimezone=named, localTimestamp="2026-11-28T23:50:00+05:30")
    assert (local(command), command.timezone_guessed) == ("28 23:50 +0530", True)


def test_a_clock_without_an_offset_is_compared_with_ours_where_nothing_says_when_it_was_sent() -> None:
    command = heard(text="get link", localTimestamp="2026-11-28T08:49:40")
    assert (local(command), command.timezone_guessed) == ("28 08:50 -0930", True)


@pytest.mark.parametrize(
    ("clock", "zone"), [("2026-11-28T18:20:00+00:00", LONDON), ("2026-11-28T23:50:00+05:30", "UTC+05:30")]
)
def test_the_usual_zone_is_the_better_guess_where_clocks_agree(clock: str, zone: str) -> None:
    command = heard(text="get link", zone=LONDON, localTimestamp=clock)
    assert (command.timezone, command.timezone_guessed) == (zone, True)


@pytest.mark.parametrize(
    ("clock", "today"),
    [
        ("2026-11-28T23:50:00+05:30", date(2026, 11, 28)),
        ("2026-11-29T00:05:00+05:45", date(2026, 11, 29)),
        ("2026-11-28T08:50:00-09:30", date(2026, 11, 28)),
        ("2026-11-29T07:05:00+12:45", date(2026, 11, 29)),
    ],
)
def test_today_and_tomorrow_are_those_of_the_clock(clock: str, today: date) -> None:
    assert today_of(heard(text="get link tomorrow", localTimestamp=clock)) == today


@pytest.mark.parametrize(
    ("now", "offset"),
    [
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), "+0200"),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "+0100"),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "+0100"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "+0200"),
    ],
)
def test_a_named_zone_knows_when_clocks_change(now: datetime, offset: str) -> None:
    assert local(heard(**at("w. europe standard time", now))).endswith(offset)


def pressed(timezone: str) -> dict[str, Any]:
    """A button that was made for somebody in that zone."""
    sealed = BUTTONS.seal(ANNA, "a:1x", Action(ActionKind.MEETINGS, timezone=timezone))
    return {"value": {fields.PRESS: sealed}}


@pytest.mark.parametrize(
    ("told", "zone", "guessed"),
    [
        ({}, CALCUTTA, False),
        ({"localTimezone": "Mars/Olympus"}, CALCUTTA, False),
        ({"localTimestamp": "2026-11-28T23:50:00+05:30"}, CALCUTTA, False),
        ({"localTimestamp": "2026-11-28T08:50:00-09:30"}, "UTC-09:30", True),
        ({"localTimezone": LONDON}, LONDON, False),
    ],
)
def test_a_press_from_a_client_that_names_no_zone_keeps_the_cards(told: Any, zone: str, guessed: bool) -> None:
    command = heard(**pressed(CALCUTTA), **told)
    assert (command.timezone, command.timezone_guessed) == (zone, guessed)


@pytest.mark.parametrize("kept", ["", "Mars/Olympus", "x" * 5000])
def test_a_card_that_remembers_no_zone_changes_none(kept: str) -> None:
    command = with_press(heard(text="x", zone=LONDON), Action(ActionKind.MEETINGS, timezone=kept))
    assert (command.timezone, command.timezone_guessed) == (LONDON, True)


def test_a_zone_of_which_a_card_only_knew_the_offset_stays_a_guess() -> None:
    command = heard(**pressed("UTC+05:30"))
    assert (command.timezone, command.timezone_guessed) == ("UTC+05:30", True)
