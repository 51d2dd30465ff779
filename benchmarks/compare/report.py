"""What came out: medians over the rounds, ratios inside each round, and the promises beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.compare.contestants import TITLES
from benchmarks.compare.stage import Sample
from benchmarks.lab.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a contestant: seconds until it answers, MiB then."""

    contestant: str
    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that was measured in one run."""

    samples: Sequence[Sample]
    starts: Sequence[Start]

    def scenarios(self) -> list[str]:
        return list(dict.fromkeys(sample.scenario for sample in self.samples))

    def contestants(self, scenario: str) -> list[str]:
        names = {sample.contestant for sample in self.samples if sample.scenario == scenario}
        return [name for name in TITLES if name in names]

    def values(self, scenario: str, contestant: str, what: str) -> list[float]:
        """One figure over the rounds, in their order."""
        found = (s for s in self.samples if (s.scenario, s.contestant) == (scenario, contestant))
        return [float(getattr(sample, what)) for sample in sorted(found, key=lambda sample: sample.round)]

    def median(self, scenario: str, contestant: str, what: str) -> float:
        return middle(self.values(scenario, contestant, what))

    def ratio(self, scenario: str, contestant: str, other: str, what: str) -> float:
        """The median of the ratios of each round; 0 when one of the two has no figure."""
        pairs = zip(self.values(scenario, contestant, what), self.values(scenario, other, what), strict=False)
        return middle([mine / theirs for mine, theirs in pairs if theirs])

    def start(self, contestant: str, what: str) -> float:
        return middle([float(getattr(start, what)) for start in self.starts if start.contestant == contestant])


COLUMNS = ("", "answers/s", "p50 ms", "p99 ms", "CPU ms", "of bare", "CPU/bare", "MiB", "failed", "lab CPU", "waited")


def table(results: Results) -> list[list[str]]:
    """A row for each contestant under each scenario; a row of one cell is a scenario's name."""
    rows: list[list[str]] = []
    for scenario in results.scenarios():
        rows.append([scenario])
        rows += [_row(results, scenario, contestant) for contestant in results.contestants(scenario)]
    return rows


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """The table for a terminal."""
    widths = (26, 10, 9, 9, 9, 9, 9, 8, 7, 8, 7)
    lines = [_line(COLUMNS, widths), *(_line(row, widths) if len(row) > 1 else f"\n{row[0]}" for row in rows)]
    return "\n".join(lines)


def starts_table(results: Results) -> list[list[str]]:
    """Seconds to ready and memory then."""
    names = [name for name in TITLES if any(start.contestant == name for start in results.starts)]
    return [
        [TITLES[name], f"{results.start(name, 'seconds'):.2f}", f"{results.start(name, 'memory'):.0f}"]
        for name in names
    ]


def promises(results: Results) -> Verdict:
    """The budgets of issue and design that such a run can show, as far as its scenarios were run."""
    verdict = Verdict("promises")
    if not any(sample.contestant == "own" for sample in results.samples):
        return verdict
    ran, ratio, mid = results.scenarios(), results.ratio, results.median
    for scenario, least, most_cpu in RATIOS:
        if scenario in ran and "bare" in results.contestants(scenario):
            verdict.at_least(f"{scenario}: rate, of bare's", ratio(scenario, "own", "bare", "rate"), least)
            if most_cpu:
                verdict.at_most(f"{scenario}: CPU, of bare's", ratio(scenario, "own", "bare", "cpu"), most_cpu)
    if (slow := "link by join URL, 64 connections, Graph 50 ms") in ran:
        verdict.at_most(f"{slow}: p99, of bare's", ratio(slow, "own", "bare", "p99"), 1.25)
    if (new := "a new link each time") in ran:
        verdict.at_most(f"{new}: CPU ms", mid(new, "own", "cpu"), 3.0)
    if (first := "first use, 64 at once, Entra 100 ms") in ran:
        verdict.at_most(f"{first}: the last one's time, of bare's", ratio(first, "own", "bare", "p99"), 1.7)
        verdict.at_most(f"{first}: CPU ms a person", mid(first, "own", "cpu"), 12.0)
    for other, times in FRAMEWORKS.items():
        if (help_ := "help, 16 connections") in ran and other in results.contestants(help_):
            verdict.at_least(f"{help_}: times {TITLES[other]}'s rate", ratio(help_, "own", other, "rate"), times)
    _people(results, verdict)
    if results.starts:
        verdict.at_most("seconds to ready", results.start("own", "seconds"), 0.7)
        verdict.at_most("MiB when ready", results.start("own", "memory"), 110.0)
        most = max((s.memory for s in results.samples if _small(s)), default=0.0)
        verdict.note("MiB at the end, 1,000 people", most)
    return verdict


# Scenario, least part of bare's rate, most times bare's processor time.
RATIOS = (
    ("link by join URL, 16 connections", 0.65, 1.6),
    ("link by join URL, 64 connections, Graph 50 ms", 0.90, 0.0),
    ("help, 16 connections", 0.60, 0.0),
)
FRAMEWORKS: Mapping[str, float] = {
    "botbuilder_python": 80.0,
    "agents_sdk": 6.0,
    "teams_sdk": 6.0,
    "botbuilder_node": 2.5,
}


def middle(values: Sequence[float]) -> float:
    """The median; 0 of nothing."""
    return median(values) if values else 0.0


def _people(results: Results, verdict: Verdict) -> None:
    """How much a person's answer depends on how many others there are."""
    for what in ("one at hand", "one not in memory"):
        sizes = [name for name in results.scenarios() if name.endswith(what)]
        costs = [results.ratio(name, "own", "bare", "cpu") for name in sizes]
        if len(costs) > 1 and costs[0]:
            wanted = f"CPU, of bare's, with the most people to that with the fewest, {what}"
            verdict.at_most(wanted, costs[-1] / costs[0], 1.1)


def _small(sample: Sample) -> bool:
    return sample.contestant == "own" and "people" not in sample.scenario


def _row(results: Results, scenario: str, contestant: str) -> list[str]:
    def mid(what: str) -> float:
        return results.median(scenario, contestant, what)

    of_bare = results.ratio(scenario, contestant, "bare", "rate")
    cpu_of_bare = results.ratio(scenario, contestant, "bare", "cpu")
    return [
        TITLES[contestant],
        f"{mid('rate'):.0f}",
        f"{mid('p50'):.1f}",
        f"{mid('p99'):.1f}",
        f"{mid('cpu'):.2f}",
        f"{of_bare:.2f}",
        f"{cpu_of_bare:.2f}",
        f"{mid('memory'):.0f}",
        f"{sum(results.values(scenario, contestant, 'failed')):.0f}",
        f"{mid('lab'):.0%}",
        f"{mid('waited'):.0%}",
    ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return first[0].ljust(first[1]) + "".join(cell.rjust(width) for cell, width in others)
