"""Who is compared, how each one's environment is made, and how it is started."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bots.bare.store import write_people
from benchmarks.lab import store
from benchmarks.lab.lab import AUTHORITY, Lab
from benchmarks.lab.process import BotProcess, free_port
from benchmarks.lab.tokens import LIFETIME, token_answer
from benchmarks.lab.world import APP_ID, SCOPES, SECRET, TENANT, Person

ROOT = Path(__file__).parents[2]
BOTS = ROOT / "benchmarks" / "bots"
BUILD = ROOT / "build" / "bench"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot that can be started. `whole`: it does all of the work, not only the help card."""

    name: str
    title: str
    whole: bool
    prepare: Callable[[], None]
    process: Callable[[Lab, Path], BotProcess]


def nothing() -> None:
    """What runs in the project's own environment needs no other."""


def own(lab: Lab, folder: Path) -> BotProcess:
    """This project's bot in production settings."""
    return lab.own_bot(folder, spoilable=False)


def bare(lab: Lab, folder: Path) -> BotProcess:
    """The yardstick."""
    command = [sys.executable, "-m", "benchmarks.bots.bare"]
    return _process(lab, folder, command, "/readyz", {"PYTHONPATH": str(ROOT)})


def python(name: str) -> Contestant:
    """A framework for Python, in an environment of its own."""

    def prepare() -> None:
        wanted, here = BOTS / name / "requirements.txt", BUILD / name
        if _is_made(wanted, here):
            return
        subprocess.run([sys.executable, "-m", "venv", str(here / "venv")], check=True)
        pip = [str(here / "venv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(wanted)], check=True)
        _note(wanted, here)

    def process(lab: Lab, folder: Path) -> BotProcess:
        command = [str(BUILD / name / "venv" / "bin" / "python"), str(BOTS / name / "bot.py")]
        return _process(lab, folder, command, "", {"PYTHONPATH": str(BOTS)})

    return Contestant(name, TITLES[name], whole=False, prepare=prepare, process=process)


def node(name: str) -> Contestant:
    """A framework for Node, in a folder of its own."""

    def prepare() -> None:
        wanted, here = BOTS / name / "package-lock.json", BUILD / name
        if not _is_made(wanted, here):
            here.mkdir(parents=True, exist_ok=True)
            for file in ("package.json", "package-lock.json"):
                shutil.copy(BOTS / name / file, here)
            install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(install, cwd=here, check=True)
            _note(wanted, here)
        shutil.copy(BOTS / name / "bot.js", here)
        shutil.copy(BOTS / "help.json", here)

    def process(lab: Lab, folder: Path) -> BotProcess:
        trust = {"NODE_EXTRA_CA_CERTS": str(lab.folder / AUTHORITY), "NODE_ENV": "production"}
        return _process(lab, folder, ["node", str(BUILD / name / "bot.js")], "", trust)

    return Contestant(name, TITLES[name], whole=False, prepare=prepare, process=process)


TITLES = {
    "own": "this bot",
    "bare": "bare aiohttp handler",
    "botbuilder_python": "botbuilder-python",
    "agents_sdk": "Agents SDK (Python)",
    "teams_sdk": "Teams SDK (Python)",
    "botbuilder_node": "botbuilder (Node)",
}
CONTESTANTS: Mapping[str, Contestant] = {
    "own": Contestant("own", TITLES["own"], whole=True, prepare=nothing, process=own),
    "bare": Contestant("bare", TITLES["bare"], whole=True, prepare=nothing, process=bare),
    **{name: python(name) for name in ("botbuilder_python", "agents_sdk", "teams_sdk")},
    "botbuilder_node": node("botbuilder_node"),
}


async def seed(contestant: Contestant, folder: Path, people: int) -> None:
    """So many signed-in people in the store of a bot that has one."""
    folder.joinpath("data").mkdir(parents=True, exist_ok=True)
    everybody = range(1, people + 1)
    if contestant.name == "own":
        await store.people_in(folder / "data" / "bot.db", everybody)
    elif contestant.whole:
        write_people(folder / "data" / "bare.db", ((person.oid, kept(person)) for person in map(Person, everybody)))


def kept(person: Person) -> bytes:
    """What the bare handler keeps of a person."""
    return json.dumps(token_answer(person, " ".join(SCOPES)) | {"ends": time.time() + LIFETIME}).encode()


def _process(lab: Lab, folder: Path, command: list[str], probe: str, more: Mapping[str, str]) -> BotProcess:
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    told = {"LAB_APP_ID": APP_ID, "LAB_SECRET": SECRET, "LAB_TENANT": TENANT, "PORT": str(port)}
    return BotProcess(command, {**lab.environment(), **told, **more}, folder, port, probe)


def _is_made(wanted: Path, here: Path) -> bool:
    made = here / "made-for"
    return made.exists() and made.read_text() == wanted.read_text()


def _note(wanted: Path, here: Path) -> None:
    shutil.copy(wanted, here / "made-for")
