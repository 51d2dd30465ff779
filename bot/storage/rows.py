"""What a storage back end must do: hold rows whose names are hashed and whose values are sealed already.

Every method is atomic, also among several processes: of all callers that claim one row, exactly one gets it. Times are
seconds since the epoch. A row whose `expires` is not after `now` counts as absent, whether it was swept or not; a
lease whose end is not after `now` has run out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

State = Literal["running", "asking", "waiting", "done"]


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery as a back end holds it. `generation` is the owner's, read in the same transaction."""

    id: str
    owner: str
    place: str
    value: bytes
    attempt: int = 1
    generation: int = 0


class Rows(Protocol):
    """A back end. Names (`id`, `key`, `owner`, `place`) arrive hashed, values sealed; neither is looked into."""

    async def open(self) -> None:
        """Raises Misconfigured when the back end cannot be used."""
        ...

    async def close(self) -> None: ...
    async def ping(self) -> None:
        """Raises Misconfigured when the back end cannot be used."""
        ...

    # -- deliveries
    async def record(self, key: str, row: DeliveryRow, *, now: float, leased: float, expires: float) -> int | None:
        """Hold `row` as running; its owner's generation, or None when there is a row with this `key`."""
        ...

    async def find(self, id: str, *, now: float) -> tuple[State, DeliveryRow] | None:
        """A delivery and its state, claiming nothing; the value of one that is done is empty."""
        ...

    async def ask(self, id: str, value: bytes, *, now: float, leased: float, expires: float) -> None:
        """Any state but done becomes asking, with a new value, lease and expiry."""
        ...

    async def wait(self, id: str, *, now: float) -> None:
        """Asking becomes waiting, without a lease; nothing else changes."""
        ...

    async def resume(self, id: str, owner: str, place: str | None, *, now: float, leased: float) -> DeliveryRow | None:
        """Asking or waiting becomes running; None unless owner (and place, when given) match."""
        ...

    async def waiting(self, owner: str, place: str | None, *, now: float) -> Sequence[DeliveryRow]:
        """What is asking or waiting, newest first."""
        ...

    async def renew(self, id: str, *, now: float, leased: float) -> None:
        """A lease that runs ends later; without one nothing changes."""
        ...

    async def done(self, id: str) -> None:
        """Done: the value and the lease are erased."""
        ...

    async def orphans(self, *, now: float, leased: float, limit: int) -> Sequence[DeliveryRow]:
        """Running or asking, and the lease has run out: becomes running under a new lease, `attempt` grows."""
        ...

    # -- people: the generation stays for good
    async def tokens(self, owner: str) -> tuple[int, bytes | None]:
        """Generation (0 for a person never seen) and value."""
        ...

    async def keep_tokens(self, owner: str, value: bytes, generation: int) -> bool:
        """Compare and set: stored only while the person's generation is `generation`."""
        ...

    async def drop_tokens(self, owner: str) -> int:
        """Erase the value and return the next generation."""
        ...

    # -- items
    async def put(self, table: str, key: str, value: bytes, *, now: float, expires: float) -> bool:
        """True when it was stored, False when the key exists."""
        ...

    async def get(self, table: str, key: str, *, now: float) -> bytes | None: ...
    async def take(self, table: str, key: str, *, now: float) -> bytes | None:
        """Get and erase."""
        ...

    async def sweep(self, *, now: float) -> int:
        """Erase deliveries and items that have expired; the number of rows."""
        ...
