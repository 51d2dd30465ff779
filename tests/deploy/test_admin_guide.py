"""The admin's installation, pasted from top to bottom: each command is one, and ours do what the guide says."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.support.deployment import ROOT, text

GUIDE = text("docs/admin-guide.md")
BLOCK = re.compile(r"(<!-- tried in CI -->\n)?```(sh|powershell)\n(.*?)```", re.DOTALL)
BLOCKS = [(bool(tried), language, code) for tried, language, code in BLOCK.findall(GUIDE)]
TRIED = [code for tried, _, code in BLOCKS if tried]
PASTED = [code for _, language, code in BLOCKS if language == "sh"]
PROGRAM = (".venv", "app.py", "bot", "cards", "manifest", "infra")


@pytest.mark.parametrize("code", PASTED, ids=lambda code: code.splitlines()[0][:40])
def test_a_shell_takes_what_is_pasted(code: str) -> None:
    subprocess.run(["bash", "-n"], input=code, check=True, text=True)  # noqa: S607
    assert "{" not in re.sub(r"\$\{?\w+\}?|\{\n|\} >", "", code)  # nothing that the reader would have to fill in


def test_the_last_step_is_pasted_into_a_powershell_of_its_own() -> None:
    """All before it may have been done in sh: what it names, it has from the files that are there by then."""
    last = BLOCKS[-1][2]
    assert set(re.findall(r"\$(\w+)", last)) == set(re.findall(r"^\$(\w+) = ", last, re.MULTILINE))
    assert re.findall(r"-Path ([\w/.]+)", last) == ["build/appPackage.zip", ".env"]


def test_what_the_commands_name_is_there() -> None:
    named = re.findall(r"(?<![\w/])(?:\./)?((?:infra|scripts|docs)/[\w.-]+)", "".join(code for *_, code in BLOCKS))
    named += [module.replace(".", "/") for module in re.findall(r"python -m ([\w.]+)", GUIDE)]
    assert [name for name in named if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()] == []


@pytest.fixture
def clone(cloud: Path) -> Path:
    """The program in a folder of its own, with the cloud's `az` before all others."""
    folder = cloud / "clone"
    folder.mkdir()
    for name in PROGRAM:
        (folder / name).symlink_to(ROOT / name)
    return folder


def pasted(clone: Path, code: str) -> str:
    """What all of it prints, in one shell that stops at the first command that fails."""
    env = {
        "PATH": f"{clone.parent}:{os.environ['PATH']}",
        "FAKE_AZ": str(clone.parent),
        "ENV_FILE": str(clone / ".env"),  # the one beside app.py, which is a link here
    }
    shell = ["bash", "-euo", "pipefail", "-c", code]
    done = subprocess.run(shell, env=env, cwd=clone, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_installation_ends_with_a_package_that_can_be_uploaded(clone: Path) -> None:
    assert len(TRIED) == 5
    _names, ids, _settings, package, consent = pasted(clone, "echo ---\n".join(TRIED)).split("---\n")
    assert ids in GUIDE
    reset = next(line for line in (clone.parent / "asked").read_text().splitlines() if "credential reset" in line)
    assert (
        "--id 6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10 " in reset
    )  # not looked for by its name, which takes Entra a while
    assert consent.startswith("https://login.microsoftonline.com/a796be92-1111-4000-8000-000000000001/")
    assert f"prints `{package.strip()}`" in GUIDE
    with zipfile.ZipFile(clone / package.strip()) as packed:
        assert "manifest.json" in packed.namelist()
    assert stat.S_IMODE((clone / ".env").stat().st_mode) == 0o600
    assert not (clone / "app.ids").exists()
