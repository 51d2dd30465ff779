"""How the demo starts, and what it says when it cannot: each case is a process of its own, as a person starts it."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from sandbox.__main__ import taken
from sandbox.demo.demo import Places, demo
from sandbox.demo.one_demo import alone_in
from tests.support.journeys.playground import FakePlayground
from tests.support.journeys.playground_process import ROOT
from tests.support.ports import unused_port

SLEEPS = "#!/bin/sh\nexec sleep 60\n"
TOO_OLD = "#!/bin/sh\necho 'SyntaxError: Unexpected token ?' >&2\nexit 1\n"


async def started(*options: str, path: str = "/usr/bin:/bin") -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "sandbox", *options)
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, env={"PATH": path}, stdout=PIPE, stderr=PIPE)


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    async with asyncio.timeout(30):
        said, complained = await process.communicate()
    return process.returncode, said.decode(), complained.decode()


def node(folder: Path, text: str) -> str:
    """A PATH on which Node is that program, and the Playground is installed."""
    folder.mkdir()
    (folder / "node").write_text(text)
    (folder / "node").chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


@pytest.mark.parametrize("port", ["0", "65534", "-1", "chat"])
async def test_a_port_that_there_is_not_is_refused_at_once(tmp_path: Path, port: str) -> None:
    code, _, complained = await ended(await started("--data", str(tmp_path), f"--port={port}"))
    assert (code, "--port 1-65533" in complained, f"'{port}'" in complained) == (2, True, True), complained


async def test_a_second_demo_in_the_same_folder_says_where_the_first_is(tmp_path: Path) -> None:
    with alone_in(tmp_path) as tell:
        tell("http://localhost:56150")
        code, said, complained = await ended(await started("--data", str(tmp_path)))
    assert (code, said) == (1, "")
    assert f"A demo runs in {tmp_path} already, at http://localhost:56150." in complained
    with alone_in(tmp_path):
        pass  # whose folder it was has let go of it


async def test_a_folder_that_cannot_be_written_to_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, complained = await ended(await started("--data", str(tmp_path / "file")))
    assert (code, complained.count("\n"), "give it --data" in complained) == (1, 1, True), complained


async def test_ctrl_c_ends_a_start_that_does_not_come_to_an_end(tmp_path: Path) -> None:
    path = node(tmp_path / "bin", SLEEPS)
    process = await started("--data", str(tmp_path / "data"), "--port", str(unused_port()), path=path)
    while not (tmp_path / "data" / ".m365agentsplayground.yml").exists():  # noqa: ASYNC110 — another process writes it
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    process.terminate()
    assert await ended(process) == (0, "", "")


async def test_who_was_signed_in_is_remembered_after_ctrl_c(tmp_path: Path) -> None:
    is_there = asyncio.Event()

    async def running() -> None:
        async with demo(tmp_path, unused_port(), FakePlayground().running):
            is_there.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(running())
    await is_there.wait()
    task.cancel()  # as Ctrl-C does
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (tmp_path / "microsoft365.json").exists()


async def test_what_a_node_that_is_too_old_says_is_shown(tmp_path: Path) -> None:
    path = node(tmp_path / "bin", TOO_OLD)
    code, _, complained = await ended(await started("--data", str(tmp_path / "data"), path=path))
    assert (code, "SyntaxError" in complained, "ended at once" in complained) == (1, True, True), complained


def test_another_address_than_the_wished_one_is_explained() -> None:
    assert taken(56150, Places("http://localhost:56150", "", "")) == ""
    assert "Port 56150 is taken" in taken(56150, Places("http://localhost:40001", "", ""))
