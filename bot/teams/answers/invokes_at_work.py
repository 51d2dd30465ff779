"""How many invokes are being answered: they come before background work, and not without bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import Busy
from bot.net.shares import Shares, one_less

MOST_INVOKES = 200  # at once; Teams drops an answer that takes more than five seconds, so that more would help nobody
MOST_EACH = 10  # of one person: a search asks at each pause of typing


class InvokesAtWork:
    """A count, for all, for each tenant (as `Shares` says) and for each person."""

    def __init__(self) -> None:
        self._each: Counter[str] = Counter()
        self._shares = Shares(MOST_INVOKES)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._shares.count

    @contextmanager
    def one(self, who: str) -> Iterator[None]:
        """One more, for the time of the block. Raises Busy where there is no room for it."""
        if not self._shares.has_room(who) or self._each[who] >= MOST_EACH:
            raise Busy("too many invokes at once")
        self._shares.comes(who)
        self._each[who] += 1
        try:
            yield
        finally:
            self._shares.goes(who)
            one_less(self._each, who)
