"""What is counted while the bot works: plain numbers, a third of a microsecond each, which somebody reads later."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

Labels: TypeAlias = tuple[str, ...]
"""The values of a metric's labels, in the order of their names."""
Source: TypeAlias = Callable[[], Mapping[Labels, float]]
"""Tells the state of something, by labels, when it is asked for."""

MOST_SERIES = 1000  # of one metric; labels are our own words, so that more would be a fault of ours
WAIT_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds: of what people wait for
LAG_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)  # seconds: of what nobody should notice


class Metric:
    """A name, what it means, and the names of its labels."""

    kind = "counter"  # by Prometheus' words

    def __init__(self, name: str, meaning: str, labels: Sequence[str] = ()) -> None:
        self.name = name
        self.meaning = meaning
        self.labels = tuple(labels)


class Counts(Metric):
    """A counter: how often something has happened.

    What `begins` is there from the start, at 0, so that a first time is seen.
    """

    def __init__(self, name: str, meaning: str, labels: Sequence[str] = (), begins: Iterable[Labels] = ()) -> None:
        super().__init__(name, meaning, labels)
        self.values: dict[Labels, int] = dict.fromkeys(begins, 0)

    def add(self, *labels: str) -> None:
        """Once more."""
        try:
            self.values[labels] += 1
        except KeyError:
            if len(self.values) < MOST_SERIES:
                self.values[labels] = 1


class Timings(Metric):
    """A histogram: how long something took; for each of `bounds`, in seconds, how often it took no longer."""

    kind = "histogram"

    def __init__(
        self, name: str, meaning: str, labels: Sequence[str] = (), bounds: Sequence[float] = WAIT_BUCKETS
    ) -> None:
        super().__init__(name, meaning, labels)
        self.bounds = tuple(bounds)
        self.sums: dict[Labels, float] = {}
        self.counts: dict[Labels, list[int]] = {}

    def took(self, seconds: float, *labels: str) -> None:
        """So long this time."""
        try:
            self.sums[labels] += seconds
        except KeyError:
            if len(self.sums) >= MOST_SERIES:
                return
            self.sums[labels] = seconds
            self.counts[labels] = [0] * (len(self.bounds) + 1)
        self.counts[labels][bisect_left(self.bounds, seconds)] += 1


class Readings(Metric):
    """A gauge, or a counter of somebody else's: what others know already; they are asked when somebody reads."""

    kind = "gauge"

    def __init__(self, name: str, meaning: str, labels: Sequence[str] = (), kind: str = "gauge") -> None:
        super().__init__(name, meaning, labels)
        self.kind = kind
        self._sources: list[Source] = []

    def reads(self, source: Source) -> None:
        """From now on `source` is asked, too."""
        self._sources.append(source)

    def reads_number(self, number: Callable[[], float]) -> None:
        """The same for one number, without labels."""
        self.reads(lambda: {(): number()})

    @property
    def values(self) -> Mapping[Labels, float]:
        """The state now."""
        return {labels: value for source in self._sources for labels, value in source().items()}
