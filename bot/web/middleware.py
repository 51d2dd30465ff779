"""What happens around every request: one line of the log, no stack trace for anybody, and a body that comes in time."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler, Middleware

from bot.net.access_line import count_request, log_request
from bot.ops.metrics import Metrics
from bot.ops.telemetry import bound_reference, failure, new_reference

log = structlog.get_logger()
BODY_TIMEOUT = 10.0  # seconds from the end of the headers to the end of the body
RequestHandler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
STRANGERS = (HttpProcessingError, web.RequestPayloadError, web.HTTPException, ConnectionError)
# No body is decompressed: a few bytes could become many. 64 headers of 8 KB are more than any proxy adds.
HTTP_LIMITS: dict[str, Any] = {"auto_decompress": False, "max_headers": 64}


def access_log(metrics: Metrics) -> Middleware:
    """A reference for everything logged on the way, one line and its numbers at the end, and no stack trace for
    anybody.
    """

    @web.middleware
    async def logged(request: web.Request, handler: Handler) -> web.StreamResponse:
        started = time.perf_counter()
        status = 500
        with bound_reference(new_reference()):
            try:
                response = await handler(request)
                status = response.status
            except web.HTTPException as refusal:
                status = refusal.status
                raise
            except Exception as error:  # noqa: BLE001 — the edge of the program
                log.error("request_failed", **failure(error))
                response = web.Response(status=500)
            finally:
                seconds = time.perf_counter() - started
                log_request(request, status, seconds)
                count_request(metrics, request, status, seconds)
        return response

    return logged


def body_in_time(seconds: float = BODY_TIMEOUT) -> Middleware:
    """Who reads a body that takes longer gets HTTPRequestTimeout (408) instead of the rest of it."""

    async def limited(request: web.Request, handler: Handler) -> web.StreamResponse:
        body = request.content
        late = asyncio.get_running_loop().call_later(seconds, lambda: body.set_exception(web.HTTPRequestTimeout()))
        try:
            return await handler(request)
        finally:
            late.cancel()

    @web.middleware
    def usually_here(request: web.Request, handler: Handler) -> Awaitable[web.StreamResponse]:
        return handler(request) if request.content.is_eof() else limited(request, handler)

    return usually_here


def with_plain_expectations(handler: RequestHandler) -> RequestHandler:
    """aiohttp's `handler` of all requests; 417 for one that expects what is no text, at which aiohttp fails."""

    async def refused(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=417)

    def answer(request: web.BaseRequest) -> Awaitable[web.StreamResponse]:
        return (handler if request.headers.get("Expect", "").isascii() else refused)(request)

    return answer


def http_logger(refused: Counter[str]) -> logging.Logger:
    """aiohttp's log of a server, without an error for each request of a stranger's that is no HTTP: those are counted.

    A logger of this server's own, since the count is.
    """

    def is_ours(record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        malformed = isinstance(error, STRANGERS)
        refused["malformed"] += malformed
        return not malformed

    logger = logging.Logger("aiohttp.server")
    logger.parent = logging.getLogger(logger.name)
    logger.addFilter(is_ours)
    return logger
