"""Odd activities at the whole bot: each has its answer, and none fails, neither at once nor in the background.

`pytest tests/journeys/test_generated.py --hypothesis-profile thorough` tries two thousand of them.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA
from tests.support.journeys.stories import log_lines
from tests.support.journeys.world import World

EXAMPLES = max(300, settings().max_examples)
FAILURES = {"answer_failed", "failed", "request_failed", "turn_failed"}  # what an unexpected error is logged as
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
TYPES = st.sampled_from(["message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction", "event"])
NAMES = st.sampled_from(
    [
        "signin/tokenExchange",
        "signin/verifyState",
        "signin/failure",
        "adaptiveCard/action",
        "task/fetch",
        "task/submit",
        "composeExtension/query",
        "composeExtension/fetchTask",
        "composeExtension/submitAction",
        "composeExtension/queryLink",
        "",
    ]
)
VALUES = ANY_JSON | st.fixed_dictionaries(
    {},
    optional={
        "id": ANY_JSON,
        "token": ANY_JSON,
        "state": ANY_JSON,
        "code": ANY_JSON,
        "action": ANY_JSON | st.fixed_dictionaries({"type": st.just("Action.Execute"), "verb": st.just("press")}),
        "data": ANY_JSON | st.fixed_dictionaries({"press": ANY_JSON}),
        "press": ANY_JSON,
        "choice": ANY_JSON,
        "commandId": ANY_JSON,
        "parameters": ANY_JSON,
        "queryOptions": ANY_JSON,
        "authentication": ANY_JSON,
        "messagePayload": ANY_JSON,
    },
)
WORDS = st.sampled_from(["help", "get link", "get link tomorrow", "who am i", "hello"]) | st.text(max_size=30)
PARTS = st.dictionaries(
    st.sampled_from(["text", "from", "recipient", "entities", "attachments", "locale", "channelData", "membersAdded"]),
    ANY_JSON,
    max_size=1,
)
CHATS = st.sampled_from([Chat.personal(ANNA), Chat.group("Front desk"), Chat.in_channel("Reception")])


@pytest.fixture
async def anna(here: World) -> TeamsClient:
    """Somebody who is signed in, so that commands come as far as Graph."""
    here.consent(ANNA)
    anna = here.client(ANNA)
    await anna.say("get link")
    await anna.settled()
    return anna


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPES, NAMES, VALUES, WORDS, CHATS, PARTS)
async def test_every_activity_has_an_answer_and_none_fails(
    here: World,
    anna: TeamsClient,
    kind: str,
    name: str,
    value: Any,
    words: str,
    chat: Chat,
    parts: dict[str, Any],
) -> None:
    place = {"conversation": chat.as_json(ANNA.tenant_id), "channelData": chat.channel_data(ANNA.tenant_id)}
    odd = {"type": kind, "name": name, "value": value, "action": "add", **place, **parts}
    with log_lines() as log:
        answer = await anna.bot_client.deliver({**anna.activities.message(words), **odd})
        await here.idle()
    assert answer.status in {200, 202, 400, 403, 412, 501}
    assert [line for line in log if line["event"] in FAILURES] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PARTS | st.lists(ANY_JSON, max_size=2))
async def test_whatever_a_stranger_sends_is_refused_unread(here: World, body: Any) -> None:
    assert (await here.client(ANNA).bot_client.deliver(body, token="a.b.c")).status == 401
