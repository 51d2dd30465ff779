"""A pretend Bot Connector that answers as told, and our own connector in front of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from bot.errors import BotError
from bot.ops.health import Health
from bot.teams.sdk.connector import Connector
from bot.teams.sdk.credential import BotCredential

CONVERSATION = "19:a/b;messageid=1@thread.v2"
HELLO = {"type": "message", "text": "hello"}


class PretendService:
    """A connector that answers as told, then well after so many `seconds`, and remembers what it was sent.

    An answer with a length of its own is cut off behind its beginning, or goes no further where the service `stalls`.
    """

    def __init__(self, *answers: tuple[int, dict[str, str]], seconds: float = 0) -> None:
        self.answers = list(answers)
        self.seconds = seconds
        self.id: str | None = "42"
        self.stalls = False
        self.seen: list[tuple[str, str, str, Any]] = []
        self.peers: set[object] = set()

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        self.seen.append((request.method, request.raw_path, request.headers["Authorization"], body))
        self.peers.add(request.transport and request.transport.get_extra_info("peername"))
        await asyncio.sleep(0 if self.answers else self.seconds)
        status, headers = self.answers.pop(0) if self.answers else (201, {})
        if request.transport and (status == 0 or "Content-Length" in headers):
            if status:
                told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
                request.transport.write(f"HTTP/1.1 {status} Said\r\n{told}\r\n{{".encode())
            if self.stalls:
                await asyncio.sleep(self.seconds)
            request.transport.close()
            return web.Response()
        body = {"id": self.id} if status < 300 and self.id else {}
        return web.json_response(body, status=status, headers=headers)


class Token:
    """Hands out numbered tokens."""

    def __init__(self) -> None:
        self.fetched = 0
        self.fault: BotError | None = None
        self.lifetime = 3600.0
        self.seconds = 0.0

    async def __call__(self) -> tuple[str, float]:
        self.fetched += 1
        await asyncio.sleep(self.seconds)
        if self.fault:
            raise self.fault
        return f"token-{self.fetched}", self.lifetime


def health() -> Health:
    return Health(lambda: datetime.now(UTC))


class Line:
    """A connector in front of a service, and the pauses it made."""

    def __init__(self, service: PretendService, http: aiohttp.ClientSession, url: str, budget: float = 5.0) -> None:
        self.service, self.url, self.token, self.pauses = service, url, Token(), list[float]()
        self.credential = BotCredential(self.token, health())
        self.connector = Connector(http, self.credential, health(), budget=budget, sleep=self._pause)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def send(self) -> str:
        return await self.connector.send(self.url, CONVERSATION, HELLO)
