#!/usr/bin/env python3
"""Film the README's moving picture: `scripts/film.py`, docs/images/demo.gif, the demo in a real Chromium.

Somebody who is signed in types *get link*, presses a meeting and has the customer's link. Beside it stand the buttons
that were seen on the way (`demo.json`), which a test compares with those of today's demo.
"""

from __future__ import annotations

import asyncio
import io
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.async_api import FloatRect, Locator, ViewportSize, expect  # noqa: E402

from tests.support.journeys.playground_page import PlaygroundPage, chromium, open_chat  # noqa: E402
from tests.support.journeys.playground_process import accept, demo  # noqa: E402

FILM = ROOT / "docs" / "images" / "demo.gif"
SEEN = FILM.with_suffix(".json")
MEETING = "Physiotherapy: first appointment"
VIEW = ViewportSize(width=1400, height=1000)
PRESSABLE = "button, [role=button], [role=link]"
WIDTH = 560  # pixels of the finished film
COLORS = 64


@dataclass(frozen=True, slots=True)
class Take:
    """The pictures with their milliseconds, and the buttons that were seen on each card."""

    frames: list[tuple[Image.Image, int]]
    buttons: list[list[str]]


async def take(folder: Path) -> Take:
    """Start the demo, sign in off camera, and film the chat."""
    async with demo(folder) as address, chromium() as context:
        chat = await open_chat(context, address)
        asked = await chat.answer_to("get link", cards=2)
        await accept(await chat.open_from(asked.get_by_text("Sign in", exact=True)))
        await expect((await chat.newest(3)).get_by_text("Which meeting?")).to_be_visible()
        await chat.page.set_viewport_size(VIEW)
        return await scene(chat)


async def scene(chat: PlaygroundPage) -> Take:
    """Type, press, look."""
    frames: list[tuple[Image.Image, int]] = []
    clip = await stage(chat)

    async def shoot(milliseconds: int) -> None:
        png = await chat.page.screenshot(clip=clip)
        frames.append((Image.open(io.BytesIO(png)), milliseconds))

    await chat.page.locator("div[role=textbox]").click()
    await shoot(700)
    for letters in ("get", " li", "nk"):
        await chat.page.keyboard.insert_text(letters)
        await shoot(250)
    await chat.page.keyboard.press("Enter")
    choice = await chat.newest(4)
    await expect(choice.get_by_text("Which meeting?")).to_be_visible()
    row = choice.get_by_role("button", name=MEETING)
    await in_sight(row)
    offered = await buttons(choice)
    await shoot(1800)
    await row.evaluate("row => row.style.outline = '3px solid #4f52b2'")  # where the finger is
    await shoot(700)
    await row.click()
    card = await chat.newest(5)
    await expect(card.get_by_role("img", name="QR")).to_be_visible()
    await in_sight(card)
    await shoot(3500)
    return Take(frames, [offered, await buttons(card)])


async def stage(chat: PlaygroundPage) -> FloatRect:
    """The chat without what the Playground has around it."""
    box = await chat.page.locator("div[role=textbox]").bounding_box()
    if not box:
        raise RuntimeError("the Playground shows no box to write in")
    return {"x": box["x"] - 24, "y": 70, "width": box["width"] + 150, "height": VIEW["height"] - 70}


async def in_sight(part: Locator) -> None:
    """Scrolled to, and no longer moving."""
    await part.scroll_into_view_if_needed()
    await part.page.wait_for_timeout(500)


async def buttons(card: Locator) -> list[str]:
    """Their titles; the rows of a list, which change with the day, are none."""
    return [title for title in await card.locator(PRESSABLE).all_inner_texts() if title and "\n" not in title]


def main() -> None:
    """The film, and what was seen."""
    with tempfile.TemporaryDirectory() as folder:
        taken = asyncio.run(take(Path(folder)))
    small = [picture.resize((WIDTH, round(picture.height * WIDTH / picture.width))) for picture, _ in taken.frames]
    palette = small[-2].quantize(COLORS)
    flat = [picture.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE) for picture in small]
    lasting = [milliseconds for _, milliseconds in taken.frames]
    flat[0].save(FILM, save_all=True, append_images=flat[1:], duration=lasting, loop=0, optimize=True)
    SEEN.write_text(json.dumps(taken.buttons, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
