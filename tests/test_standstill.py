"""What fails while the machine stands still is run once more; what fails by itself is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FAILING = """
import os, signal, time
from tests.conftest import METRONOME

def test_something(request, tmp_path_factory):
    again = tmp_path_factory.getbasetemp() / "again"
    if not again.exists():
        again.touch()
        pid = request.config.stash[METRONOME].pid
        os.kill(pid, signal.SIGSTOP)
        time.sleep({seconds})
        os.kill(pid, signal.SIGCONT)
        time.sleep(0.3)
        assert False
"""


def outcome_of(test: str, folder: Path) -> str:
    """The last line of a run of `test`."""
    file = folder / "test_failing.py"
    file.write_text(test)
    options = ("-p", "tests.conftest", "-p", "no:cacheprovider", "--rootdir", str(folder))
    command = [sys.executable, "-m", "pytest", *options, str(file)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return ran.stdout.splitlines()[-1]


def test_what_fails_while_the_machine_stands_still_is_run_once_more(tmp_path: Path) -> None:
    assert "1 passed, 1 rerun" in outcome_of(FAILING.format(seconds=1.0), tmp_path)


def test_what_fails_again_has_failed(tmp_path: Path) -> None:
    always = FAILING.replace("if not again.exists()", "if True")
    assert "1 failed, 1 rerun" in outcome_of(always.format(seconds=1.0), tmp_path)


def test_what_fails_on_a_machine_that_goes_on_has_failed(tmp_path: Path) -> None:
    assert "1 failed in" in outcome_of(FAILING.format(seconds=0.0), tmp_path)
