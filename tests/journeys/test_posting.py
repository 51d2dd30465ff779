"""A link that is posted for all or sent to oneself, also on a bad day."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from sandbox.client.bot_client import Answer
from sandbox.client.buttons import find, words_of
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.world.people import BEN
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import (
    GROUP,
    LINK,
    OWN,
    OWN_CHAT,
    carriers,
    for_all,
    meeting,
    ready_in_group,
    ready_to,
    said,
    signed_in,
)
from tests.support.journeys.world import World

WARNING = "the link is the same for every date"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("MessageWritesBlocked", "You have blocked me"),
        ("BotDisabledByAdmin", "switched off"),
        ("BotNotInConversationRoster", "I cannot write to you yet"),
        ("ConversationNotFound", "I cannot write to you yet"),
        ("SomethingNew", "our side"),
    ],
)
async def test_why_nothing_can_be_sent_to_somebody(here: World, code: str, words: str) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403, code=code, where=OWN)
    answer = said((await anna.press("Send to me")).body)
    assert words in answer
    assert ("/l/app/" in answer) is ("yet" in words)
    here.microsoft365.troubles.clear()
    assert "Sent to you" in said((await anna.press("Try again")).body)


async def test_an_app_that_is_switched_off_is_not_called_our_fault(here: World) -> None:
    anna = await ready_to(here, "Post")
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403, code="BotDisabledByAdmin", where=GROUP.id)
    assert "switched off" in said((await anna.press("Post")).body)


async def test_what_is_still_being_posted_is_not_said_to_be_posted(here: World) -> None:
    """Teams sends an invoke again after a second or so."""
    anna = await ready_to(here, "Post")
    here.microsoft365.troubles.on(Trouble.CONNECTOR_SLOW, seconds=20)
    pressed = find(anna.buttons, "Post")
    value = {"action": dict(pressed.action), "trigger": "manual"}
    activity = anna.activities.invoke("adaptiveCard/action", value, pressed.activity_id)
    first = asyncio.create_task(anna.bot_client.deliver(activity))
    await asyncio.sleep(1)
    second = await anna.bot_client.deliver(activity)
    for answer in (await first, second):
        assert "busy" in said(answer.body)
        assert "Posted" not in said(answer.body)


async def test_what_is_sent_again_meanwhile_hears_the_same_in_the_end(here: World) -> None:
    anna = await ready_to(here, "Post")
    here.microsoft365.troubles.on(Trouble.CONNECTOR_SLOW, seconds=1.5)
    pressed = find(anna.buttons, "Post")
    answers = await asyncio.gather(anna.press(pressed), anna.press(pressed))
    assert all("Posted" in said(answer.body) for answer in answers)
    assert len([sent for sent in for_all(here, GROUP) if LINK in said(sent.activity)]) == 1


@pytest.mark.parametrize("button", ["Post", "Send to me"])
async def test_what_takes_longer_than_an_invoke_is_posted_once_all_the_same(here: World, button: str) -> None:
    anna = await ready_to(here, button)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_SLOW, seconds=4.5)
    data = {"press": find(anna.buttons, button).action["data"]["press"]}
    press = {"action": {"type": "Action.Execute", "verb": "press", "data": data}}
    activity = anna.activities.invoke("adaptiveCard/action", press, "1")
    answers = await asyncio.gather(anna.bot_client.deliver(activity), later(1.0, anna.bot_client.deliver(activity)))
    assert all("busy" in said(answer.body) for answer in answers)
    here.microsoft365.troubles.clear()
    await here.idle()
    assert "busy" not in said((await anna.bot_client.deliver(activity)).body)
    place = GROUP.id if button == "Post" else OWN
    assert len([sent for sent in here.microsoft365.record.shown(place) if LINK in said(sent.activity)]) == 1


async def later(seconds: float, delivery: Awaitable[Answer]) -> Answer:
    await asyncio.sleep(seconds)
    return await delivery


REFUSALS = {
    ("Post", "MessageWritesBlocked"): "I may not write here",
    ("Post", "BotNotInConversationRoster"): "I may not write here",
    ("Post", "BotDisabledByAdmin"): "switched off",
    ("Send to me", "MessageWritesBlocked"): "You have blocked me",
    ("Send to me", "BotNotInConversationRoster"): "I cannot write to you yet",
    ("Send to me", "BotDisabledByAdmin"): "switched off",
}


@pytest.mark.parametrize(("button", "reason"), REFUSALS)
async def test_a_refusal_to_post_is_told_as_what_it_is_and_leads_back_to_the_link(
    here: World, button: str, reason: str
) -> None:
    anna = await ready_to(here, button)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403, code=reason)
    told = said((await anna.press(button)).body)
    here.microsoft365.troubles.clear()
    assert REFUSALS[button, reason] in told
    assert LINK in said((await anna.press("Back to the link")).body)


async def test_a_slow_roster_does_not_hide_whose_meeting_it_is(here: World) -> None:
    chat = Chat.of_meeting(meeting(here, "Second opinion: cardiology"))
    anna = await signed_in(here, chat=chat)
    here.microsoft365.troubles.on(Trouble.ROSTER_SLOW, seconds=20)
    await anna.say("get link")
    await anna.settled()
    assert "Somebody else's meeting" in said((await anna.press("Get link")).body)


async def test_after_posting_the_way_leads_back_to_the_link(here: World) -> None:
    anna = await ready_to(here, "Post")
    assert "Posted" in said((await anna.press("Post")).body)
    assert "Dietary advice" in said((await anna.press("Back to the link")).body)
    sent_to_me = said((await anna.press("Send to me")).body)
    assert "Sent to you" in sent_to_me
    assert OWN_CHAT in sent_to_me


async def test_post_here_shows_what_everybody_will_see_and_posts_nothing_yet(here: World) -> None:
    anna = await ready_in_group(here)
    before = len(here.microsoft365.record.sent)
    preview = words_of((await anna.press("Post here")).body)
    assert "Everybody in this conversation will see this" in preview
    assert "Dietary advice" in preview
    assert len(here.microsoft365.record.sent) == before
    await anna.press("Post")
    (posted,) = [sent for sent in for_all(here, GROUP) if LINK in said(sent.activity)]
    assert words_of(posted.activity) in preview
    assert LINK in said((await anna.press("Back to the link")).body)


async def test_what_was_posted_can_be_removed_by_the_one_who_posted_it(here: World) -> None:
    anna = await ready_to(here, "Post")
    await anna.press("Post")
    remove = find(anna.buttons, "Remove")
    ben = await signed_in(here, BEN, chat=GROUP)
    for name, value in carriers(remove.action["data"]["press"]):
        assert (await ben.invoke(name, value)).status == 200
    assert [sent for sent in for_all(here, GROUP) if LINK in said(sent.activity)]
    assert "Removed" in said((await anna.press(remove)).body)
    assert not [sent for sent in for_all(here, GROUP) if LINK in said(sent.activity)]
    assert "Removed" in said((await anna.press(remove)).body)  # pressed twice, it is still gone
    assert LINK in said((await anna.press("Back to the link")).body)


async def test_what_was_removed_is_posted_again_however_soon_it_is_pressed(here: World) -> None:
    anna = await ready_to(here, "Post")
    for button in ("Post", "Remove", "Back to the link", "Post here"):
        await anna.press(button)
    assert "Posted" in said((await anna.press("Post")).body)
    assert len([sent for sent in for_all(here, GROUP) if LINK in said(sent.activity)]) == 1


async def test_a_double_click_can_be_removed_as_well(here: World) -> None:
    anna = await ready_to(here, "Post")
    pressed = find(anna.buttons, "Post")
    await asyncio.gather(anna.press(pressed), anna.press(pressed))
    assert "Removed" in said((await anna.press("Remove")).body)
    assert not [sent for sent in for_all(here, GROUP) if LINK in said(sent.activity)]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ({"status": 403, "code": "BotNotInConversationRoster"}, "could not take the message back"),
        ({"status": 503}, "busy"),
    ],
)
async def test_what_cannot_be_removed_is_said_so(here: World, trouble: dict[str, Any], words: str) -> None:
    anna = await ready_to(here, "Post")
    await anna.press("Post")
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, **trouble)
    assert words in said((await anna.press("Remove")).body)
    here.microsoft365.troubles.clear()
    assert "Removed" in said((await anna.press("Try again")).body)


async def of_the_series(here: World) -> TeamsClient:
    """Anna pastes the link of a series into the group, and looks at what is behind the card."""
    await signed_in(here)
    anna = here.client(chat=GROUP)
    await anna.say(f"get link {meeting(here, 'Diabetes group').join_url}")
    await anna.settled()
    return anna


async def test_what_is_posted_warns_of_a_series_though_the_calendar_was_slow_before(here: World) -> None:
    anna = await of_the_series(here)
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, where="calendarView", seconds=30)
    seen = said((await anna.press("Get link")).body)
    assert LINK in seen
    assert WARNING not in seen
    here.microsoft365.troubles.clear()
    assert WARNING in said((await anna.press("Post here")).body)
    assert "Posted" in said((await anna.press("Post")).body)
    posted = said(for_all(here, GROUP)[-1].activity)
    assert WARNING in posted
    assert "Diabetes group" in posted


async def test_a_pasted_link_warns_of_a_series_before_it_is_posted(here: World) -> None:
    anna = await of_the_series(here)
    seen = said((await anna.press("Get link")).body)
    assert WARNING in seen
    assert "Diabetes group" in seen
