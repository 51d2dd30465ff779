"""GET /auth/start and /auth/callback: the pages between Teams' sign-in button and the answer in the chat."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.locale import Words, words
from bot.model import End, Notice, Outcome, Redirect, User

HERE = Path(__file__).parent
COOKIE = "__Host-signin"  # the prefix makes browsers insist on Secure, this host and the root path
COOKIE_SECONDS = 600
SECRET = re.compile(r"[\w-]{43}", re.ASCII)
CHOOSE = "choose"
STATIC = ("page.css", "close.js", "teams-js/MicrosoftTeams.min.js")
STATIC_HEADERS = {"Cache-Control": "public, max-age=86400", "X-Content-Type-Options": "nosniff"}
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(), undefined=StrictUndefined
)
HEADERS = {
    "Cache-Control": "no-store",
    # teams-js asks Microsoft's CDN which hosts it may talk to.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src https://res.cdn.office.net; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Visits(Protocol):
    """What the pages need from bot.signin."""

    async def visit(self, handle: str, browser: str, *, choose_account: bool = False) -> Redirect | Outcome: ...
    async def back(self, query: Mapping[str, str], browser: str) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page, and what it tells the Teams window that opened it ('success', 'failure' or nothing)."""

    status: int
    title: str
    text: str
    tell: str = ""
    button: str = ""


def page_for(end: End, say: Words) -> Page:
    """The page for each way a visit can end."""
    return {
        End.SIGNED_IN: Page(
            200,
            say("You are signed in"),
            say("Your answer is waiting in Teams. You can close this page."),
            "success",
        ),
        End.ALREADY: Page(
            200,
            say("Already done"),
            say("This sign-in is finished; your answer is in Teams. You can close this page."),
            "success",
        ),
        End.OTHER_ACCOUNT: Page(
            403,
            say("That was another account"),
            say("Please sign in with the account that you use in Teams. Nothing has been kept of the other one."),
            button=say("Use another account"),
        ),
        End.DECLINED: Page(
            200,
            say("Not signed in"),
            say("Nothing has changed. If Microsoft asked for an admin's approval, the chat has a link."),
            "failure",  # no button: the chat has it, and this link's command is over
        ),
        End.ADMIN: Page(
            200,
            say("An admin has to decide"),
            say("Microsoft does not let you sign in to this app yet. The chat says what to ask your admin for."),
            "failure",
        ),
        End.ADMIN_DONE: Page(
            200,
            say("Thank you"),
            say("The app is approved for your organization. You can close this page; people can now use the bot."),
        ),
        End.BUSY: Page(
            503,
            say("Microsoft is busy"),
            say("Microsoft's sign-in does not answer right now. Please try again in a moment."),
            button=say("Try again"),
        ),
        End.EXPIRED: Page(
            410,
            say("This sign-in link is no longer valid"),
            say("Go back to Teams and write “get link” again; you will have a new one."),
        ),
    }.get(
        end,
        Page(
            500,
            say("Something went wrong on our side"),
            say("You are not signed in. Please try again later, or tell your admin."),
        ),
    )


class SignInPages:
    """The routes. `go_on` continues the chat command of somebody who has signed in, `give_up` ends it with a notice."""

    def __init__(
        self,
        visits: Visits,
        go_on: Callable[[User, str], Awaitable[None]],
        give_up: Callable[[User, str, Notice], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        self._visits = visits
        self._go_on = go_on
        self._give_up = give_up
        self._now = now

    def routes(self) -> list[web.AbstractRouteDef]:
        """What aiohttp needs. HEAD is refused: a link checker should cost nothing."""
        return [
            web.get("/auth/start", self._start, allow_head=False),
            web.get("/auth/callback", self._callback, allow_head=False),
            *(web.get(f"/auth/static/{name}", _static) for name in STATIC),
        ]

    async def _start(self, request: web.Request) -> web.Response:
        handle, browser = request.query.get("c", ""), _browser(request)
        outcome = await self._visits.visit(handle, browser, choose_account=CHOOSE in request.query)
        if isinstance(outcome, Outcome):
            return self._page(request, outcome)
        response = web.Response(status=302, headers={**HEADERS, "Location": outcome.url})
        response.set_cookie(
            COOKIE, outcome.browser, max_age=COOKIE_SECONDS, path="/", secure=True, httponly=True, samesite="Lax"
        )
        return response

    async def _callback(self, request: web.Request) -> web.Response:
        outcome = await self._visits.back(request.query, _browser(request))
        if outcome.user and outcome.notice:
            await self._give_up(outcome.user, outcome.command_id, outcome.notice)
        elif outcome.user:
            await self._go_on(outcome.user, outcome.command_id)
        return self._page(request, outcome)

    def _page(self, request: web.Request, outcome: Outcome) -> web.Response:
        language = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
        say = words(language, "UTC", self._now())
        page = page_for(outcome.end, say)
        again = f"/auth/start?c={outcome.handle}&{CHOOSE}" if page.button and outcome.handle else ""
        html = TEMPLATES.get_template("page.html").render(page=page, again=again, language=say.language)
        return web.Response(status=page.status, text=html, content_type="text/html", headers=HEADERS)


async def _static(request: web.Request) -> web.FileResponse:
    """One of three files by its own route: no path of a stranger's ever reaches the file system."""
    name = request.path.removeprefix("/auth/static/")
    return web.FileResponse(HERE / "static" / name, headers=STATIC_HEADERS)


def _browser(request: web.Request) -> str:
    """The browser's secret; empty when there is none, or one that we did not make."""
    secret = request.cookies.get(COOKIE, "")
    return secret if SECRET.fullmatch(secret) else ""
