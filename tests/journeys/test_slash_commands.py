"""A slash command whose answer Teams does not take as a targeted message goes on in one's own chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.client.buttons import find
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.world.faults import Fault
from sandbox.world.people import ANNA, OSEI
from tests.support.journeys.outages import breaks
from tests.support.journeys.places import GROUP, LINK, NEUTRAL, OWN, OWN_CHAT, for_all, meeting, said, signed_in
from tests.support.journeys.stories import keeps_tokens
from tests.support.journeys.strangers import STRANGERS
from tests.support.journeys.world import World, words_on, world


@pytest.fixture
async def preview(tmp_path: Path) -> AsyncIterator[World]:
    """A bot that is set to answer by targeted messages, in a tenant that does not take them."""
    async with world(tmp_path, targeted_messages=True) as built:
        built.microsoft365.open_questions.targeted_messages = False
        yield built


async def slashed(here: World, text: str, chat: Chat = GROUP) -> TeamsClient:
    """Anna gives a slash command in a tenant without targeted messages."""
    here.microsoft365.open_questions.targeted_messages = False
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
    here.microsoft365.open_questions.targeted_messages = False
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
    assert "secretpatient" not in await read_by_osei(here)


@pytest.mark.parametrize("words", ["get link xenon secretpatient", "xenon secretpatient"])
@pytest.mark.parametrize("way", ["targeted message", "own chat", "neutral card"])
async def test_what_was_asked_in_private_and_is_asked_again_aloud_is_told_to_nobody_else(
    here: World, way: str, words: str
) -> None:
    here.microsoft365.open_questions.targeted_messages = way == "targeted message"
    if way == "neutral card":
        here.microsoft365.connector.installed = set()
    anna = await signed_in(here, chat=GROUP)
    for ask in (anna.slash(words), anna.say("try again")):
        here.microsoft365.record.sent.clear()
        await ask
        await here.idle()
    assert here.microsoft365.record.sent
    assert "secretpatient" not in await read_by_osei(here)


@pytest.mark.parametrize("chat", ["group", "meeting"])
async def test_what_failed_in_private_and_is_asked_again_aloud_is_answered_to_the_asker_alone(
    here: World, chat: str
) -> None:
    place = GROUP if chat == "group" else Chat.of_meeting(meeting(here, "Dietary advice"))
    anna = await signed_in(here, chat=place)
    sent = here.microsoft365.record.sent
    sent.clear()
    breaks(here, Fault(504), times=2, where="message")
    await anna.slash("get link")
    assert await anna.settled(lambda: "Teams is busy" in said([each.activity for each in sent]))
    await here.idle()
    await anna.say("try again")
    await here.idle()
    assert [each.targeted for each in here.microsoft365.record.shown(place.id)] == [True, True]


async def read_by_osei(here: World) -> str:
    """What Osei can read in the group, and behind the buttons that he sees."""
    here.consent(OSEI)
    osei = here.client(OSEI, chat=GROUP)
    read = [said([sent.activity for sent in for_all(here, GROUP)])]
    for _ in range(2):
        if osei.buttons:
            read.append(said((await osei.press(osei.buttons[0])).body))
    return " ".join(read)


async def test_help_is_to_be_had_behind_that_card_too(here: World) -> None:
    here.microsoft365.connector.installed = set()
    anna = await slashed(here, "help")
    (neutral,) = for_all(here, GROUP)
    assert NEUTRAL in words_on(neutral)
    assert "get link physio tomorrow" in said((await anna.press("Get link")).body)


@pytest.mark.parametrize("kind", STRANGERS)
async def test_a_strangers_slash_command_is_then_answered_in_their_own_chat(here: World, kind: str) -> None:
    here.microsoft365.open_questions.targeted_messages = False
    stranger, words = STRANGERS[kind]
    visitor = here.client(chat=GROUP)
    await visitor.deliver(stranger(visitor.activities.slash("get link")))
    await here.idle()
    assert not for_all(here, GROUP)
    (answer,) = here.microsoft365.record.shown(OWN)
    assert words in words_on(answer)


async def test_what_is_only_for_the_bot_in_ones_own_chat_is_answered_as_everything_there(here: World) -> None:
    here.consent()
    anna = here.client()
    await anna.slash("get link dietary advice")
    answers = await anna.settled(lambda: LINK in said([sent.activity for sent in anna.seen]))
    assert not any(sent.targeted for sent in answers)


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
    assert "Please write to me in our own chat" in words_on(answer)
    assert find(anna.buttons, "Open our chat").action["url"] == OWN_CHAT
    assert await keeps_tokens(preview, ANNA)
