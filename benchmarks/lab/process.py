"""A bot as a process of its own on a processor of its own, and what it has used so far."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
PATIENCE = 60.0  # seconds for a start
PROBE_TIMEOUT = 2.0  # seconds
BOT_CPU, LAB_CPU = 0, 1


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of processor time so far, and of waiting for others to leave the processor; MiB of memory, threads and
    open files now.
    """

    processor: float
    waited: float
    memory: float
    threads: int
    files: int

    @classmethod
    def by(cls, pid: int) -> Used:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        processor = (int(fields[11]) + int(fields[12])) / TICK
        waited = int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9  # of the thread with the event loop
        return cls(processor, waited, pages * PAGE / 2**20, int(fields[17]), len(os.listdir(f"/proc/{pid}/fd")))


@dataclass(slots=True)
class BotProcess:
    """A bot to be started, killed and started again. `probe` is the path that answers once it is ready.

    `metrics` is the port of its metrics, 0: it has none.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    port: int
    probe: str
    metrics: int = 0
    seconds_to_ready: float = 0.0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _writer: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    async def start(self, **changes: str) -> None:
        """Start it and wait until it is ready. Raises RuntimeError with the end of its log when it is not."""
        began = time.perf_counter()
        self._process = self._spawned({**self.environment, **changes})
        pin(self.pid, BOT_CPU)
        while not await asyncio.to_thread(answers, self.port, self.probe):
            if not self.alive or time.perf_counter() - began > PATIENCE:
                raise RuntimeError(f"the bot did not start: {self.log.read_text()[-2000:]}")
            await asyncio.sleep(0.005)
        self.seconds_to_ready = time.perf_counter() - began

    def _spawned(self, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            # Through a pipe: a limit on the size of the bot's files is not one on its log.
            self._writer = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=log)
        assert self._writer.stdin
        with self._writer.stdin as pipe:
            return subprocess.Popen(
                self.command, env=environment, cwd=self.folder, stdout=pipe, stderr=subprocess.STDOUT
            )

    def used(self) -> Used:
        return Used.by(self.pid)

    def spoil(self, **what: str) -> None:
        """Say in the files of its folder what is spoilt from now on (benchmarks/bots/spoilt.py)."""
        for name, how in what.items():
            new = self.folder / f"{name}.new"
            new.write_text(how)
            new.replace(self.folder / name)

    def kill(self) -> None:
        """SIGKILL, and it is gone."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._gone()

    async def stop(self) -> None:
        """SIGTERM; who does not go within twenty seconds is killed."""
        if self._process and self.alive:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(self._process.wait, 20)
            if self.alive:
                self.kill()
        self._gone()

    def _gone(self) -> None:
        """Nothing of it is left, and its log is whole."""
        for process in filter(None, (self._process, self._writer)):
            process.wait()


def pin(pid: int, processor: int) -> None:
    """Keep a process on one processor, where there are several."""
    with suppress(OSError):
        os.sched_setaffinity(pid, {processor})


def answers(port: int, path: str) -> bool:
    """Whether a GET is answered there: with 200, or with anything where there is no `path` for it."""
    try:
        with closing(socket.create_connection(("127.0.0.1", port), timeout=PROBE_TIMEOUT)) as connection:
            connection.sendall(b"GET %s HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n" % (path or "/").encode())
            first = connection.recv(16)
    except OSError:
        return False
    return first.startswith(b"HTTP/1.1 200") if path else first.startswith(b"HTTP/1.1")


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
