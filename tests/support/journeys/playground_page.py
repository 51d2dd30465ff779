"""The Agents Playground's page as a person uses it, in a real Chromium that reaches nothing but this machine."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import BrowserContext, Locator, Page, Route, async_playwright, expect

PAGE_TIMEOUT = 30_000  # milliseconds; a busy machine may need them, a wait ends as soon as it can
HERE = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)(:\d+)?/|data:|blob:")
BOT = "Appointment Link"
SWITCHES = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


class PlaygroundPage:
    """One chat. Cards are counted: the next answer is the one that was not there before."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.messages = page.locator(".fai-OutputCard")  # of the bot; a card is inside one
        self.cards = page.locator(".ac-adaptiveCard")
        self.search = page.get_by_placeholder("Enter a search term")
        self.dialog = page.get_by_role("dialog")
        self._box = page.locator("div[role=textbox]")

    async def go_to(self, chat: str) -> None:
        """Another chat or channel of the list on the left."""
        await self.page.get_by_role("treeitem", name=chat).click()

    async def mention(self, text: str) -> None:
        """Say something to the bot where others read along: its name is chosen from a list, and cannot be typed."""
        await self._box.click()
        await self.page.keyboard.type(f"@{BOT[:3]}")
        await self.page.get_by_role("listbox").get_by_text(BOT).click()
        await self.page.keyboard.insert_text(f" {text}")
        await self.page.keyboard.press("Enter")

    async def extension(self, kind: str) -> None:
        """Open the message extension at “Search Command” or at “Action Command”."""
        await self.page.get_by_label("Trigger Message Extension App").click()
        await self.page.get_by_role("menuitem", name=kind).click()

    async def start_action(self, command: str) -> None:
        """Open the dialog of an action, which the Playground knows by its id only."""
        await self.extension("Action Command")
        await self.page.get_by_placeholder("Input command id").fill(command)
        await self.page.get_by_role("button", name="Create").click()

    async def send(self) -> None:
        """Send what is in the compose box."""
        await self._box.click()
        await self.page.keyboard.press("Enter")

    async def say(self, text: str) -> None:
        await self._box.click()
        await self.page.keyboard.insert_text(text)
        await self.page.keyboard.press("Enter")

    async def answer_to(self, text: str, *, cards: int) -> Locator:
        """Say something; the newest card, once there are that many in the chat."""
        await self.say(text)
        return await self.newest(cards)

    async def newest(self, cards: int) -> Locator:
        """The newest card, once there are exactly that many."""
        await expect(self.cards).to_have_count(cards)
        return self.cards.last

    async def open_from(self, button: Locator) -> Page:
        """Press a button that opens another tab."""
        async with self.page.context.expect_page() as opening:
            await button.click()
        return await opening.value


@asynccontextmanager
async def chromium(locale: str = "en-GB") -> AsyncIterator[BrowserContext]:
    """A fresh profile of the Chromium that CHROMIUM names, or that is on the PATH."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        context = await browser.new_context(viewport={"width": 1500, "height": 1400}, locale=locale)
        context.set_default_timeout(PAGE_TIMEOUT)
        expect.set_options(timeout=PAGE_TIMEOUT)
        await context.route("**/*", only_here)
        try:
            yield context
        finally:
            await browser.close()


async def only_here(route: Route) -> None:
    """The Playground asks Microsoft's servers for fonts and scripts; it works without them."""
    await (route.continue_() if HERE.match(route.request.url) else route.abort())


async def open_chat(context: BrowserContext, address: str) -> PlaygroundPage:
    """The chat, once the bot has said its welcome."""
    page = await context.new_page()
    await page.goto(address)
    chat = PlaygroundPage(page)
    await expect(chat.cards.get_by_text("Welcome", exact=True)).to_be_visible()
    return chat
