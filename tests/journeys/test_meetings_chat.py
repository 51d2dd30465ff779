"""In a meeting's own chat, *get link* is about that meeting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.client.chats import Chat
from sandbox.teams.meeting_chats import GROUP_CALL, ONE_TO_ONE
from sandbox.world.meetings import PRIVATE_MESSAGE
from tests.support.journeys.places import LINK, MONDAY, assert_neutral, in_its_chat, meeting, said, signed_in, told
from tests.support.journeys.stories import assert_kind
from tests.support.journeys.world import World, words_on


@pytest.mark.parametrize("resource_id", [True, False], ids=["with Graph's id", "with the join link alone"])
async def test_in_a_meetings_chat_the_link_costs_one_call_to_graph(here: World, resource_id: bool) -> None:
    here.microsoft365.open_questions.resource_id_in_chats = resource_id
    anna = await in_its_chat(here)
    here.microsoft365.requests.clear()
    answer = await told(anna)
    assert MONDAY in words_on(answer)
    assert LINK in said(answer.activity)
    counts = {service: here.microsoft365.requests.count(service) for service in ("graph", "entra", "connector")}
    assert counts == {"graph": 1, "entra": 0, "connector": 2}  # the chat's meeting is asked of Teams


@pytest.mark.parametrize("named", ["get link dietary advice", "a pasted link"])
async def test_what_is_named_wins_over_the_chats_own_meeting(here: World, named: str) -> None:
    anna = await in_its_chat(here)
    other = meeting(here, "Dietary advice")
    await anna.say(f"get link {other.join_url}" if named == "a pasted link" else named)
    (neutral,) = await anna.settled()
    assert_neutral([neutral])
    answer = await anna.press("Get link")
    assert other.thread.removesuffix("@thread.v2") in said(answer.body)
    assert meeting(here, MONDAY).thread.removesuffix("@thread.v2") not in said(answer.body)


async def test_a_meetings_chat_that_the_app_may_not_ask_about_says_what_to_do(here: World) -> None:
    anna = await in_its_chat(here)
    here.microsoft365.meeting_chats.unpermitted.add(anna.chat.meeting)
    answer = words_on(await told(anna))
    assert "may not see which meeting this is" in answer
    assert_kind(answer)
    posted = here.microsoft365.record.shown(anna.chat.id)
    assert "Physiotherapy" in said((await anna.press("Show my meetings")).body)
    assert here.microsoft365.record.shown(anna.chat.id) == posted  # that list is the presser's alone


@pytest.mark.parametrize("kind", [ONE_TO_ONE, GROUP_CALL])
async def test_a_call_is_no_meeting_and_is_told_so(here: World, kind: str) -> None:
    chat = Chat.of_call("Ben and Anna")
    here.microsoft365.meeting_chats.calls[chat.meeting] = kind
    anna = await signed_in(here, chat=chat)
    answer = words_on(await told(anna))
    assert "No meeting belongs to this chat" in answer
    assert_kind(answer)


@pytest.mark.parametrize("linked", [True, False])
async def test_a_channel_meeting_is_found_or_said_to_be_one(here: World, linked: bool) -> None:
    original = next(e for e in here.microsoft365.events if e.subject == "Dietary advice" and e.meeting)
    assert original.meeting
    posted = replace(original.meeting, key="channel-meeting", message="1700000000001")
    assert posted.message != PRIVATE_MESSAGE
    here.microsoft365.events.append(replace(original, key="channel", meeting=posted, join_url=posted.join_url))
    anna = await signed_in(here, chat=Chat.of_meeting(posted))
    if not linked:
        here.microsoft365.meeting_chats.unlinked.add(posted.chat_id)
    answer = await told(anna)
    assert (LINK in said(answer.activity)) is linked
    assert linked or "A meeting in a channel" in words_on(answer)
    assert_kind(words_on(answer).partition("https://")[0])


async def test_a_series_says_that_its_link_is_the_same_every_time(here: World) -> None:
    anna = await in_its_chat(here, "Diabetes group")
    answer = await told(anna)
    assert LINK in said(answer.activity)
    assert "the link is the same for every date" in words_on(answer)


async def test_a_meeting_that_is_closed_to_the_asker_is_told_to_them_alone(here: World) -> None:
    anna = await in_its_chat(here, "Second opinion: cardiology")
    assert_neutral([await told(anna)])
    assert "Somebody else's meeting" in said((await anna.press("Get link")).body)
