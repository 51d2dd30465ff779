"""Runs `app.py` as production does, with two differences that a laptop needs: where names lead, and a death to order.

The environment says `TEST_NAMES_LEAD_TO` (a port on loopback that plays all of Microsoft's hosts), and may say
`DIE_AT=received`: the process kills itself once a command is written down, before Teams hears of it; or `SLOW_NAMES`,
which their server takes a minute for; or `TEST_SPOILT`, a folder that says what is spoilt (benchmarks/bots/spoilt.py),
and no name is remembered then. Everything else is the bot's own start. Later deaths come from outside, while
a call to Microsoft is held back (Production.killed_at).
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[3]))

from benchmarks.bots.spoilt import spoil_by

if TYPE_CHECKING:
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
    spoilt = os.environ.get("TEST_SPOILT")
    imported = spoil_by(Path(spoilt)) if spoilt else lambda: None

    import app  # it keeps the clock that it finds
    from bot.net import session

    imported()
    session.NAMES_KNOWN = 0 if spoilt else session.NAMES_KNOWN
    create = app.create_app
    if os.environ.get("DIE_AT") == "received":
        create = partial(create, around_store=DiesOnceWritten)
    sys.exit(app.main(create))
