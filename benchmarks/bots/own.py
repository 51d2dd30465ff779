"""Runs `app.py` as production does; only Microsoft's names lead to the lab, and the store can be spoilt from outside.

`LAB_PORT` is where the names lead. `LAB_STORE`, if set, names a file: while it says `read-only`, SQLite refuses every
write of this process with the error that it has for such a file.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.bots.host_names import lead_to

LOOK_EVERY = 0.05


def spoil_by(file: Path) -> None:
    """Have all of this process's SQLite connections do as the file says."""
    connect, connections = sqlite3.connect, []

    def remembered(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options | {"check_same_thread": False})
        connections.append(connection)
        return connection

    def watch() -> None:
        before = ""
        while True:
            time.sleep(LOOK_EVERY)
            said = file.read_text() if file.exists() else ""
            if said != before:
                for connection in connections:
                    connection.execute(f"PRAGMA query_only={int(said == 'read-only')}")
                before = said

    sqlite3.connect = remembered  # type: ignore[assignment]
    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    lead_to(int(os.environ["LAB_PORT"]))
    if spoilt := os.environ.get("LAB_STORE"):
        spoil_by(Path(spoilt))
    import app

    sys.exit(app.main())
