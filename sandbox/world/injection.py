"""Faults are done here, around the services' handlers, and nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import math
import socket
import struct
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.world.faults import Ending, Fault
from sandbox.world.troubles import Switch, Troubles

FAULT = web.RequestKey("fault", Fault)
"""What the caller of this request will be told, for handlers that keep a record."""
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
BLANKS = b" " * 65536

Handler = Callable[[web.Request], Awaitable[web.Response]]
About = Callable[[web.Request], Awaitable[tuple[str, str]]]
"""Whose request it is (an object id, or empty), and what it is about: words for `Switch.where`."""
Refusal = Callable[[web.Request, Fault], web.Response]
"""The service's own words for a fault with a status."""


class FaultInjector:
    """One service's faults. `lost` hears of requests that have no effect."""

    def __init__(
        self,
        troubles: Troubles,
        service: str,
        about: About,
        refusal: Refusal,
        lost: Callable[[web.Request], Awaitable[None]] | None = None,
    ) -> None:
        self._troubles = troubles
        self._service = service
        self._about = about
        self._refusal = refusal
        self._lost = lost

    def around(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The handler, with whatever is switched on for its service."""

        async def handle(request: web.Request) -> web.StreamResponse:
            switch = await self._met(request)
            fault = switch.fault if switch else None
            if switch is None or fault is None:
                return await handler(request)
            request[FAULT] = fault
            answer = await handler(request) if fault.takes_effect else None
            if answer is None and self._lost:
                await self._lost(request)
            return await _told(request, fault, self._worded(request, fault, answer), switch.over)

        return handle

    async def _met(self, request: web.Request) -> Switch | None:
        """The first fault that alters the answer; those before it make the caller wait."""
        person, where = await self._about(request)
        for switch in self._troubles.faults(self._service, person, where):
            switch.strike()
            assert switch.fault  # noqa: S101 — of these each has one
            await _pass(switch.fault.seconds, switch.over)
            if switch.fault.alters and not (switch.over.is_set() and math.isinf(switch.fault.seconds)):
                return switch
        return None

    def _worded(self, request: web.Request, fault: Fault, answer: web.Response | None) -> web.Response:
        if fault.body is not None:
            status = fault.status or 200
            return web.Response(text=fault.body, status=status, content_type=fault.content_type, headers=fault.headers)
        if fault.status or answer is None:
            return self._refusal(request, fault)
        answer.headers.update(fault.headers)
        return answer


async def _pass(seconds: float, over: asyncio.Event) -> None:
    """That many seconds, or until the fault is switched off."""
    if seconds:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(None if math.isinf(seconds) else seconds):
                await over.wait()


async def _told(request: web.Request, fault: Fault, answer: web.Response, over: asyncio.Event) -> web.StreamResponse:
    match fault.ending:
        case Ending.TRUNCATED:
            return await _truncated(request, answer)
        case Ending.ENDLESS:
            return await _endless(request, answer, over)
        case Ending.SILENCE:
            await over.wait()
            _close(request)
        case Ending.HANG_UP:
            _close(request)
        case Ending.RESET:
            _reset(request)
    return answer


async def _truncated(request: web.Request, answer: web.Response) -> web.StreamResponse:
    body = _body(answer)
    begun = web.StreamResponse(status=answer.status, headers={**answer.headers, "Content-Length": str(len(body) + 1)})
    await begun.prepare(request)
    await begun.write(body[: (len(body) + 1) // 2])
    _close(request)
    return begun


async def _endless(request: web.Request, answer: web.Response, over: asyncio.Event) -> web.StreamResponse:
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
    begun = web.StreamResponse(status=answer.status, headers=headers)
    await begun.prepare(request)
    with contextlib.suppress(ConnectionError):
        await begun.write(_body(answer))
        while not over.is_set():
            await begun.write(BLANKS)
            await asyncio.sleep(0.01)
    return begun


def _body(answer: web.Response) -> bytes:
    return bytes(answer.body) if isinstance(answer.body, bytes | bytearray) else b""


def _close(request: web.Request) -> None:
    """What is returned then never arrives."""
    if request.transport:
        request.transport.close()


def _reset(request: web.Request) -> None:
    if request.transport:
        request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        request.transport.abort()
