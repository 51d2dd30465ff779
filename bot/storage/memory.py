"""Rows in this process's memory, gone when it ends: for tests and for trying things out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.storage.rows import DeliveryRow, State


@dataclass(slots=True)
class _Held:
    """A delivery with what only the back end looks at; `leased` None: no lease runs."""

    row: DeliveryRow
    state: State
    recorded: float
    leased: float | None
    expires: float


class MemoryRows:
    """`bot.storage.rows.Rows` in dictionaries. No method awaits anything, so each is atomic on the event loop."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._deliveries: dict[str, _Held] = {}
        self._people: dict[str, tuple[int, bytes | None]] = {}
        self._items: dict[tuple[str, str], tuple[bytes, float]] = {}

    async def open(self) -> None:
        """Nothing to do."""

    async def close(self) -> None:
        """Nothing to do."""

    async def ping(self) -> None:
        """Memory is always there."""

    # -- deliveries

    async def record(self, key: str, row: DeliveryRow, *, now: float, leased: float, expires: float) -> int | None:
        before = self._ids.get(key, "")
        if self._live(before, now):
            return None
        self._deliveries.pop(before, None)
        self._ids[key] = row.id
        self._deliveries[row.id] = _Held(row, "running", now, leased, expires)
        return self._generation(row.owner)

    async def find(self, id: str, *, now: float) -> tuple[State, DeliveryRow] | None:
        held = self._live(id, now)
        return (held.state, self._current(held)) if held else None

    async def ask(self, id: str, value: bytes, *, now: float, leased: float, expires: float) -> None:
        held = self._live(id, now)
        if held and held.state != "done":
            held.row = replace(held.row, value=value)
            held.state, held.leased, held.expires = "asking", leased, expires

    async def wait(self, id: str, *, now: float) -> None:
        held = self._live(id, now)
        if held and held.state == "asking":
            held.state, held.leased = "waiting", None

    async def resume(self, id: str, owner: str, place: str | None, *, now: float, leased: float) -> DeliveryRow | None:
        held = self._live(id, now)
        if held is None or not _resumable(held, owner, place):
            return None
        held.state, held.leased = "running", leased
        return self._current(held)

    async def waiting(self, owner: str, place: str | None, *, now: float) -> Sequence[DeliveryRow]:
        held = [held for held in self._all_live(now) if _resumable(held, owner, place)]
        return [self._current(one) for one in sorted(held, key=lambda one: -one.recorded)]

    async def renew(self, id: str, *, now: float, leased: float) -> None:
        held = self._live(id, now)
        if held and held.leased is not None:
            held.leased = leased

    async def done(self, id: str) -> None:
        if held := self._deliveries.get(id):
            held.row = replace(held.row, value=b"")
            held.state, held.leased = "done", None

    async def orphans(self, *, now: float, leased: float, limit: int) -> Sequence[DeliveryRow]:
        left = [(held.leased, held) for held in self._all_live(now) if held.leased is not None]
        overdue = sorted((pair for pair in left if pair[0] <= now), key=lambda pair: pair[0])
        return [self._taken_over(held, leased) for _, held in overdue[:limit]]

    def _live(self, id: str, now: float) -> _Held | None:
        held = self._deliveries.get(id)
        return held if held and held.expires > now else None

    def _all_live(self, now: float) -> list[_Held]:
        return [held for held in self._deliveries.values() if held.expires > now]

    def _taken_over(self, held: _Held, leased: float) -> DeliveryRow:
        held.row = replace(held.row, attempt=held.row.attempt + 1)
        held.state, held.leased = "running", leased
        return self._current(held)

    def _current(self, held: _Held) -> DeliveryRow:
        return replace(held.row, generation=self._generation(held.row.owner))

    def _generation(self, owner: str) -> int:
        return self._people.get(owner, (0, None))[0]

    # -- people

    async def tokens(self, owner: str) -> tuple[int, bytes | None]:
        return self._people.get(owner, (0, None))

    async def keep_tokens(self, owner: str, value: bytes, generation: int) -> bool:
        if self._generation(owner) != generation:
            return False
        self._people[owner] = (generation, value)
        return True

    async def drop_tokens(self, owner: str) -> int:
        generation = self._generation(owner) + 1
        self._people[owner] = (generation, None)
        return generation

    # -- items

    async def put(self, table: str, key: str, value: bytes, *, now: float, expires: float) -> bool:
        if await self.get(table, key, now=now) is not None:
            return False
        self._items[table, key] = (value, expires)
        return True

    async def get(self, table: str, key: str, *, now: float) -> bytes | None:
        value, expires = self._items.get((table, key), (None, now))
        return value if expires > now else None

    async def take(self, table: str, key: str, *, now: float) -> bytes | None:
        value = await self.get(table, key, now=now)
        if value is not None:
            del self._items[table, key]
        return value

    async def sweep(self, *, now: float) -> int:
        ids = {id for id, held in self._deliveries.items() if held.expires <= now}
        items = [name for name, (_, expires) in self._items.items() if expires <= now]
        self._deliveries = {id: held for id, held in self._deliveries.items() if id not in ids}
        self._ids = {key: id for key, id in self._ids.items() if id not in ids}
        for name in items:
            del self._items[name]
        return len(ids) + len(items)


def _resumable(held: _Held, owner: str, place: str | None) -> bool:
    fits = held.row.owner == owner and place in (None, held.row.place)
    return fits and held.state in ("asking", "waiting")
