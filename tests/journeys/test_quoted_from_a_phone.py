"""The main job as a quoted reply with an emoji, from phones that name no zone, across midnight: everywhere."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.world.meetings import Event
from tests.support.journeys.places import CHANNEL, GROUP, LINK, meeting, said, signed_in
from tests.support.journeys.world import World, words_on, world

PREVIEW = "Join: https://teams.microsoft.com/l/meetup-join/19%3ameeting_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVp…"
EARLY, LATE = "First thing in the morning", "Last thing at night"
OFFSETS = {"+05:30": timedelta(hours=5, minutes=30), "-09:30": -timedelta(hours=9, minutes=30)}
CHATS: dict[str, Callable[[World], Chat | None]] = {
    "personal": lambda _here: None,
    "group": lambda _here: GROUP,
    "channel": lambda _here: CHANNEL,
    "meeting chat": lambda here: Chat.of_meeting(meeting(here, "Diabetes group")),
}


async def ready(here: World, chat: Chat | None = None, **sender: Any) -> TeamsClient:
    """Anna, who has used the bot before."""
    if chat:
        return await signed_in(here, chat=chat, **sender)
    here.consent()
    anna = here.client(**sender)
    await anna.say("get link")
    await anna.settled()
    return anna


def on_both_sides_of_midnight(here: World, offset: timedelta) -> None:
    """A meeting in the first hour of the phone's tomorrow, and one in the last hour of its today."""
    original = next(e for e in here.microsoft365.events if e.meeting and e.subject == "Dietary advice")
    zone = timezone(offset)
    tomorrow = datetime.combine(datetime.now(zone).date() + timedelta(days=1), time(), zone)
    here.microsoft365.events += [
        moved(original, EARLY, tomorrow + timedelta(minutes=15)),
        moved(original, LATE, tomorrow - timedelta(minutes=2)),
    ]
    here.microsoft365.events[:] = [
        e for e in here.microsoft365.events if e.subject in {EARLY, LATE} or not on_day(e, tomorrow)
    ]


def moved(event: Event, subject: str, start: datetime) -> Event:
    assert event.meeting
    other = replace(event.meeting, key=subject)
    start = start.astimezone(UTC)
    end = start + timedelta(minutes=1)
    return replace(event, key=subject, subject=subject, meeting=other, join_url=other.join_url, start=start, end=end)


def on_day(event: Event, day: datetime) -> bool:
    return event.start < day + timedelta(days=1) and event.end > day


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("place", CHATS)
async def test_tomorrow_is_the_phones_and_its_times_say_in_which_zone(here: World, place: str, offset: str) -> None:
    on_both_sides_of_midnight(here, OFFSETS[offset])
    anna = await ready(here, CHATS[place](here), offset=OFFSETS[offset])
    await anna.reply("get link tomorrow 👍", PREVIEW)
    (answer,) = await anna.settled()
    shown = words_on(answer)
    if place != "personal":
        assert EARLY not in shown
        shown = said((await anna.press("Get link")).body)
    assert EARLY in shown
    assert LATE not in shown
    assert "Tomorrow 00:15" in shown
    assert f"(UTC{offset})" in shown
    assert LINK in shown or LINK in said(answer.activity)


@pytest.mark.parametrize("place", CHATS)
async def test_a_quoted_reply_with_an_emoji_asks_for_the_coming_meetings(here: World, place: str) -> None:
    anna = await ready(here, CHATS[place](here))
    await anna.reply("get link 👍", PREVIEW)
    (answer,) = await anna.settled()
    shown = words_on(answer)
    if place == "meeting chat":  # there it is the meeting's own
        assert "Diabetes group" in shown
        return
    if place != "personal":
        shown = said((await anna.press("Get link")).body)
    assert "Your coming Teams meetings" in shown
    assert "Not a Teams meeting link" not in shown


async def test_the_choice_says_in_which_zone_its_times_are(here: World) -> None:
    anna = await ready(here, offset=OFFSETS["+05:30"])
    await anna.say("get link")
    (answer,) = await anna.settled()
    assert "Times are in UTC+05:30." in words_on(answer)


@pytest.fixture
async def elsewhere(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, default_timezone="America/New_York") as built:
        yield built


@pytest.mark.parametrize("chat", [None, GROUP], ids=["personal", "group"])
async def test_a_press_from_a_client_that_tells_nothing_keeps_the_zone_of_the_card(
    elsewhere: World, chat: Chat | None
) -> None:
    anna = await ready(elsewhere, chat, zone="Asia/Calcutta")
    await anna.say("get link physio")
    await anna.settled()
    if chat:
        await anna.press("Get link")
    button = next(button for button in anna.buttons if "Physio follow-up" in str(button.title))
    event = next(e for e in elsewhere.microsoft365.events if e.subject == "Physio follow-up")
    anna.activities.zone = ""
    answer = await anna.press(button)
    shown = said(answer.body) if chat else words_on((await anna.settled())[-1])
    local = event.start.astimezone(timezone(OFFSETS["+05:30"]))
    assert f"{local:%H:%M}" in shown
    assert not re.search(r"(?<![\w-])UTC(?![\w-])", shown)  # by chance it is in what is sealed


async def test_a_clock_that_nobody_knows_is_never_utc_in_silence(here: World) -> None:
    anna = await ready(here, zone="")
    await anna.say("get link physio follow-up")
    (answer,) = await anna.settled()
    assert "(UTC+00:00)" in words_on(answer)


@pytest.mark.parametrize("offset", OFFSETS)
async def test_a_search_and_an_action_from_the_phone_know_its_clock_too(here: World, offset: str) -> None:
    on_both_sides_of_midnight(here, OFFSETS[offset])
    anna = await ready(here, GROUP, offset=OFFSETS[offset])
    found = said((await anna.extension.search("tomorrow")).answer.body)
    assert EARLY in found
    assert LATE not in found
    assert f"Tomorrow 00:15 (UTC{offset})" in found
    chosen = await anna.extension.fetch("insertLink")
    assert f"Times are in UTC{offset}." in said(chosen.answer.body)
