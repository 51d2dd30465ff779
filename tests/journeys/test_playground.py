"""The README's promise, as a person lives it: start the demo, open the page, get a customer's link."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port
from playwright.async_api import Page, expect

from sandbox.world.meetings import appointment_link
from sandbox.world.sample_calendar import week
from tests.journeys.playground_page import chromium, open_chat

ROOT = Path(__file__).resolve().parents[2]


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """`python -m sandbox` in a process of its own; the address with which its words end."""
    command = (sys.executable, "-m", "sandbox", "--port", str(unused_port()), "--data", str(folder))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)
    assert process.stdout
    try:
        async with asyncio.timeout(60):
            lines = [line.decode().strip() async for line in _until_address(process.stdout)]
        assert "Type:  get link" in " ".join(lines), await process.communicate()
        yield lines[-1]
        process.terminate()
        _, complaints = await asyncio.wait_for(process.communicate(), 20)
        assert (process.returncode, complaints.decode()) == (0, "")
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def _until_address(lines: asyncio.StreamReader) -> AsyncIterator[bytes]:
    async for line in lines:
        yield line
        if line.startswith(b"http"):
            return


def link_of(subject: str) -> str:
    """What the pretend Graph hands out for that meeting of its week."""
    (meeting,) = {event.meeting for event in week(datetime.now(UTC)) if event.subject == subject and event.meeting}
    return appointment_link(meeting)


async def accept(page: Page) -> None:
    """Walk through the consent page, back to the bot's own page."""
    await expect(page.get_by_text("Permissions requested")).to_be_visible()
    await page.get_by_role("button", name="Accept").click()
    await expect(page.get_by_text("You are signed in")).to_be_visible()
    await page.close()


@pytest.mark.browser
async def test_get_link_in_the_playground(tmp_path: Path) -> None:
    async with demo(tmp_path / "data") as address, chromium() as context:
        chat = await open_chat(context, address)

        # The first time: sign in, see the coming meetings, press one.
        asked = await chat.answer_to("get link", cards=2)
        await accept(await chat.open_from(asked.get_by_text("Sign in", exact=True)))
        choice = await chat.newest(3)
        await expect(choice.get_by_text("Which appointment?")).to_be_visible()
        await choice.get_by_role("button", name="Physiotherapy: first appointment").click()

        # The link is what Graph gave, as text, as a QR code, and alone to copy.
        link = link_of("Physiotherapy: first appointment")
        card = await chat.newest(4)
        await expect(card.get_by_text(link, exact=True)).to_be_visible()
        picture = card.get_by_role("img", name="QR")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.complete && image.naturalWidth > 100")
        await chat.page.screenshot(path=tmp_path / "link.png")
        await card.get_by_role("button", name="Copy").click()
        await expect(chat.messages).to_have_count(5)
        assert await chat.messages.last.inner_text() == link

        # From now on there is no sign-in.
        again = await chat.answer_to("get link", cards=5)
        await expect(again.get_by_text("Which appointment?")).to_be_visible()
        named = await chat.answer_to("get link travel", cards=6)
        await expect(named.get_by_text(link_of("Travel vaccination advice"), exact=True)).to_be_visible()
        helped = await chat.answer_to("help", cards=7)
        await expect(helped.get_by_text("get link physio tomorrow")).to_be_visible()
        await expect(chat.cards.get_by_text("Sign in", exact=True)).to_have_count(1)
        await chat.page.screenshot(path=tmp_path / "help.png")
