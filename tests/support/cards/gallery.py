"""All cards on one sheet, in the letters of locked packages, so that every machine draws them alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Page, Route

from tests.support.cards.drawing import PACKAGES, Picture, host_config, launch, pixels

HERE = Path(__file__).parent
SITE = "http://cards.test"
WIDTHS = (480, 320, 280)
THEMES = ("light", "dark", "contrast")
KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".html": "text/html"}
Result = TypeVar("Result")
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Sheet:
    """A picture of cards, and where on it each card is at each width: left, top, width, height in its pixels."""

    picture: Picture
    boxes: dict[tuple[str, int], Box]

    def cell(self, name: str, width: int) -> Picture:
        """The part of the picture with this card."""
        return cut(self.picture, self.boxes[name, width])


def cut(picture: Picture, box: Box) -> Picture:
    """The part of a picture."""
    left, top, width, height = box
    return picture[top : top + height, left : left + width]


class Gallery:
    """One page of one Chromium, in a thread of its own, for all sheets."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._playwright, self._browser = self.do(launch)
        self.page: Page = self.do(self._open)
        self._boxes: dict[tuple[str, int], Box] = {}

    def hang(
        self, cards: Mapping[str, dict[str, Any]], theme: str = "light", widths: Sequence[int] = WIDTHS
    ) -> dict[tuple[str, int], Box]:
        """Draw the cards on the page, each at each width, under its name."""
        given = [theme, look(theme), [*cards.items()], config_of(theme), [*widths]]
        boxes = self.do(lambda: self.page.evaluate("given => shown(...given)", given))
        keys = [(name, width) for name in cards for width in widths]
        self._boxes = dict(zip(keys, map(tuple, boxes), strict=True))
        return self._boxes

    def sheet(self, cards: Mapping[str, dict[str, Any]], theme: str, widths: Sequence[int] = WIDTHS) -> Sheet:
        """The same as a picture."""
        self.hang(cards, theme, widths)
        return self.photograph()

    def photograph(self) -> Sheet:
        """A picture of what hangs there."""
        shot = self.do(lambda: self.page.locator("#sheet").screenshot(animations="disabled"))
        return Sheet(pixels(shot), self._boxes)

    def evaluate(self, script: str, given: Any = None) -> Any:
        """What a script says of what hangs there."""
        return self.do(lambda: self.page.evaluate(script, given))

    def do(self, work: Callable[[], Result]) -> Result:
        """Run in the browser's own thread."""
        return self._thread.submit(work).result()

    def close(self) -> None:
        """End the browser."""
        self.do(self._browser.close)
        self.do(self._playwright.stop)
        self._thread.shutdown()

    def _open(self) -> Page:
        page = self._browser.new_context(viewport={"width": 1160, "height": 900}).new_page()
        page.route(f"{SITE}/**", serve)
        page.goto(f"{SITE}/gallery.html")
        return page


def serve(route: Route) -> None:
    """The page, and the locked packages; nothing else."""
    path = route.request.url.removeprefix(SITE).partition("?")[0]
    file = PACKAGES / path.removeprefix("/packages/") if path.startswith("/packages/") else HERE / path.lstrip("/")
    if file.is_file():
        route.fulfill(body=file.read_bytes(), content_type=KINDS.get(file.suffix, "application/octet-stream"))
    else:
        route.fulfill(status=404)


def look(theme: str) -> str:
    """Teams' own style sheet for a theme; it has none for contrast."""
    return f"/packages/adaptivecards-designer/dist/containers/teams-container-{_shipped(theme)}.css"


def config_of(theme: str) -> Any:
    """Teams' look. Microsoft's designer has none for contrast: the dark one, in the colours of Fluent's
    `teamsHighContrastTheme`: white on black, yellow for what leads on.
    """
    config = host_config(_shipped(theme))
    return in_contrast(config) if theme == "contrast" else config


def in_contrast(part: Any) -> Any:
    """The part of a host config with its colours replaced."""
    if isinstance(part, list):
        return [in_contrast(each) for each in part]
    if not isinstance(part, dict):
        return part
    changed = {name: in_contrast(value) for name, value in part.items()}
    yellow, white = ({"default": colour, "subtle": colour} for colour in ("#ffff00", "#ffffff"))
    if "foregroundColors" in changed:
        names = changed["foregroundColors"]
        changed["foregroundColors"] = {name: yellow if name == "accent" else white for name in names}
        changed |= {"backgroundColor": "#000000", "borderColor": "#ffffff"}
    return changed | ({"lineColor": "#ffffff"} if "lineColor" in changed else {})


def _shipped(theme: str) -> str:
    return "light" if theme == "light" else "dark"


def as_json(boxes: Mapping[tuple[str, int], Box]) -> dict[str, Any]:
    """Where the cards are, for a file."""
    return {f"{name} @{width}": list(box) for (name, width), box in boxes.items()}


def from_json(text: str) -> dict[str, dict[tuple[str, int], Box]]:
    """The same, read from it, sheet by sheet."""
    return {
        sheet: {(key.rpartition(" @")[0], int(key.rpartition("@")[2])): tuple(box) for key, box in boxes.items()}
        for sheet, boxes in json.loads(text).items()
    }
