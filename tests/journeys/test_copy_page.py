"""Copy copies: one press on the page that the button opens, and the link is on the clipboard, exactly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from sandbox.client.buttons import find
from sandbox.client.client import TeamsClient
from sandbox.world.meetings import appointment_link
from sandbox.world.trouble_kinds import Trouble
from tests.support.journeys.places import ready_in_group
from tests.support.journeys.playground_page import chromium
from tests.support.journeys.stories import ask
from tests.support.journeys.world import World, world

FIELD = "<!doctype html><title>a mail</title><textarea id='mail' autofocus></textarea>"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
NO_COPYING = f"{NO_CLIPBOARD}; document.execCommand = () => false"


VISIT = "https://visit.teams.microsoft.com/webrtc-svc/api/route?tid=1&convId=19:meeting_"
HOSTILE = {
    "quotes": VISIT + "a\"b'c`d”e’f«g»",
    "ampersands": VISIT + "a&b&amp;c&copy;d&lt=1&notin;e&#38;f&quot;",
    "tags": VISIT + "</textarea><script>alert(1)</script><b>c</b><!--",
    "percents": VISIT + "100%&b=%25%2525%&c=%zz%7b%22Tid%22%3a%22x%22%7d",
    "encoded spaces": VISIT + "a%20b+c%20%20d%0A%0de%09f%00%5C%5c",
    "templates": VISIT + "{{7*7}}{%raw%}{#x#}${x}{{DATE(2026-01-01T00:00:00Z,SHORT)}}{0}%s%(x)s",
    "unicode": VISIT + "ä-a\u0308-Ω-Ω-ﬁ-中-👩‍⚕️-é-e\u0301-İıß".replace("\u200d", ""),
    "trailing equals": VISIT + "cGFkZGVk==&sig=",
    "fragment": VISIT + "a#b?c&d#",
    "markdown": VISIT + "[a](b)*c*_d_~~e~~|f|",
    "trailing dot": VISIT + "a.b...",
    "brackets": VISIT + "(a)<b>[c]{d}",
}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as made:
        made.consent()
        yield made


def address_of(anna: TeamsClient, title: str = "Copy") -> str:
    """What the button opens."""
    (address,) = [str(button.action["url"]) for button in anna.buttons if button.title == title]
    return address


async def copying(here: World, length: int = 0, **sender: Any) -> str:
    """The address of the page for one of Anna's own meetings."""
    here.microsoft365.open_questions.link_length = length
    anna = here.client(**sender)
    await ask(anna, "get link dietary")
    return address_of(anna, "Kopieren" if sender else "Copy")


def dietary_link(here: World) -> str:
    """The link as Graph hands it out."""
    (event,) = [event for event in here.microsoft365.events if event.subject == "Dietary advice"]
    assert event.meeting
    return appointment_link(event.meeting, here.microsoft365.open_questions.link_length)


async def pasted(page: Page) -> str:
    """What a person who goes on to a mail gets there by pasting."""
    mail = await page.context.new_page()
    await mail.set_content(FIELD)
    await mail.locator("#mail").focus()
    await mail.keyboard.press("Control+V")
    return await mail.locator("#mail").input_value()


@pytest.mark.browser
@pytest.mark.parametrize("script", ["", NO_CLIPBOARD])
@pytest.mark.parametrize("length", [0, 110, 900])
async def test_pressing_copy_and_pasting_gives_exactly_the_link(here: World, length: int, script: str) -> None:
    address = await copying(here, length)
    async with chromium() as context:
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.add_init_script(script)
        await page.goto(address)
        await page.get_by_role("button", name="Copy").click()
        await expect(page.get_by_role("status")).to_have_text("Copied")
        assert await pasted(page) == dietary_link(here)


@pytest.mark.browser
@pytest.mark.parametrize("script", ["", NO_CLIPBOARD])
async def test_so_it_is_whatever_signs_are_in_the_link(here: World, script: str) -> None:
    anna = here.client()
    async with chromium() as context:
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.add_init_script(script)
        for link in HOSTILE.values():
            here.microsoft365.troubles.on(Trouble.GRAPH_STRANGE_LINK, times=1, value=link)
            await ask(anna, "get link dietary")
            await page.goto(str(find(anna.buttons, "Copy").action["url"]))
            await page.get_by_role("button", name="Copy").click()
            await expect(page.get_by_role("status")).to_have_text("Copied")
            assert await pasted(page) == link


@pytest.mark.browser
async def test_the_keyboard_alone_does_it(here: World) -> None:
    address = await copying(here)
    async with chromium() as context:
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.goto(address)
        await expect(page.get_by_role("button", name="Copy", exact=True)).to_be_focused()  # without a Tab
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_have_text("Copied")
        assert await pasted(page) == dietary_link(here)


@pytest.mark.browser
async def test_a_browser_that_copies_nothing_says_so_and_selects_the_link(here: World) -> None:
    address = await copying(here)
    async with chromium() as context:
        page = await context.new_page()
        await page.add_init_script(NO_COPYING)
        await page.goto(address)
        await page.get_by_role("button", name="Copy").click()
        await expect(page.get_by_role("status")).to_contain_text("Select the link")
        field = page.get_by_label("The link")
        selected = await field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
        assert selected == dietary_link(here)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [280, 1280])
async def test_the_button_is_in_sight_and_nothing_runs_out_of_the_page(here: World, width: int, scheme: str) -> None:
    address = await copying(here, 900)
    async with chromium() as context:
        page = await context.new_page()
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await page.set_viewport_size({"width": width, "height": 568})
        await page.goto(address)
        box = await page.get_by_role("button", name="Copy").bounding_box()
        assert box
        assert box["y"] + box["height"] <= 400
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def test_the_page_says_which_meeting_in_the_persons_language_but_not_in_its_title(here: World) -> None:
    page = await here.browser().open(await copying(here, locale="de-DE"))
    assert page.status == 200
    assert '<html lang="de" dir="ltr">' in page.text
    assert "<title>Kundenlink</title>" in page.text
    assert "Dietary advice" in page.words
    assert "Kopieren" in page.words


async def test_the_address_tells_nothing_and_looking_at_it_changes_nothing(here: World) -> None:
    address = await copying(here)
    assert address.startswith(f"{here.settings.public_url}/invitation?link=")
    assert "visit" not in address
    asked = here.microsoft365.requests.count()
    for method in ("HEAD", "GET", "HEAD", "GET"):
        answer = await here.http.request(method, address)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
    assert here.microsoft365.requests.count() == asked


async def test_an_edited_address_opens_nothing(here: World) -> None:
    address = await copying(here)
    strange = (address[:-9] + "x" * 9, address.replace("?link=", "?of="), address.partition("=")[0] + "=" + "x" * 7000)
    for edited in strange:
        page = await here.browser().open(edited)
        assert page.status == 410
        assert "no longer valid" in page.words
        assert dietary_link(here) not in page.text


async def test_in_a_group_the_pressers_own_view_copies_as_well(here: World) -> None:
    anna = await ready_in_group(here)
    page = await here.browser().open(address_of(anna))
    assert "https://visit.teams.microsoft.com/" in page.text
