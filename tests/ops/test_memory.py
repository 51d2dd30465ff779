"""What the bot no longer needs goes back to the machine, where the machine can take it."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from bot.ops.collector import give_back

# A hundred megabytes of long texts, of which one in a hundred is kept: the others lie between.
RUSH = """
import asyncio
from pathlib import Path
from bot.ops.collector import give_back

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20

texts = [bytes(1000) for _ in range(100_000)]
kept = texts[::100]
del texts
before = resident()
asyncio.run(give_back())
print(before - resident())
"""


def can_trim() -> bool:
    return sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")


@pytest.mark.skipif(not can_trim(), reason="no glibc")
def test_what_a_rush_has_left_between_what_is_kept_goes_back() -> None:
    done = subprocess.run([sys.executable, "-c", RUSH], check=True, capture_output=True, text=True)  # noqa: S603
    assert int(done.stdout) > 20  # MiB


async def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    await give_back()
