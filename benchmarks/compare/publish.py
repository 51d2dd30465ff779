"""What was measured last, put into docs/performance.md: the table between two marks, the plots as files beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.compare.contestants import ROOT
from benchmarks.compare.plots import plots
from benchmarks.compare.report import COLUMNS, Results, Start, promises, starts_table, table
from benchmarks.compare.stage import Sample

PAGE, IMAGES = ROOT / "docs" / "performance.md", ROOT / "docs" / "images"
BEGIN, END = "<!-- results: written by scripts/bench --publish -->", "<!-- end of results -->"


def publish(file: Path) -> None:
    """Rewrite page and plots from a file of results."""
    document = json.loads(file.read_text())
    results = results_in(document)
    for name, svg in plots(results).items():
        (IMAGES / name).write_text(svg)
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{as_markdown(results, document)}\n{END}{rest.partition(END)[2]}")


def results_in(document: Mapping[str, Any]) -> Results:
    """What was measured, read again."""
    return Results(
        [Sample(**sample) for sample in document["samples"]], [Start(*start) for start in document["starts"]]
    )


def as_markdown(results: Results, about: Mapping[str, Any]) -> str:
    """The run in a sentence, then promises, table and starts."""
    told = f"{about['at'][:10]}, Python {about['python']}, {about['machine']}: {about['rounds']} rounds of "
    lines = [f"{told}{about['seconds']:g} s.", "", "| promise | measured | wanted | |", "|---|---|---|---|"]
    lines += [
        _line([p.what, p.measured, p.wanted, "**no**" if p.kept is False else ""]) for p in promises(results).lines
    ]
    lines += ["", _line(["scenario, bot", *COLUMNS[1:]]), _line(["---"] * len(COLUMNS))]
    lines += [_line(row if len(row) > 1 else [f"**{row[0]}**", *[""] * (len(COLUMNS) - 1)]) for row in table(results)]
    lines += ["", "| start | seconds to ready | MiB then |", "|---|---|---|", *map(_line, starts_table(results))]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
