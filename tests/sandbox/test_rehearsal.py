"""A deployment is tried before there is a tenant: the operator's settings, the service's own start, a first link."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from aiohttp.test_utils import unused_port

from bot.ops.places import HOME
from tests.support.settings import PRODUCTION


async def rehearsed(folder: Path, *arguments: str) -> tuple[int | None, str]:
    """Exit code and output of a rehearsal that is started in `folder`, where its storage is, too."""
    settings = {**PRODUCTION, "PORT": unused_port(), "STORAGE_URL": f"sqlite:///{folder}/bot.db"}
    (folder / "bot.env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    command = (sys.executable, "-m", "sandbox.rehearsal", "--once", *arguments)
    env = {"ENV_FILE": str(folder / "bot.env"), "PYTHONPATH": str(HOME)}
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=env, stdout=PIPE, stderr=PIPE)
    output, faults = await process.communicate()
    return process.returncode, (output + faults).decode()


async def test_somebody_has_a_link_and_after_a_restart_again(tmp_path: Path) -> None:
    for _start in range(2):
        code, told = await rehearsed(tmp_path)
        assert "has her link: https://visit.teams.microsoft.com/" in told
        assert code == 0
    assert (tmp_path / "bot.db").is_file()


async def test_an_address_that_does_not_lead_to_the_bot_is_told_and_ends_with_code_1(tmp_path: Path) -> None:
    code, told = await rehearsed(tmp_path, "--through", f"http://127.0.0.1:{unused_port()}")
    assert "has no link: ClientConnectorError" in told
    assert code == 1
