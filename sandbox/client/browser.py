"""A small browser for the sign-in popup: follows redirects, keeps cookies, presses buttons of forms, runs no script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

import aiohttp
from yarl import URL

from sandbox.client.cookies import LOOPBACK, CookieJar

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 12
LANGUAGE = "en-GB"


@dataclass(frozen=True, slots=True)
class PageButton:
    """What can be pressed on a page: a form's button with all that it submits, or a link."""

    words: str
    method: str
    target: str
    fields: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Where the browser ended up, under the address a person would see."""

    url: URL
    status: int
    headers: Mapping[str, str] = field(repr=False)
    text: str = field(repr=False)

    @property
    def buttons(self) -> list[PageButton]:
        reader = _Reader()
        reader.feed(self.text)
        return reader.buttons

    @property
    def words(self) -> str:
        reader = _Reader()
        reader.feed(self.text)
        return " ".join(" ".join(reader.texts).split())

    def button(self, words: str) -> PageButton:
        """The button or link with those words; LookupError names what there is."""
        for button in self.buttons:
            if words.lower() in button.words.lower():
                return button
        raise LookupError(f"no button {words!r} among {[button.words for button in self.buttons]}")


class Browser:
    """One browser profile. `origins` maps an origin as people see it to the one where it is really served.

    So a page at https://bot.example can be served by a test server on loopback, and its cookies behave as on https.
    """

    def __init__(self, session: aiohttp.ClientSession, origins: Mapping[str, str] | None = None) -> None:
        self.jar = CookieJar()
        self.history: list[URL] = []
        self._session = session
        self._origins = dict(origins or {})

    async def open(self, url: str) -> Page:
        """As from Teams: another site started it."""
        return await self._go("GET", URL(url, encoded=True), {}, origin=None)

    async def press(self, page: Page, button: PageButton) -> Page:
        target = page.url.join(URL(button.target, encoded=True)) if button.target else page.url
        fields = {**button.fields, **({button.name: button.value} if button.name else {})}
        if button.method == "GET" and fields:
            target = target.with_query(fields)
        return await self._go(button.method, target, fields, origin=page.url)

    async def _go(self, method: str, url: URL, fields: Mapping[str, str], origin: URL | None) -> Page:
        """Follow redirects; `origin` is the page that started the navigation, which SameSite looks at."""
        for _ in range(MOST_REDIRECTS):
            self.history.append(url)
            cross_site = origin is None or site(origin) != site(url)
            page = await self._request(method, url, fields, cross_site=cross_site, origin=origin)
            if page.status not in REDIRECTS:
                return page
            url = url.join(URL(page.headers["Location"], encoded=True))
            if page.status not in (307, 308):
                method, fields = "GET", {}
        raise RuntimeError(f"more than {MOST_REDIRECTS} redirects")

    async def _request(
        self, method: str, url: URL, fields: Mapping[str, str], *, cross_site: bool, origin: URL | None
    ) -> Page:
        headers = {"Accept-Language": LANGUAGE, "Host": url.authority, "Accept": "text/html"}
        if cookie := self.jar.header(url, cross_site=cross_site, method=method):
            headers["Cookie"] = cookie
        if method == "POST" and origin:
            headers["Origin"] = str(origin.origin())
        data = dict(fields) if method == "POST" else None
        place = self._served_at(url)
        async with self._session.request(method, place, data=data, headers=headers, allow_redirects=False) as answer:
            for header in answer.headers.getall("Set-Cookie", []):
                self.jar.take(header, url)
            return Page(url, answer.status, dict(answer.headers), await answer.text())

    def _served_at(self, url: URL) -> URL:
        bare = url.with_fragment(None)
        served = self._origins.get(str(url.origin()))
        return URL(f"{served.rstrip('/')}{bare.raw_path_qs}", encoded=True) if served else bare


def site(url: URL) -> str:
    """What SameSite compares; roughly the registrable domain. All of loopback is one site."""
    host = url.host or ""
    return "loopback" if host in LOOPBACK else f"{url.scheme}://{'.'.join(host.split('.')[-2:])}"


class _Reader(HTMLParser):
    """Collects buttons, links and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[PageButton] = []
        self.texts: list[str] = []
        self._form: tuple[str, str] | None = None
        self._fields: dict[str, str] = {}
        self._open: tuple[str, dict[str, str]] | None = None
        self._words: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form, self._fields = (given.get("method", "get").upper(), given.get("action", "")), {}
        elif tag == "input" and "name" in given:
            self._fields[given["name"]] = given.get("value", "")
        elif tag in ("button", "a"):
            self._open, self._words = (tag, given), []
        self._silent = tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.texts.append(data)
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if self._open and self._open[0] == tag:
            self._close(*self._open)
            self._open = None
        if tag == "form":
            self._form = None

    def _close(self, tag: str, given: Mapping[str, str]) -> None:
        words = " ".join(" ".join(self._words).split())
        if tag == "a" and "href" in given:
            self.buttons.append(PageButton(words, "GET", given["href"]))
        elif tag == "button" and self._form:
            method, action = self._form
            name, value = given.get("name", ""), given.get("value", "")
            self.buttons.append(PageButton(words, method, action, dict(self._fields), name, value))
