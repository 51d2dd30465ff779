"""One thread owns the SQLite connection and commits for everybody who is waiting at once.

A hop and a transaction for each statement would cost more than the statements (docs/decisions/0008). Statements that
arrive while a transaction is being written go into the next one, together.
"""

from __future__ import annotations

import asyncio
import math
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

from bot.errors import BotError, Misconfigured
from bot.model.values import value

MOST_STATEMENTS = 256  # statements in one transaction: whoever comes next does not wait for more
LOCK_TIMEOUT = 3.0  # seconds that a statement waits for another process's lock; Teams gives us five for an answer
TRY_EVERY = 0.05  # seconds of it at a stretch, so that readers get their turn in between
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
Values = Mapping[str, object]
Result = list[Any] | BotError


@value
class Job:
    """A statement, and who waits for its rows."""

    statement: str
    values: Values
    future: asyncio.Future[list[Any]]
    ends: float

    @property
    def reads(self) -> bool:
        return self.statement.startswith("SELECT")


class SqliteThread:
    """Runs statements in order of arrival. `translated` makes a BotError of SQLite's errors; `wrote` hears, there,
    how many were committed.

    What fails was not done: of a transaction that cannot be committed, nothing is.
    """

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        translated: Callable[[Exception], BotError],
        wrote: Callable[[int], None] = lambda _statements: None,
    ) -> None:
        self._connect = connect
        self._translated = translated
        self._wrote = wrote
        self._asked: list[Job] = []
        self._jobs: SimpleQueue[list[Job] | None] = SimpleQueue()  # None: close
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.fault: BotError | None = None  # why a statement was not done, until `ping` has seen one that was
        self.damaged = False  # the file is no database any more, in parts at least: that stays

    async def open(self) -> None:
        """Raises what `connect` raises, translated."""
        self._loop = asyncio.get_running_loop()
        opened: asyncio.Future[list[Any]] = self._loop.create_future()
        self._thread = threading.Thread(target=self._serve, args=(opened,), name="sqlite", daemon=True)
        self._thread.start()
        await opened

    async def close(self) -> None:
        """What has been asked for is done first."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._hand_over()
            self._jobs.put(None)
            await asyncio.to_thread(thread.join)

    def run(self, statement: str, values: Values) -> asyncio.Future[list[Any]]:
        """The rows that `statement` returns, once they are on record. Raises what `translated` makes of an error."""
        if self._thread is None:
            raise Misconfigured("STORAGE_URL", "the store is not open")
        loop = asyncio.get_running_loop()
        job = Job(statement, values, loop.create_future(), time.monotonic() + LOCK_TIMEOUT)
        if not self._asked:  # the thread is woken once a turn of the loop, and wants the interpreter's lock then
            loop.call_soon(self._hand_over)
        self._asked.append(job)
        return job.future

    def _hand_over(self) -> None:
        asked, self._asked = self._asked, []
        self._jobs.put(asked)

    # -- in the thread ----------------------------------------------------------------------------------------

    def _serve(self, opened: asyncio.Future[list[Any]]) -> None:
        try:
            connection = self._connect()
        except Exception as error:  # noqa: BLE001 — it is whoever opens the store that must hear of it
            self._tell([(opened, self._translated(error))])
            return
        self._tell([(opened, [])])
        waiting: list[Job] = []
        while jobs := waiting + self._next(wait=not waiting):
            self._tell([(job.future, self._rows(connection, job)) for job in jobs if job.reads])
            writes = [job for job in jobs if not job.reads]
            waiting = self._written(connection, writes) if writes else []
        connection.close()

    def _next(self, *, wait: bool) -> list[Job]:
        """What has been asked for, up to MOST_STATEMENTS or a turn's more; nothing once the end of it has come."""
        jobs: list[Job] = []
        # Nobody else takes from it, so that what is there stays there.
        while len(jobs) < MOST_STATEMENTS and ((wait and not jobs) or not self._jobs.empty()):
            asked = self._jobs.get()
            if asked is None:
                self._jobs.put(None)  # the end, for the next time
                break
            jobs += asked
        return jobs

    def _written(self, connection: sqlite3.Connection, jobs: list[Job]) -> list[Job]:
        """Do `jobs` in one transaction; those that another process's lock keeps waiting are given back."""
        together = len(jobs) > 1  # a statement alone is a transaction
        try:
            if together:
                connection.execute("BEGIN IMMEDIATE")
            results = [self._rows(connection, job) for job in jobs]
            if together:
                connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 — whatever it is, whoever waits hears of it, and the thread goes on
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            locked = primary_code(error) == sqlite3.SQLITE_BUSY
            now = time.monotonic() if locked else math.inf
            given_up = [job for job in jobs if job.ends <= now]
            if given_up:
                self._note(error)
            self._tell([(job.future, self._translated(error)) for job in given_up])
            return [job for job in jobs if job.ends > now]
        self._tell([(job.future, rows) for job, rows in zip(jobs, results, strict=True)])
        self._wrote(len(jobs))
        return []

    def _rows(self, connection: sqlite3.Connection, job: Job) -> Result:
        """A statement that fails alone does not spoil the others'; one that ends the transaction does."""
        try:
            return connection.execute(job.statement, job.values).fetchall()
        except Exception as error:
            if not job.reads and not connection.in_transaction:
                raise
            if isinstance(error, sqlite3.Error):
                self._note(error)
            return self._translated(error)

    def _note(self, error: Exception) -> None:
        if not self.damaged:
            self.fault = self._translated(error)
            self.damaged = primary_code(error) in DAMAGE

    def _tell(self, results: Iterable[tuple[asyncio.Future[list[Any]], Result]]) -> None:
        told = list(results)
        if told and self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_settle, told)


def primary_code(error: Exception) -> int:
    """The result code without what tells its kinds apart, SQLITE_BUSY for SQLITE_BUSY_SNAPSHOT; 0: none of SQLite's.

    SQLite, *Result and Error Codes*: the lower eight bits of an extended code are its primary one.
    """
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _settle(told: Iterable[tuple[asyncio.Future[list[Any]], Result]]) -> None:
    for future, result in told:
        if future.done():  # whoever asked has gone
            continue
        if isinstance(result, BotError):
            future.set_exception(result)
        else:
            future.set_result(result)
