"""The main job wherever people work."""

from __future__ import annotations

import pytest

from sandbox.world.people import ANNA
from tests.support.journeys.places import LINK, PLACES, TITLES, assert_neutral, said, signed_in
from tests.support.journeys.world import World

NOTHING = ("No meeting found", "No coming meetings", "No meeting link in this message")


@pytest.mark.parametrize("name", PLACES)
async def test_the_first_use_asks_for_consent_once_and_goes_on_by_itself(here: World, name: str) -> None:
    place = PLACES[name](here, ANNA)
    assert LINK not in said(await place.ask("one"))
    assert place.asks_to_sign_in()
    assert LINK in said(await place.sign_in("one"))
    assert LINK in said(await place.ask("one"))
    assert not place.asks_to_sign_in()
    assert_neutral(here.microsoft365.record.shown(place.client.chat.id))


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("case", ["several", "none", "refused"])
async def test_what_fits_is_offered_and_what_does_not_is_said(here: World, name: str, case: str) -> None:
    await signed_in(here)
    place = PLACES[name](here, ANNA)
    answer = said(await place.ask(case))
    match case:
        case "several" if name == "on a message" or "action" in name or "box" in name:
            assert TITLES[case][0] in answer
        case "several":
            assert all(title in answer for title in TITLES[case])
        case "none":
            assert LINK not in answer
            assert any(words in answer for words in NOTHING)
        case _:
            assert LINK not in answer
            assert "Somebody else's meeting" in answer
    assert_neutral(
        sent for sent in here.microsoft365.record.shown(place.client.chat.id) if place.client.chat.kind != "personal"
    )
