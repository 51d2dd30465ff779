"""The README's promise, as a person lives it: start the demo, open the page, get a customer's link."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.support.journeys.playground_page import chromium, open_chat
from tests.support.journeys.playground_process import accept, demo, link_of


@pytest.mark.browser
async def test_get_link_in_the_playground(tmp_path: Path) -> None:
    async with demo(tmp_path / "data") as address, chromium() as context:
        chat = await open_chat(context, address)

        # The first time: sign in, see the coming meetings, press one.
        asked = await chat.answer_to("get link", cards=2)
        await accept(await chat.open_from(asked.get_by_text("Sign in", exact=True)))
        choice = await chat.newest(3)
        await expect(choice.get_by_text("Which meeting?")).to_be_visible()
        await choice.get_by_role("button", name="Physiotherapy: first appointment").click()

        # The link is what Graph gave, as text, as a QR code, on a page that copies it, and alone as a message.
        link = link_of("Physiotherapy: first appointment")
        card = await chat.newest(4)
        await expect(card.get_by_text(link, exact=True)).to_be_hidden()
        await card.get_by_role("button", name="Show link").click()
        await expect(card.get_by_text(link, exact=True)).to_be_visible()
        picture = card.get_by_role("img", name="QR")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.complete && image.naturalWidth > 100")
        await chat.page.screenshot(path=tmp_path / "link.png")
        page = await chat.open_from(card.get_by_text("Copy", exact=True))
        await expect(page.get_by_label("The link")).to_have_value(link)
        await page.close()
        await card.get_by_role("button", name="As a message").click()
        await expect(chat.messages).to_have_count(5)
        assert await chat.messages.last.inner_text() == link

        # From now on there is no sign-in.
        again = await chat.answer_to("get link", cards=5)
        await expect(again.get_by_text("Which meeting?")).to_be_visible()
        named = await chat.answer_to("get link travel", cards=6)
        await named.get_by_role("button", name="Show link").click()
        await expect(named.get_by_text(link_of("Travel vaccination advice"), exact=True)).to_be_visible()
        helped = await chat.answer_to("help", cards=7)
        await expect(helped.get_by_text("get link physio tomorrow")).to_be_visible()
        await expect(chat.cards.get_by_text("Sign in", exact=True)).to_have_count(1)
        await chat.page.screenshot(path=tmp_path / "help.png")
