"""Writing to a colleague, and asking where others read along: as a person lives it in the Playground."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Locator, expect

from tests.support.journeys.playground_page import PlaygroundPage, chromium, open_chat
from tests.support.journeys.playground_process import accept, demo, link_of

MEETING = "Physiotherapy: first appointment"


async def sign_in_at(context: BrowserContext, address: str) -> None:
    """Follow an address that was read, in another tab."""
    tab = await context.new_page()
    await tab.goto(address)
    await accept(tab)


async def shows_link(card: Locator) -> None:
    """What a customer needs can be seen: the way in that Graph gave, and its QR code; and no title."""
    join = card.get_by_role("link", name="Join your appointment")
    await expect(join).to_be_visible()
    await expect(card.get_by_role("img", name="QR")).to_be_visible()
    await expect(card.get_by_text(MEETING)).to_have_count(0)


async def shows_posted(card: Locator) -> None:
    """What colleagues need: which meeting it is, the link behind its button, and the QR code."""
    await expect(card.get_by_text(MEETING, exact=True)).to_be_visible()
    await card.get_by_role("button", name="Show link").click()
    await expect(card.get_by_text(link_of(MEETING), exact=True)).to_be_visible()
    await card.get_by_role("button", name="QR code").click()
    await expect(card.get_by_role("img", name="QR")).to_be_visible()


async def search_and_send(chat: PlaygroundPage, context: BrowserContext) -> None:
    """The first search asks for a sign-in, the second finds; the card lands in the message, and is sent with it."""
    await chat.extension("Search Command")
    await chat.search.fill("physio")
    words = await chat.page.get_by_text("Sign in first").inner_text()
    await sign_in_at(context, words.rpartition(" ")[2])
    await chat.search.fill("physiotherapy")
    await chat.page.get_by_text(MEETING, exact=True).click()
    await shows_link(await chat.newest(1))  # in the compose box
    await chat.send()
    await expect(chat.page.get_by_role("textbox").locator(".ac-adaptiveCard")).to_have_count(0)
    await shows_link(await chat.newest(1))


async def insert_by_dialog(chat: PlaygroundPage, shot: Path) -> None:
    await chat.start_action("insertLink")
    await chat.dialog.get_by_role("button", name=MEETING).click()
    await expect(chat.dialog.get_by_role("link", name="Copy", exact=True)).to_be_visible()
    await chat.page.screenshot(path=shot)
    await chat.dialog.get_by_role("button", name="Insert", exact=True).click()
    await expect(chat.dialog).to_have_count(0)
    await shows_link(await chat.newest(2))
    await chat.send()


async def ask_in_public(chat: PlaygroundPage) -> None:
    """The card that all can see names nothing; behind its button are the meetings, and then the link."""
    await chat.mention("get link")
    card = await chat.newest(3)
    await expect(card.get_by_text("only to the person who asks")).to_be_visible()
    await expect(card.get_by_text(MEETING)).to_have_count(0)
    await card.get_by_role("button", name="Get link").click()
    await card.get_by_role("button", name=MEETING).click()
    await card.get_by_role("button", name="Show link").click()
    await expect(card.get_by_text(link_of(MEETING), exact=True)).to_be_visible()
    await expect(card.get_by_text("Only you can see this card.")).to_be_visible()
    await card.get_by_role("button", name="Post here").click()
    await card.get_by_role("button", name="Post", exact=True).click()
    await shows_posted(await chat.newest(4))


@pytest.mark.browser
async def test_writing_and_asking_in_a_group_chat_of_the_playground(tmp_path: Path) -> None:
    async with demo(tmp_path / "data") as address, chromium() as context:
        chat = await open_chat(context, address)
        await chat.go_to("Reception")
        await expect(chat.cards).to_have_count(0)
        await search_and_send(chat, context)
        await insert_by_dialog(chat, tmp_path / "dialog.png")
        await ask_in_public(chat)
        await chat.page.screenshot(path=tmp_path / "group.png")
