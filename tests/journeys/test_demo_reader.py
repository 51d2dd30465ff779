"""The demo in another language, with another clock, in another time zone: set on a page, seen on the next card."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.languages import words
from sandbox.demo.demo import demo
from sandbox.demo.playground_server import playground
from sandbox.world.sample_calendar import sample_calendar
from tests.support.journeys.demo import started
from tests.support.journeys.playground_page import chromium, open_chat
from tests.support.journeys.playground_process import accept
from tests.support.ports import unused_port

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MEETING = "Travel vaccination advice"


def said(text: str, locale: str = "de-DE") -> str:
    return words(locale, "UTC", NOW)(text)


async def test_teams_is_set_to_a_language_and_the_next_answer_is_in_it(tmp_path: Path) -> None:
    async with started(tmp_path) as here:
        assert await here.switch(reader="yes", language="de", clock="", zone="", other_zone="") == 303
        await here.chat.say("help")
        assert said("What you can type") in await here.chat.until(1)
        assert await here.switch(clear="yes") == 303
        await here.chat.say("help")
        assert "What you can type" in await here.chat.until(2)


@pytest.mark.parametrize("wrong", [{"language": "tlh"}, {"clock": "25"}, {"other_zone": "Moon/Tranquility"}])
async def test_what_cannot_be_set_is_refused_and_changes_nothing(tmp_path: Path, wrong: dict[str, str]) -> None:
    async with started(tmp_path) as here:
        assert await here.switch(reader="yes", **wrong) == 400
        await here.chat.say("help")
        assert "What you can type" in await here.chat.until(1)


async def set_teams(page: Page, keys: dict[str, str], zone: str) -> None:
    """With nothing but the keyboard: each choice by its first letters."""
    for label, letters in keys.items():
        await page.get_by_label(label, exact=True).focus()
        await page.keyboard.type(letters)
    await page.get_by_label("Another zone").focus()
    await page.keyboard.insert_text(zone)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Set Teams so")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Another zone")).to_have_value(zone)


@pytest.mark.browser
async def test_german_with_twelve_hours_in_kathmandu_is_on_the_next_card(tmp_path: Path) -> None:
    async with demo(tmp_path, unused_port(), playground) as places, chromium() as context:
        chat = await open_chat(context, places.chat)
        asked = await chat.answer_to("get link", cards=2)
        await accept(await chat.open_from(asked.get_by_text("Sign in", exact=True)))
        await chat.newest(3)

        page = await context.new_page()
        await page.goto(places.switches)
        await set_teams(page, {"Language": "Deutsch", "Clock": "12"}, "Asia/Kathmandu")
        await expect(page.get_by_label("Language", exact=True)).to_have_value("de")
        await page.screenshot(path=tmp_path / "switches.png")
        await chat.page.bring_to_front()

        start = next(event.start for event in sample_calendar(datetime.now(UTC)) if event.subject == MEETING)
        card = await chat.answer_to("get link travel", cards=4)
        await expect(card.get_by_text(words("de-US", "Asia/Kathmandu", start).time(start))).to_be_visible()
        await expect(card.get_by_role("button", name=said("Show link"))).to_be_visible()
        await chat.page.screenshot(path=tmp_path / "german.png")
