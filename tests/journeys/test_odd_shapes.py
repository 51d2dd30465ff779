"""A person's message is answered, in whatever shape a client or a channel sends what is beside the words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.client.client import TeamsClient
from tests.support.journeys.world import World, world

ODD: dict[str, dict[str, Any]] = {
    "an entity is null": {"entities": [None]},
    "entities are null": {"entities": None},
    "entities are an object": {"entities": {"type": "clientInfo"}},
    "entities are mixed": {"entities": ["x", 5, {"type": "mention", "mentioned": "x"}]},
    "attachments are null": {"attachments": None},
    "attachments are a text": {"attachments": "x"},
    "an attachment is null": {"attachments": [None, {"contentType": None}]},
    "members are a text": {"membersAdded": "x"},
    "a member is null": {"membersAdded": [None, "x", {"id": 5}]},
    "the recipient is null": {"recipient": None},
    "the recipient is a text": {"recipient": "28:bot"},
    "the recipient has no id": {"recipient": {"name": "bot"}},
    "the id is a number": {"id": 1660758607740},
    "there is no id": {"id": None},
    "the id is a list": {"id": []},
    "times are odd": {"timestamp": 1660758607740, "localTimestamp": {}, "localTimezone": 60},
    "the language is odd": {"locale": {"lcid": 2057}},
    "the value is a number": {"value": 5},
    "the value is empty": {"value": []},
    "all of it": {"entities": [None], "attachments": "x", "membersAdded": 1, "recipient": [], "id": 7, "value": ""},
}
CHANNEL_DATA: tuple[Any, ...] = (
    [],
    "x",
    None,
    {"tenant": "t"},
    {"meeting": 5, "team": 5},
    {"source": [], "tenant": None},
)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as made:
        made.consent()
        yield made


async def told(anna: TeamsClient, **changes: Any) -> str:
    """What she reads when her message comes in that shape."""
    before = len(anna.seen)
    await anna.deliver({**anna.activities.message("get link dietary"), **changes})
    await anna.settled()
    (answer,) = anna.seen[before:]
    return str(answer.activity)


@pytest.mark.parametrize("kind", ODD)
async def test_the_message_is_answered(here: World, kind: str) -> None:
    assert "Dietary advice" in await told(here.client(), **ODD[kind])


@pytest.mark.parametrize("data", CHANNEL_DATA, ids=str)
async def test_so_it_is_where_what_teams_adds_is_odd(here: World, data: object) -> None:
    assert "Dietary advice" in await told(here.client(), channelData=data)


@pytest.mark.parametrize("text", [[], {"a": 1}, True, None])
async def test_where_the_text_is_none_the_markup_beside_it_says_it(here: World, text: object) -> None:
    assert "Dietary advice" in await told(here.client(), text=text)


async def test_a_number_for_a_text_is_words_that_are_not_understood(here: World) -> None:
    assert "I did not understand" in await told(here.client(), text=5, attachments=[])
