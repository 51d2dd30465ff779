"""A typo corrected by editing the message: whoever does that gets an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from tests.support.journeys.places import CHANNEL, GROUP, LINK, said, signed_in
from tests.support.journeys.world import World, words_on

ANEW = "You changed your message"
LATE = "I do not look at older messages again"


async def ready(here: World, **sender: Any) -> TeamsClient:
    """Anna in her own chat, where she has used the bot before."""
    here.consent()
    anna = here.client(**sender)
    await anna.say("get link")
    await anna.settled()
    return anna


async def edited(anna: TeamsClient, here: World, original: dict[str, Any], text: str) -> list[Any]:
    """What the bot shows after the change."""
    await anna.deliver(anna.activities.edited(original, text))
    await here.idle()
    return list(anna.answer)


async def typed(anna: TeamsClient, here: World, text: str) -> dict[str, Any]:
    message = anna.activities.message(text)
    await anna.deliver(message)
    await here.idle()
    return message


async def test_a_fresh_question_is_answered_anew_and_says_so(here: World) -> None:
    anna = await ready(here)
    message = await typed(anna, here, "get lnk dietary advice")
    (answer,) = await edited(anna, here, message, "get link dietary advice")
    assert LINK in said(answer.activity)
    assert answer.activity["text"].startswith(ANEW)


async def test_in_german_it_says_so_in_german(here: World) -> None:
    anna = await ready(here, locale="de-DE")
    (answer,) = await edited(anna, here, await typed(anna, here, "hilfee"), "hilfe")
    assert answer.activity["text"].startswith("Sie haben Ihre Nachricht geändert")


@pytest.mark.parametrize("chat", [GROUP, CHANNEL], ids=["group", "channel"])
async def test_where_others_read_along_the_neutral_card_asks_anew(here: World, chat: Chat) -> None:
    anna = await signed_in(here, chat=chat)
    message = anna.activities.mention("get lnk dietary advice")
    await anna.deliver(message)
    await here.idle()
    change = anna.activities.mention("get link dietary advice")
    event = {**change["channelData"], "eventType": "editMessage"}
    await anna.deliver({**change, "type": "messageUpdate", "id": message["id"], "channelData": event})
    await here.idle()
    (answer,) = anna.answer
    assert answer.activity["text"].startswith(ANEW)
    assert LINK in said((await anna.press("Get link")).body)


async def test_the_same_change_told_twice_is_answered_once(here: World) -> None:
    anna = await ready(here)
    message = await typed(anna, here, "hepl")
    assert len(await edited(anna, here, message, "help")) == 1
    assert await edited(anna, here, message, "help") == []


async def test_a_change_of_no_word_is_no_question(here: World) -> None:
    anna = await ready(here)
    message = await typed(anna, here, "help")
    assert await edited(anna, here, message, "help") == []


@pytest.mark.parametrize("kind", ["undeleteMessage", "softDeleteMessage", "", None])
async def test_other_changes_of_a_message_are_no_question(here: World, kind: str | None) -> None:
    anna = await ready(here)
    message = await typed(anna, here, "hepl")
    change = anna.activities.edited(message, "help")
    await anna.deliver({**change, "channelData": {**change["channelData"], "eventType": kind}})
    await here.idle()
    assert list(anna.answer) == []


async def test_of_an_older_message_it_is_told_that_changes_are_not_seen(here: World) -> None:
    anna = await ready(here)
    written = datetime.now(UTC) - timedelta(minutes=2)
    older = {"id": str(int(written.timestamp() * 1000))}
    (answer,) = await edited(anna, here, older, "get link")
    assert LATE in words_on(answer)
