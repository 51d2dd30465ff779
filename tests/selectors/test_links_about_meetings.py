"""Recaps, options, chats, messages and events lead to their meeting; what leads to none is called what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import LinkReady, Meeting, Notice, Organizer, Reply, Trouble, User
from tests.support.fakes import NOW, FakeMeetings, FakeTokens, at, calendar_meeting, command, customer_link
from tests.support.joinlinks.about import (
    BROKEN,
    CHANNEL,
    CHATS,
    EVENT_ID,
    EVENTS,
    HIDDEN,
    JOIN,
    ORGANIZER,
    PLACES,
    PUBLIC,
    TENANT,
    THREAD_ONLY,
    WHOLE,
)

OSEI = User(TENANT, ORGANIZER, "Dr. Osei")
MINE = replace(calendar_meeting("Physio", at(24, 9)), join_url=JOIN, organizer=Organizer(OSEI.name, "", OSEI.id))
OTHER = calendar_meeting("Dental", at(24, 11))


async def reply_to(text: str, meetings: FakeMeetings) -> Reply:
    return await Dispatcher(commands(meetings, FakeTokens()))(command(text))


@pytest.mark.parametrize("link", WHOLE.values(), ids=WHOLE.keys())
async def test_what_says_thread_and_organizer_is_enough(link: str) -> None:
    meetings = FakeMeetings([OTHER])
    reply = await reply_to(f"get link {link}", meetings)
    assert isinstance(reply, LinkReady)
    assert reply.link == customer_link(MINE)
    assert meetings.calls == ["appointment_link", "dates_of"]


@pytest.mark.parametrize("link", THREAD_ONLY.values(), ids=THREAD_ONLY.keys())
async def test_a_thread_alone_is_the_calendars_meeting(link: str) -> None:
    meetings = FakeMeetings([OTHER, MINE])
    reply = await reply_to(f"get link {link}", meetings)
    assert reply == LinkReady(MINE, customer_link(MINE))
    assert meetings.calls == ["dates_of", "appointment_link"]  # and no look-up, which needs more consent


@pytest.mark.parametrize("link", THREAD_ONLY.values(), ids=THREAD_ONLY.keys())
async def test_a_thread_that_the_calendar_does_not_know_is_told_so(link: str) -> None:
    reply = await reply_to(link, FakeMeetings([OTHER]))
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.UNKNOWN_CHAT


async def test_a_chats_meeting_may_have_been_weeks_ago() -> None:
    past = replace(MINE, start=at(1, 9), end=at(1, 10))
    assert isinstance(await reply_to(THREAD_ONLY["chat"], FakeMeetings([past])), LinkReady)


async def test_a_channels_message_is_a_meetings_where_the_calendar_knows_it() -> None:
    thread = CHANNEL.replace(":", "%3a").replace("@", "%40")
    url = f"https://teams.microsoft.com/l/meetup-join/{thread}/1660758607740{JOIN[JOIN.index('?') :]}"
    held = replace(MINE, join_url=url)
    link = f"https://teams.microsoft.com/l/message/{CHANNEL}/1660758609999?parentMessageId=1660758607740"
    assert await reply_to(link, FakeMeetings([held])) == LinkReady(held, customer_link(held))
    reply = await reply_to(link, FakeMeetings([MINE]))
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.CHAT_LINK


@pytest.mark.parametrize("link", EVENTS.values(), ids=EVENTS.keys())
async def test_an_event_is_looked_up_in_the_persons_calendar(link: str) -> None:
    meetings = FakeMeetings([OTHER], events={EVENT_ID: MINE})
    assert await reply_to(f"get link {link}", meetings) == LinkReady(MINE, customer_link(MINE))
    assert meetings.calls == ["event", "appointment_link"]


@pytest.mark.parametrize(
    ("events", "trouble"),
    [({}, Trouble.UNKNOWN_EVENT), ({EVENT_ID: None}, Trouble.NOT_ONLINE)],
    ids=["unknown", "lunch"],
)
async def test_an_event_without_a_meeting_is_told_so(events: dict[str, Meeting | None], trouble: Trouble) -> None:
    reply = await reply_to(EVENTS["details"], FakeMeetings(events=events))
    assert isinstance(reply, Notice)
    assert reply.trouble is trouble


@pytest.mark.parametrize(
    ("link", "trouble"),
    [
        *((link, Trouble.PUBLIC_EVENT) for link in PUBLIC.values()),
        *((link, Trouble.BROKEN_LINK) for link in BROKEN),
        *((link, Trouble.CHAT_LINK) for link in CHATS),
        *((link, Trouble.PLACE_LINK) for link in PLACES),
        *((link, Trouble.HIDDEN_LINK) for link in HIDDEN),
    ],
)
async def test_other_links_are_called_what_they_are_without_asking_graph(link: str, trouble: Trouble) -> None:
    meetings = FakeMeetings()
    for text in (f"get link {link}", link):
        reply = await reply_to(text, meetings)
        assert isinstance(reply, Notice)
        assert reply.trouble is trouble
    assert meetings.calls == []


async def test_a_recap_beside_another_meetings_link_is_not_meant() -> None:
    reply = await reply_to(f"get link {WHOLE['recap']} {OTHER.join_url}", FakeMeetings([MINE, OTHER]))
    assert isinstance(reply, LinkReady)
    assert reply.link == customer_link(OTHER)


assert MINE.start
assert MINE.start > NOW
