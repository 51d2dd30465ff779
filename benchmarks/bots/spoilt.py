"""What is spoilt inside a bot's own process, from outside: small files in a folder say it, and are looked at often.

`clock`: seconds by which this machine's clock is wrong, as after a jump. `names`: what Microsoft's name server does,
`gone`, `slow SECONDS`, or `at PORT` (it names another machine), behind the one host that it does this to, if it is not
all. `store`: `read-only`, with the error that SQLite has for such a file. An empty file, or none: all is well.
"""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Self

from benchmarks.bots.host_names import MICROSOFT

LOOK_EVERY = 0.05


def follow(file: Path, says: Callable[[str], None]) -> None:
    """`says` hears what the file says, and soon of every change."""

    def watch() -> None:
        before = ""
        while True:
            said = file.read_text() if file.exists() else ""
            if said != before:
                says(said)
                before = said
            time.sleep(LOOK_EVERY)

    threading.Thread(target=watch, daemon=True).start()


class Clock:
    """`time.time` and `datetime.now` as this machine has them now; what runs steadily goes on as it does.

    The second is replaced only where the bot and PyJWT ask for it, after they have been imported.
    """

    def __init__(self) -> None:
        self.wrong = 0.0
        self._true = time.time
        time.time = self.time

    def says(self, said: str) -> None:
        self.wrong = float(said or 0)

    def time(self) -> float:
        return self._true() + self.wrong

    def replace_datetime(self) -> None:
        clock = self

        class Shown(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                return cls.fromtimestamp(clock.time(), tz)

        import jwt.api_jwt  # noqa: PLC0415 - only once time.time is ours

        from bot.ops import clock as bots  # noqa: PLC0415
        from bot.teams.outbound import button_codec  # noqa: PLC0415

        for module in (bots, button_codec, jwt.api_jwt):
            module.datetime = Shown  # type: ignore[attr-defined]


class Names:
    """`socket.getaddrinfo`, as whoever looks a name of Microsoft's up in a thread has it now."""

    def __init__(self) -> None:
        self._said = ""
        self._known = socket.getaddrinfo
        socket.getaddrinfo = self.resolve

    def says(self, said: str) -> None:
        self._said = said

    def resolve(self, host: Any, port: Any, *args: Any, **options: Any) -> Any:
        match self._what(host):
            case ["gone"]:
                raise socket.gaierror(socket.EAI_AGAIN, "the name server does not answer")
            case ["slow", seconds]:
                time.sleep(float(seconds))
            case ["at", elsewhere]:
                host, port = "127.0.0.1", int(elsewhere)
        return self._known(host, port, *args, **options)

    def _what(self, host: Any) -> list[str]:
        first, *more = self._said.split() or [""]
        if host not in MICROSOFT or (first in MICROSOFT and first != host):
            return []
        return more if first in MICROSOFT else [first, *more]


class Connections:
    """All of this process's SQLite connections."""

    def __init__(self) -> None:
        self._connect = sqlite3.connect
        self._open: list[sqlite3.Connection] = []
        sqlite3.connect = self.connect  # type: ignore[assignment]

    def connect(self, *args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = self._connect(*args, **options | {"check_same_thread": False})
        self._open.append(connection)
        return connection

    def says(self, said: str) -> None:
        for connection in self._open:
            with suppress(sqlite3.ProgrammingError):  # it has been closed
                connection.execute(f"PRAGMA query_only={int(said == 'read-only')}")


def spoil_by(folder: Path) -> Callable[[], None]:
    """From now on; to be called before the bot is imported, and what it gives, afterwards."""
    clock, names, connections = Clock(), Names(), Connections()
    for name, says in (("clock", clock.says), ("names", names.says), ("store", connections.says)):
        follow(folder / name, says)
    return clock.replace_datetime
