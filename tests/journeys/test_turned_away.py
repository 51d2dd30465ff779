"""In a rush nobody is turned away without a word, and whoever leaves is forgotten all the same."""

from __future__ import annotations

import pytest

from bot.net.gate import Gate
from sandbox.world.people import ANNA
from tests.support.journeys.places import GROUP, LINK, said, signed_in
from tests.support.journeys.stories import answers, ask, keeps_tokens
from tests.support.journeys.world import World


async def full(_gate: Gate, _who: str) -> bool:
    return False


async def test_who_removes_the_bot_is_forgotten(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here.consent()
    anna = here.client()
    await ask(anna, "get link")
    assert await keeps_tokens(here, ANNA)
    monkeypatch.setattr(Gate, "enter", full)
    await anna.deliver(anna.activities.installed("remove"))
    await here.idle()
    assert not await keeps_tokens(here, ANNA)


async def test_who_changes_a_question_is_told(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here.consent()
    anna = here.client()
    first = anna.activities.message("get link nobody")
    await anna.deliver(first)
    await anna.settled(lambda: len(answers(anna)) == 1)
    monkeypatch.setattr(Gate, "enter", full)
    await anna.deliver(anna.activities.edited(first, "get link physiotherapy"))
    await anna.settled(lambda: len(answers(anna)) == 2)
    assert "too much to do" in answers(anna)[1]


async def test_who_presses_can_press_again(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words take the place of the card whose button it was."""
    anna = await signed_in(here, chat=GROUP)
    await anna.say("get link dietary advice")
    await anna.settled()
    monkeypatch.setattr(Gate, "enter", full)
    assert "too much to do" in said((await anna.press("Get link")).body)
    assert "too much to do" in said((await anna.press("Try again")).body)
    monkeypatch.undo()
    assert LINK in said((await anna.press("Try again")).body)
