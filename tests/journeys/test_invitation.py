"""Inviting the customer from the link card: in their language, on their clock; as a mail and as a text message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Page, expect

from sandbox.client.buttons import find, walk
from sandbox.client.client import TeamsClient
from sandbox.teams.record import Sent
from tests.support.journeys.places import ready_in_group, said
from tests.support.journeys.playground_page import chromium
from tests.support.journeys.stories import ask
from tests.support.journeys.world import World, card, world

LINK = "https://visit.teams.microsoft.com/"
WRITE = "Write the invitation"
CLINIC: dict[str, Any] = {
    "organization_name": "Riverside Clinic",
    "help_phone": "+44 20 7946 0000",
    "invitation_greeting": "Dear customer,",
}
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
MAILS = "<textarea id='plain'></textarea><div id='rich' contenteditable='true'>&nbsp;</div>"
PASTED = "navigator.clipboard.readText()"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, **CLINIC) as made:
        made.consent()
        yield made


async def invited(here: World, anna: TeamsClient | None = None) -> tuple[TeamsClient, Sent]:
    """Anna with the invitation to one of her own meetings."""
    anna = anna or here.client()
    await ask(anna, "get link dietary")
    return anna, await pressed(anna, "Invitation")


async def pressed(anna: TeamsClient, button: str, inputs: dict[str, str] | None = None) -> Sent:
    await anna.press(button, inputs or {})
    (answer,) = await anna.settled()
    return answer


def picked(sent: Sent) -> dict[str, str]:
    """What the form begins with."""
    return {part["id"]: part["value"] for part in walk(card(sent)) if str(part.get("type")).startswith("Input.")}


async def test_one_press_writes_it_with_what_the_organization_wants_said(here: World) -> None:
    _anna, invitation = await invited(here)
    lines = invitation.text.splitlines()
    assert lines[0] == "Dear customer,"
    assert "Your appointment with Riverside Clinic takes place online, as a video call." in lines
    assert lines[-1].endswith("or call +44 20 7946 0000.")
    assert [line for line in lines if line.startswith(LINK)]
    assert "Dietary" not in invitation.text


async def test_it_can_be_said_otherwise(here: World) -> None:
    anna, first = await invited(here)
    assert "Anna" not in first.text
    wished = {"language": "de", "zone": "Asia/Kolkata", "title": "true", "name": "true"}
    again = await pressed(anna, WRITE, wished)
    assert "Thema: Dietary advice" in again.text
    assert "Mit: Anna Lindqvist" in again.text
    assert "Indi" in again.text
    assert picked(again) == wished
    asked = here.microsoft365.requests.of("graph", "getVirtualAppointmentJoinWebUrl")[-1]
    assert asked.headers["accept-language"] == "de"


@pytest.mark.parametrize(
    "inputs",
    [{"zone": "Mars/Olympus"}, {"zone": "../../etc/passwd"}, {"title": "yes"}, {"language": "xx"}, {"name": "1"}],
)
async def test_what_nobody_can_pick_changes_nothing(here: World, inputs: dict[str, str]) -> None:
    anna, first = await invited(here)
    assert (await pressed(anna, WRITE, inputs)).text == first.text


async def test_the_next_invitation_begins_in_the_language_of_the_last_customer(here: World) -> None:
    anna, first = await invited(here)
    assert picked(first)["language"] == "en"
    await pressed(anna, WRITE, {"language": "de"})
    await here.stop_bot()
    await here.start_bot()
    _anna, second = await invited(here, anna)
    assert picked(second)["language"] == "de"
    assert "Ihr Termin bei Riverside Clinic" in second.text


async def test_inserting_begins_in_it_as_well(here: World) -> None:
    anna, _first = await invited(here)
    await pressed(anna, WRITE, {"language": "de"})
    await anna.extension.fetch("insertLink")
    shown = await anna.extension.press("Physiotherapy")
    assert shown.dialog
    fields = {part["id"]: part["value"] for part in walk(shown.dialog.card) if "id" in part and "value" in part}
    assert fields["language"] == "de"


async def test_what_is_inserted_says_what_was_ticked(here: World) -> None:
    anna = here.client()
    await ask(anna, "get link dietary")
    await anna.extension.fetch("insertLink")
    await anna.extension.press("Dietary")
    ticked = {"language": "en", "include": "card", "title": "true", "name": "true", "zone": "Asia/Kolkata"}
    await anna.extension.press("Insert", ticked)
    draft = str(anna.extension.draft)
    for said_to_customer in ("Dietary advice", "With: Anna Lindqvist", "India", "Riverside Clinic", "+44 20 7946 0000"):
        assert said_to_customer in draft


async def test_in_a_group_the_invitation_is_for_the_presser_alone(here: World) -> None:
    anna = await ready_in_group(here)
    before = len(here.microsoft365.record.sent)
    answer = said((await anna.press("Invitation")).body)
    assert "Your appointment with Riverside Clinic" in answer
    assert len(here.microsoft365.record.sent) == before
    assert LINK in said((await anna.press("Back")).body)


def page_of(anna: TeamsClient) -> str:
    return str(find(anna.buttons, "Open to copy").action["url"])


async def test_the_page_has_a_mail_and_a_text_message_to_send(here: World) -> None:
    anna, invitation = await invited(here)
    page = await here.browser().open(page_of(anna))
    assert ">Join your appointment</a>" in page.text
    assert 'href="mailto:?subject=' in page.text
    assert "sms:?&amp;body=" in page.text
    assert "Dietary" not in page.text
    assert "<title>Invitation for the customer</title>" in page.text
    assert invitation.activity["summary"] == "The invitation is ready"


@pytest.mark.browser
@pytest.mark.parametrize("length", [0, 110, 900])
async def test_what_the_page_sends_and_copies_always_has_the_whole_link(here: World, length: int) -> None:
    here.microsoft365.open_questions.link_length = length
    anna, invitation = await invited(here)
    (link,) = [line for line in invitation.text.splitlines() if line.startswith(LINK)]
    async with chromium() as context:
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.goto(page_of(anna))
        mail = parse_qs(urlsplit(await address(page, "Write a mail")).query)
        assert link in mail["body"][0].split()
        (sms,) = parse_qs(urlsplit(await address(page, "Write a text message")).query)["body"]
        assert sms.endswith(f" {link}")
        await page.get_by_role("button", name="Copy the text message").click()
        await expect(page.get_by_role("status")).to_have_text("Copied. Paste it into your text message.")
        assert await page.evaluate(PASTED) == sms
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def pasted(page: Page) -> tuple[str, str]:
    """What comes into a field for text, and as HTML into a mail."""
    mail = await page.context.new_page()
    await mail.set_content(MAILS)
    for field in ("#plain", "#rich"):
        await mail.locator(field).focus()
        await mail.keyboard.press("Control+V")
    return await mail.locator("#plain").input_value(), await mail.locator("#rich").inner_html()


@pytest.mark.browser
@pytest.mark.parametrize("script", ["", NO_CLIPBOARD, "delete window.ClipboardItem"])
async def test_it_is_copied_as_a_mail_as_text_and_as_a_text_message_in_every_browser(here: World, script: str) -> None:
    anna, invitation = await invited(here)
    (link,) = [line for line in invitation.text.splitlines() if line.startswith(LINK)]
    async with chromium() as context:
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.add_init_script(script)
        await page.goto(page_of(anna))
        for title, anchors in (("Copy", 1), ("Copy as plain text", 0), ("Copy the text message", 0)):
            await page.get_by_role("button", name=title, exact=True).click()
            await expect(page.get_by_role("status")).to_contain_text("Copied")
            text, html = await pasted(page)
            assert link in text.split()
            assert html.count("<a href=") == anchors


@pytest.mark.browser
async def test_a_browser_that_copies_nothing_selects_the_plain_text_with_its_link(here: World) -> None:
    anna, invitation = await invited(here)
    (link,) = [line for line in invitation.text.splitlines() if line.startswith(LINK)]
    async with chromium() as context:
        page = await context.new_page()
        await page.set_viewport_size({"width": 320, "height": 560})
        await page.add_init_script(f"{NO_CLIPBOARD}; document.execCommand = () => false")
        await page.goto(page_of(anna))
        for title, has_link in (("Copy", False), ("Copy as plain text", True), ("Copy the text message", True)):
            await page.get_by_role("button", name=title, exact=True).click()
            await expect(page.get_by_role("status")).to_contain_text("Select the text")
            selected = await page.evaluate("getSelection().toString()")
            assert (link in selected) is has_link  # the letter's is behind its words
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
async def test_without_scripts_no_button_is_dead_and_the_link_is_there_to_be_selected(here: World) -> None:
    anna, invitation = await invited(here)
    (link,) = [line for line in invitation.text.splitlines() if line.startswith(LINK)]
    await ask(anna, "get link dietary")
    copying = str(find(anna.buttons, "Copy").action["url"])
    async with chromium() as context:
        assert context.browser
        page = await context.browser.new_page(java_script_enabled=False)
        for shown, words in ((page_of(anna), "Select the text"), (copying, "Select the link")):
            await page.goto(shown)
            await expect(page.get_by_text(words)).to_be_visible()
            await expect(page.get_by_role("button")).to_have_count(0)
        await page.goto(page_of(anna))
        assert link in await page.locator("#plain").inner_text()
        await expect(page.locator("#plain")).to_be_visible()


async def address(page: Page, title: str) -> str:
    return await page.get_by_role("link", name=title).get_attribute("href") or ""
