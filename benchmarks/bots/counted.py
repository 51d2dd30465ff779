"""Runs `app.py` as `own` does and counts what it does: SQL statements, hops back from threads, asyncio tasks.

On SIGUSR1 the counts so far are written to the file that `LAB_COUNTS` names.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from asyncio.base_events import BaseEventLoop
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.bots.host_names import lead_to

COUNTS: Counter[str] = Counter(statements=0, hops=0, tasks=0)
TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK")


def count_statements() -> None:
    """Every statement of every SQLite connection, but for what only frames a transaction."""
    connect = sqlite3.connect

    def note(statement: str) -> None:
        COUNTS["statements"] += not statement.lstrip().upper().startswith(TRANSACTIONS)

    def counted(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        connection.set_trace_callback(note)
        return connection

    sqlite3.connect = counted  # type: ignore[assignment]


def count_calls(loop: type, method: str, name: str) -> None:
    """Calls of a method of the event loop."""
    original = getattr(loop, method)

    def counted(self: Any, *args: Any, **options: Any) -> Any:
        COUNTS[name] += 1
        return original(self, *args, **options)

    setattr(loop, method, counted)


def tell(_number: int, _frame: object) -> None:
    """Write the counts down, whole or not at all."""
    file = Path(os.environ["LAB_COUNTS"])
    half = file.with_suffix(".new")
    half.write_text(json.dumps(COUNTS))
    half.rename(file)


def loops() -> list[type]:
    """The event loops that the bot may run on."""
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ImportError:
        return [BaseEventLoop]
    return [BaseEventLoop, uvloop.Loop]


if __name__ == "__main__":
    lead_to(int(os.environ["LAB_PORT"]))
    count_statements()
    for kind in loops():
        count_calls(kind, "call_soon_threadsafe", "hops")
        count_calls(kind, "create_task", "tasks")
    signal.signal(signal.SIGUSR1, tell)
    import app

    sys.exit(app.main())
