"""POST /api/messages answers every stranger with the right status, and nobody with a stack trace."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.net.jwks import SigningKeys
from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.sdk.authentication import ISSUER, ChannelAuthentication, Forbidden
from bot.teams.sdk.connector import Connector
from bot.teams.sdk.edge import MAX_BODY, Edge
from bot.teams.sdk.seam import botbuilder
from sandbox.world.keys import SigningKey

APP = "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
SERVICE = "https://smba.trafficmanager.net/emea/"
TEAMS_KEY, OTHER_KEY, OFFICE_KEY, STRANGERS_KEY = (SigningKey.fresh() for _ in range(4))
MESSAGE: dict[str, Any] = {
    "type": "message",
    "id": "1",
    "text": "get link",
    "channelId": "msteams",
    "serviceUrl": SERVICE,
    "from": {"id": "29:anna", "aadObjectId": "99999999-0000-0000-0000-000000000001"},
    "recipient": {"id": f"28:{APP}"},
    "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "t"},
    "channelData": {"tenant": {"id": "t"}},
}


async def published() -> Any:
    return {
        "keys": [
            TEAMS_KEY.jwk(endorsements=["msteams"]),
            OTHER_KEY.jwk(endorsements=["directline", "webchat"]),
            OFFICE_KEY.jwk(endorsements=["m365extensions"]),
            {"kty": "oct", "kid": "odd", "k": "AAAA"},
        ]
    }


class Listener:
    """Remembers what got through, and answers invokes."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []

    async def message(self, activity: Inbound) -> None:
        self.heard.append(activity)
        if activity.name == "boom":
            raise RuntimeError("a secret title")

    installed = removed = message

    async def invoke(self, activity: Inbound) -> InvokeAnswer:
        await self.message(activity)
        match activity.name:
            case "known":
                return InvokeAnswer(412, {"id": "x", "nested": {"a": [1]}})
            case "adaptiveCard/action":
                return InvokeAnswer(200, {"statusCode": 412})
            case _:
                return InvokeAnswer(501)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def bot(listener: Listener) -> AsyncIterator[TestClient[Any, Any]]:
    edge = Edge(ChannelAuthentication(APP, SigningKeys(published)), botbuilder(listener, Unused()))
    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_post("/api/messages", edge.answer)
    async with TestClient(TestServer(app)) as client:
        yield client


class Unused(Connector):
    """A connector for turns in which nothing is sent."""

    def __init__(self) -> None: ...


def token(key: SigningKey = TEAMS_KEY, **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": APP, "exp": now + 3600, "nbf": now - 60, "serviceurl": SERVICE, **changes}
    return key.sign({name: value for name, value in claims.items() if value is not None})


async def post(bot: TestClient[Any, Any], body: object, bearer: str | None = None, **headers: str) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    auth = {"Authorization": f"Bearer {token() if bearer is None else bearer}"}
    sent = {"Content-Type": "application/json", **auth, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return await bot.post("/api/messages", data=data, headers={k: v for k, v in sent.items() if v})


async def test_a_message_of_teams_is_received(bot: TestClient[Any, Any], listener: Listener) -> None:
    assert (await post(bot, MESSAGE)).status == 202
    assert [activity.text for activity in listener.heard] == ["get link"]
    assert listener.heard[0].conversation.tenant_id == "t"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_other_methods_are_405(bot: TestClient[Any, Any], method: str) -> None:
    assert (await bot.request(method, "/api/messages")).status == 405


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/jsonp"])
async def test_other_content_types_are_415(bot: TestClient[Any, Any], content_type: str) -> None:
    assert (await post(bot, MESSAGE, Content_Type=content_type)).status == 415


async def test_no_content_type_is_415(bot: TestClient[Any, Any]) -> None:
    answer = await bot.post("/api/messages", data=b"{}", skip_auto_headers=["Content-Type"])
    assert answer.status == 415


async def test_a_large_body_is_413_even_from_a_stranger(bot: TestClient[Any, Any]) -> None:
    assert (await post(bot, b" " * (MAX_BODY + 1), bearer="x")).status == 413


@pytest.mark.parametrize(
    "bearer",
    [
        "",
        "a.b.c",
        "garbage",
        "eyJhbGciOiJub25lIn0.e30.",
        token(STRANGERS_KEY),
        token(SigningKey(TEAMS_KEY.kid, STRANGERS_KEY.private)),
        token(aud="another-app"),
        token(aud=None),
        token(iss="https://sts.windows.net/t/"),
        token(exp=int(time.time()) - 3600),
        token(exp=None),
        token(nbf=int(time.time()) + 3600),
    ],
)
async def test_a_refused_token_is_401(bot: TestClient[Any, Any], listener: Listener, bearer: str) -> None:
    assert (await post(bot, b"not even JSON", bearer=bearer)).status == 401
    assert listener.heard == []


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "bearer ", "Token x y"])
async def test_another_scheme_is_401(bot: TestClient[Any, Any], header: str) -> None:
    assert (await post(bot, MESSAGE, Authorization=header)).status == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"[" * 50_000,
        {},
        {**MESSAGE, "type": None},
        {**MESSAGE, "type": ""},
        {**MESSAGE, "text": 5},
        {**MESSAGE, "conversation": "a:1"},
        {**MESSAGE, "conversation": {"id": 5}},
        {**MESSAGE, "conversation": None},
        {**MESSAGE, "from": []},
        {**MESSAGE, "entities": {"a": 1}},
        {**MESSAGE, "entities": ["x"]},
        {**MESSAGE, "channelData": "x"},
        {**MESSAGE, "channelData": {"tenant": "t"}},
        {**MESSAGE, "timestamp": {"not": "a time"}},
        {**MESSAGE, "serviceUrl": None},
        {**MESSAGE, "channelId": 3},
        {**MESSAGE, "attachments": "x"},
    ],
)
async def test_a_wrong_shape_is_400(bot: TestClient[Any, Any], listener: Listener, body: object) -> None:
    assert (await post(bot, body)).status == 400
    assert listener.heard == []


@pytest.mark.parametrize(
    ("bearer", "changes"),
    [
        (token(OTHER_KEY), {"channelId": "directline"}),
        (token(OTHER_KEY), {"channelId": "webchat"}),
        (token(), {"channelId": "directline"}),
        (token(), {"channelId": "emulator"}),
        (token(OTHER_KEY), {}),
        (token(), {"serviceUrl": "https://evil.example/"}),
        (token(), {"serviceUrl": SERVICE + "x"}),
        (token(serviceurl=None), {}),
        (token(serviceurl=""), {"serviceUrl": "/"}),
    ],
)
async def test_a_good_token_for_something_else_is_403(
    bot: TestClient[Any, Any], listener: Listener, bearer: str, changes: dict[str, Any]
) -> None:
    assert (await post(bot, MESSAGE | changes, bearer=bearer)).status == 403
    assert listener.heard == []


async def test_outlook_may_use_the_extension_where_the_operator_says_so_and_nothing_else() -> None:
    keys = SigningKeys(published)
    office = ChannelAuthentication(APP, keys, ["m365extensions"])
    caller = await office.authenticate(f"Bearer {token(OFFICE_KEY)}")
    query = MESSAGE | {"type": "invoke", "name": "composeExtension/query", "channelId": "m365extensions"}
    office.authorize(caller, Inbound.model_validate(query))
    for other in (
        query | {"type": "message"},
        query | {"name": "signin/tokenExchange"},
        query | {"channelId": "outlook"},
    ):
        with pytest.raises(Forbidden):
            office.authorize(caller, Inbound.model_validate(other))
    with pytest.raises(Forbidden):
        ChannelAuthentication(APP, keys).authorize(caller, Inbound.model_validate(query))


async def test_a_remembered_token_does_not_open_another_service_url(bot: TestClient[Any, Any]) -> None:
    bearer = token()
    assert (await post(bot, MESSAGE, bearer=bearer)).status == 202
    assert (await post(bot, MESSAGE | {"serviceUrl": "https://evil.example/"}, bearer=bearer)).status == 403
    assert (await post(bot, MESSAGE | {"channelId": "webchat"}, bearer=bearer)).status == 403


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
    (told,) = [line for line in log if line["event"] == "invoke"]
    assert told.items() >= line.items()
    assert "a-secret" not in str(log)


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
async def test_a_body_that_is_badly_compressed_is_no_fault_of_ours(bot: TestClient[Any, Any], encoding: str) -> None:
    assert (await post(bot, b"not compressed", "", Content_Encoding=encoding)).status == 400
