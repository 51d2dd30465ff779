"""In a longer, accented language: every word on every page comes from a catalogue, and has room."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer

from tests.support.cards.people import NADIA, PHYSIO
from tests.support.cards.specimens import GIVEN
from tests.support.journeys.playground_page import chromium
from tests.support.pseudo import escaped, spoken
from tests.support.web.pages import ADDRESSES, site_of

GIVEN_HERE = (*GIVEN, PHYSIO.subject, NADIA.name, "Appointment number", "Visit of")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 280])
async def test_no_word_escapes_and_nothing_has_to_be_scrolled_sideways(width: int) -> None:
    with spoken() as said:
        async with TestServer(site_of(said)) as server, chromium() as context:
            page = await context.new_page()
            await page.set_viewport_size({"width": width, "height": 560})
            for name, address in ADDRESSES.items():
                await page.goto(str(server.make_url(address)))
                shown = await page.evaluate("document.title + '\\n' + document.body.innerText")
                heard = await page.evaluate(
                    """[...document.querySelectorAll('[aria-label], [data-done], [data-failed], [data-short]')].flatMap(
                        part => [part.ariaLabel, ...Object.values(part.dataset)]).filter(Boolean)"""
                )
                told = [word for word in heard if word not in {"letter", "plain", "short"}]
                assert (name, escaped("\n".join([shown, *told]), GIVEN_HERE)) == (name, [])
                assert (name, await page.evaluate("document.documentElement.scrollWidth")) == (name, width)
