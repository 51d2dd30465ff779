"""The findings for an operator, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from bot.doctor.finding import Finding, Mark, is_healthy


def table(findings: Sequence[Finding]) -> str:
    """A line each; below it what mends it, and the command that does."""
    return "\n".join(
        [*(line for finding in findings for line in lines(finding, _width(findings))), "", verdict(findings)]
    )


def _width(findings: Sequence[Finding]) -> int:
    return max(len(finding.check) for finding in findings)


def lines(finding: Finding, width: int) -> Iterator[str]:
    """Of one finding."""
    yield f"{finding.state:<11}  {finding.check:<{width}}  {finding.seen}"
    if finding.fix:
        yield f"{'':11}  {'':{width}}  → {finding.fix}"
    if finding.command:
        yield f"{'':11}  {'':{width}}    $ {finding.command}"


def verdict(findings: Sequence[Finding]) -> str:
    """The last line."""
    count = {state: sum(finding.state is state for finding in findings) for state in Mark}
    unseen = f", {count[Mark.UNCHECKED]} not checked" if count[Mark.UNCHECKED] else ""
    return f"{count[Mark.OK]} in order, {count[Mark.FIX]} to be mended{unseen}"


def as_json(findings: Sequence[Finding]) -> str:
    """The same for a script."""
    said = {"healthy": is_healthy(findings), "findings": [asdict(finding) for finding in findings]}
    return json.dumps(said, ensure_ascii=False, indent=1)
