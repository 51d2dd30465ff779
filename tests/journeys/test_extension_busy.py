"""What was ticked and chosen beside *Insert* is said also when Graph is slow, and after *Try again*."""

from __future__ import annotations

import pytest

from bot.net.gate import Gate
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


@pytest.mark.parametrize("form", ["card", "card_without_code", "invitation"])
async def test_what_is_inserted_after_a_rush_is_what_was_chosen(
    here: World, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    anna = await signed_in(here)
    ready = dialog(await submit(anna, titled(dialog(await fetch(anna)), TITLE)["data"]))
    asked = {**titled(ready, "Insert")["data"], **TICKED, "include": form}
    chosen = rows(await submit(anna, asked))
    monkeypatch.setattr(Gate, "enter", full)
    busy = dialog(await submit(anna, asked))
    assert "too much to do" in str(busy)
    monkeypatch.undo()
    assert rows(await submit(anna, titled(busy, "Try again")["data"])) == chosen


async def full(_gate: Gate, _who: str) -> bool:
    return False
