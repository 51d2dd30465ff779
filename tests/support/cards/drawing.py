"""Microsoft's own renderer in a real Chromium: what a person would see of a card."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import cv2
import numpy as np
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

PACKAGES = Path(__file__).resolve().parents[2] / "node" / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
Result = TypeVar("Result")
Picture: TypeAlias = np.ndarray[Any, Any]

DRAW = """async ([card, config, width]) => {
    const AC = window.AdaptiveCards;
    AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
        result.outputHtml = window.markdownit().render(text);
        result.didProcess = true;
    };
    const drawn = new AC.AdaptiveCard();
    drawn.hostConfig = new AC.HostConfig(config);
    // Its pattern for `lang` has the flag g and remembers where it stopped: every second card would be complained of.
    AC.CardElement.langProperty.regEx.lastIndex = 0;
    const context = new AC.SerializationContext(AC.Versions.v1_5);
    drawn.parse(card, context);
    const events = Array.from({length: context.eventCount}, (_, n) => context.getEventAt(n).message);
    drawn.validateProperties().validationEvents.forEach(event => events.push(event.message));
    const host = document.getElementById('host');
    host.style.width = width + 'px';
    host.replaceChildren(drawn.render());
    await Promise.all([...host.querySelectorAll('img')].map(picture => picture.decode()));
    const top = host.getBoundingClientRect().top, room = host.getBoundingClientRect().right;
    const isWide = element => element.scrollWidth > 0 && element.getBoundingClientRect().right > room + 0.5;
    const standsOut = element => element.scrollWidth > element.clientWidth + 1;  // of its row: it is not cut off
    const wide = [...host.querySelectorAll('*')].filter(isWide)
        .concat([...host.querySelectorAll('.ac-richTextBlock')].filter(standsOut));
    const texts = [...host.querySelectorAll('.ac-textBlock')];
    const select = element => {
        const selection = window.getSelection();
        selection.selectAllChildren(element);
        const selected = selection.toString();
        selection.removeAllRanges();
        return selected;
    };
    const isCut = button => {  // a button or drop-down narrower than it would be if it had the room
        const free = button.cloneNode(true);
        free.style.cssText = 'position: absolute; width: auto; max-width: none';
        button.parentElement.append(free);
        const wanted = free.offsetWidth;
        free.remove();
        return wanted > button.offsetWidth + 1;
    };
    return {
        events, height: host.getBoundingClientRect().height, text: host.innerText,
        bottoms: Object.fromEntries([...host.querySelectorAll('button, [role=button], [role=link], img')].map(
            part => [part.innerText || part.alt, part.getBoundingClientRect().bottom - top])),
        blocks: texts.map(text => text.innerText), copied: texts.map(select),
        tags: [...new Set([...host.querySelectorAll('*')].map(element => element.tagName.toLowerCase()))],
        overflow: wide.map(element => element.outerHTML.slice(0, 200)),
        cut: [...host.querySelectorAll('button')].filter(isCut).map(button => button.innerText)
            .concat([...host.querySelectorAll('select')].filter(isCut).map(select => select.innerText)),
    };
}"""


@dataclass(frozen=True)
class Drawn:
    """A card as drawn. `events` are the renderer's complaints, `blocks` the texts of TextBlocks, `copied` as selected.

    `height` is in CSS pixels, and so is where each button and picture ends, from the top of the card: `bottoms`, by
    title and by alternative text. `overflow` is what reaches out of the card or its row, `cut` the titles of
    buttons and the choices of drop-downs that do not fit.
    """

    events: list[str]
    height: float
    bottoms: dict[str, float]
    text: str
    blocks: list[str]
    copied: list[str]
    tags: list[str]
    overflow: list[str]
    cut: list[str]


class Chromium:
    """One browser for all drawings, in a thread of its own, since its API keeps an event loop running."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._playwright, self._browser = self._do(launch)
        self._pages: dict[float, Page] = {}

    def draw(self, card: dict[str, Any], *, theme: str = "light", width: int = 280, density: float = 2) -> Drawn:
        """The card in a column of `width` CSS pixels, on a screen with `density` device pixels for each."""
        return self._do(lambda: self._draw(card, theme, width, density))

    def photograph(self, card: dict[str, Any], *, theme: str, width: int, density: float) -> Picture:
        """The same as pixels (blue, green, red)."""
        self.draw(card, theme=theme, width=width, density=density)
        return self._do(lambda: pixels(self._pages[density].locator("#host").screenshot()))

    def close(self) -> None:
        """End the browser."""
        self._do(self._browser.close)
        self._do(self._playwright.stop)
        self._thread.shutdown()

    def _do(self, work: Callable[[], Result]) -> Result:
        return self._thread.submit(work).result()

    def _draw(self, card: dict[str, Any], theme: str, width: int, density: float) -> Drawn:
        page = self._pages.get(density) or self._pages.setdefault(density, self._page(density))
        page.evaluate("dark => document.body.style.background = dark ? '#2d2c2c' : '#fff'", theme == "dark")
        return Drawn(**page.evaluate(DRAW, [card, host_config(theme), width]))

    def _page(self, density: float) -> Page:
        page = self._browser.new_context(device_scale_factor=density).new_page()
        page.set_content("<!doctype html><html><body><main id='host'></main></body></html>")
        page.add_style_tag(path=PACKAGES / "adaptivecards/dist/adaptivecards.css")
        page.add_style_tag(path=PACKAGES / "adaptivecards-designer/dist/containers/teams-container-light.css")
        page.add_style_tag(content="body { margin: 0; font-family: sans-serif }")
        page.add_script_tag(path=PACKAGES / "adaptivecards/dist/adaptivecards.min.js")
        page.add_script_tag(path=PACKAGES / "markdown-it/dist/markdown-it.min.js")
        return page


def unfolded(card: dict[str, Any]) -> dict[str, Any]:
    """The card after everything that is folded away in it has been asked for."""
    body = [{name: value for name, value in part.items() if name != "isVisible"} for part in card["body"]]
    return {**card, "body": body}


def turned(card: dict[str, Any], to: str) -> dict[str, Any]:
    """The card after its button has turned to another page."""
    pages = [{**part, "isVisible": part["id"] == to} if "id" in part else part for part in card["body"]]
    return {**card, "body": pages}


def pixels(png: bytes) -> Picture:
    """A picture file as an array."""
    picture = cv2.imdecode(np.frombuffer(png, dtype=np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture


def launch() -> tuple[Playwright, Browser]:
    """The machine's Chromium; without one, Playwright's own."""
    playwright = sync_playwright().start()
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return playwright, playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])


def host_config(theme: str) -> Any:
    """Teams' look, from Microsoft's card designer."""
    path = PACKAGES / f"adaptivecards-designer/lib/hostConfigs/microsoft-teams-{theme}.json"
    return json.loads(path.read_text("utf-8"))


def scanned(picture: Picture) -> str:
    """What a camera reads from the QR code in the picture, moved closer until it reads anything."""
    views = (cv2.resize(picture, None, fx=n, fy=n, interpolation=cv2.INTER_NEAREST) for n in (1, 2, 3, 4))
    return next(filter(None, (str(cv2.QRCodeDetector().detectAndDecode(view)[0]) for view in views)), "")
