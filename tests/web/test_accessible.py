"""Every page for everybody: axe finds nothing, at twice the size, by keyboard alone, and in colours of one's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, Route, expect

from bot.languages import LANGUAGES
from tests.support.cards.drawing import PACKAGES
from tests.support.cards.people import link
from tests.support.journeys.playground_page import chromium
from tests.support.web.pages import ADDRESSES, site

pytestmark = pytest.mark.browser
AXE = (PACKAGES / "axe-core" / "axe.min.js").read_text("utf-8")
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active", "color_scheme": "light"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async rules => (await axe.run(document, {runOnly: rules})).violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html).join(' ')}`)"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, textarea')]
    .filter(part => part.checkVisibility()).length"""
FOCUSED = """() => {
    const part = document.activeElement, look = getComputedStyle(part), tags = [...document.querySelectorAll('*')];
    if (part === document.body) return null;
    return {place: tags.indexOf(part), outlined: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 1};
}"""


@asynccontextmanager
async def at(language: str = "en", width: int = 1280, height: int = 900) -> AsyncIterator[tuple[Page, str]]:
    """A browser of somebody who reads that language, and where the pages are."""
    async with TestServer(site(language)) as server, chromium() as context:
        page = await context.new_page()
        await page.set_viewport_size({"width": width, "height": height})

        async def asked(route: Route) -> None:
            await route.continue_(headers={**route.request.headers, "accept-language": language})

        await page.route("**/*", asked)
        yield page, str(server.make_url("")).rstrip("/")


@pytest.mark.parametrize("mode", MODES)
async def test_axe_finds_nothing_on_any_page(mode: str) -> None:
    async with at() as (page, start):
        await page.emulate_media(**MODES[mode])
        found = {}
        for name, address in ADDRESSES.items():
            await page.goto(start + address)
            await page.evaluate(AXE)
            if violations := await page.evaluate(RUN, RULES):
                found[name] = violations
        assert found == {}, found


async def test_axe_would_find_something() -> None:
    async with at() as (page, start):
        await page.goto(start + ADDRESSES["copy"])
        await page.evaluate("document.querySelector('label').remove(); document.documentElement.lang = ''")
        await page.evaluate(AXE)
        assert {found.partition(":")[0] for found in await page.evaluate(RUN, RULES)} >= {"label", "html-has-lang"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_says_its_language_and_its_direction(language: str) -> None:
    async with at(language) as (page, start):
        for name, address in ADDRESSES.items():
            await page.goto(start + address)
            told, direction, title = await page.evaluate(
                "() => [document.documentElement.lang, getComputedStyle(document.body).direction, document.title]"
            )
            assert (name, told, direction) == (name, language, "rtl" if language == "ar" else "ltr")
            assert title


@pytest.mark.parametrize("language", LANGUAGES)
async def test_at_twice_the_size_and_on_the_narrowest_phone_nothing_has_to_be_scrolled_sideways(language: str) -> None:
    async with at(language) as (page, start):
        for name, address in ADDRESSES.items():
            await page.goto(start + address)
            for width, height in ((640, 450), (320, 256), (280, 560)):
                await page.set_viewport_size({"width": width, "height": height})
                wide = await page.evaluate("document.documentElement.scrollWidth")
                assert (name, wide) == (name, width)


@pytest.mark.parametrize("mode", ["light", "forced colours"])
async def test_the_keyboard_reaches_everything_in_its_order_and_shows_where_it_is(mode: str) -> None:
    async with at() as (page, start):
        await page.emulate_media(**MODES[mode])
        for name, address in ADDRESSES.items():
            await page.goto(start + address)
            await page.evaluate("document.body.tabIndex = -1; document.body.focus()")  # where reading begins
            count = await page.evaluate(REACHABLE)
            places: list[int] = []
            for _ in range(count):
                await page.keyboard.press("Tab")
                focused = await page.evaluate(FOCUSED)
                assert focused, f"{name}: the keyboard reaches {len(places)} of {count}"
                assert focused["outlined"], f"{name}: nobody sees where the keyboard is"
                places.append(focused["place"])
            assert places == sorted(set(places)), name


@pytest.mark.parametrize(
    ("name", "copy"), [("print", "[data-copy]"), ("invitation", "[data-copy=short]"), ("copy", "#copy")]
)
async def test_on_a_phone_what_a_press_has_done_is_seen_where_it_was_pressed(name: str, copy: str) -> None:
    async with at(width=320, height=568) as (page, start):
        await page.goto(start + ADDRESSES[name])
        button, told = page.locator(copy).last, page.get_by_role("status")
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            await button.click()
            await expect(told).not_to_be_empty()
            await expect(told).to_be_in_viewport(ratio=1)
            await expect(button).to_be_in_viewport(ratio=1)


def read(picture: bytes) -> list[str]:
    """What a camera reads, from top to bottom."""
    pixels = cv2.imdecode(np.frombuffer(picture, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    found = zxingcpp.read_barcodes(pixels)
    return [str(code.text) for code in sorted(found, key=lambda code: code.position.top_left.y)]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("media", ["screen", "print"])
async def test_a_camera_reads_every_code_of_the_page_to_print(mode: str, media: Any) -> None:
    async with at() as (page, start):
        await page.emulate_media(media=media, **MODES[mode])
        await page.goto(start + ADDRESSES["print"])
        codes = page.locator("svg.code")
        for width in (1280, 480, 320, 280):
            await page.set_viewport_size({"width": width, "height": 900})
            shots = [await codes.nth(n).screenshot() for n in range(await codes.count())]
            assert [read(shot) for shot in shots] == [[link(400 + n)] for n in range(3)] + [[link(900)]]
