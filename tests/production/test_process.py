"""`python app.py` with the production settings alone: quick to be ready, quiet, and graceful at the end."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from bot.ops.telemetry import SECRET as SECRET_SHAPES
from tests.support.production.first_use import first_use
from tests.support.production.process import SECRET, Production


async def test_the_whole_story_under_the_real_host_names(there: Production) -> None:
    await there.start()
    link, _ = await first_use(there)
    assert link.startswith("https://visit.teams.microsoft.com/")
    assert {seen.service for seen in there.microsoft365.requests.seen} == {"entra", "graph", "channel", "connector"}


async def test_probes_and_a_graceful_end(there: Production) -> None:
    await there.start()
    async with there.http.get(f"{there.url}/healthz") as alive, there.http.get(f"{there.url}/readyz") as ready:
        assert (alive.status, ready.status) == (200, 200)
        assert (await ready.json())["dependencies"]["storage"]["state"] == "ok"
    assert await there.stop() == 0
    assert b'"event": "stopping"' in there.log


async def test_no_secret_is_in_the_log_or_the_file(there: Production) -> None:
    await there.start(LOG_LEVEL="DEBUG")
    link, secrets = await first_use(there)
    await there.stop()
    with closing(sqlite3.connect(there.folder / "data" / "bot.db")) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in (there.folder / "data").iterdir())
    titles = [event.meeting.subject for event in there.microsoft365.events if event.meeting]
    for secret in [link, SECRET, *secrets, *titles]:
        assert secret.encode() not in there.log
        assert secret.encode() not in kept
    assert b"eyJ" not in kept
    assert not SECRET_SHAPES.search(there.log.decode())


async def test_every_line_of_the_log_is_json_with_a_reference_where_there_is_a_request(there: Production) -> None:
    await there.start()
    await first_use(there)
    await there.stop()
    lines = [json.loads(line) for line in there.log.splitlines()]
    assert all({"event", "level", "timestamp"} <= line.keys() for line in lines)
    assert all("reference" in line for line in lines if line["event"] in {"request", "answered", "told"})


async def test_a_slip_in_the_name_of_a_setting_is_in_the_log(there: Production) -> None:
    await there.start(AUDITLOG="stderr")
    await there.stop()
    assert b'"variable": "AUDITLOG", "setting": "AUDIT_LOG", "event": "not_a_setting"' in there.log
