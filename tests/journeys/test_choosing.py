"""What a person types decides the meeting; what is ambiguous is shown to press, and what is not found is said."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox.client.buttons import Button, find, walk
from sandbox.world.meetings import Event, Meeting, teams_event
from sandbox.world.people import ANNA, BEN, OSEI
from tests.support.journeys.stories import answers, ask, assert_kind, press, read
from tests.support.journeys.world import World, card, words_on, world

LONDON = ZoneInfo("Europe/London")


def on_day(days: int, hour: int) -> datetime:
    """That many days from now, in the clinic's own time."""
    return datetime.combine(datetime.now(LONDON).date() + timedelta(days=days), time(hour), LONDON)


def half_hour(key: str, subject: str, start: datetime, organizer: Any = ANNA, *others: Any) -> Event:
    return teams_event(key, subject, start, start + timedelta(minutes=30), organizer, others)


def soon() -> datetime:
    """In ten minutes, whenever a test asks: all tests together take longer."""
    return datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=10)


def visits() -> list[Event]:
    """The calendar, whose first visit is soon."""
    return [half_hour(BLOOD.key, BLOOD.subject, soon()), *ALL[1:]]


BLOOD = half_hour("blood", "Blood test", soon())
FEET = half_hour("feet", "Foot care", on_day(2, 9))
PHYSIO = half_hour("physio", "Physio follow-up", on_day(3, 11), OSEI, ANNA)
GROUP = half_hour("group", "Physio group", on_day(4, 15), OSEI, ANNA)
ALL = [BLOOD, FEET, PHYSIO, GROUP]


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, events=visits()) as built:
        built.consent(ANNA, "VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read")
        yield built


def meeting_of(event: Event) -> Meeting:
    assert event.meeting
    return event.meeting


async def test_nothing_named_shows_the_coming_meetings_soonest_first(here: World) -> None:
    told = await ask(here.client(), "get link")
    places = [told.index(event.subject) for event in ALL]
    assert places == sorted(places)
    assert re.search(r"in \d+ min", told)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("get link blood", BLOOD),
        ("Hello, could you please get link for the foot care?", FEET),
        ("get link next", BLOOD),
        ("get link now", BLOOD),
        (meeting_of(PHYSIO).join_url, PHYSIO),
        (f"get link {meeting_of(GROUP).join_url}", GROUP),
        (f"the customer waits: <{meeting_of(FEET).join_url}> thanks", FEET),
    ],
)
async def test_what_names_one_meeting_gets_its_link_at_once(here: World, text: str, wanted: Event) -> None:
    told = await ask(here.client(), text)
    assert "Copy Invitation Open" in told
    assert wanted.subject in told or "Teams meeting" in told
    assert meeting_of(wanted).thread in told


async def test_a_number_is_looked_up(here: World) -> None:
    number = meeting_of(BLOOD).number
    told = await ask(here.client(), f"get link {number[:3]} {number[3:6]} {number[6:9]} {number[9:]}")
    assert meeting_of(BLOOD).thread in told


async def test_a_number_asks_for_the_look_up_permission_once_and_says_why(tmp_path: Path) -> None:
    async with world(tmp_path, events=visits()) as here:
        here.consent()
        anna = here.client()
        await ask(anna)
        await anna.say(f"get link {meeting_of(BLOOD).number}")
        (asked,) = await anna.settled()
        assert "read your online meetings" in str(asked.activity)
        await anna.sign_in()
        assert meeting_of(BLOOD).thread in await read(anna)
        assert len(anna.sign_ins) == 2


async def test_a_first_use_by_number_signs_in_once(tmp_path: Path) -> None:
    async with world(tmp_path, events=visits()) as here:
        anna = here.client()
        await anna.say(f"get link {meeting_of(BLOOD).number}")
        await anna.settled()
        await anna.sign_in()
        assert meeting_of(BLOOD).thread in await read(anna)
        assert len(anna.sign_ins) == 1


async def test_several_that_fit_are_shown_and_one_press_decides(here: World) -> None:
    anna = here.client()
    told = await ask(anna, "get link physio")
    assert "Several meetings fit" in told
    assert "You asked for: physio" in told
    assert "Blood test" not in told
    assert meeting_of(GROUP).thread in await press(anna, "Physio group")


async def test_words_without_a_meeting_are_echoed_and_the_list_is_one_press_away(here: World) -> None:
    anna = here.client()
    told = await ask(anna, "get link dentist")
    assert "No meeting found" in told
    assert "You asked for: dentist" in told
    assert_kind(told)
    assert "Which meeting?" in await press(anna, "Show my meetings")


async def test_unknown_words_reach_nobody(here: World) -> None:
    anna = here.client()
    told = await ask(anna, "blood test results of Mr Miller")
    assert "did not understand" in told
    assert "Miller" not in told
    assert not here.calls("graph")


async def test_an_empty_calendar_says_what_to_do_instead(tmp_path: Path) -> None:
    async with world(tmp_path, events=[]) as here:
        here.consent()
        told = await ask(here.client())
        assert "No coming meetings" in told
        assert "paste its Teams link" in told


async def test_beyond_six_the_others_are_in_a_drop_down(tmp_path: Path) -> None:
    many = [half_hour(f"slot-{n}", f"Slot {n:02}", soon() + timedelta(hours=n)) for n in range(9)]
    async with world(tmp_path, events=many) as here:
        here.consent()
        anna = here.client()
        await anna.say("get link")
        (answer,) = await anna.settled()
        (choices,) = [part for part in walk(card(answer)) if part.get("id") == "choice"]
        assert [choice["title"][-7:] for choice in choices["choices"]] == ["Slot 06", "Slot 07", "Slot 08"]
        button = next(b for b in anna.buttons if b.title == "Get link" and b.action.get("associatedInputs") == "auto")
        await anna.press(button, {"choice": choices["choices"][1]["value"]})
        assert meeting_of(many[7]).thread in await read(anna)


async def test_somebody_elses_button_opens_for_nobody_else(here: World) -> None:
    here.consent(BEN, "VirtualAppointment.Read", "Calendars.ReadBasic")
    anna, ben = here.client(ANNA), here.client(BEN)
    await ask(anna)
    stolen = find(anna.buttons, "Blood test")
    await ben.deliver(ben.activities.submit(stolen.filled({}), stolen.activity_id))
    told = await read(ben)
    assert "out of date" in told
    assert "visit.teams" not in told


@pytest.mark.parametrize("data", [{"press": "made-up"}, {"press": 7}, {"press": None}, {"choice": "x"}, {"other": 1}])
async def test_edited_button_data_is_not_believed(here: World, data: dict[str, Any]) -> None:
    anna = here.client()
    await ask(anna)
    asked = len(here.calls("graph"))
    await anna.deliver(anna.activities.submit(data, "1"))
    assert "out of date" in await read(anna)
    assert len(here.calls("graph")) == asked


async def test_a_flipped_letter_in_a_button_is_noticed(here: World) -> None:
    anna = here.client()
    await ask(anna)
    button: Button = find(anna.buttons, "Blood test")
    sealed = str(button.action["data"]["press"])
    middle = len(sealed) // 2
    edited = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]
    await anna.deliver(anna.activities.submit({"press": edited}, button.activity_id))
    assert "out of date" in await read(anna)


async def test_each_command_has_its_own_answer(here: World) -> None:
    anna = here.client()
    for text in ("help", "get link blood", "who am i", "get link"):
        await ask(anna, text)
    assert len(answers(anna)) == 4
    assert words_on(anna.seen[-1]).startswith("Which meeting?")
