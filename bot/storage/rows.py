"""What a storage back end must do: hold rows whose names are hashed and whose values are encrypted already.

Every method is atomic, also among several processes: of all callers that claim one row, exactly one gets it. A row
whose `expires` is not after the moment's `wall` counts as absent, whether it was swept or not.

A lease is `(holder, leased)`: who is at it, and the tick at which another process may take over. A row that nobody
holds has the holder NOBODY, and `leased` is then the tick of its next attempt; without `leased` nothing is due.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Protocol

from bot.model.values import value
from bot.ports import RecordState

NOBODY = ""
LONGEST_LEASE = 60.0  # a lease that ends later than so many ticks from now was written under another clock
LONGEST_DELAY = 960.0  # the same for a next attempt, which is a quarter of an hour away at most
OnReplaced = Callable[[], Awaitable[None]]
"""Hears that the rows are others than they were, as of a server that was emptied."""
STEP = 500  # rows that a sweep erases in one transaction: others wait for no longer than that


async def as_before() -> None:
    """For who hashes no names."""


@value
class Moment:
    """Now, twice: `wall`, seconds since the epoch, for what expires; `tick`, of a clock that never jumps: leases."""

    wall: float
    tick: float


@value
class Lease:
    """Who is at it, and until which tick."""

    holder: str
    until: float


@value
class RecordRow:
    """A command's record as a back end holds it. `generation` is the owner's, read in the same transaction."""

    id: str
    owner: str
    conversation: str
    value: bytes
    attempt: int = 1
    generation: int = 0


class Rows(Protocol):
    """A back end. Names (`id`, `key`, `owner`, `conversation`) arrive hashed, values encrypted; neither is looked into.

    Methods raise Busy when the back end has a bad moment, Misconfigured when it cannot be used; then nothing was done,
    or, where a network lies between, doing it again does no harm. A back end with a clock of its own counts lifetimes
    and leases from its own now: `expires - at.wall`, `lease.until - at.tick`.
    """

    async def open(self, replaced: OnReplaced = as_before) -> None:
        """`replaced` is awaited when the rows turn out to be others than they were, before the next name is taken."""
        ...

    async def close(self) -> None: ...
    async def ping(self) -> None: ...

    # -- what names are hashed with
    async def secrets(self) -> Sequence[bytes]:
        """The store's own secrets, oldest first."""
        ...

    async def add_secret(self, secret: bytes, keyed: Callable[[str], str]) -> None:
        """One more; with the very first, owners and conversations that an earlier release wrote become `keyed`."""
        ...

    async def replace_secret(self, before: bytes, after: bytes) -> None:
        """The same secret, encrypted anew."""
        ...

    # -- commands on record
    async def record(self, key: str, row: RecordRow, lease: Lease, *, at: Moment, expires: float) -> int | None:
        """Hold `row` as running; its owner's generation, or None when there is a row with this `key`."""
        ...

    async def find(self, id: str, *, at: Moment) -> tuple[RecordState, RecordRow] | None:
        """A record and its state, claiming nothing; the value of one that is done is empty."""
        ...

    async def await_sign_in(self, id: str, value: bytes, lease: Lease, *, at: Moment, expires: float) -> bool:
        """What nobody else is at, and is not done, becomes asking, with new value, lease and expiry; whether it did."""
        ...

    async def sign_in_offered(self, id: str, *, at: Moment) -> None:
        """Asking becomes waiting, without a lease; nothing else changes."""
        ...

    async def resume(
        self, id: str, owner: str, conversation: str | None, lease: Lease, *, at: Moment, expires: float
    ) -> RecordRow | None:
        """Asking or waiting becomes running, and stays at least until `expires`.

        None unless owner (and conversation, when given) match.
        """
        ...

    async def waiting(self, owner: str, conversation: str | None, *, at: Moment) -> Sequence[RecordRow]:
        """What is asking or waiting, newest first."""
        ...

    async def renew(self, ids: Collection[str], lease: Lease, *, at: Moment) -> Collection[str]:
        """Those of `ids` that `lease.holder` still holds have a new lease; which they are."""
        ...

    async def postpone(self, id: str, value: bytes, holder: str, due: float, *, at: Moment) -> bool:
        """What `holder` holds is nobody's, with a new value, and due again at the tick `due`; whether it was held."""
        ...

    async def let_go(self, holder: str, *, at: Moment) -> None:
        """All that `holder` holds is due at once, for whoever comes."""
        ...

    async def done(self, id: str) -> None:
        """Done: the value and the lease are erased."""
        ...

    async def take_over(self, lease: Lease, at_work: Collection[str], *, at: Moment, limit: int) -> Sequence[RecordRow]:
        """Claim what is due, or was held under a lease that has run out (for these, `attempt` grows).

        Not those `at_work`: the caller is still at them, however late.
        """
        ...

    # -- people: the generation stays for good
    async def tokens(self, owner: str) -> tuple[int, bytes | None]:
        """Generation (0 for a person never seen) and value."""
        ...

    async def keep_tokens(self, owner: str, value: bytes, generation: int, before: bytes) -> bool:
        """Compare and set: stored only while the person's generation is `generation`, and their value `before`, unless
        that is empty.
        """
        ...

    async def drop_tokens(self, owner: str) -> int:
        """Erase the value and return the next generation."""
        ...

    # -- items
    async def put(self, table: str, key: str, value: bytes, *, at: Moment, expires: float) -> bool:
        """True when it was stored, False when the key exists."""
        ...

    async def replace(self, table: str, key: str, value: bytes, *, at: Moment, expires: float) -> None:
        """Store, whether the key exists or not."""
        ...

    async def get(self, table: str, key: str, *, at: Moment) -> bytes | None: ...
    async def take(self, table: str, key: str, *, at: Moment) -> bytes | None:
        """Get and erase."""
        ...

    async def sweep(self, *, at: Moment) -> int:
        """Erase records and items that have expired, STEP of each at the most; the number of rows that were erased."""
        ...
