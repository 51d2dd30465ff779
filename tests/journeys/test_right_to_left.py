"""The job in Arabic on the pages that its buttons open: from right to left, and the link as Graph gave it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.languages import words
from sandbox.client.buttons import find
from sandbox.world.meetings import appointment_link
from tests.support.fakes import NOW
from tests.support.journeys.playground_page import chromium
from tests.support.journeys.stories import ask, press
from tests.support.journeys.world import World, world

SAY = words("ar-SA", "UTC", NOW)
SIDE = "element => getComputedStyle(element).direction"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as made:
        made.consent()
        yield made


@pytest.mark.browser
async def test_the_page_that_copies_stands_from_the_right_and_its_link_from_the_left(here: World) -> None:
    anna = here.client(locale="ar-SA")
    await ask(anna, "رابط Dietary")
    (event,) = [event for event in here.microsoft365.events if event.subject == "Dietary advice"]
    assert event.meeting
    async with chromium("ar-SA") as context:
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.goto(str(find(anna.buttons, SAY("Copy")).action["url"]))
        assert await page.locator("html").get_attribute("dir") == "rtl"
        assert await page.locator("h1").evaluate(SIDE) == "rtl"
        assert await page.locator("#link").evaluate(SIDE) == "ltr"
        await page.get_by_role("button", name=SAY("Copy")).click()
        await expect(page.get_by_role("status")).to_have_text(SAY("Copied"))
        assert await page.evaluate("navigator.clipboard.readText()") == appointment_link(event.meeting)


@pytest.mark.browser
async def test_the_invitation_to_copy_stands_from_the_right_at_280_pixels_without_scrolling(here: World) -> None:
    anna = here.client(locale="ar-SA")
    await ask(anna, "رابط Dietary")
    await press(anna, SAY("Invitation"))
    async with chromium("ar-SA") as context:
        page = await context.new_page()
        await page.set_viewport_size({"width": 280, "height": 800})
        await page.goto(str(find(anna.buttons, SAY("Open to copy")).action["url"]))
        assert await page.locator("html").get_attribute("dir") == "rtl"
        assert await page.locator("#letter > div").evaluate(SIDE) == "rtl"
        await expect(page.locator("#letter")).to_contain_text("موعدك عبر الإنترنت")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 280
