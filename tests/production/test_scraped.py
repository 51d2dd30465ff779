"""The running process as Prometheus sees it, and what it says where its metrics' address cannot be had."""

from __future__ import annotations

import json
import socket

from aiohttp.test_utils import unused_port

from bot.ops.metrics import PREFIX
from tests.support.production.first_use import first_use
from tests.support.production.process import Production
from tests.support.scrape import scrape


async def test_a_scrape_of_the_process(there: Production) -> None:
    port = unused_port()
    await there.start(METRICS_PORT=str(port))
    await first_use(there)
    found = await scrape(there.http, port)
    assert found.of(f"{PREFIX}ready") == 1
    assert found.of(f"{PREFIX}connections_open") >= 1
    assert found.of(f"{PREFIX}loop_lag_seconds_count") >= 1
    assert found.of(f"{PREFIX}signing_keys_age_seconds") < 60
    assert found.of(f"{PREFIX}links_total", outcome="sent") == 1
    assert 30e6 < found.of("process_resident_memory_bytes") < 400e6


async def test_a_metrics_port_in_use_is_told_once_with_the_settings_to_look_at(there: Production) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        await there.start(METRICS_PORT=str(port))
        assert await there.died() == 1
    (line,) = [json.loads(line) for line in there.log.splitlines()]
    assert line["event"] == "cannot_start"
    assert line["detail"].startswith(f"METRICS_HOST/METRICS_PORT: 127.0.0.1:{port} is in use by another program")
