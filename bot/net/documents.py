"""JSON documents of an issuer (metadata, keys), read with a limit: whatever a server sends, little of it is read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import orjson

from bot.net.body import bounded_body

FETCH_TIMEOUT = aiohttp.ClientTimeout(total=3, connect=2)
MAX_DOCUMENT = 512 * 1024  # bytes; the Bot Connector's keys take 25 KB, Entra's 15


Dated = Callable[[str, str], None]
"""Hears the headers Date and Age of an answer."""


def undated(_date: str, _age: str) -> None:
    """For who does not need to know."""


async def fetch_json(http: aiohttp.ClientSession, url: str, dated: Dated = undated) -> Any:
    """The JSON document at `url`; `dated` hears when it was sent.

    Raises aiohttp.ClientError, TimeoutError, or ValueError for what is no JSON or larger than MAX_DOCUMENT.
    """
    async with http.get(url, timeout=FETCH_TIMEOUT, allow_redirects=False) as response:
        response.raise_for_status()
        body = await bounded_body(response, MAX_DOCUMENT)
        dated(response.headers.get("Date", ""), response.headers.get("Age", ""))
    if body is None:
        raise ValueError("the document is too large")
    return orjson.loads(body)


def keys_at(http: aiohttp.ClientSession, url: str) -> Callable[[], Awaitable[Any]]:
    """A fetcher for a JWKS whose address is known (Entra: `{login}/{tenant}/discovery/v2.0/keys`)."""
    return lambda: fetch_json(http, url)


def keys_by_metadata(http: aiohttp.ClientSession, url: str, dated: Dated = undated) -> Callable[[], Awaitable[Any]]:
    """A fetcher that learns the JWKS' address from an OpenID metadata document (the Bot Connector's)."""

    async def fetch() -> Any:
        metadata = await fetch_json(http, url)
        return await fetch_json(http, str(metadata["jwks_uri"]), dated)

    return fetch
