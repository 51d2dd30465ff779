"""A running demo, and whoever sits in front of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from sandbox.client.browser import Browser
from sandbox.client.login_walker import LoginWalker
from sandbox.demo.demo import Places, demo
from sandbox.world.people import ANNA
from tests.support.journeys.playground import FakePlayground
from tests.support.ports import unused_port


@dataclass
class Demo:
    """A running demo, and whoever sits in front of it."""

    chat: FakePlayground
    places: Places
    session: aiohttp.ClientSession

    async def sign_in(self) -> None:
        """Ask for a link, press the button, accept on the consent page, and see the meetings: two messages."""
        before = len(self.chat.shown)
        await self.chat.say("get link")
        await self.chat.until(before + 1)
        _, button = self.chat.button("Sign in")
        browser = Browser(self.session)
        page = await LoginWalker(ANNA).walk(browser, button.action["url"])
        assert "You are signed in" in page.words
        assert "Which meeting?" in await self.chat.until(before + 2)

    async def switch(self, **form: str) -> int:
        async with self.session.post(self.places.switches, data=form, allow_redirects=False) as answer:
            return answer.status


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[Demo]:
    chat = FakePlayground()
    cookies = aiohttp.DummyCookieJar()
    async with (
        demo(folder, unused_port(), chat.running) as places,
        aiohttp.ClientSession(cookie_jar=cookies) as session,
    ):
        yield Demo(chat, places, session)
