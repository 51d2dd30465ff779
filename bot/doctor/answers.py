"""Which way each open question went, written down in a file, for the next one who asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.doctor.questions import Settled

FILE = Path("live-tenant-answers").with_suffix(".md")
HEAD = """# Which way it went

Asked by `python -m bot.doctor --person` on {date} (UTC). The questions stand under these numbers in
docs/live-tenant-checks.md; those that are not here need clients and several people, and are settled there by hand.

| # | which way | seen |
|---|---|---|
"""


def page(settled: Sequence[Settled], now: datetime) -> str:
    """The file's text."""
    rows = "".join(f"| {each.id} | {each.way} | {each.seen} |\n" for each in settled)
    return HEAD.format(date=f"{now:%Y-%m-%d %H:%M}") + rows


def write(path: Path, settled: Sequence[Settled], now: datetime) -> None:
    """In place of an older one. Raises OSError."""
    path.write_text(page(settled, now), "utf-8")
