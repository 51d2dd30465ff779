"""The pretend week holds what a demo and the journeys need, and its links are shaped like the real ones."""

from __future__ import annotations

import base64
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.world.meetings import appointment_link, teams_event
from sandbox.world.people import ANNA, OSEI
from sandbox.world.sample_calendar import ODD_TITLES, sample_calendar

NOW = datetime(2026, 11, 23, 10, 2, 30, tzinfo=UTC)
JOIN_URL = re.compile(
    r"https://teams\.microsoft\.com/l/meetup-join/19%3ameeting_[A-Za-z0-9]{48}%40thread\.v2/0"
    r"\?context=%7b%22Tid%22%3a%22[0-9a-f-]{36}%22%2c%22Oid%22%3a%22[0-9a-f-]{36}%22%7d"
)


@pytest.mark.parametrize("now", [NOW, NOW + timedelta(days=5), NOW + timedelta(hours=13)])
def test_the_week_has_every_kind_of_appointment(now: datetime) -> None:
    mine = [event for event in sample_calendar(now) if event.concerns(ANNA)]
    coming = [event for event in mine if now < event.start < now + timedelta(days=14)]
    assert any(timedelta(minutes=8) < e.start - now < timedelta(minutes=12) for e in coming)
    assert sum(event.organizer != ANNA for event in coming) >= len(coming) / 2
    assert {"singleInstance", "occurrence"} == {event.kind for event in coming}
    assert any(event.cancelled for event in coming)
    assert any(event.all_day for event in coming)
    assert any("zoom" in event.location for event in coming)
    assert any(event.online and not event.join_url for event in coming)
    assert any(event.organizer.shared for event in coming)
    assert any(event.organizer.tenant_id != ANNA.tenant_id for event in coming)
    assert set(ODD_TITLES) <= {event.subject for event in coming}
    assert Counter(event.start.date() for event in coming).most_common(1)[0][1] >= 40


def test_titles_come_long_and_in_other_directions() -> None:
    assert any(len(title) >= 290 for title in ODD_TITLES)
    assert any("\u202e" in title for title in ODD_TITLES)


def test_every_date_of_a_series_has_the_same_link() -> None:
    huddles = [event for event in sample_calendar(NOW) if event.series == "huddle"]
    assert len(huddles) == 9
    assert len({event.join_url for event in huddles}) == 1
    assert len({event.id for event in huddles}) == 9


def test_ids_and_links_are_shaped_like_the_real_ones() -> None:
    event = teams_event("one", "One", NOW, NOW + timedelta(minutes=30), OSEI)
    meeting = event.meeting
    assert meeting
    assert JOIN_URL.fullmatch(meeting.join_url)
    assert base64.b64decode(meeting.id).decode() == f"1*{OSEI.oid}*0**{meeting.thread}"
    assert base64.b64decode(meeting.chat_id).decode() == f"0#{meeting.thread}#0"
    assert re.fullmatch(r"[1-9]\d{11}", meeting.number)
    assert teams_event("one", "One", NOW, NOW, OSEI).meeting != meeting  # other times, same ids
    assert appointment_link(meeting).startswith("https://visit.teams.microsoft.com/webrtc-svc/api/route?tid=")


@pytest.mark.parametrize("length", [110, 111, 250, 400, 401, 402, 403, 640, 900])
def test_an_appointment_link_is_exactly_as_long_as_asked(length: int) -> None:
    meeting = teams_event("one", "One", NOW, NOW, OSEI).meeting
    assert meeting
    link = appointment_link(meeting, length)
    assert len(link) == length
    assert not re.search(r"%(?![0-9A-Fa-f]{2})", link)
