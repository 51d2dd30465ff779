"""POST /api/messages answers every stranger with the right status, and nobody with a stack trace."""

from __future__ import annotations

import time
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.errors import Unauthorized
from bot.net.jwks import SigningKeys
from bot.teams.inbound.payload import Inbound
from bot.teams.sdk.authentication import ChannelAuthentication, Forbidden
from bot.teams.sdk.edge import MAX_ACTIVITY
from sandbox.world.keys import SigningKey
from tests.support.teams.edge import (
    APP,
    MESSAGE,
    OFFICE_KEY,
    OTHER_KEY,
    SERVICE,
    STRANGERS_KEY,
    TEAMS_KEY,
    Listener,
    post,
    published,
    token,
)

BESIDE = (
    *("id", "name", "action", "text", "textFormat", "locale", "timestamp", "localTimestamp", "localTimezone", "value"),
    *("channelData", "entities", "attachments", "membersAdded", "membersRemoved", "reactionsAdded", "recipient"),
    *("replyToId", "relatesTo", "suggestedActions", "summary", "label", "importance", "deliveryMode", "expiration"),
)


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
    assert (await post(bot, b" " * (MAX_ACTIVITY + 1), bearer="x")).status == 413


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
        {**MESSAGE, "type": 5},
        {**MESSAGE, "conversation": "a:1"},
        {**MESSAGE, "conversation": {"id": 5}},
        {**MESSAGE, "conversation": None},
        {**MESSAGE, "conversation": {"id": ""}},
        {**MESSAGE, "from": []},
        {**MESSAGE, "from": {"id": 5}},
        {**MESSAGE, "serviceUrl": None},
        {**MESSAGE, "channelId": 3},
    ],
)
async def test_what_says_not_who_speaks_or_where_is_400(
    bot: TestClient[Any, Any], listener: Listener, body: object
) -> None:
    assert (await post(bot, body)).status == 400
    assert listener.heard == []


@pytest.mark.parametrize("odd", [None, [], {}, "x", 5, 1.5, True, [None], ["x"], [5], [[]], {"a": 1}, {"id": 5}])
@pytest.mark.parametrize("name", BESIDE)
async def test_whatever_is_beside_that_is_no_reason_not_to_listen(
    bot: TestClient[Any, Any], listener: Listener, name: str, odd: object
) -> None:
    assert (await post(bot, {**MESSAGE, name: odd})).status == 202
    assert [activity.conversation.id for activity in listener.heard] == [MESSAGE["conversation"]["id"]]


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


async def test_a_clock_that_is_behind_is_told_to_the_operator_until_it_is_right() -> None:
    told: list[str] = []
    authentication = ChannelAuthentication(APP, SigningKeys(published), report=told.append)
    with pytest.raises(Unauthorized, match="not valid yet"):
        await authentication.authenticate(f"Bearer {token(nbf=int(time.time()) + 3600)}")
    with pytest.raises(Unauthorized):
        await authentication.authenticate(f"Bearer {token(STRANGERS_KEY, nbf=int(time.time()) + 3600)}")
    assert told == ["the clock of this machine is behind Microsoft's by more than five minutes"]
    await authentication.authenticate(f"Bearer {token()}")
    assert told[1:] == [""]
