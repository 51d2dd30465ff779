"""`python -m sandbox`: the demo for a person, who needs no tenant."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from sandbox.demo.demo import Places, demo, stop_signal
from sandbox.demo.playground_server import CannotStart
from sandbox.wiring import log_to
from sandbox.world.people import ANNA, CLINIC

DATA = Path("data/sandbox")
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


async def run(folder: Path, port: int, log: Path) -> None:
    stop = stop_signal()
    async with demo(folder, port) as places:
        print(words(places, log), flush=True)
        await stop.wait()


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    options.add_argument("--port", type=int, default=56150, help="of the Playground's page (default: %(default)s)")
    options.add_argument("--data", type=Path, default=DATA, help="folder of the demo's memory (default: %(default)s)")
    given = options.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    log: Path = given.data / "bot.log"
    try:
        with log.open("a", encoding="utf-8", buffering=1) as lines:
            log_to(lines)
            asyncio.run(run(given.data.resolve(), given.port, log))
    except CannotStart as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
