"""What becomes of a store while the bot is at work with it: a SQLite file or a Redis of the test's own."""

from __future__ import annotations

import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from tests.support.redis_server import RedisServer

PAGE = 4096


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process holds the write lock."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def gone(file: Path) -> Iterator[None]:
    """Somebody has removed it and its companions."""
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    yield


@contextmanager
def damaged(file: Path) -> Iterator[None]:
    """Its pages hold something else, and another process has just written to it, so that they are read again."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.execute("SELECT count(*), sum(length(value)) FROM items").fetchall()
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO items (name, key, expires, value) VALUES ('x', 'x', 0, '')")
        size = file.stat().st_size
        with file.open("r+b") as raw:
            raw.seek(PAGE)
            raw.write(b"\xa5" * (size - PAGE))
        other.execute("COMMIT")
        yield


@contextmanager
def ended(server: RedisServer) -> Iterator[None]:
    """Its machine goes away, and comes back with what it had."""
    server.kill()
    yield
    server.start()


@contextmanager
def silent(server: RedisServer) -> Iterator[None]:
    """Connections stay open, and nobody answers."""
    assert server.process
    server.process.send_signal(signal.SIGSTOP)
    yield
    server.process.send_signal(signal.SIGCONT)


@contextmanager
def _set(server: RedisServer, name: str, value: str, usual: str) -> Iterator[None]:
    with server.client() as client:
        client.config_set(name, value)
        yield
        client.config_set(name, usual)


def full(server: RedisServer) -> AbstractContextManager[None]:
    """Not a byte more is taken."""
    return _set(server, "maxmemory", "1", "0")


@contextmanager
def read_only(server: RedisServer) -> Iterator[None]:
    """It is a replica now, as after a fail-over."""
    with server.client() as client:
        client.replicaof("127.0.0.1", "1")
        yield
        client.replicaof("NO", "ONE")


REDIS_NAME = "redis.example"


@contextmanager
def name_server(does: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Redis has a name, and whoever looks it up has this happen to them before."""
    known = socket.getaddrinfo

    def resolve(host: Any, *args: Any, **options: Any) -> Any:
        if host != REDIS_NAME:
            return known(host, *args, **options)
        does()
        return known("127.0.0.1", *args, **options)

    socket.getaddrinfo = resolve
    try:
        yield
    finally:
        socket.getaddrinfo = known


@contextmanager
def _cut_off(server: RedisServer, does: Callable[[], None]) -> Iterator[None]:
    """The name server does this, and each connection that there was is closed."""
    with name_server(does), server.client() as client:
        client.client_kill_filter(_type="normal", skipme=True)
        yield


def unknown_name(server: RedisServer) -> AbstractContextManager[None]:
    """No such name, says its server."""

    def refuses() -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    return _cut_off(server, refuses)


@contextmanager
def slow_name(server: RedisServer) -> Iterator[None]:
    """Its server says nothing for as long as it takes."""
    over = threading.Event()
    with _cut_off(server, over.wait):  # type: ignore[arg-type]
        try:
            yield
        finally:
            over.set()


SPOILT_REDIS: Mapping[str, Callable[[RedisServer], AbstractContextManager[None]]] = {
    "gone": ended,
    "silent": silent,
    "full": full,
    "read-only": read_only,
    "name not found": unknown_name,
    "name slow": slow_name,
}
SPOILT: Mapping[str, Callable[[Path], AbstractContextManager[None]]] = {
    "locked": locked,
    "gone": gone,
    "damaged": damaged,
}
