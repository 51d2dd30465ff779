"""The process may have as many files open as it needs, or says what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = (
    "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}));"
    "from bot.ops.descriptors import connections_allowed;"
    "print(connections_allowed(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
)


def ask(soft: int, hard: int) -> subprocess.CompletedProcess[str]:
    """What a process with these limits finds; a process of its own, for a lowered limit stays."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASK.format(soft=soft, hard=hard)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_low_limit_is_raised_where_that_is_allowed() -> None:
    run = ask(256, 4096)
    assert run.stdout.split() == ["2000", "2448"]


def test_a_limit_that_cannot_be_raised_far_leaves_fewer_connections_and_a_warning() -> None:
    run = ask(1024, 1024)
    assert run.stdout.split()[-2:] == ["576", "1024"]
    assert "few_open_files" in run.stdout


@pytest.mark.parametrize("limit", [128, 256, 500])
def test_a_limit_that_serves_nobody_ends_the_start(limit: int) -> None:
    run = ask(limit, limit)
    assert run.returncode != 0
    assert f"limit of open files (ulimit -n): is {limit}, and must be 512 at least" in run.stderr
