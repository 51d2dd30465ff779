"""What was promised beside what was measured, and whether that is good."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One promise; `kept` None: a figure that nothing was promised about."""

    what: str
    measured: str
    wanted: str = ""
    kept: bool | None = None


@dataclass(slots=True)
class Verdict:
    """The lines of one bad hour."""

    title: str
    lines: list[Line] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        return all(line.kept is not False for line in self.lines)

    def note(self, what: str, measured: object) -> None:
        """A figure for the reader."""
        self.lines.append(Line(what, _text(measured)))

    def at_most(self, what: str, measured: float, most: float) -> None:
        self.lines.append(Line(what, _text(measured), f"at most {_text(most)}", measured <= most))

    def at_least(self, what: str, measured: float, least: float) -> None:
        self.lines.append(Line(what, _text(measured), f"at least {_text(least)}", measured >= least))

    def below(self, what: str, measured: float, limit: float) -> None:
        self.lines.append(Line(what, _text(measured), f"below {_text(limit)}", measured < limit))

    def none(self, what: str, measured: int) -> None:
        self.lines.append(Line(what, _text(measured), "none", measured == 0))

    def __str__(self) -> str:
        if not self.lines:
            return f"{self.title}: nothing was measured"
        promised = [line for line in self.lines if line.kept is not None] or self.lines  # a note may be long
        wide = [max(map(len, column)) for column in zip(*map(_cells, promised), strict=True)]
        rows = ("  ".join(cell.ljust(w) for cell, w in zip(_cells(line), wide, strict=True)) for line in self.lines)
        return "\n".join([f"{self.title}: {'kept' if self.kept else 'BROKEN'}", *(f"  {row}".rstrip() for row in rows)])


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile (share 0.99: p99) of values; 0 when there are none."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * share) - 1, 0)] if ordered else 0.0


def quantile(buckets: Sequence[tuple[float, float]], share: float) -> float:
    """The percentile in a histogram of (upper bound, how many up to it), even within a bucket; 0 when it is empty.

    What is beyond all bounds counts as the last of them, as Prometheus' histogram_quantile has it.
    """
    wanted, below, before = share * (buckets[-1][1] if buckets else 0), 0.0, 0.0
    for bound, count in buckets:
        if count >= wanted > 0:
            return below if math.isinf(bound) else below + (bound - below) * (wanted - before) / (count - before)
        below, before = bound, count
    return 0.0


def _cells(line: Line) -> tuple[str, str, str, str]:
    mark = {True: "ok", False: "BROKEN", None: ""}[line.kept]
    return line.what, line.measured, line.wanted, mark


def _text(value: object) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
