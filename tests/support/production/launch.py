"""Runs `app.py` as production does, with two differences that a laptop needs: where names lead, and a death to order.

The environment says `TEST_NAMES_LEAD_TO` (a port on loopback that plays all of Microsoft's hosts), and may say
`DIE_AT=received`: the process kills itself once a command is written down, before Teams hears of it; or `SLOW_NAMES`,
which their server takes a minute for. Everything else is the bot's own start. Later deaths come from outside, while
a call to Microsoft is held back (Production.killed_at).
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).parents[3]))

import app
from bot.ports import Store

MICROSOFT = (
    "login.microsoftonline.com",
    "graph.microsoft.com",
    "login.botframework.com",
    "smba.trafficmanager.net",
)
SLOW = 60.0  # seconds that a name server may take
LOOPBACK = ("127.0.0.1", "localhost")
real_getaddrinfo = socket.getaddrinfo


def resolve(host: Any, port: Any, *args: Any, **options: Any) -> Any:
    """Microsoft's names lead to the test's port; any other name would be a call that nobody allowed."""
    if host in os.environ.get("SLOW_NAMES", "").split(","):
        time.sleep(SLOW)
    if host in MICROSOFT:
        return real_getaddrinfo("127.0.0.1", int(os.environ["TEST_NAMES_LEAD_TO"]), *args, **options)
    if host in LOOPBACK:
        return real_getaddrinfo(host, port, *args, **options)
    raise OSError(f"a name that the bot has no business with: {host}")


class DiesOnceWritten:
    """A store that writes a command down, and then there is no process any more."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def record(self, *args: Any, **options: Any) -> Any:
        if await self._store.record(*args, **options) is not None:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    socket.getaddrinfo = resolve
    dying = os.environ.get("DIE_AT") == "received"
    create = app.create_app
    if dying:
        create = partial(create, around_store=cast("Callable[[Store], Store]", DiesOnceWritten))
    sys.exit(app.main(create))
