"""GET /invitation, the one address of all pages with a customer's link: in words for them, to copy into a mail or a
text message; alone, to copy; or several meetings' links, to print.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol
from urllib.parse import quote

from aiohttp import web

from bot.languages import Words
from bot.web.pages import answer, words_for

LONGEST_MAIL = 1900  # characters of an address that every system hands on to its mail program


class InvitationText(Protocol):
    """The invitation in the customer's language; `direction` is its HTML `dir`, `sms` the short form, and `subject`
    that of a mail.
    """

    @property
    def language(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def sms(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def sms_segments(self) -> int: ...
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
    @property
    def organizer(self) -> str: ...


class PrintedCode(Protocol):
    """A QR code: an SVG's path in a square of `size`."""

    @property
    def size(self) -> int: ...
    @property
    def path(self) -> str: ...


class PrintedMeeting(Protocol):
    """One meeting of a sheet; `alike`: without its title it looks like another one."""

    @property
    def hours(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def organizer(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def series(self) -> bool: ...
    @property
    def link(self) -> str: ...
    @property
    def code(self) -> PrintedCode | None: ...
    @property
    def alike(self) -> bool: ...


class LinksToPrint(Protocol):
    """Several meetings' links, in the words of the person who prints them."""

    @property
    def words(self) -> Words: ...
    @property
    def meetings(self) -> Sequence[PrintedMeeting]: ...


class LinkPages:
    """What is sealed in the address: words (`opened`), a link (`to_copy`), or several (`to_print`, which takes its time
    for their codes). None: too old, or not ours.

    Opening a page changes nothing, so that whoever looks at addresses before people do may look at these.
    """

    def __init__(
        self,
        opened: Callable[[str], InvitationText | None],
        to_copy: Callable[[str], LinkToCopy | None],
        to_print: Callable[[str], LinksToPrint | None],
        now: Callable[[], datetime],
    ) -> None:
        self._opened = opened
        self._to_copy = to_copy
        self._to_print = to_print
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp needs."""
        return [web.get("/invitation", self._show)]

    async def _show(self, request: web.Request) -> web.Response:
        words = words_for(request, self._now())
        if copied := self._to_copy(request.query.get("link", "")):
            return answer("copy.html", words=copied.words, copied=copied)
        if sheet := await self._sheet(request.query.get("print", "")):
            return answer("print.html", words=sheet.words, sheet=sheet)
        if letter := self._opened(request.query.get("of", "")):
            mail, sms = mail_address(letter), sms_address(letter)
            return answer("invitation.html", words=words, letter=letter, mail=mail, sms=sms)
        return answer("outdated.html", 410, words=words)

    async def _sheet(self, sealed: str) -> LinksToPrint | None:
        return await asyncio.to_thread(self._to_print, sealed) if sealed else None


def mail_address(letter: InvitationText) -> str:
    """A mail with these words, to whom the person likes (RFC 6068); the short form where they are too long for that."""
    start = f"mailto:?subject={quote(letter.subject, safe='')}&body="
    bodies = (quote(text.replace("\n", "\r\n"), safe="") for text in (letter.as_text(), letter.sms))
    fitting = (start + body for body in bodies if len(start + body) <= LONGEST_MAIL)
    return next(fitting, start + quote(letter.sms, safe=""))


def sms_address(letter: InvitationText) -> str:
    """A text message with the short form (RFC 5724); with the & before it, iPhones take the words as well."""
    return f"sms:?&body={quote(letter.sms, safe='')}"
