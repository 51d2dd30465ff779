"""What all pages have in common: how they look, what they may load, and in which language they speak."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.languages import Words, served_by, words

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
STATIC = ("page.css", "close.js", "copy.js", "copy-link.js", "print.js", "teams-js/MicrosoftTeams.min.js")
STATIC_HEADERS = {"Cache-Control": "public, max-age=86400"}
# Characters of Accept-Language; browsers send fewer, and each language takes its time to be looked up.
MOST_OFFERED = 400
HEADERS = {  # the others are those of every answer: bot/web/headers.py
    # teams-js asks Microsoft's CDN which hosts it may talk to.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src https://res.cdn.office.net; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}


def static_routes() -> list[web.RouteDef]:
    """Style and scripts, each by a route of its own: no path of a stranger's ever reaches the file system."""
    return [web.get(f"/auth/static/{name}", _static) for name in STATIC]


def words_for(request: web.Request, now: datetime) -> Words:
    """The words of whoever's browser asks."""
    header = request.headers.get("Accept-Language", "")[:MOST_OFFERED]
    offered = (range.partition(";")[0].strip() for range in header.split(","))
    return words(next(filter(served_by, offered), ""), "UTC", now)


def answer(template: str, status: int = 200, **values: Any) -> web.Response:
    """A page that nobody may keep, frame, or load anything foreign into."""
    html = _templates().get_template(template).render(**values)
    return web.Response(status=status, text=html, content_type="text/html", headers=HEADERS)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape  # noqa: PLC0415 — only a page needs it, not the start

    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=select_autoescape(), undefined=StrictUndefined)


async def _static(request: web.Request) -> web.FileResponse:
    name = request.path.removeprefix("/auth/static/")
    return web.FileResponse(HERE / "static" / name, headers=STATIC_HEADERS)
