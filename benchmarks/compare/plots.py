"""Two pictures of a run, as SVG: who answers how much of the same, and what each answer of ours costs beside bare's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.compare.contestants import TITLES
from benchmarks.compare.report import Results

WIDTH, LABELS, LINE, BAR = 760, 290, 20, 15
COLOURS: Mapping[str, str] = {"own": "#4f52b2", "bare": "#9aa0a6"}
OTHERS = "#c8c6c4"
HELP = "help, 16 connections"  # the scenario that all are asked
STYLE = "text{font:12px system-ui,sans-serif;fill:#242424}.head{font-weight:600;font-size:14px}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart; `colour` tells whose it is."""

    label: str
    value: float
    told: str
    colour: str


def plots(results: Results) -> dict[str, str]:
    """File name → SVG, of what was run."""
    drawn = {"frameworks.svg": frameworks(results), "cost.svg": cost(results)}
    return {name: chart for name, chart in drawn.items() if chart}


def frameworks(results: Results) -> str:
    """Answers a second of everybody; nothing when that was not run."""
    rates = [(name, results.median(HELP, name, "rate")) for name in results.contestants(HELP)]
    bars = [Bar(TITLES[name], rate, f"{rate:,.0f}", COLOURS.get(name, OTHERS)) for name, rate in rates]
    return chart(f"Answers a second: {HELP}", bars) if bars else ""


def cost(results: Results) -> str:
    """Milliseconds of processor for an answer, ours above bare's, in each scenario that both were asked."""
    both = [name for name in results.scenarios() if {"own", "bare"} <= set(results.contestants(name))]
    bars = [bar for scenario in both for bar in _pair(results, scenario)]
    return chart("Milliseconds of processor an answer: this bot (blue), bare handler (grey)", bars) if bars else ""


def chart(title: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars, the longest one as wide as there is room."""
    height = LINE * (len(bars) + 2)
    most = max(bar.value for bar in bars) or 1.0
    drawn = "\n".join(_drawn(bar, LINE * (n + 2), most) for n, bar in enumerate(bars))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<title>{escape(title)}</title><style>{STYLE}</style>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n'
        f'<text class="head" x="4" y="{LINE}">{escape(title)}</text>\n{drawn}\n</svg>\n'
    )


def _pair(results: Results, scenario: str) -> Iterator[Bar]:
    for name, label in (("own", scenario), ("bare", "")):
        value = results.median(scenario, name, "cpu")
        yield Bar(label, value, f"{value:.2f}", COLOURS[name])


def _drawn(bar: Bar, top: int, most: float) -> str:
    wide, base = (WIDTH - LABELS - 60) * bar.value / most, top + BAR - 3
    return (
        f'<text x="{LABELS - 8}" y="{base}" text-anchor="end">{escape(bar.label)}</text>'
        f'<rect x="{LABELS}" y="{top}" width="{wide:.1f}" height="{BAR}" fill="{bar.colour}"/>'
        f'<text x="{LABELS + wide + 6:.1f}" y="{base}">{escape(bar.told)}</text>'
    )
