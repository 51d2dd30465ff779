"""What every answer tells the browser, pages, refusals and probes alike: keep nothing, frame nothing, guess nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

# No `Cross-Origin-Opener-Policy`: it would cut the sign-in window off the Teams window that opened it, which then never
# hears that it may close. Nothing of ours is shown inside Teams' own frames: dialogs are cards.
DEFAULTS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# For this host alone: what else stands under the domain is not ours to decide.
HSTS = {"Strict-Transport-Security": "max-age=31536000"}
MESSAGES = "/api/messages"  # no browser reads its answers
Prepare = Callable[[web.Request, web.StreamResponse], Awaitable[None]]


def security_headers(public_url: str) -> Prepare:
    """For `on_response_prepare`: the headers that a handler has not set itself; over https, to stay with https."""
    headers = {**DEFAULTS, **(HSTS if public_url.startswith("https:") else {})}

    async def prepare(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.pop("Server", None)  # nobody needs to know the versions of what runs here
        if request.path != MESSAGES:
            for name, value in headers.items():
                response.headers.setdefault(name, value)

    return prepare
