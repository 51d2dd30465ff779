"""The small window in which a person signs in, and what it tells the window that opened it."""

from __future__ import annotations

import re
from typing import Any, Protocol

from sandbox.client.activities import Json
from sandbox.client.bot_client import Answer
from sandbox.client.browser import Page
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import Person

NOTIFIED = re.compile(r"""notifySuccess\(\s*(?:["']([^"']*)["'])?""")
TELLS = re.compile(r'data-tell="success"')
DONE = "done"


class Client(Protocol):
    """What a part of the Teams client needs of the whole."""

    person: Person
    assertion: str

    @property
    def silent(self) -> bool:
        """Whether a card's loginRequest is answered behind the person's back here."""
        ...

    async def invoke(self, name: str, value: Any, reply_to: str = "", source: str = "") -> Answer: ...
    async def open_popup(self, url: str, walker: LoginWalker | None = None) -> Page: ...
    def posted(self, activity_id: str) -> object:
        """The message as the bot posted it last; another object after each update."""
        ...


def told(page: Page) -> str | None:
    """What the page passes to `notifySuccess`; None when it does not call it. A script of its own passes 'done'."""
    if said := NOTIFIED.search(page.text):
        return said.group(1) or ""
    return DONE if TELLS.search(page.text) else None


def with_state(value: Json, state: str) -> Json:
    """The same invoke as Teams repeats it after a popup."""
    return {**{name: part for name, part in value.items() if name != "authentication"}, "state": state}
