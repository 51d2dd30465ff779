"""GET /invitation: the words for the customer, to copy into a mail or a text message, or their link, to copy alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from aiohttp import web

from bot.languages import Words
from bot.web.pages import answer, words_for


class InvitationText(Protocol):
    """The invitation in the customer's language."""

    @property
    def language(self) -> str: ...
    def as_html(self) -> str: ...
    def as_text(self) -> str: ...


class LinkToCopy(Protocol):
    """A customer's link, and which meeting it belongs to, in the words of the person who copies it."""

    @property
    def words(self) -> Words: ...
    @property
    def link(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def when(self) -> str: ...


class InvitationPage:
    """What is sealed in the address: words (`opened`), or a link (`to_copy`). None: too old, or not ours.

    Opening a page changes nothing, so that whoever looks at addresses before people do may look at these.
    """

    def __init__(
        self,
        opened: Callable[[str], InvitationText | None],
        to_copy: Callable[[str], LinkToCopy | None],
        now: Callable[[], datetime],
    ) -> None:
        self._opened = opened
        self._to_copy = to_copy
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp needs."""
        return [web.get("/invitation", self._show)]

    async def _show(self, request: web.Request) -> web.Response:
        words = words_for(request, self._now())
        if link := self._to_copy(request.query.get("link", "")):
            return answer("copy.html", 200, words=link.words, copied=link)
        if letter := self._opened(request.query.get("of", "")):
            return answer("invitation.html", 200, words=words, letter=letter)
        return answer("outdated.html", 410, words=words)
