"""What fails while the machine stands still is run once more; what fails by itself is not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
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


ENDED = """
import os, signal
from tests.conftest import METRONOME

def test_something(request):
    print(request.config.stash[METRONOME].pid, flush=True)
    {end}
"""
CTRL_C = "os.killpg(0, signal.SIGINT)"


def pytest(test: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A run of `test`, in a process group of its own, as a terminal starts it."""
    file = folder / "test_failing.py"
    file.write_text(test)
    own = ("-p", "tests.conftest", "-p", "no:cacheprovider", "--rootdir", str(folder))
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", *own, *options, str(file)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )


def outcome_of(test: str, folder: Path, *options: str) -> str:
    """The last line of a run of `test`."""
    return pytest(test, folder, *options).stdout.splitlines()[-1]


def test_what_fails_while_the_machine_stands_still_is_run_once_more(tmp_path: Path) -> None:
    assert "1 passed, 1 rerun" in outcome_of(FAILING.format(seconds=1.0), tmp_path)


def test_what_fails_again_has_failed(tmp_path: Path) -> None:
    always = FAILING.replace("if not again.exists()", "if True")
    assert "1 failed, 1 rerun" in outcome_of(always.format(seconds=1.0), tmp_path)


def test_what_fails_on_a_machine_that_goes_on_has_failed(tmp_path: Path) -> None:
    assert "1 failed in" in outcome_of(FAILING.format(seconds=0.0), tmp_path)


def test_who_looks_into_a_failure_has_it_run_once(tmp_path: Path) -> None:
    """--pdb goes with no second run."""
    assert "1 failed in" in outcome_of(FAILING.format(seconds=1.0), tmp_path, "--pdb", "--pdbcls=bdb:Bdb")


def test_what_fails_stops_the_run_only_when_it_fails_again(tmp_path: Path) -> None:
    assert "1 passed, 1 rerun" in outcome_of(FAILING.format(seconds=1.0), tmp_path, "-x")


def test_a_run_that_is_stopped_by_ctrl_c_says_nothing_of_the_process_beside_it(tmp_path: Path) -> None:
    ran = pytest(ENDED.format(end=CTRL_C), tmp_path)
    assert ("KeyboardInterrupt" in ran.stdout, "metronome" in ran.stderr) == (True, False)


def test_a_run_that_is_killed_leaves_no_process_and_no_file_behind(tmp_path: Path) -> None:
    ran = pytest(ENDED.format(end="os.kill(os.getpid(), signal.SIGKILL)"), tmp_path, "-s")
    beside = Path("/proc", ran.stdout.split()[-1], "cmdline")
    ends = time.monotonic() + 5
    while beside.exists() and b"metronome" in beside.read_bytes() and time.monotonic() < ends:
        time.sleep(0.02)
    assert time.monotonic() < ends
    assert [*tmp_path.glob("metronome-*")] == []
