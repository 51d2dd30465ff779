"""Where others read along, on days when Teams, Microsoft or an admin does not play along."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox.buttons import find
from sandbox.chats import Chat
from sandbox.people import ANNA, BANK_ID, BEN, GRACE, OSEI
from sandbox.popups import told
from sandbox.record import Sent
from sandbox.teams import TeamsClient
from sandbox.troubles import Trouble
from sandbox.visitor import Visitor
from tests.journeys.stories import keeps_tokens, log_lines, logged_under
from tests.journeys.test_surfaces import (
    CHANNEL,
    GROUP,
    LINK,
    PLACES,
    CardDialog,
    SharedChat,
    meeting,
    ready_in_group,
    said,
    signed_in,
    start_link,
)
from tests.journeys.world import World, words_on, world

OWN = Chat.personal(ANNA).id
NEUTRAL = "only to the person who asks"


@pytest.fixture
async def preview(tmp_path: Path) -> AsyncIterator[World]:
    """A bot that is set to answer by targeted messages, in a tenant that does not take them."""
    async with world(tmp_path, targeted_messages=True) as built:
        built.microsoft365.behaviour.targeted_messages = False
        yield built


def for_all(here: World, chat: Chat) -> list[Sent]:
    """What everybody in the conversation can read."""
    return [sent for sent in here.microsoft365.record.shown(chat.id) if not sent.targeted]


# -- a slash command whose answer Teams does not take as a targeted message --------------------------------------------


async def slashed(here: World, text: str, chat: Chat = GROUP) -> TeamsClient:
    """Anna gives a slash command in a tenant without targeted messages."""
    here.microsoft365.behaviour.targeted_messages = False
    anna = await signed_in(here, chat=chat)
    here.microsoft365.record.sent.clear()
    await anna.slash(text)
    await here.idle()
    return anna


async def test_a_slash_command_is_then_answered_in_ones_own_chat(here: World) -> None:
    await slashed(here, "get link dietary advice")
    assert not for_all(here, GROUP)
    (answer,) = here.microsoft365.record.shown(OWN)
    assert LINK in said(answer.activity)


async def test_in_a_meetings_chat_its_link_is_not_shown_to_all_either(here: World) -> None:
    chat = Chat.of_meeting(meeting(here, "Dietary advice"))
    await slashed(here, "get link", chat)
    assert not for_all(here, chat)
    (answer,) = here.microsoft365.record.shown(OWN)
    assert "Dietary advice" in words_on(answer)


async def test_a_slash_command_before_the_first_sign_in_goes_on_in_ones_own_chat(here: World) -> None:
    here.microsoft365.behaviour.targeted_messages = False
    anna = here.client(chat=GROUP)
    await anna.slash("get link dietary advice")
    await here.idle()
    assert not for_all(here, GROUP)
    own = here.client()
    await own.settled(lambda: bool(own.sign_ins))
    await own.sign_in()
    await own.settled(lambda: LINK in said([sent.activity for sent in own.seen]))


@pytest.mark.parametrize("chat", ["group", "meeting"])
async def test_without_an_own_chat_a_slash_command_leaves_a_card_that_tells_nothing(here: World, chat: str) -> None:
    here.microsoft365.connector.installed = set()
    place = GROUP if chat == "group" else Chat.of_meeting(meeting(here, "Dietary advice"))
    await slashed(here, "get link xenon secretpatient", place)
    (neutral,) = for_all(here, place)
    assert NEUTRAL in words_on(neutral)
    here.consent(OSEI)
    osei = here.client(OSEI, chat=place)
    assert "secretpatient" not in said((await osei.press(find(osei.buttons, "Get link"))).body)


async def test_words_that_are_not_understood_stay_between_two_as_well(here: World) -> None:
    here.microsoft365.connector.installed = set()
    await slashed(here, "xenon secretpatient")
    (neutral,) = for_all(here, GROUP)
    assert NEUTRAL in words_on(neutral)


async def test_signing_out_is_confirmed_where_it_was_done(preview: World) -> None:
    anna = await signed_in(preview, chat=GROUP)
    preview.microsoft365.record.sent.clear()
    await anna.say("sign out")
    await preview.idle()
    assert not await keeps_tokens(preview, ANNA)
    assert not for_all(preview, GROUP)
    (answer,) = preview.microsoft365.record.shown(OWN)
    assert "signed out" in words_on(answer).lower()


async def test_without_an_own_chat_nobody_is_signed_out_and_told_something_else(preview: World) -> None:
    anna = await signed_in(preview, chat=GROUP)
    preview.microsoft365.connector.installed = set()
    await anna.say("sign out")
    (answer,) = await anna.settled()
    assert "Let us talk alone" in words_on(answer)
    assert await keeps_tokens(preview, ANNA)


# -- words that ask for nobody's link ----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["help", "", "hello", "thanks!"])
@pytest.mark.parametrize("chat", [GROUP, CHANNEL], ids=["group", "channel"])
async def test_who_asks_for_help_is_helped_in_the_open(here: World, chat: Chat, words: str) -> None:
    anna = here.client(chat=chat)
    await anna.say(words)
    (answer,) = await anna.settled()
    assert "What you can type" in words_on(answer)
    assert "sign" not in words_on(answer).lower(), "accounts are talked about alone"
    assert not here.calls("graph")


async def test_a_button_of_the_help_opens_the_pressers_own_view(here: World) -> None:
    anna = here.client(chat=GROUP)
    await anna.say("help")
    await anna.settled()
    assert "Action.Submit" not in {button.kind for button in anna.buttons}
    osei = await signed_in(here, OSEI, chat=GROUP)
    before = len(here.microsoft365.record.sent)
    assert "Which appointment" in said((await osei.press(find(osei.buttons, "Lists your coming"))).body)
    assert len(here.microsoft365.record.sent) == before


async def test_unknown_words_are_answered_in_the_open_and_looked_for_in_private(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    before = len(here.calls("graph"))
    await anna.say("dietary advice")
    (answer,) = await anna.settled()
    assert "I did not understand" in words_on(answer)
    assert "Dietary" not in words_on(answer)
    assert len(here.calls("graph")) == before
    assert LINK in said((await anna.press("Try again")).body)
    assert len(for_all(here, GROUP)) == 1


# -- buttons of a card for all -----------------------------------------------------------------------------------------


async def test_the_neutral_card_works_in_every_thread_of_its_channel(here: World) -> None:
    """Teams names the thread in some activities, and the channel alone in others."""
    anna = await signed_in(here, chat=CHANNEL)
    await anna.say("get link dietary advice")
    await anna.settled()
    button = find(anna.buttons, "Get link")
    value = {"action": dict(button.action), "trigger": "manual"}
    for id in (CHANNEL.channel, f"{CHANNEL.channel};messageid=1800000000000"):
        elsewhere = here.client(chat=replace(CHANNEL, id=id))
        assert LINK in said((await elsewhere.invoke("adaptiveCard/action", value, button.activity_id)).body)


async def test_the_neutral_button_as_a_message_is_no_old_card(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    data = find(anna.buttons, "Get link").action["data"]
    await anna.deliver(anna.activities.submit(data, "1"))
    (answer,) = await anna.settled()
    assert NEUTRAL in words_on(answer)


async def test_what_is_said_of_an_old_card_offers_all_their_own_meetings(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    await anna.deliver(anna.activities.submit({"press": "of another time"}, "1"))
    (answer,) = await anna.settled()
    assert "out of date" in words_on(answer)
    assert "Action.Submit" not in {button.kind for button in anna.buttons}
    osei = await signed_in(here, OSEI, chat=GROUP)
    answered = said((await osei.press(find(osei.buttons, "Show my meetings"))).body)
    assert "Which appointment" in answered
