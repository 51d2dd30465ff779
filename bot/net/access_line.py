"""The one line that a request leaves in the log; of an invoke, it tells also which and how it was answered.

A message that was taken on leaves none but in debugging: its answer has a line of its own, under the same reference.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web

from bot.ops.metrics import Metrics

log = structlog.get_logger()
TAKEN_ON = 202
PROBES = frozenset({"/healthz", "/readyz"})
INVOKE = web.RequestKey("invoke", dict[str, Any])


def log_request(request: web.Request, status: int, seconds: float) -> None:
    """Write the line: an `invoke` line where the handler has put facts under INVOKE, else a `request` line."""
    facts = request.get(INVOKE)
    # What a rush is refused is counted, and told in one line a while.
    rush = status == HTTPStatus.SERVICE_UNAVAILABLE
    quiet = rush or request.path in PROBES or (status == TAKEN_ON and facts is None)
    if quiet and not log.is_enabled_for(logging.DEBUG):
        return
    note = log.debug if quiet else log.info
    event = "request" if facts is None else "invoke"
    note(event, method=request.method, route=_route(request), status=status, ms=round(seconds * 1000, 1), **facts or {})


def count_request(metrics: Metrics, request: web.Request, status: int, seconds: float) -> None:
    """Count it; an invoke by its name, and how long a message took to be written down."""
    metrics.requests.add(_route(request), str(status))
    if facts := request.get(INVOKE):
        metrics.invokes.add(facts["name"], str(status))
        metrics.invoke_seconds.took(seconds, facts["name"])
    elif status == TAKEN_ON:
        metrics.step_seconds.took(seconds, "inbound")


def _route(request: web.Request) -> str:
    """The route, not the path: a path may hold anything, and a query holds secrets."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
