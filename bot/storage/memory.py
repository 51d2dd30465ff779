"""Rows in this process's memory, gone when it ends: for tests and for trying things out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from bot.ports import RecordState
from bot.storage.rows import LONGEST_DELAY, LONGEST_LEASE, NOBODY, Lease, Moment, OnReplaced, RecordRow, as_before


@dataclass(slots=True)
class _Held:
    """A record with what only the back end looks at; `leased` None: nothing is due."""

    row: RecordRow
    state: RecordState
    recorded: float
    holder: str
    leased: float | None
    expires: float

    def lease(self, lease: Lease) -> None:
        self.holder, self.leased = lease.holder, lease.until

    def is_free(self, tick: float) -> bool:
        if self.leased is None:
            return False
        longest = LONGEST_DELAY if self.holder == NOBODY else LONGEST_LEASE
        return self.leased <= tick or self.leased > tick + longest


class MemoryRows:
    """`bot.storage.rows.Rows` in dictionaries. No method awaits anything, so each is atomic on the event loop."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._records: dict[str, _Held] = {}
        self._people: dict[str, tuple[int, bytes | None]] = {}
        self._items: dict[tuple[str, str], tuple[bytes, float]] = {}
        self._secrets: list[bytes] = []

    async def open(self, replaced: OnReplaced = as_before) -> None:
        """Nothing to do."""

    async def close(self) -> None:
        """Nothing to do."""

    async def ping(self) -> None:
        """Memory is always there."""

    async def secrets(self) -> Sequence[bytes]:
        return list(self._secrets)

    async def add_secret(self, secret: bytes, keyed: Callable[[str], str]) -> None:
        self._secrets.append(secret)

    async def replace_secret(self, before: bytes, after: bytes) -> None:
        self._secrets = [after if secret == before else secret for secret in self._secrets]

    # -- commands on record

    async def record(self, key: str, row: RecordRow, lease: Lease, *, at: Moment, expires: float) -> int | None:
        before = self._ids.get(key, "")
        if self._live(before, at):
            return None
        self._records.pop(before, None)
        self._ids[key] = row.id
        self._records[row.id] = _Held(row, "running", at.wall, lease.holder, lease.until, expires)
        return self._generation(row.owner)

    async def find(self, id: str, *, at: Moment) -> tuple[RecordState, RecordRow] | None:
        held = self._live(id, at)
        return (held.state, self._current(held)) if held else None

    async def await_sign_in(self, id: str, value: bytes, lease: Lease, *, at: Moment, expires: float) -> bool:
        held = self._live(id, at)
        if held is None or held.state == "done" or (held.leased is not None and held.holder != lease.holder):
            return False
        held.row = replace(held.row, value=value)
        held.state, held.expires = "asking", expires
        held.lease(lease)
        return True

    async def sign_in_offered(self, id: str, *, at: Moment) -> None:
        held = self._live(id, at)
        if held and held.state == "asking":
            held.state, held.leased = "waiting", None

    async def resume(
        self, id: str, owner: str, conversation: str | None, lease: Lease, *, at: Moment, expires: float
    ) -> RecordRow | None:
        held = self._live(id, at)
        if held is None or not _resumable(held, owner, conversation):
            return None
        held.state, held.expires = "running", max(held.expires, expires)
        held.lease(lease)
        return self._current(held)

    async def waiting(self, owner: str, conversation: str | None, *, at: Moment) -> Sequence[RecordRow]:
        held = [held for held in self._all_live(at) if _resumable(held, owner, conversation)]
        return [self._current(one) for one in sorted(held, key=lambda one: -one.recorded)]

    async def renew(self, ids: Collection[str], lease: Lease, *, at: Moment) -> Collection[str]:
        live = {id: held for id in ids if (held := self._live(id, at))}
        ours = {id: held for id, held in live.items() if held.holder == lease.holder and held.leased is not None}
        for held in ours.values():
            held.lease(lease)
        return ours.keys()

    async def postpone(self, id: str, value: bytes, holder: str, due: float, *, at: Moment) -> bool:
        held = self._live(id, at)
        if held is None or held.holder != holder or held.leased is None:
            return False
        held.row = replace(held.row, value=value)
        held.lease(Lease(NOBODY, due))
        return True

    async def let_go(self, holder: str, *, at: Moment) -> None:
        for held in self._records.values():
            if held.holder == holder and held.leased is not None:
                held.lease(Lease(NOBODY, at.tick))

    async def done(self, id: str) -> None:
        if held := self._records.get(id):
            held.row = replace(held.row, value=b"")
            held.state, held.leased = "done", None

    async def take_over(self, lease: Lease, at_work: Collection[str], *, at: Moment, limit: int) -> Sequence[RecordRow]:
        free = [held for held in self._all_live(at) if held.is_free(at.tick) and held.row.id not in at_work]
        overdue = sorted(free, key=lambda held: held.leased or 0.0)
        return [self._taken_over(held, lease) for held in overdue[:limit]]

    def _live(self, id: str, at: Moment) -> _Held | None:
        held = self._records.get(id)
        return held if held and held.expires > at.wall else None

    def _all_live(self, at: Moment) -> list[_Held]:
        return [held for held in self._records.values() if held.expires > at.wall]

    def _taken_over(self, held: _Held, lease: Lease) -> RecordRow:
        held.row = replace(held.row, attempt=held.row.attempt + (held.holder != NOBODY))
        held.state = "running"
        held.lease(lease)
        return self._current(held)

    def _current(self, held: _Held) -> RecordRow:
        return replace(held.row, generation=self._generation(held.row.owner))

    def _generation(self, owner: str) -> int:
        return self._people.get(owner, (0, None))[0]

    # -- people

    async def tokens(self, owner: str) -> tuple[int, bytes | None]:
        return self._people.get(owner, (0, None))

    async def keep_tokens(self, owner: str, value: bytes, generation: int, before: bytes) -> bool:
        held = self._people.get(owner, (0, None))
        if held[0] != generation or before not in (b"", held[1]):
            return False
        self._people[owner] = (generation, value)
        return True

    async def drop_tokens(self, owner: str) -> int:
        generation = self._generation(owner) + 1
        self._people[owner] = (generation, None)
        return generation

    # -- items

    async def put(self, table: str, key: str, value: bytes, *, at: Moment, expires: float) -> bool:
        if await self.get(table, key, at=at) is not None:
            return False
        self._items[table, key] = (value, expires)
        return True

    async def replace(self, table: str, key: str, value: bytes, *, at: Moment, expires: float) -> None:
        self._items[table, key] = (value, expires)

    async def get(self, table: str, key: str, *, at: Moment) -> bytes | None:
        value, expires = self._items.get((table, key), (None, at.wall))
        return value if expires > at.wall else None

    async def take(self, table: str, key: str, *, at: Moment) -> bytes | None:
        value = await self.get(table, key, at=at)
        if value is not None:
            del self._items[table, key]
        return value

    async def sweep(self, *, at: Moment) -> int:
        ids = {id for id, held in self._records.items() if held.expires <= at.wall}
        items = [name for name, (_, expires) in self._items.items() if expires <= at.wall]
        self._records = {id: held for id, held in self._records.items() if id not in ids}
        self._ids = {key: id for key, id in self._ids.items() if id not in ids}
        for name in items:
            del self._items[name]
        return len(ids) + len(items)


def _resumable(held: _Held, owner: str, conversation: str | None) -> bool:
    fits = held.row.owner == owner and conversation in (None, held.row.conversation)
    return fits and held.state in ("asking", "waiting")
