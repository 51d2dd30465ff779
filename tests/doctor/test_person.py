"""A person signs in through the page; then it is known which way the open questions went, and written down."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.doctor.__main__ import Walk, findings
from bot.doctor.finding import Finding, Mark
from sandbox.client.browser import Browser
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, CLINIC_ID, Person
from sandbox.world.troubles import Trouble
from tests.support.doctor.installation import Installation, installation

NARROW = ("VirtualAppointment.Read", "Calendars.ReadBasic")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(tmp_path) as built:
        yield built


async def examined(here: Installation, visitor: LoginWalker, person: Person, file: Path) -> tuple[Finding, str]:
    """The sign-in's line, the answers written to `file`, and all that the person at the prompt was told."""
    links: asyncio.Queue[str] = asyncio.Queue()
    told: list[str] = []

    def tell(words: str) -> None:
        told.append(words)
        for link in re.findall(r"https://\S+/auth/start\S+", words):
            links.put_nowait(link)

    async def visit() -> None:
        connector = aiohttp.TCPConnector(ssl=here.around.trust)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), connector=connector) as http:
            await visitor.walk(Browser(http), await links.get())

    visiting = asyncio.create_task(visit())
    found = await findings(here.read, here.around, Walk(person.oid, file, tell))
    await visiting
    return found[-1], "\n".join(told)


async def walked(here: Installation, visitor: LoginWalker, person: Person = ANNA) -> tuple[Finding, dict[str, str]]:
    """The sign-in's line, and the answers by their number."""
    file = here.folder / "answers.md"
    finding, _ = await examined(here, visitor, person, file)
    rows = [row.split(" | ") for row in file.read_text("utf-8").splitlines() if re.match(r"\| [GS]\d", row)]
    return finding, {row[0].strip("| "): row[1] for row in rows}


def only_narrow(here: Installation) -> None:
    """An admin has approved the least, so that a token may do no more."""
    here.microsoft365.consents._of_tenant[CLINIC_ID] = set(NARROW)


async def test_a_sign_in_through_the_page_settles_what_one_calendar_can_tell(here: Installation) -> None:
    only_narrow(here)
    finding, ways = await walked(here, LoginWalker(ANNA))
    assert (finding.check, finding.state) == ("sign-in", Mark.OK)
    assert ways == {
        "G1": "yes",
        "G2": "/me and /users/{organizer}",
        "G3": "yes",
        "G4": "nothing in the link",
        "G7": "on LINK_HOSTS",
        "G8": "with decimals",
        "G9": "left out",
        "S8": "version 2",
        "S10": "the tenant has taken api://botid-…",
    }


async def test_each_question_can_go_the_other_way(here: Installation) -> None:
    only_narrow(here)
    questions = here.microsoft365.open_questions
    questions.attendee_via_me = False
    questions.language_in_link = True
    _, ways = await walked(here, LoginWalker(ANNA))
    assert (ways["G2"], ways["G4"]) == ("/users/{organizer}", "the link differs")
    questions.basic_scope_shows_link = False
    _, ways = await walked(here, LoginWalker(ANNA))
    assert (ways["G1"], ways["G3"]) == ("no", "not settled")
    questions.basic_scope_shows_link, questions.computed_id_status = True, 404
    _, ways = await walked(here, LoginWalker(ANNA))
    assert (ways["G2"], ways["G3"]) == ("neither", "no")


async def test_a_token_that_may_do_more_does_not_settle_what_less_would_do(here: Installation) -> None:
    _, ways = await walked(here, LoginWalker(ANNA))
    assert (ways["G1"], ways["G9"]) == ("not settled", "not settled")


async def test_links_that_are_null_or_strange_are_told_apart(here: Installation) -> None:
    here.microsoft365.troubles.on(Trouble.GRAPH_NULL_LINK)
    _, ways = await walked(here, LoginWalker(ANNA))
    assert ways["G7"] == "null"
    here.microsoft365.troubles.clear()
    here.microsoft365.troubles.on(Trouble.GRAPH_STRANGE_LINK, value="https://elsewhere.example/x")
    _, ways = await walked(here, LoginWalker(ANNA))
    assert ways["G7"] == "another host"


async def test_a_sign_in_that_is_declined_is_a_line_to_mend(here: Installation) -> None:
    here.microsoft365.consents._of_tenant.clear()
    finding, ways = await walked(here, LoginWalker(ANNA, "cancel"))
    assert finding.state is Mark.FIX
    assert "sign_in_declined" in finding.seen
    assert set(ways) == {"S8", "S10"}


async def test_what_is_written_down_holds_no_title_link_or_name(here: Installation) -> None:
    await walked(here, LoginWalker(ANNA))
    said = (here.folder / "answers.md").read_text("utf-8")
    assert "https://" not in said
    for event in here.microsoft365.events:
        assert event.subject not in said
        assert event.organizer.name not in said
        assert event.organizer.upn not in said


async def test_nothing_is_posted_to_anybody(here: Installation) -> None:
    await walked(here, LoginWalker(ANNA))
    assert here.microsoft365.record.sent == []


async def test_answers_that_cannot_be_written_are_told_instead(here: Installation) -> None:
    """As in a container, whose account may write nowhere: the sign-in was not in vain, nor what else was seen."""
    finding, told = await examined(here, LoginWalker(ANNA), ANNA, here.folder)
    assert finding.state is Mark.OK
    assert f"{here.folder} cannot be written (Is a directory)" in told
    assert "| G7 | on LINK_HOSTS |" in told
