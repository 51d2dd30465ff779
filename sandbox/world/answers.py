"""Ways in which any of the services fails: an error with Retry-After, and hanging up."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.world.troubles import Switch


def retry_headers(switch: Switch) -> dict[str, str]:
    """Retry-After in seconds, when the switch says so; Microsoft does not always send it."""
    wait = switch.detail.get("retry_after")
    return {} if wait is None else {"Retry-After": str(wait)}


def status_of(switch: Switch, usual: int) -> int:
    return int(switch.detail.get("status", usual))


def hang_up(request: web.Request) -> web.Response:
    """Close the connection without an answer; what is returned never arrives."""
    if request.transport:
        request.transport.close()
    return web.Response(status=502)


def error(status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(body, status=status, headers=headers)
