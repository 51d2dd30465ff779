"""A whole day is the person's own day, wherever they are: it is over at their midnight, and not before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.support.graph.events import at, event
from tests.support.graph.pretend import ANNA, Says, World


def whole(first: date, days: int = 1) -> dict[str, object]:
    last = first + timedelta(days=days)
    start, end = (at(f"{day}T00:00:00.0000000", "UTC") for day in (first, last))
    return event(id=f"{first}/{days}", isAllDay=True, start=start, end=end)


async def test_a_whole_day_that_was_moved_into_utc_is_the_same_day(world: World) -> None:
    moved = event(
        isAllDay=True, start=at("2026-11-29T23:00:00.0000000", "UTC"), end=at("2026-11-30T23:00:00.0000000", "UTC")
    )
    world.graph.says("/me/calendarView", Says(200, {"value": [moved]}))
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 11, 30, 9, tzinfo=berlin)
    (found,) = await world.meetings().coming(ANNA, start, start + timedelta(days=2))
    assert found.start == datetime(2026, 11, 30, tzinfo=berlin)
    assert found.end == datetime(2026, 12, 1, tzinfo=berlin)


def utc(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


CASES = (
    # zone, the moment in UTC, the first day of the event, its days, whether it is still there
    ("Pacific/Kiritimati", utc(2026, 11, 28, 12, 0), date(2026, 11, 28), 1, False),  # 02:00 on the 29th
    ("Pacific/Kiritimati", utc(2026, 11, 28, 12, 0), date(2026, 11, 29), 1, True),
    ("Pacific/Auckland", utc(2026, 11, 27, 12, 0), date(2026, 11, 27), 1, False),  # 01:00 on the 28th
    ("Pacific/Auckland", utc(2026, 11, 27, 12, 0), date(2026, 11, 27), 2, True),
    ("Europe/Berlin", utc(2026, 11, 27, 23, 30), date(2026, 11, 27), 1, False),  # 00:30 on the 28th
    ("Europe/Berlin", utc(2026, 11, 27, 22, 30), date(2026, 11, 27), 1, True),  # 23:30
    ("UTC", utc(2026, 11, 28, 0, 0), date(2026, 11, 27), 1, False),
    ("UTC", utc(2026, 11, 28, 0, 0), date(2026, 11, 28), 1, True),
    ("America/New_York", utc(2026, 11, 29, 1, 0), date(2026, 11, 28), 1, True),  # 20:00 on the 28th
    ("America/New_York", utc(2026, 11, 29, 5, 30), date(2026, 11, 28), 1, False),  # 00:30 on the 29th
    ("Pacific/Honolulu", utc(2026, 11, 29, 9, 0), date(2026, 11, 28), 1, True),  # 23:00 on the 28th
    ("Pacific/Honolulu", utc(2026, 11, 29, 9, 0), date(2026, 11, 25), 3, False),  # until the 27th
    ("Pacific/Honolulu", utc(2026, 11, 29, 9, 0), date(2026, 11, 25), 4, True),
)


@pytest.mark.parametrize(("zone", "moment", "first", "days", "there"), CASES)
async def test_a_whole_day_ends_with_the_persons_day(
    world: World, zone: str, moment: datetime, first: date, days: int, there: bool
) -> None:
    now = moment.astimezone(ZoneInfo(zone))
    world.graph.says("/me/calendarView", Says(200, {"value": [whole(first, days)]}))
    found = await world.meetings().coming(ANNA, now, now + timedelta(days=14))
    assert bool(found) is there


@pytest.mark.parametrize(("zone", "moment", "first", "days", "there"), [case for case in CASES if case[-1]])
async def test_it_is_asked_for_also_where_outlook_counts_days_of_utc(
    world: World, zone: str, moment: datetime, first: date, days: int, there: bool
) -> None:
    now = moment.astimezone(ZoneInfo(zone))
    world.graph.says("/me/calendarView", Says(200, {"value": []}))
    await world.meetings().coming(ANNA, now, now + timedelta(days=14))
    asked = datetime.fromisoformat(parse_qs(urlsplit(world.graph.heard[0].path).query)["startDateTime"][0])
    assert asked <= now
    assert asked < datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(days=days)
