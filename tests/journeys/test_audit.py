"""Each link that is handed out leaves a line: who, which meeting (hashed), where, how it went; and nothing readable."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import unused_port

from bot.ops.metrics import PREFIX
from sandbox.client.chats import Chat
from sandbox.world.faults import Fault
from sandbox.world.people import ANNA
from tests.support.journeys.extension import buttons, dialog, fetch, rows, search, submit, titled
from tests.support.journeys.outages import at_work, breaks, is_over, lasts
from tests.support.journeys.places import GROUP, SharedChat, meeting, ready_in_group, ready_to, signed_in
from tests.support.journeys.world import World, world
from tests.support.scrape import scrape

METRICS = unused_port()
DIETARY = "Dietary advice"


class Audited:
    """The audit file of a bot."""

    def __init__(self, file: Path, here: World) -> None:
        self.file = file
        self.here = here

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Surface and outcome of each line."""
        return [(line["surface"], line["outcome"]) for line in self.lines]


@pytest.fixture
async def audited(tmp_path: Path) -> AsyncIterator[Audited]:
    file = tmp_path / "audit.log"
    async with world(tmp_path, audit_log=str(file), metrics_port=METRICS) as here:
        yield Audited(file, here)


async def test_a_link_in_ones_own_chat(audited: Audited) -> None:
    anna = await at_work(audited.here)
    assert audited.lines == []  # a list of meetings is no link
    await anna.say("get link dietary")
    await anna.settled()
    (line,) = audited.lines
    assert line["timestamp"].endswith("Z")
    assert len(line.pop("meeting")) == 64
    assert {name: line[name] for name in ("event", "tenant", "person", "reply", "surface", "outcome")} == {
        "event": "link_handed_out",
        "tenant": ANNA.tenant_id,
        "person": ANNA.oid,
        "reply": "LinkReady",
        "surface": "personal",
        "outcome": "sent",
    }
    counted = await scrape(audited.here.http, METRICS)
    assert counted.of(f"{PREFIX}links_total", surface="personal", outcome="sent") == 1


async def test_the_same_meeting_is_the_same_however_it_was_named(audited: Audited) -> None:
    anna = await at_work(audited.here)
    for words in ("dietary", meeting(audited.here, DIETARY).join_url):
        await anna.say(f"get link {words}")
        await anna.settled()
    first, second = audited.lines
    assert first["meeting"] == second["meeting"]
    await anna.say("get link discuss test results")
    await anna.settled()
    assert audited.lines[-1]["meeting"] != first["meeting"]


async def test_a_view_among_others_and_what_is_posted_from_it(audited: Audited) -> None:
    anna = await ready_in_group(audited.here)
    assert audited.told == [("view", "shown")]
    await anna.press("Post here")
    await anna.press("Post")
    await audited.here.idle()
    assert audited.told == [("view", "shown"), ("view", "shown"), ("group", "sent")]
    assert [line["reply"] for line in audited.lines] == ["LinkReady", "PostPreview", "PostedLink"]
    assert {line["person"] for line in audited.lines} == {ANNA.oid}


async def test_a_link_sent_to_oneself(audited: Audited) -> None:
    anna = await ready_to(audited.here, "Send to me")
    await anna.press("Send to me")
    await audited.here.idle()
    assert audited.told[-1] == ("personal", "sent")


async def test_a_meetings_own_chat(audited: Audited) -> None:
    anna = await signed_in(audited.here, chat=Chat.of_meeting(meeting(audited.here, "Discuss test results")))
    await anna.say("get link")
    await anna.settled()
    assert audited.told == [("group", "sent")]


async def test_the_extension_finds_shows_and_inserts(audited: Audited) -> None:
    anna = await at_work(audited.here)
    found = rows(await search(anna, "physio"))
    assert audited.told == [("dialog", "found")] * len(found)
    card = dialog(await fetch(anna))
    press = next(b for b in buttons(card) if DIETARY in str(b.get("title")))
    link = dialog(await submit(anna, press["data"]))
    assert audited.told[-1] == ("dialog", "shown")
    await submit(anna, titled(link, "Insert")["data"])
    assert audited.told[-1] == ("dialog", "inserted")


async def test_an_invitation(audited: Audited) -> None:
    anna = await at_work(audited.here)
    await anna.say("get link dietary")
    await anna.settled()
    await anna.press("Invitation")
    await anna.settled()
    assert [line["reply"] for line in audited.lines] == ["LinkReady", "Invitation"]


async def test_what_may_have_arrived_is_uncertain_and_what_has_not_is_no_line(audited: Audited) -> None:
    here = audited.here
    anna = await at_work(here)
    switch = breaks(here, Fault(429))
    await anna.say("get link dietary")
    await lasts(here, switch)
    assert audited.lines == []
    await is_over(here, anna, 2)
    assert audited.told == [("personal", "sent")]
    switch = breaks(here, Fault(502), times=1)
    await anna.say("get link dietary")
    await lasts(here, switch, 1)
    await is_over(here, anna, 3)
    assert audited.told[1:] == [("personal", "uncertain"), ("personal", "sent")]


async def test_nothing_in_it_can_be_read(audited: Audited) -> None:
    here = audited.here
    await SharedChat(await signed_in(here, chat=GROUP)).ask("one")
    rows(await search(here.client(), "physio"))
    text = audited.file.read_text("utf-8")
    titles = [event.subject for event in here.microsoft365.events]
    assert [title for title in titles if title in text] == []
    assert "https" not in text
    assert "@thread" not in text
    assert ANNA.name not in text


async def test_a_full_disk_stops_no_answer_and_is_seen(tmp_path: Path) -> None:
    async with world(tmp_path, audit_log="/dev/full", metrics_port=METRICS) as here:
        anna = await at_work(here)
        await anna.say("get link dietary")
        assert await anna.settled()
        async with here.http.get(f"{here.bot_url}/readyz") as answer:
            said = (await answer.json())["dependencies"]["audit_log"]
        assert said["fault"] == "AUDIT_LOG: No space left on device"
        assert (await scrape(here.http, METRICS)).of(f"{PREFIX}audit_failures_total") >= 1
