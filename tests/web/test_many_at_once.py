"""Many who connect at once are taken at once, on the event loop that the bot runs on: libuv alone takes one a turn."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from contextlib import ExitStack

from aiohttp.test_utils import unused_port

from bot.web.connections import Connections
from bot.web.server import TAKEN_AT_ONCE, accepting, new_event_loop

MANY = 320


async def turns_until_all_are_taken() -> int:
    """Turns of the loop until so many who have connected have a place; ten times as many as are needed at the most."""
    port, connections = unused_port(), Connections(MANY, Counter())
    with ExitStack() as clients:
        async with accepting(connections, asyncio.Protocol, "127.0.0.1", port):
            for _ in range(MANY):
                clients.enter_context(socket.create_connection(("127.0.0.1", port)))
            turns = 0
            while len(connections) < MANY and turns < MANY:
                await asyncio.sleep(0)
                turns += 1
    return turns


def test_hundreds_who_connect_at_once_are_taken_within_some_turns() -> None:
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        assert runner.run(turns_until_all_are_taken()) <= 2 * MANY // TAKEN_AT_ONCE
