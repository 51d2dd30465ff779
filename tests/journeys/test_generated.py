"""Two thousand odd activities at the whole bot, signed and not: each has its answer, and none leaves a stack trace."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.people import ANNA
from tests.journeys.world import World

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
PARTS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("text", "from", "recipient", "entities", "attachments", "locale", "channelData", "membersAdded"), ANY_JSON
    ),
)


@settings(max_examples=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPES, NAMES, VALUES, PARTS, st.booleans())
async def test_every_activity_has_an_answer_and_none_a_stack_trace(
    here: World,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    name: str,
    value: Any,
    parts: dict[str, Any],
    known: bool,
) -> None:
    anna = here.client(ANNA)
    activity = {**anna.activities.message("help"), "type": kind, "name": name, "value": value, "action": "add", **parts}
    json.dumps(activity)
    answer = await anna.line.deliver(activity, token="" if known else "a.b.c")
    assert answer.status in ({200, 202, 400, 403, 412, 501} if known else {401})
    assert "Traceback" not in capsys.readouterr().out
