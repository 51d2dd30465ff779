"""GET /invitation: the words for the customer, to copy into a mail with a link to press, or as plain text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from aiohttp import web

from bot.web.pages import answer, words_for


class InvitationText(Protocol):
    """The invitation in the customer's language."""

    @property
    def language(self) -> str: ...
    def as_html(self) -> str: ...
    def as_text(self) -> str: ...


class InvitationPage:
    """`opened` reads the sealed words in the address; it knows none: too old, or not ours."""

    def __init__(self, opened: Callable[[str], InvitationText | None], now: Callable[[], datetime]) -> None:
        self._opened = opened
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp needs."""
        return [web.get("/invitation", self._show, allow_head=False)]

    async def _show(self, request: web.Request) -> web.Response:
        words, letter = words_for(request, self._now()), self._opened(request.query.get("of", ""))
        status = 410 if letter is None else 200
        return answer("invitation.html", status, words=words, letter=letter)
