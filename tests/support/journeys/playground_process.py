"""The demo as a process of its own, as the README starts it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Page, expect

from sandbox.world.meetings import appointment_link
from sandbox.world.sample_calendar import sample_calendar
from tests.support.ports import unused_port

ROOT = Path(__file__).resolve().parents[3]


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
    (meeting,) = {
        event.meeting for event in sample_calendar(datetime.now(UTC)) if event.subject == subject and event.meeting
    }
    return appointment_link(meeting)


async def accept(page: Page) -> None:
    """Walk through the consent page, back to the bot's own page."""
    await expect(page.get_by_text("Permissions requested")).to_be_visible()
    await page.get_by_role("button", name="Accept").click()
    await expect(page.get_by_text("You are signed in")).to_be_visible()
    await page.close()
