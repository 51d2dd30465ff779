"""What got through the edge is answered, and whatever it holds is no stack trace."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from tests.support.teams.edge import MESSAGE, Listener, post


async def test_an_invoke_answers_with_its_own_status_and_body(bot: TestClient[Any, Any]) -> None:
    answer = await post(bot, MESSAGE | {"type": "invoke", "name": "known"})
    assert answer.status == 412
    assert await answer.json() == {"id": "x", "nested": {"a": [1]}}
    assert (await post(bot, MESSAGE | {"type": "invoke", "name": "unknown"})).status == 501


@pytest.mark.parametrize(
    ("invoke", "line"),
    [
        (
            {"name": "signin/verifyState", "value": {"state": "a-secret"}},
            {"name": "signin/verifyState", "status": 501, "authentication": False, "state": True},
        ),
        (
            {"name": "adaptiveCard/action", "value": {"authentication": {"token": "a-secret"}}},
            {"name": "adaptiveCard/action", "status": 200, "card_status": 412, "authentication": True, "state": False},
        ),
        ({"name": "a-secret", "value": "a-secret"}, {"name": "other", "status": 501}),
        ({"name": None, "value": ["a-secret"]}, {"name": "other", "status": 501}),
    ],
)
async def test_the_log_tells_which_invokes_come_and_nothing_of_what_they_hold(
    bot: TestClient[Any, Any], invoke: dict[str, Any], line: dict[str, Any]
) -> None:
    with capture_logs() as log:
        await post(bot, MESSAGE | {"type": "invoke"} | invoke)
    (told,) = log
    assert (told["event"], told["route"]) == ("invoke", "/api/messages")
    assert told.items() >= line.items()
    assert "a-secret" not in str(log)


async def test_a_message_leaves_one_line_too(bot: TestClient[Any, Any]) -> None:
    with capture_logs() as log:
        await post(bot, MESSAGE)
    (told,) = log
    assert (told["event"], told["status"]) == ("request", 202)


async def test_half_an_emoji_is_no_reason_not_to_listen(bot: TestClient[Any, Any], listener: Listener) -> None:
    assert (await post(bot, MESSAGE | {"text": "get link \ud83d", "value": {"\udc00": "\ud800"}})).status == 202
    assert listener.heard[0].text == "get link ?"


async def test_half_an_emoji_in_raw_bytes_is_none_either(bot: TestClient[Any, Any], listener: Listener) -> None:
    body = json.dumps(MESSAGE | {"text": "get link HALF"}).encode().replace(b"HALF", b"\xed\xa0\xbd")
    assert (await post(bot, body)).status == 202
    listener.heard[0].text.encode()  # type: ignore[union-attr]  # raises for what is no text


async def test_an_unexpected_error_says_nothing_of_itself(
    bot: TestClient[Any, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await post(bot, MESSAGE | {"name": "boom"})
    assert answer.status == 500
    assert await answer.text() == ""
    assert "secret" not in capsys.readouterr().out


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
FIELDS = sorted({*MESSAGE, "value", "name", "entities", "attachments", "locale", "timestamp", "membersAdded", "action"})
SPOILT = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ANY_JSON)).map(lambda spoilt: MESSAGE | spoilt)
TYPED = st.builds(
    lambda activity, kind, name: {**activity, "type": kind, "name": name},
    SPOILT,
    st.sampled_from(["message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction", "event"]),
    st.sampled_from(["signin/tokenExchange", "signin/failure", "adaptiveCard/action", "composeExtension/query", ""]),
)


@settings(max_examples=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_JSON | SPOILT | TYPED, st.booleans())
async def test_whatever_is_sent_is_never_a_500(bot: TestClient[Any, Any], body: object, known: bool) -> None:
    data = json.dumps(body, ensure_ascii=True).encode()
    answer = await post(bot, data, bearer=None if known else "a.b.c")
    assert answer.status in ({200, 202, 400, 403, 412, 501} if known else {401})


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_body_that_is_badly_compressed_is_not_even_read(bot: TestClient[Any, Any], encoding: str) -> None:
    assert (await post(bot, b"not compressed", "", Content_Encoding=encoding)).status == 415
