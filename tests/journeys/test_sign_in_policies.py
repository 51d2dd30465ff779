"""Rules about device and place: what Teams' silent sign-in cannot prove, the person's own browser can."""

from __future__ import annotations

import json

import pytest

from sandbox.world.people import ANNA
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import PLACES, said
from tests.support.journeys.stories import assert_kind, only_answer, sign_in_card
from tests.support.journeys.stories import press as pressed
from tests.support.journeys.world import World

CLAIMS = json.dumps({"access_token": {"polids": {"essential": True, "values": ["a-policy"]}}})
CODES = (53000, 53001, 53003, 530003, 530004, 50097, 50158, 500121, 50131, 53011)


def refuse_once(here: World, code: int, error: str = "interaction_required", **more: str) -> None:
    told = {"error": error, "error_codes": [code], "error_description": f"AADSTS{code}: …", **more}
    here.microsoft365.troubles.on(
        Trouble.ENTRA_FAULT, status=400, body=json.dumps(told), where="/token", person=ANNA.upn, times=1
    )


@pytest.mark.parametrize("code", CODES)
async def test_a_rule_that_the_exchange_cannot_meet_is_a_button_and_then_the_answer(here: World, code: int) -> None:
    here.consent()
    refuse_once(here, code)
    anna = here.client()
    card = await sign_in_card(anna)
    assert card.statuses == [412]
    assert card.url.startswith(here.bot_url)
    assert (await anna.sign_in()).status == 200
    assert "Which meeting?" in await only_answer(here, anna)
    assert len(anna.sign_ins) == 1


@pytest.mark.parametrize("place", ["group chat", "meeting chat", "search"])
async def test_the_same_where_the_answer_is_for_one_person_alone(here: World, place: str) -> None:
    here.consent()
    refuse_once(here, 53000, claims=CLAIMS)
    there = PLACES[place](here, ANNA)
    await there.ask("one")
    assert there.asks_to_sign_in()
    assert "ietary" in said(await there.sign_in("one"))


async def test_a_rule_that_the_page_does_not_meet_either_is_told_as_the_organizations(here: World) -> None:
    here.consent()
    refuse_once(here, 53000)
    anna = here.client()
    await sign_in_card(anna)
    refuse_once(here, 53000)
    page = await anna.sign_in()
    assert "organization's rules" in page.words
    told = await only_answer(here, anna)
    assert "organization's rules" in told
    assert_kind(told)
    here.microsoft365.troubles.clear()
    assert "Which meeting?" in await pressed(anna, "Try again")


@pytest.mark.parametrize("code", [50158, 500121, 50097])
async def test_a_check_that_was_not_passed_on_the_page_is_nobodys_fault(here: World, code: int) -> None:
    here.consent()
    refuse_once(here, 50158)
    anna = here.client()
    await sign_in_card(anna)
    refuse_once(here, code, "invalid_grant")
    page = await anna.sign_in()
    assert page.status == 200
    told = await only_answer(here, anna)
    assert "Sign-in was not finished" in told
    assert "our side" not in told + page.words
    assert "Which meeting?" in await pressed(anna, "Try again")


@pytest.mark.parametrize("place", ["channel", "dialog of a card", "action", "on a message"])
async def test_claims_that_a_rule_wants_at_the_end_of_a_page_lead_round_once_more(here: World, place: str) -> None:
    here.consent()
    refuse_once(here, 53000, claims=CLAIMS)
    there = PLACES[place](here, ANNA)
    await there.ask("one")
    assert "ietary" in said(await there.sign_in("one"))
