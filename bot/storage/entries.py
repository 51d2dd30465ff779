"""A store's rows apart from any back end, as they are copied from one to another: names hashed, values encrypted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import field
from typing import Protocol, TypeAlias

from bot.model.values import value
from bot.ports import RecordState


@value
class Secret:
    """What names are hashed with."""

    value: bytes = field(repr=False)


@value
class Person:
    """A person's generation and tokens; without a value they have signed out."""

    owner: str
    generation: int
    value: bytes | None = field(repr=False)


@value
class Record:
    """A command. Seconds: `age`, since it was recorded; `left` to live; `due`, until it may be taken up, if it may."""

    key: str
    id: str
    owner: str
    conversation: str
    state: RecordState
    attempt: int
    holder: str
    age: float
    left: float
    due: float | None
    value: bytes | None = field(repr=False)


@value
class Item:
    """A small thing, with the seconds that it has left to live."""

    table: str
    key: str
    left: float
    value: bytes = field(repr=False)


Entry: TypeAlias = Secret | Person | Record | Item


class Shelf(Protocol):
    """A back end, for whoever looks after it. Methods raise Busy or Misconfigured, as those of Rows do."""

    async def open(self) -> None: ...
    async def close(self) -> None: ...

    def entries(self) -> AsyncIterator[Entry]:
        """All that has not expired, secrets first. What is written meanwhile may or may not be among it."""
        ...

    async def add(self, entry: Entry) -> bool:
        """Put it there; False, and nothing, where there is something of that name."""
        ...

    async def replace(self, entry: Entry, value: bytes) -> bool:
        """The same with another value; False, and nothing, where it has changed meanwhile."""
        ...

    async def remove(self, entry: Record | Item) -> bool:
        """Whether it was there."""
        ...
