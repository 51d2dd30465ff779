"""What `sh scripts/demo` says when something is missing on the way to the first start."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.deployment import ROOT

PYTHON = """#!/bin/sh
# Stands in for Python: `-m venv` leaves what Debian leaves without python3-venv when NO_PIP is set.
case "$*" in
    -c*) exit "${TOO_OLD:-0}" ;;
    "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python && [ -z "${NO_PIP:-}" ] && touch .venv/bin/pip ;;
    *"pip install"*) echo "pip install" >> asked; exit "${NO_PYPI:-0}" ;;
esac
"""
NPM = """#!/bin/sh
[ -z "${NO_NPM:-}" ] || { echo "npm error code ECONNREFUSED" >&2; exit 1; }
mkdir node_modules
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """As much of the project as scripts/setup reads, in a folder with a blank; Python and npm are beside it."""
    folder = tmp_path / "my clone"
    for name in ("scripts/setup", "requirements.txt", "sandbox/demo/playground/package-lock.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for name, program in {"python3": PYTHON, "npm": NPM}.items():
        (tmp_path / name).write_text(program)
        (tmp_path / name).chmod(0o755)
    return folder


def setup(clone: Path, **world: str) -> tuple[int, str]:
    """How it ends, and all that a person reads."""
    environment = {"PATH": f"{clone.parent}:{os.environ['PATH']}", **world}
    command = ("sh", str(clone / "scripts/setup"), "demo")
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    return ended.returncode, ended.stdout + ended.stderr


def test_it_says_once_that_it_takes_a_while_and_nothing_when_all_is_there(clone: Path) -> None:
    code, said = setup(clone)
    assert (code, said.count("Setting up")) == (0, 1), said
    assert setup(clone) == (0, "")


def test_without_npms_registry_it_says_what_npm_said_and_what_to_do(clone: Path) -> None:
    code, said = setup(clone, NO_NPM="yes")
    assert (code, "ECONNREFUSED" in said, "registry.npmjs.org" in said) == (1, True, True), said
    code, said = setup(clone)
    assert (code, "Setting up" in said) == (0, True)  # what was there is kept, the rest is fetched


def test_without_pypi_it_says_which_packages_and_what_to_do(clone: Path) -> None:
    code, said = setup(clone, NO_PYPI="1")
    assert (code, "requirements.txt" in said, "pypi.org" in said) == (1, True, True), said
    assert setup(clone)[0] == 0


def test_a_python_that_is_too_old_or_not_there_is_named(clone: Path) -> None:
    for world in ({"TOO_OLD": "1"}, {"PYTHON": "python3.99"}):
        code, said = setup(clone, **world)
        assert (code, said.count("\n")) == (1, 1), said
        assert f"3.11 or newer is needed, and {world.get('PYTHON', 'python3')} is not" in said


def test_an_environment_that_came_without_pip_is_made_anew_when_pip_is_there(clone: Path) -> None:
    code, said = setup(clone, NO_PIP="yes")
    assert (code, "apt-get install python3-venv" in said) == (1, True), said
    assert setup(clone, NO_PIP="yes")[0] == 1
    assert setup(clone)[0] == 0


def test_packages_of_a_python_that_is_gone_are_installed_anew(clone: Path) -> None:
    assert setup(clone)[0] == 0
    (clone / ".venv/bin/python").unlink()
    assert setup(clone)[0] == 0
    assert (clone / "asked").read_text().count("pip install") == 2
