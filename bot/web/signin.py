"""GET /auth/start and /auth/callback: the pages between Teams' sign-in button and the answer in the chat."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

from aiohttp import web

from bot.languages import Words, msg, words
from bot.model import Notice, Redirect, SignInOutcome, SignInVisit, Trouble, User
from bot.model.values import value
from bot.ops.telemetry import current_reference
from bot.web.pages import HEADERS, answer, words_for
from cards.troubles import TEXTS, TroubleText

COOKIE = "__Host-signin"  # the prefix makes browsers insist on Secure, this host and the root path
COOKIE_SECONDS = 600
SECRET = re.compile(r"[\w-]{43}", re.ASCII)
CHOOSE = "choose"


class Visits(Protocol):
    """What the pages need from bot.signin."""

    async def visit(self, handle: str, browser: str, *, choose_account: bool = False) -> Redirect | SignInVisit: ...
    async def back(self, query: Mapping[str, str], browser: str) -> Redirect | SignInVisit: ...


class Events(Protocol):
    """What becomes of the chat command of somebody who has signed in, or has not."""

    async def signed_in(self, user: User, id: str) -> None: ...
    async def sign_in_ended(self, user: User, id: str, notice: Notice) -> None: ...


@value
class Page:
    """The words of a page (msgids), and what it tells the Teams window that opened it, which then closes: success, or
    nothing, for a page with words to read is for the person to close.

    Where a notice says more, its words stand in their place: not every sign-in has a chat that could say them.
    """

    status: int
    title: str
    text: str
    tell: str = ""
    button: str = ""


PAGES: dict[SignInOutcome, Page] = {
    SignInOutcome.SIGNED_IN: Page(
        200,
        msg("You are signed in"),
        msg("Your answer is waiting in Teams. You can close this page."),
        "success",
    ),
    SignInOutcome.ALREADY: Page(
        200,
        msg("Already done"),
        msg("This sign-in is finished; your answer is in Teams. You can close this page."),
        "success",
    ),
    SignInOutcome.OTHER_ACCOUNT: Page(
        403,
        msg("That was another account"),
        msg("Please sign in with the account that you use in Teams. Nothing has been kept of the other one."),
        button=msg("Use another account"),
    ),
    SignInOutcome.DECLINED: Page(
        200,
        msg("Not signed in"),
        msg("Nothing has changed. You can close this page."),  # no button: the answer in Teams has the next step
    ),
    SignInOutcome.ADMIN: Page(
        200,
        msg("An admin has to decide"),
        msg("Microsoft does not let you sign in to this app yet."),
    ),
    SignInOutcome.ADMIN_DONE: Page(
        200,
        msg("Thank you"),
        msg(
            "The app is approved for your organization. Whoever was waiting is told in Teams. You can close this page."
        ),
    ),
    SignInOutcome.BUSY: Page(
        503,
        msg("Microsoft is busy"),
        msg("Microsoft's sign-in does not answer right now. Please try again in a moment."),
        button=msg("Try again"),
    ),
    SignInOutcome.EXPIRED: Page(
        410,
        msg("This sign-in link is no longer valid"),
        msg("Go back to Teams and ask again; you will have a new one."),
    ),
    SignInOutcome.NO_COOKIE: Page(
        400,
        msg("Your browser has not kept a cookie"),
        msg(
            "Signing in needs one, in one and the same browser. Allow cookies for this page, then sign in again from"
            " Teams."
        ),
    ),
    SignInOutcome.FAILED: Page(
        500,
        msg("Something went wrong on our side"),
        msg("You are not signed in. Please try again later, or tell your admin."),
        button=msg("Try again"),
    ),
}


class SignInPages:
    """The routes. `events` hears how a sign-in ended, `approved` of a tenant whose admin has approved; `language_of`
    tells which language somebody has chosen.
    """

    def __init__(
        self,
        visits: Visits,
        events: Events,
        approved: Callable[[str], Awaitable[None]],
        language_of: Callable[[User], Awaitable[str]],
        now: Callable[[], datetime],
    ) -> None:
        self._visits = visits
        self._events = events
        self._approved = approved
        self._language_of = language_of
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp needs. HEAD is refused: a link checker should cost nothing."""
        return [
            web.get("/auth/start", self._start, allow_head=False),
            web.get("/auth/callback", self._callback, allow_head=False),
        ]

    async def _start(self, request: web.Request) -> web.Response:
        handle = request.query.get("c", "")
        outcome = await self._visits.visit(handle, _browser(request), choose_account=CHOOSE in request.query)
        return await self._page(request, outcome) if isinstance(outcome, SignInVisit) else _redirect(outcome)

    async def _callback(self, request: web.Request) -> web.Response:
        outcome = await self._visits.back(request.query, _browser(request))
        if isinstance(outcome, Redirect):
            return _redirect(outcome)
        if outcome.user and outcome.notice:
            await self._events.sign_in_ended(outcome.user, outcome.command_id, outcome.notice)
        elif outcome.user:
            await self._events.signed_in(outcome.user, outcome.command_id)
        elif outcome.tenant:
            await self._approved(outcome.tenant)
        return await self._page(request, outcome)

    async def _words(self, request: web.Request, outcome: SignInVisit) -> Words:
        """Those of the browser, unless it is known who reads, and they have chosen others."""
        chosen = await self._language_of(outcome.reader) if outcome.reader else ""
        return words(chosen, "UTC", self._now()) if chosen else words_for(request, self._now())

    async def _page(self, request: web.Request, outcome: SignInVisit) -> web.Response:
        page = PAGES[outcome.end]
        choose = f"&{CHOOSE}" if outcome.end is SignInOutcome.OTHER_ACCOUNT else ""
        again = f"/auth/start?c={outcome.handle}{choose}" if page.button and outcome.handle else ""
        texts = TroubleText(page.title, page.text) if outcome.notice is None else TEXTS[outcome.notice.trouble]
        forward = outcome.notice.url if outcome.notice and texts.passed_on else ""
        reference = current_reference() if page.status >= 500 or outcome.notice else ""
        return answer(
            "page.html",
            page.status,
            page=page,
            heading=texts.heading,
            text=texts.text_without_buttons or texts.text,
            again=again,
            forward=forward,
            closing=outcome.notice is not None and not again,
            reference=reference,
            words=await self._words(request, outcome),
        )


def too_often(request: web.Request, now: Callable[[], datetime]) -> web.Response:
    """The page for whoever's address asks more than one address may; the same request again a little later is taken."""
    texts = TEXTS[Trouble.BOT_BUSY]
    page = Page(429, texts.heading, texts.text, button=PAGES[SignInOutcome.BUSY].button)
    response = answer(
        "page.html",
        page.status,
        page=page,
        heading=texts.heading,
        text=texts.text,
        again=request.path_qs,
        forward="",
        closing=False,
        reference="",
        words=words_for(request, now()),
    )
    response.headers["Retry-After"] = "1"
    return response


def _redirect(to: Redirect) -> web.Response:
    """To Microsoft, the browser tied to the visit by its cookie."""
    response = web.Response(status=302, headers={**HEADERS, "Location": to.url})
    response.set_cookie(
        COOKIE, to.browser, max_age=COOKIE_SECONDS, path="/", secure=True, httponly=True, samesite="Lax"
    )
    return response


def _browser(request: web.Request) -> str:
    """The browser's secret; empty when there is none, or one that we did not make."""
    secret = request.cookies.get(COOKIE, "")
    return secret if SECRET.fullmatch(secret) else ""
