"""What was ticked beside *Insert* is said also when Graph is slow, and after *Try again*."""

from __future__ import annotations

from sandbox.world.troubles import Trouble
from tests.support.journeys.extension import dialog, fetch, rows, signed_in, submit, titled
from tests.support.journeys.world import World

TICKED = {"language": "en", "title": "true", "name": "true", "zone": "Asia/Kolkata"}
TITLE, NAME = "Physiotherapy", "With: Anna Lindqvist"
SLOW = 20.0  # seconds


async def test_a_card_inserted_while_graph_is_slow_says_title_and_name(here: World) -> None:
    anna = await signed_in(here)
    ready = dialog(await submit(anna, titled(dialog(await fetch(anna)), TITLE)["data"]))
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, seconds=SLOW)
    card = str(rows(await submit(anna, {**titled(ready, "Insert")["data"], **TICKED, "include": "card"})))
    assert TITLE in card
    assert NAME in card


async def test_an_invitation_that_is_tried_again_says_title_and_name(here: World) -> None:
    anna = await signed_in(here)
    ready = dialog(await submit(anna, titled(dialog(await fetch(anna)), TITLE)["data"]))
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, seconds=SLOW)
    busy = dialog(await submit(anna, {**titled(ready, "Insert")["data"], **TICKED, "include": "invitation"}))
    here.microsoft365.troubles.clear()
    inserted = str(rows(await submit(anna, titled(busy, "Try again")["data"])))
    assert TITLE in inserted
    assert NAME in inserted
