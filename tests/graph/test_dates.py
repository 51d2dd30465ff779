"""The calendar is asked about a link once a minute, for each person, and never answers for another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, tzinfo

from bot.graph.calendar import Calendar
from bot.graph.dates import DATES_KEPT, RecentDates
from bot.graph.scopes import permits
from bot.model import Meeting, MeetingList, User
from tests.support.fakes import NOW
from tests.support.graph.events import BERLIN, event
from tests.support.graph.pretend import ANNA, BEN_ID, TENANT, Says, World, join_url, meeting, refusal

BEN = User(TENANT, BEN_ID, "Ben")
PHYSIO = meeting()


class Asking:
    """Somebody asks about a link, at a time that the test turns."""

    def __init__(self, world: World) -> None:
        self.seconds = 0.0
        self.dates = RecentDates(Calendar(world.session(), permits("Calendars.ReadBasic")), lambda: self.seconds)

    async def about(self, named: Meeting, user: User = ANNA, zone: tzinfo = BERLIN) -> MeetingList:
        now = (NOW + timedelta(seconds=self.seconds)).astimezone(zone)
        return await self.dates.of(user, named, now - timedelta(days=1), now + timedelta(days=35))


def asking(world: World) -> Asking:
    world.graph.says("/me/calendarView", Says(200, {"value": [event()]}))
    return Asking(world)


async def test_asked_again_within_a_minute_it_is_known(world: World) -> None:
    anna = asking(world)
    first = await anna.about(PHYSIO)
    anna.seconds = DATES_KEPT - 1
    assert await anna.about(PHYSIO) == first
    assert ([each.subject for each in first], len(world.graph.heard)) == (["Physio"], 1)


async def test_that_it_is_in_nobodys_calendar_is_known_too(world: World) -> None:
    anna = asking(world)
    for _ in range(2):
        assert await anna.about(Meeting(join_url=join_url(thread="another"))) == ()
    assert len(world.graph.heard) == 1


async def test_after_a_minute_it_is_asked_anew(world: World) -> None:
    anna = asking(world)
    await anna.about(PHYSIO)
    anna.seconds = DATES_KEPT + 1
    world.graph.says("/me/calendarView", Says(200, {"value": [event(subject="Moved")]}))
    assert [each.subject for each in await anna.about(PHYSIO)] == ["Moved"]


async def test_what_was_listed_a_moment_ago_is_as_it_was_listed(world: World) -> None:
    anna, graph = asking(world), world.meetings()
    (row,) = await graph.coming(ANNA, NOW, NOW + timedelta(days=14))
    assert graph.recent_dates_of(ANNA, row, NOW, NOW) == (row,)
    anna.dates.note(ANNA, [row])
    assert await anna.about(row) == (row,)
    assert anna.dates.recent(BEN, row, NOW, NOW) is None
    assert anna.dates.recent(ANNA, replace(row, start=NOW), NOW, NOW) is None
    anna.seconds = DATES_KEPT + 1
    assert anna.dates.recent(ANNA, row, NOW, NOW) is None


async def test_a_newer_list_counts_more_than_what_was_known_before_it(world: World) -> None:
    anna, there = asking(world), Says(200, {"value": [event()]})
    world.graph.says("/me/calendarView", Says(200, {"value": []}), there)
    assert await anna.about(PHYSIO) == ()  # its link was copied before the calendar had it
    anna.seconds = 10
    (row,) = await world.meetings().coming(ANNA, NOW, NOW + timedelta(days=14))
    anna.dates.note(ANNA, [row])
    anna.seconds = 20
    assert await anna.about(replace(PHYSIO, start=row.start)) != ()


async def test_each_person_zone_and_meeting_is_asked_for_itself(world: World) -> None:
    somebody = asking(world)
    await somebody.about(PHYSIO)
    await somebody.about(PHYSIO, BEN)
    await somebody.about(PHYSIO, zone=UTC)
    await somebody.about(Meeting(join_url=join_url(thread="another")))
    assert len(world.graph.heard) == 4


async def test_a_calendar_that_could_not_be_read_is_asked_again(world: World) -> None:
    anna = asking(world)
    world.graph.says("/me/calendarView", refusal(403, "ErrorAccessDenied"), Says(200, {"value": [event()]}))
    assert await anna.about(PHYSIO) == ()
    assert len(await anna.about(PHYSIO)) == 1
