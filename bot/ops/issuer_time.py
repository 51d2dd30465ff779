"""What time it is at Microsoft: it holds for tokens, records and pages, however wrong this machine's clock is."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import wraps

from bot.ops.clock import steady

RIGHT_WITHIN = 5.0  # seconds by which our clock may be off
LIKELY_AGE = re.compile(r"[0-9]{1,6}", re.ASCII)
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (2020, 2200))  # no Date of ours is beyond
TOLERATED = 300.0  # seconds; what the Bot Connector's documentation allows clocks to differ by
CLOCK_BEHIND = "the clock of this machine is behind Microsoft's by more than five minutes"
CLOCK_AHEAD = "the clock of this machine is ahead of Microsoft's by more than five minutes"


class IssuerTime:
    """The time that Microsoft last told by the header Date beside a token, and what went by since.

    `clock` is this machine's, in seconds since the epoch, which may be set at any moment; it is believed until
    Microsoft has said something. Before the first token that is the Date beside the keys, without which no activity is
    taken: so none is written down by a clock that may be wrong, and what is done `once_heard` judges none by it.
    `ticks` runs steadily: a Date that contradicts what was told before is therefore an odd one, and believed when the
    next one says the same.
    """

    def __init__(self, clock: Callable[[], float] = time.time, ticks: Callable[[], float] = steady) -> None:
        self._clock = clock
        self._ticks = ticks
        self._ahead: float | None = None
        self._supposed: float | None = None
        self._odd: float | None = None
        self._spoken = False

    def heard(self, date: str) -> None:
        """An answer of Microsoft's was of this date (RFC 9110, 6.6.1); what is none is passed over.

        A second more or less is the header's own rounding: the clock is believed then, for it is finer.
        """
        self._spoken = True
        told = _timestamp(date)
        if told is None:
            return
        ahead = self._ahead_of_ticks(told)
        contradicts = self._ahead is not None and _apart(ahead, self._ahead)
        said_before = self._odd is not None and not _apart(ahead, self._odd)
        if contradicts and not said_before:
            self._odd = ahead
        else:
            self._ahead, self._odd = ahead, None

    def supposed(self, date: str, age: str = "") -> None:
        """The same of an answer that a cache may have kept for `age` seconds (RFC 9111), until there is a token."""
        self._spoken = True
        told = _timestamp(date)
        if told is not None:
            self._supposed = self._ahead_of_ticks(told + (int(age) if LIKELY_AGE.fullmatch(age) else 0))

    def once_heard(self, action: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        """The action, for what needs the time: nothing is done before Microsoft has answered, dated or not."""

        @wraps(action)
        async def when_heard() -> None:
            if self._spoken:
                await action()

        return when_heard

    def now(self) -> float:
        """Seconds since the epoch."""
        ahead = self._supposed if self._ahead is None else self._ahead
        return self._clock() if ahead is None else ahead + self._ticks()

    def date(self) -> datetime:
        """The same, aware."""
        return datetime.fromtimestamp(self.now(), UTC)

    @property
    def fault(self) -> str:
        """What is wrong with this machine's clock, or ""."""
        ahead = self._clock() - self.now()
        return "" if abs(ahead) <= TOLERATED else CLOCK_AHEAD if ahead > 0 else CLOCK_BEHIND

    def _ahead_of_ticks(self, told: float) -> float:
        here = self._clock()
        return (here if abs(here - told) < RIGHT_WITHIN else told) - self._ticks()


def _timestamp(date: str) -> float | None:
    try:
        told = parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return told if FIRST < told < LAST else None


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > TOLERATED
