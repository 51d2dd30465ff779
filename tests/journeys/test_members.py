"""Members of a conversation who may not sign in are told so, also by a slow roster."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.client.buttons import find
from sandbox.world.people import BANK_ID, BEN, GRACE
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import GROUP, PLACES, said
from tests.support.journeys.stories import keeps_tokens
from tests.support.journeys.world import World, words_on


def of_the_bank(here: World, oid: str) -> None:
    """The roster says that this member of the conversation belongs to another tenant."""
    directory = here.microsoft365.connector._directory
    member = directory.by_oid(oid)
    assert member
    federated = replace(member, tenant_id=BANK_ID)

    class Federated:
        def by_mri(self, mri: str) -> Any:
            person = directory.by_mri(mri)
            return federated if person == member else person

    here.microsoft365.connector._directory = Federated()  # type: ignore[assignment]


@pytest.mark.parametrize("name", [name for name in PLACES if name != "meeting chat"])
async def test_a_member_of_another_tenant_is_told_before_any_sign_in_is_offered(here: World, name: str) -> None:
    here.consent(BEN)
    of_the_bank(here, BEN.oid)
    answer = said(await PLACES[name](here, BEN).ask("several"))
    assert "Not for your organization yet" in answer
    assert "/auth/" not in answer
    assert "loginRequest" not in answer
    assert not await keeps_tokens(here, BEN)


async def test_in_ones_own_chat_it_is_the_same(here: World) -> None:
    of_the_bank(here, BEN.oid)
    ben = here.client(BEN)
    await ben.say("get link")
    (answer,) = await ben.settled()
    assert "Not for your organization yet" in words_on(answer)
    assert not ben.sign_ins


@pytest.mark.parametrize("name", ["group chat", "channel", "dialog of a card", "search", "action"])
async def test_a_guest_is_told_though_the_roster_takes_its_time(here: World, name: str) -> None:
    here.consent(GRACE)
    here.microsoft365.troubles.on(Trouble.ROSTER_SLOW, seconds=2)
    answer = said(await PLACES[name](here, GRACE).ask("several"))
    assert "Not for guests" in answer
    assert "/auth/" not in answer


async def test_the_roster_is_asked_once_in_a_while(here: World) -> None:
    anna = here.client(chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    for _ in range(3):
        await anna.press("Get link")
    assert len([call for call in here.calls("connector") if "/members/" in call.path]) == 1


@pytest.mark.parametrize("state", ["", None, 7, ["done"]])
async def test_what_is_no_state_does_not_hinder_the_silent_sign_in(here: World, state: Any) -> None:
    anna = here.client(chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    action = {"action": dict(find(anna.buttons, "Get link").action), "trigger": "manual", "state": state}
    assert "loginRequest" in said((await anna.invoke("adaptiveCard/action", action)).body)
    query = {"commandId": "searchMeetings", "state": state}
    assert (await anna.invoke("composeExtension/query", query)).body["composeExtension"]["type"] == "silentAuth"
