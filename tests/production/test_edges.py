"""The process among strangers and in bad moments: Teams is heard, probes are answered, and the log stays small."""

from __future__ import annotations

import asyncio
import json
import resource
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sandbox.client.activities import Json
from sandbox.world.keys import SigningKey
from sandbox.world.troubles import Trouble
from tests.support.production.process import APP_ID, KEYS, SERVICE_URL, Production

HALF = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nX-Slow: "
MANY = 1_100  # connections; more than a process with the usual limit of open files could hold
FEW_FILES = 1024


@asynccontextmanager
async def half_open(there: Production, count: int) -> AsyncIterator[None]:
    """So many connections that have begun to say something, and do not go on."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (20_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    lines = []
    for _ in range(count):
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", there.port)
            writer.write(HALF)
            lines.append(writer)
    try:
        yield
    finally:
        for writer in lines:
            writer.transport.abort()


async def probed(there: Production) -> Json:
    """Readiness, asked on a connection of its own."""
    async with there.http.get(f"{there.url}/readyz", headers={"Connection": "close"}) as ready:
        body: Json = await ready.json()
        return body


async def test_a_thousand_unfinished_requests_keep_nobody_waiting(there: Production) -> None:
    await there.start(open_files=FEW_FILES)
    async with half_open(there, MANY):
        assert (await probed(there))["ready"] is True
        anna = there.client()
        await anna.say("help")
        assert await anna.settled()
    assert await there.stop() == 0
    assert b"few_open_files" in there.log
    assert b"accept" not in there.log
    assert len(there.output) < 30


async def test_without_keys_teams_is_told_to_come_again_until_they_are_there(there: Production) -> None:
    there.microsoft365.troubles.on(Trouble.CHANNEL_UNAVAILABLE)
    await there.start()
    anna = there.client()
    told = await anna.bot_client.deliver(anna.activities.message("help"))
    assert told.status == 503
    assert (await probed(there))["dependencies"]["bot_framework_keys"]["state"] == "failing"
    there.microsoft365.troubles.off(Trouble.CHANNEL_UNAVAILABLE)
    async with asyncio.timeout(15):
        while (state := (await probed(there))["dependencies"]["bot_framework_keys"])["state"] == "failing":  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    assert state["keys"] == 2
    assert state["age"] >= 0
    assert await anna.bot_client.deliver(anna.activities.message("help"))
    assert await anna.settled()


async def test_a_flood_of_made_up_keys_at_a_rotation_does_not_make_the_bot_deaf(there: Production) -> None:
    await there.start()
    anna, channel = there.client(), there.microsoft365.channel

    async def stranger(number: int) -> int:
        made_up = SigningKey(f"made-up-{number}", KEYS.foreign.private)
        token = channel.channel_token(APP_ID, SERVICE_URL, key=made_up)
        return (await anna.bot_client.deliver(anna.activities.message("x"), token=token)).status

    for number in range(3):  # the first ones, and so on at once: before a rotation nobody may use up what it needs
        assert await stranger(number) == 401
    strangers = [asyncio.create_task(stranger(number)) for number in range(3, 50)]
    channel.rotate()
    anna.bot_client.renew()
    assert (await anna.bot_client.deliver(anna.activities.message("help"))).status == 202
    assert set(await asyncio.gather(*strangers)) == {401}
    assert await anna.settled()


async def test_a_port_in_use_is_told_in_words(there: Production) -> None:
    with socket.create_server(("127.0.0.1", there.port)):
        await there.start(HOST="127.0.0.1")
        assert await there.died() == 1
    assert f"HOST/PORT: 127.0.0.1:{there.port} is in use".encode() in there.log


async def test_ipv6_is_served_where_there_is_any(there: Production) -> None:
    await there.start()
    with socket.create_connection(("::1" if socket.has_dualstack_ipv6() else "127.0.0.1", there.port)) as line:
        line.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert b" 200 " in line.recv(100)


async def test_whoever_expects_what_is_no_text_is_refused_like_any_other_stranger(there: Production) -> None:
    await there.start()
    for target in (b"/readyz", b"/nowhere"):
        with socket.create_connection(("127.0.0.1", there.port)) as line:
            line.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\nExpect: \xff\r\n\r\n" % target)
            assert b" 417 " in line.recv(100)
    await there.stop()
    assert b'"level": "error"' not in there.log


async def test_noise_is_one_line_of_the_log(there: Production) -> None:
    await there.start()
    for _ in range(50):
        with socket.create_connection(("127.0.0.1", there.port)) as line:
            line.sendall(b"GET / HTTP/1.1\r\nno header\r\n\r\n")
            assert b" 400 " in line.recv(100)
    await there.stop()
    lines = [json.loads(line) for line in there.log.splitlines()]
    assert [line["malformed"] for line in lines if line["event"] == "refused_at_the_edge"] == [50]
    assert {line["level"] for line in lines} <= {"info", "warning"}
    assert len(lines) < 20
