"""What the services' error answers have in common."""

from __future__ import annotations

from typing import Any

from aiohttp import web


def error(status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(body, status=status, headers=headers)
