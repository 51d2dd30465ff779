"""Who asks for something that HTTP does not know holds no connection that others need."""

from __future__ import annotations

from bot.web.connections import TAKEN_WITHIN
from tests.support.web.raw import edge

MOST = 24
NONSENSE = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nExpect: nothing\r\nContent-Length: 0\r\n\r\n"


async def test_a_burst_of_odd_expectations_takes_no_connection_for_good() -> None:
    async with edge(MOST) as here:
        lines = [await here.connect() for _ in range(MOST)]
        for line in lines:
            line.writer.write(NONSENSE)  # more than come in in one turn of the loop
        assert {await line.status() for line in lines} == {417}
        here.time[0] += 2 * TAKEN_WITHIN
        probe = await here.connect()
        assert await probe.ask() == 200
