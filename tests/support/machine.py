"""A machine on which the bot is installed, under a folder: the commands of a page are run there as they are written."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.storage.__main__ import opened
from bot.storage.entries import Entry
from tests.support.deployment import ROOT, text
from tests.support.ports import unused_port
from tests.support.settings import PRODUCTION

LINK = "has her link: https://visit.teams.microsoft.com/"
BLOCK = re.compile(r"^( *)```sh\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
SQLITE = "sqlite:////var/lib/appointment-link/bot.db"
# Services are started and stopped by the test; a container's command runs here, in the folder that its volume would be.
STAND_INS = {
    "systemctl": "#!/bin/sh\n",
    "redis-cli": '#!/bin/sh\nexec {redis-cli} -p "$REDIS_PORT" "$@"\n',
    "redis-server": '#!/bin/sh\nexec {redis-server} "$@" --bind 127.0.0.1 --port "$REDIS_PORT"\n',
    "docker": """#!/bin/sh -eu
verb=$2 && shift 2
case $verb in
    exec) shift && exec "$@" ;;
    cp) cp "$DATA/${1#redis:/data/}" "$2" ;;
    stop) redis-cli shutdown nosave ;;
    run)
        while [ "$1" != sh ]; do case $1 in *:/dump.rdb:ro) dump=${1%%:*} ;; esac; shift; done
        echo "$3" | sed "s#/data#$DATA#g; s# /dump.rdb# $dump#g" | sh -eu ;;
esac
""",
}


def commands(page: str, heading: str) -> list[str]:
    """The blocks of shell commands under a heading of a page, as they are written."""
    section = text(page).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in BLOCK.findall(section)]


@dataclass
class Machine:
    """`/etc`, `/var` and what is installed under `/opt` are in `folder`; a Redis is at `redis`, its data in `data`."""

    folder: Path
    redis: int = 0
    data: Path = Path()

    def __post_init__(self) -> None:
        for name in ("bin", "etc/appointment-link", "var/lib/appointment-link", "var/backups"):
            (self.folder / name).mkdir(parents=True)
        paths = {f"{{{name}}}": shutil.which(name) or name for name in ("redis-cli", "redis-server")}
        for name, script in STAND_INS.items():
            for blank, path in paths.items():
                script = script.replace(blank, path)  # noqa: PLW2901
            (self.folder / "bin" / name).write_text(script)
            (self.folder / "bin" / name).chmod(0o755)

    @property
    def settings(self) -> Path:
        """What the unit gives the bot."""
        return self.folder / "etc/appointment-link/bot.env"

    def configured(self, **settings: object) -> None:
        """As an operator writes it."""
        values = {**PRODUCTION, "PORT": unused_port(), **settings}
        self.settings.write_text("".join(f"{name}={value}\n" for name, value in values.items()))

    def here(self, words: str) -> str:
        """The same, with this machine's folders."""
        for name in ("/etc/", "/var/"):
            words = words.replace(name, f"{self.folder}{name}")
        return words.replace("/opt/appointment-link", str(ROOT))

    def run(self, script: str) -> str:
        """What these commands say. Raises CalledProcessError where one of them fails."""
        env = {"PATH": f"{self.folder}/bin:{os.environ['PATH']}", "HOME": str(self.folder)}
        env |= {"REDIS_PORT": str(self.redis), "DATA": str(self.data)}
        command = ["sh", "-eu", "-c", self.here(script)]
        done = subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, check=False)  # noqa: S603 — ours
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def first_link(self, **env: str) -> str:
        """The bot is started as its service would be, in front of a pretend Microsoft 365; what it says."""
        return rehearsed({"ENV_FILE": str(self.settings), **env})

    def rows(self, url: str) -> list[Entry]:
        """All people and secrets that the store holds."""

        async def read() -> list[Entry]:
            async with opened(url) as shelf:
                return [entry async for entry in shelf.entries() if not hasattr(entry, "left")]

        return asyncio.run(read())


def rehearsed(env: Mapping[str, str]) -> str:
    """What a rehearsal says, that is over after the first link."""
    command = [sys.executable, "-m", "sandbox.rehearsal", "--once"]
    done = subprocess.run(command, env=dict(env), cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 — ours
    return done.stdout + done.stderr
