"""How many invokes are being answered: they come before background work, and not without bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import Busy

MOST = 200  # at once; Teams drops an answer that takes more than five seconds, so that more would help nobody
MOST_EACH = 10  # of one person: a search asks at each pause of typing


class InvokesAtWork:
    """A count, for all and for each person."""

    def __init__(self) -> None:
        self._each: Counter[str] = Counter()
        self.count = 0

    @contextmanager
    def one(self, who: str) -> Iterator[None]:
        """One more, for the time of the block. Raises Busy where there is no room for it."""
        if self.count >= MOST or self._each[who] >= MOST_EACH:
            raise Busy("too many invokes at once")
        self.count += 1
        self._each[who] += 1
        try:
            yield
        finally:
            self.count -= 1
            self._each[who] -= 1
            if not self._each[who]:
                del self._each[who]
