"""Several links on paper: a code for each, that a camera reads as the link, and no title unless it is wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp
from playwright.async_api import Page, expect

from sandbox.client.buttons import find
from sandbox.world.meetings import Event, appointment_link, teams_event
from sandbox.world.people import ANNA, OSEI
from tests.support.cards.people import HOSTILE
from tests.support.journeys.playground_page import chromium
from tests.support.journeys.stories import ask, press
from tests.support.journeys.tomorrow import LONDON, Tomorrow, tomorrow, visit
from tests.support.journeys.world import World, world

SUBJECTS = [*HOSTILE.values(), "Wound care", "Eye test", "Blood test"]


def by_turns(day: date, n: int) -> Event:
    """Every other one is a colleague's."""
    return visit(day, n, SUBJECTS[n], ANNA, organizer=OSEI) if n % 2 else visit(day, n, SUBJECTS[n])


DAY = Tomorrow(lambda day: [by_turns(day, n) for n in range(len(SUBJECTS))])


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, events=list(DAY)) as made:
        made.consent(ANNA, "VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read")
        yield made


async def sheet(here: World, count: int, length: int = 0, **sender: Any) -> str:
    """The address of the page with the first meetings of the day."""
    here.microsoft365.open_questions.link_length = length
    anna = here.client(**sender)
    german = bool(sender)
    await ask(anna, "Link morgen" if german else "get link tomorrow")
    ticked = {f"tick{n}": "true" for n in range(count)}
    await press(anna, "Links holen" if german else "Get links", **ticked)
    return str(find(anna.buttons, "Drucken" if german else "Print").action["url"])


def links(count: int, length: int = 0) -> list[str]:
    return [appointment_link(event.meeting, length) for event in DAY[:count] if event.meeting]


def read(picture: bytes) -> list[str]:
    """What a camera reads from a picture, from top to bottom."""
    pixels = cv2.imdecode(np.frombuffer(picture, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    found = zxingcpp.read_barcodes(pixels)
    return [str(code.text) for code in sorted(found, key=lambda code: code.position.top_left.y)]


async def each_code(page: Page) -> list[list[str]]:
    """What is read from the picture of each meeting's block."""
    blocks = page.locator(".sheet li")
    return [read(await blocks.nth(n).screenshot()) for n in range(await blocks.count())]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("length", [0, 110, 900])
async def test_there_is_one_code_for_each_meeting_and_it_is_the_link(
    here: World, length: int, media: Any, scheme: Any
) -> None:
    address = await sheet(here, 4, length)
    async with chromium() as context:
        page = await context.new_page()
        await page.emulate_media(media=media, color_scheme=scheme)
        await page.goto(address)
        assert await each_code(page) == [[link] for link in links(4, length)]


@pytest.mark.browser
async def test_on_paper_no_meeting_is_cut_by_the_end_of_a_page(here: World) -> None:
    address = await sheet(here, 12)
    async with chromium() as context:
        page = await context.new_page()
        await page.goto(address)
        await page.pdf(format="A4")  # must not fail; how it is cut is Chromium's own affair, told by the style below
        await page.emulate_media(media="print")
        inside = await page.locator(".sheet li").evaluate_all(
            "blocks => blocks.map(block => getComputedStyle(block).breakInside)"
        )
        assert inside == ["avoid"] * 12
        heights = await page.locator(".sheet li").evaluate_all("blocks => blocks.map(block => block.offsetHeight)")
        assert max(heights) < 297 / 25.4 * 96 / 3  # three on a page at least


@pytest.mark.browser
async def test_on_paper_are_times_and_organizers_and_titles_only_if_they_are_wanted(here: World) -> None:
    address = await sheet(here, 3)
    async with chromium() as context:
        page = await context.new_page()
        await page.goto(address)
        for media, ticked in (("screen", False), ("print", False), ("print", True), ("screen", True)):
            await page.emulate_media(media="screen")
            await page.get_by_label("With the meetings' titles").set_checked(ticked)
            await page.emulate_media(media="print" if media == "print" else "screen")
            seen = await page.locator("main").inner_text()
            for event in DAY[:3]:
                assert f"{event.start.astimezone(LONDON):%H:%M} – {event.end.astimezone(LONDON):%H:%M}" in seen
                assert event.organizer.name in seen
                assert (event.subject in seen) is ticked
            assert ("https://visit" in await shown_addresses(page)) is (media == "screen")
            assert await page.get_by_role("button", name="Print").is_visible() is (media == "screen")


@pytest.mark.browser
async def test_of_two_with_one_time_and_one_organizer_the_titles_are_printed_unasked(tmp_path: Path) -> None:
    first, third = visit(tomorrow(), 0, "Ms Rossi"), visit(tomorrow(), 1, "Mr Blanc")
    second = teams_event("second", "Mr Rossi", first.start, first.end, ANNA)
    async with world(tmp_path, events=[first, second, third]) as here, chromium() as context:
        here.consent()
        page = await context.new_page()
        await page.goto(await sheet(here, 3))
        await expect(page.get_by_text("Only their titles tell them apart")).to_be_visible()
        await page.emulate_media(media="print")
        shown = await page.locator(".sheet").inner_text()
        assert [title in shown for title in ("Ms Rossi", "Mr Rossi", "Mr Blanc")] == [True, True, False]


async def shown_addresses(page: Page) -> str:
    """The addresses that can be seen."""
    fields = await page.locator("textarea").all()
    return "\n".join([await field.input_value() for field in fields if await field.is_visible()])


@pytest.mark.browser
async def test_every_title_stays_text(here: World) -> None:
    address = await sheet(here, len(HOSTILE))
    async with chromium() as context:
        page = await context.new_page()
        await page.goto(address)
        await page.get_by_label("With the meetings' titles").check()
        shown = await page.locator(".subject").all_inner_texts()
        assert len(shown) == len(HOSTILE)
        for title, given in zip(shown, HOSTILE.values(), strict=True):
            assert title.partition("…")[0] == given[: len(title.partition("…")[0])]
        tags = await page.locator(".sheet *").evaluate_all("all => [...new Set(all.map(each => each.tagName))]")
        known = {"LI", "SVG", "PATH", "DIV", "H2", "P", "BDI", "BUTTON", "TEXTAREA", "STRONG"}
        assert {str(tag).upper() for tag in tags} <= known


@pytest.mark.browser
@pytest.mark.parametrize("width", [280, 1280])
async def test_nothing_runs_out_of_the_page(here: World, width: int) -> None:
    address = await sheet(here, 5, 900)
    async with chromium() as context:
        page = await context.new_page()
        await page.set_viewport_size({"width": width, "height": 568})
        await page.goto(address)
        await page.get_by_label("With the meetings' titles").check()
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
async def test_the_button_prints_and_the_address_is_not_printed(here: World) -> None:
    address = await sheet(here, 2)
    async with chromium() as context:
        page = await context.new_page()
        await page.add_init_script(
            "window.print = () => { dispatchEvent(new Event('beforeprint')); window.printed = location.href;"
            " dispatchEvent(new Event('afterprint')); }"
        )
        await page.goto(address)
        await page.get_by_role("button", name="Print").click()
        assert await page.evaluate("window.printed") == f"{here.settings.public_url}/invitation"
        assert page.url == address


@pytest.mark.browser
async def test_one_link_is_copied_by_its_own_button(here: World) -> None:
    address = await sheet(here, 3)
    async with chromium() as context:
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        await page.goto(address)
        await page.get_by_role("button", name="Copy").nth(1).click()
        await expect(page.get_by_role("status")).to_have_text("Copied")
        assert await page.evaluate("navigator.clipboard.readText()") == links(3)[1]


async def test_the_page_speaks_the_persons_language_and_its_title_names_nobody(here: World) -> None:
    page = await here.browser().open(await sheet(here, 2, locale="de-DE"))
    assert page.status == 200
    assert '<html lang="de" dir="ltr">' in page.text
    assert "<title>Kundenlinks</title>" in page.text
    assert "Drucken" in page.words


async def test_looking_at_the_address_changes_nothing_and_nobody_may_keep_or_frame_it(here: World) -> None:
    address = await sheet(here, 2)
    assert "visit" not in address
    asked = here.microsoft365.requests.count()
    for method in ("HEAD", "GET", "HEAD", "GET"):
        answer = await here.http.request(method, address)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert here.microsoft365.requests.count() == asked


async def test_an_edited_address_opens_nothing(here: World) -> None:
    address = await sheet(here, 2)
    strange = (
        address[:-9] + "x" * 9,
        address.replace("?print=", "?link="),
        address.partition("=")[0] + "=" + "x" * 7000,
    )
    for edited in strange:
        page = await here.browser().open(edited)
        assert page.status == 410
        assert "no longer valid" in page.words
