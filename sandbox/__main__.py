"""`python -m sandbox`: the demo for a person, who needs no tenant."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sandbox.demo.demo import Places, cancelled_by_signals, demo
from sandbox.demo.one_demo import alone_in
from sandbox.demo.playground_server import CannotStart
from sandbox.wiring import log_to
from sandbox.world.people import ANNA, CLINIC

DATA = Path("data/sandbox")
HIGHEST = 65_533
WORDS = """
You are {name}, who works at the pretend {clinic}.

  1. Open the address below, in Chrome, Edge or Firefox.
  2. Type:  get link
  3. Press “Sign in”, then “Accept” on the page that opens, and go back to the chat.
  4. Press a meeting. That is the customer's link.

Then try:  get link physio tomorrow  ·  who am I  ·  sign out  ·  help
Where others read along: choose “Reception” on the left, type @App, press the name, and write  get link
While writing: press “+” beside the box, then “Search Command”, and type words of a title (a blank shows all);
  or “Action Command” with the id insertLink.
In another language, with another clock or time zone: type  language deutsch  , or set Teams itself at the next address.
Bad days (slow Graph, a refused sign-in, messages that arrive twice …) are switched on and off at
  {switches}
The bot's log is in {log}. Ctrl-C stops everything.

{chat}
"""


def words(places: Places, log: Path) -> str:
    return WORDS.format(
        name=ANNA.name, clinic=CLINIC.name, switches=places.switches, log=log, chat=places.chat
    ).rstrip()


def taken(port: int, places: Places) -> str:
    """Why the address is another one than the last time; else empty."""
    return "" if places.chat.endswith(f":{port}") else f"Port {port} is taken: the address is another one this time.\n"


def port_in_range(text: str) -> int:
    """A port with room for the next two, which the demo takes as well. Raises ValueError."""
    if not 1 <= (port := int(text)) <= HIGHEST:
        raise ValueError(text)
    return port


async def run(folder: Path, port: int, log: Path, tell: Callable[[str], object]) -> None:
    """Until Ctrl-C, which is heeded while everything starts, too. `tell` takes the chat's address."""
    cancelled_by_signals()
    async with demo(folder, port) as places:
        tell(places.chat)
        print(taken(port, places) + words(places, log), flush=True)
        await asyncio.Event().wait()


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    ports = "of the Playground's page, and the two above it (default: %(default)s)"
    parser.add_argument("--port", type=port_in_range, default=56150, help=ports, metavar=f"1-{HIGHEST}")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the demo's memory (default: %(default)s)")
    return parser


def start(folder: Path, port: int) -> None:
    """The demo, from its folder to Ctrl-C. Raises CannotStart."""
    log = log_in(folder)
    with alone_in(folder) as tell, log.open("a", encoding="utf-8", buffering=1) as lines:
        log_to(lines)
        with suppress(asyncio.CancelledError):
            asyncio.run(run(folder.resolve(), port, log, tell))


def log_in(folder: Path) -> Path:
    """The bot's log in a folder that is there now, and can be written to. Raises CannotStart."""
    log = folder / "bot.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log.touch()
    except OSError as refused:
        text = f"The demo cannot write to {folder} ({refused.strerror}): give it --data with another folder."
        raise CannotStart(text) from refused
    return log


def main() -> int:
    given = options().parse_args()
    try:
        start(given.data, given.port)
    except CannotStart as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
