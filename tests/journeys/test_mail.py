"""Writing a mail: colleagues get the card, customers the words, which are copied with their formatting or without."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from sandbox.client.client import TeamsClient
from sandbox.client.invoke_results import InvokeResult
from sandbox.world.hosts import OUTLOOK
from tests.support.journeys.playground_page import chromium
from tests.support.journeys.world import World, world

LINK = "https://visit.teams.microsoft.com/"
PASTED = """async () => {
  const [item] = await navigator.clipboard.read();
  return Promise.all(item.types.map(async (type) => [type, await (await item.getType(type)).text()]));
}"""


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """A bot that serves Outlook."""
    async with world(tmp_path, office_channels=("m365extensions",)) as made:
        made.consent()
        yield made


async def in_outlook(here: World) -> TeamsClient:
    anna = here.client()
    await anna.say("get link")
    await anna.settled()
    return here.client(host=OUTLOOK)


async def invitation(anna: TeamsClient) -> InvokeResult:
    """The dialog's last page: choose the meeting, then the invitation."""
    await anna.extension.fetch("insertLink")
    await anna.extension.press("Physiotherapy")
    return await anna.extension.press("Insert", {"language": "de", "include": "invitation"})


def page_of(here: World, shown: InvokeResult) -> str:
    """The address of the page that the dialog's button opens."""
    assert shown.dialog
    (address,) = [str(each.action["url"]) for each in shown.dialog.buttons if each.title == "Open to copy"]
    assert address.startswith(f"{here.settings.public_url}/invitation?of=")
    return address


async def test_colleagues_get_the_card_without_the_picture_that_outlook_loses(here: World) -> None:
    anna = await in_outlook(here)
    found = await anna.extension.search("physiotherapy")
    assert LINK in str(found.rows[0].card)
    assert "data:image" not in str(found.rows[0].card)
    await anna.extension.fetch("insertLink")
    await anna.extension.press("Physiotherapy")
    await anna.extension.press("Insert", {"language": "en", "include": "card"})
    assert LINK in str(anna.extension.draft)
    assert "data:image" not in str(anna.extension.draft)


async def test_a_customers_words_are_shown_to_be_copied_and_lead_back_to_the_link(here: World) -> None:
    anna = await in_outlook(here)
    shown = await invitation(anna)
    assert shown.dialog
    assert "Ihr Termin findet online" in shown.dialog.words
    assert anna.extension.draft == []
    back = await anna.extension.press("Back")
    assert back.dialog
    assert "A customer's mail shows no cards" in str(back.dialog.card)


async def test_the_page_has_the_words_as_html_and_as_text_and_its_address_tells_nothing(here: World) -> None:
    address = page_of(here, await invitation(await in_outlook(here)))
    assert "visit.teams" not in address
    page = await here.browser().open(address)
    assert page.status == 200
    assert '<a href="https://visit.teams.microsoft.com/' in page.text
    assert "Ihr Termin findet online" in page.text
    assert "Physiotherapy" not in page.text


async def test_an_edited_address_opens_nothing(here: World) -> None:
    address = page_of(here, await invitation(await in_outlook(here)))
    for edited in (address[:-9] + "x" * 9, address.partition("?")[0], address.partition("=")[0] + "=" + "x" * 7000):
        page = await here.browser().open(edited)
        assert page.status == 410
        assert "no longer valid" in page.words
        assert LINK not in page.text


@pytest.mark.browser
async def test_copying_puts_both_forms_onto_the_clipboard(here: World) -> None:
    address = page_of(here, await invitation(await in_outlook(here)))
    async with chromium() as context:
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.goto(address)
        assert {kind for kind, _text in await copied(page, "Copy")} == {"text/html", "text/plain"}
        ((_kind, text),) = await copied(page, "Copy as plain text")
        assert "Ihr Termin findet online" in text
        assert LINK in text


async def copied(page: Page, button: str) -> list[tuple[str, str]]:
    """What is on the clipboard after pressing the button: MIME types and texts."""
    await page.get_by_role("button", name=button, exact=True).click()
    await expect(page.get_by_role("status")).to_have_text("Copied. Paste it into your mail.")
    return [(kind, text) for kind, text in await page.evaluate(PASTED)]
