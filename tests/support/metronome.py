"""Whether the machine stood still during a test: a process that only sleeps, and notes when it was woken too late.

A virtual machine that is moved, or starved by its neighbours, stops for seconds, and every deadline that a test watches
passes meanwhile. The process is one of its own, so that nothing that the bot or a test does can look like it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

EVERY = 0.05  # seconds
LATE = 0.5  # seconds; waking beside busy processes takes a few hundredths


class Metronome:
    """`note` is the file that holds the last late moment, of the clock that all processes share."""

    def __init__(self, note: Path) -> None:
        self._note = note
        self._process = subprocess.Popen([sys.executable, "-I", "-S", __file__, note], stdout=subprocess.PIPE)  # noqa: S603
        assert self._process.stdout
        self._process.stdout.readline()  # it has begun

    @property
    def pid(self) -> int:
        return self._process.pid

    def was_late_since(self, moment: float) -> bool:
        """Whether the machine stood still between `moment` (time.monotonic) and now."""
        try:
            return float(self._note.read_text()) >= moment
        except (FileNotFoundError, ValueError):  # none yet, or half written: the next look tells
            return False

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()


def beat(note: Path) -> None:
    """Until the process that started this one is gone."""
    parent, before = os.getppid(), time.monotonic()
    sys.stdout.write("\n")
    sys.stdout.flush()
    while os.getppid() == parent:
        time.sleep(EVERY)
        now = time.monotonic()
        if now - before - EVERY > LATE:
            note.write_text(str(now))
        before = now


if __name__ == "__main__":
    beat(Path(sys.argv[1]))
