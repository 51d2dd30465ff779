"""What is not JSON, not whole or without an end is told in words, and is over as soon as Microsoft is well again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.ops.budgets import Limits
from sandbox.world.faults import Ending, Fault
from sandbox.world.people import ANNA
from sandbox.world.troubles import Trouble
from tests.support.journeys.stories import ask, assert_kind, log_lines, logged_under, only_answer, press
from tests.support.journeys.world import World, impatient, world

LINK, VIEW = "getVirtualAppointmentJoinWebUrl", "calendarView"
TOKEN, DISCOVERY, KEYS = "oauth2/v2.0/token", "openid-configuration", "discovery/v2.0/keys"
PAGE = Fault(200, body="<html><body>Service unavailable</body></html>", content_type="text/html")
STRANGE = {
    "a page": PAGE,
    "a page that calls itself JSON": Fault(200, body="<html>", content_type="application/json"),
    "a page of a proxy": Fault(502, body="<html><body>Bad gateway</body></html>", content_type="text/html"),
    "cut in half": Fault(ending=Ending.TRUNCATED),
    "without an end": Fault(ending=Ending.ENDLESS),
    "reset": Fault(ending=Ending.RESET),
    "silence": Fault(ending=Ending.SILENCE),
}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """A second for all that a command asks of Graph."""
    async with world(tmp_path, create=partial(impatient, limits=Limits(graph=1.0))) as built:
        yield built


@pytest.mark.parametrize("where", [VIEW, LINK])
@pytest.mark.parametrize("kind", STRANGE)
async def test_a_strange_answer_of_graph_is_told_in_words(here: World, kind: str, where: str) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.GRAPH_FAULT, STRANGE[kind], where=where)
    with log_lines() as log:
        told = await (press(anna, "Dietary") if where == LINK else ask(anna))
    assert_kind(told)
    assert logged_under(log, told)
    here.microsoft365.troubles.clear()
    again = await (press(anna, "Dietary") if where == LINK else ask(anna))
    assert ("visit.teams" if where == LINK else "Which meeting?") in again


@pytest.mark.parametrize("where", [TOKEN, DISCOVERY, KEYS])
@pytest.mark.parametrize("kind", STRANGE)
async def test_a_strange_answer_of_entra_at_the_first_use_is_told_in_words_and_is_not_kept(
    here: World, kind: str, where: str
) -> None:
    here.consent()
    narrowed = ANNA.upn if where == TOKEN else ""
    here.microsoft365.troubles.on(Trouble.ENTRA_FAULT, STRANGE[kind], where=where, person=narrowed)
    anna = here.client()
    await anna.say("get link")
    told = await only_answer(here, anna)
    if "Which meeting?" not in told:  # what was fetched at the start may be all that is needed
        assert_kind(told)
        here.microsoft365.troubles.clear()
        assert "Which meeting?" in await press(anna, "Try again")


@pytest.mark.parametrize("where", [DISCOVERY, KEYS])
async def test_a_page_in_place_of_entras_documents_at_the_start_is_over_when_entra_is_well(
    here: World, where: str
) -> None:
    here.consent()
    await here.stop_bot()
    here.microsoft365.troubles.on(Trouble.ENTRA_FAULT, PAGE, where=where)
    await here.start_bot()
    here.microsoft365.troubles.clear()
    anna = here.client()
    await anna.say("get link")
    assert "Which meeting?" in await only_answer(here, anna)


async def test_without_the_channels_keys_teams_is_asked_to_come_again(here: World) -> None:
    await here.stop_bot()
    here.microsoft365.troubles.on(Trouble.CHANNEL_FAULT, Fault(503))
    await here.start_bot()
    anna = here.client()
    assert (await anna.say("help")).status == 503
    here.microsoft365.troubles.clear()
    assert "What you can type" in await ask(anna, "help")
