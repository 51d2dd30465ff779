"""Whatever bytes a stranger sends end in no error of ours: not in a 5xx, and not in a line of the log each."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.web.raw import GET, Edge, edge

MALFORMED = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /\r\n\r\n",
    b"G\xffT / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"a: b\r\n" * 500 + b"\r\n",
    b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http://[x/ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET //[ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http://x:99999999/ HTTP/1.1\r\nHost: x\r\n\r\n",
]


@pytest.fixture
async def here() -> AsyncIterator[Edge]:
    async with edge(1000) as built:
        yield built


@pytest.mark.parametrize("said", MALFORMED)
async def test_malformed_requests_are_counted_and_not_logged(
    here: Edge, caplog: pytest.LogCaptureFixture, said: bytes
) -> None:
    caplog.set_level(logging.DEBUG)
    line = await here.connect(said)
    line.writer.write_eof()
    assert await line.status() in {0, 400, 404}
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_a_body_that_breaks_off_or_breaks_the_rules_is_no_error(
    here: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    head = b"POST /api/messages HTTP/1.1\r\nHost: x\r\n"
    for rest in (b"Content-Length: 10\r\n\r\nabc", b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc"):
        line = await here.connect(head + rest)
        line.writer.write_eof()
        line.close()
    assert await (await here.connect()).ask() == 200
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_a_compressed_body_is_not_unpacked(here: Edge) -> None:
    line = await here.connect()
    head = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n"
    assert await line.ask(head + b"junk") == 200  # as it came; the route itself refuses the header


async def test_a_body_that_comes_too_slowly_is_408() -> None:
    async with edge(body_seconds=0.0) as here:
        line = await here.connect(b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
        assert await line.status() == 408
        assert await line.closed()
        whole = await here.connect()
        assert await whole.ask(b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc") == 200


LINES = st.lists(
    st.sampled_from([*MALFORMED, GET, b"\r\n\r\n", b"Expect: 100-continue\r\n", b"Upgrade: websocket\r\n", b"\x00"])
    | st.binary(max_size=60),
    min_size=1,
    max_size=5,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
async def test_no_bytes_at_all_are_answered_by_a_5xx(here: Edge, said: list[bytes]) -> None:
    line = await here.connect(b"".join(said))
    line.writer.write_eof()
    while status := await line.status():
        assert status < 500
    assert await (await here.connect()).ask() == 200
