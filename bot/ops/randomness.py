"""Random bytes, many drawn at once: a call to the system gives up the lock of the interpreter, which costs more."""

from __future__ import annotations

import os
from collections import defaultdict

DRAWN_AT_ONCE = 256  # values of one size that are drawn together
_drawn: defaultdict[int, list[bytes]] = defaultdict(list)
os.register_at_fork(after_in_child=_drawn.clear)  # a copy of this process must not give out the same ones


def random_bytes(size: int) -> bytes:
    """`size` bytes of the system's randomness, never given out before. From any thread."""
    values = _drawn[size]
    while True:
        try:
            return values.pop()
        except IndexError:
            drawn = os.urandom(size * DRAWN_AT_ONCE)
            values.extend(drawn[start : start + size] for start in range(0, len(drawn), size))


def random_uuid() -> str:
    """A random UUID (RFC 9562, version 4) as text."""
    drawn = random_bytes(16).hex()  # the class `UUID` takes five times as long
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-8{drawn[17:20]}-{drawn[20:]}"
