"""Whatever stands where an issuer's document should stand, little of it is read, and nothing is taken for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.errors import KeysUnavailable
from bot.net.documents import MAX_DOCUMENT, keys_at, keys_by_metadata
from bot.net.jwks import SigningKeys
from bot.net.session import open_session
from sandbox.world.keys import SigningKey

KEY = SigningKey.fresh()
Answer = Callable[[web.Request], web.StreamResponse]


def html(_request: web.Request) -> web.Response:
    return web.Response(text="<html>Sign in to the airport's Wi-Fi</html>", content_type="text/html")


def redirect(_request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "https://evil.example/"})


def large(_request: web.Request) -> web.Response:
    return web.json_response({"keys": [KEY.jwk()], "more": "x" * MAX_DOCUMENT})


def deep(_request: web.Request) -> web.Response:
    return web.Response(body=b"[" * 100_000, content_type="application/json")


def truncated(_request: web.Request) -> web.Response:
    return web.Response(body=b'{"keys": [{"kty": "RSA"', content_type="application/json")


def not_found(_request: web.Request) -> web.Response:
    return web.json_response({"keys": [KEY.jwk()]}, status=404)


@asynccontextmanager
async def issuer(answer: list[Answer | None]) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    """Answers as `answer[0]` says; keys, and where they are, without it."""

    async def any_path(request: web.Request) -> web.StreamResponse:
        if answer[0]:
            return answer[0](request)
        origin = f"{request.scheme}://{request.host}"
        return web.json_response({"jwks_uri": f"{origin}/keys", "keys": [KEY.jwk()]})

    app = web.Application()
    app.router.add_get("/{path:.*}", any_path)
    async with TestServer(app) as server, open_session() as http:
        yield http, str(server.make_url("")).rstrip("/")


@pytest.mark.parametrize("spoilt", [html, redirect, large, deep, truncated, not_found])
@pytest.mark.parametrize("fetcher", [keys_at, keys_by_metadata])
async def test_keys_are_kept_and_fetched_again_when_the_document_is_none(spoilt: Answer, fetcher: Any) -> None:
    answer: list[Answer | None] = [spoilt]
    async with issuer(answer) as (http, origin):
        keys = SigningKeys(fetcher(http, f"{origin}/metadata"), pause=0.0)
        with pytest.raises(KeysUnavailable):
            await keys.find(KEY.kid)
        answer[0] = None
        assert await keys.find(KEY.kid) is not None
        answer[0] = spoilt
        with pytest.raises(KeysUnavailable):
            await keys.find("another")
        assert await keys.find(KEY.kid) is not None


async def test_a_document_without_end_is_not_read_to_the_end() -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        with suppress(ConnectionError, asyncio.CancelledError):
            while sent < 100 * MAX_DOCUMENT:
                await response.write(b"[" * 100_000)
                sent += 100_000
        return response

    app = web.Application()
    app.router.add_get("/keys", endless)
    async with TestServer(app) as server, open_session() as http:
        with pytest.raises(KeysUnavailable):
            await SigningKeys(keys_at(http, str(server.make_url("/keys")))).find("any")
    assert sent < 50 * MAX_DOCUMENT


async def test_when_the_keys_were_sent_is_told_and_nothing_of_an_answer_that_is_none() -> None:
    answer: list[Answer | None] = [None]
    heard = list[tuple[str, str]]()
    async with issuer(answer) as (http, url):
        fetch = keys_by_metadata(http, f"{url}/metadata", lambda date, age: heard.append((date, age)))
        await fetch()
        answer[0] = html
        with pytest.raises(orjson.JSONDecodeError):
            await fetch()
    [(date, age)] = heard
    assert date.endswith("GMT")
    assert age == ""
