"""Whether the machine stood still during a test: a process that only sleeps, and notes when it was woken too late.

A virtual machine that is moved, or starved by its neighbours, stops for seconds, and every deadline that a test watches
passes meanwhile. The process is one of its own, so that nothing that the bot or a test does can look like it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

EVERY = 0.05  # seconds
LATE = 0.5  # seconds; waking beside busy processes takes a few hundredths
MOST = 1 << 16  # bytes that a pipe holds


class Metronome:
    """It says through a pipe, which leaves nothing behind, when it was late: of the clock that all processes share."""

    def __init__(self) -> None:
        command = [sys.executable, "-I", "-S", __file__, str(os.getpid())]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0)  # noqa: S603
        assert self._process.stdout
        self._said = self._process.stdout
        self._said.read(1)  # it has begun
        os.set_blocking(self._said.fileno(), False)
        self._late = 0.0

    @property
    def pid(self) -> int:
        return self._process.pid

    def was_late_since(self, moment: float) -> bool:
        """Whether the machine stood still between `moment` (time.monotonic) and now."""
        said = self._said.read(MOST) or b""
        self._late = max([self._late, *map(float, said.split())])
        return self._late >= moment

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self._said.close()


def beat(parent: int) -> None:
    """Until the process that started this one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests, which then stop this
    before = time.monotonic()
    os.write(1, b"\n")
    while os.getppid() == parent:
        time.sleep(EVERY)
        now = time.monotonic()
        if now - before - EVERY > LATE:
            os.write(1, f"{now}\n".encode())
        before = now


if __name__ == "__main__":
    beat(int(sys.argv[1]))
