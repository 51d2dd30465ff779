"""Guests, other tenants and people whom Teams does not name are told so before any sign-in is offered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox.client.chats import Chat
from sandbox.world.people import ANNA, BANK_ID, CLINIC_ID, GRACE, OTTO, Person, guid
from sandbox.world.troubles import Trouble
from tests.support.journeys.stories import (
    ask,
    assert_kind,
    keeps_tokens,
    log_lines,
    logged_under,
    only_answer,
    reference_on,
)
from tests.support.journeys.world import World, world


async def test_a_guest_whom_the_roster_does_not_tell_in_time_is_not_signed_in(here: World) -> None:
    """The account itself tells: its home is another tenant."""
    here.consent(GRACE)
    here.microsoft365.troubles.on(Trouble.ROSTER_SLOW, seconds=20)
    grace = here.client(GRACE)
    query = {"commandId": "searchMeetings", "parameters": [{"name": "initialRun", "value": "true"}]}
    silently = await grace.invoke("composeExtension/query", {**query, "authentication": {"token": grace.assertion}})
    assert "Not for guests" in str(silently.body)
    offered = await grace.invoke("composeExtension/query", query)
    url = offered.body["composeExtension"]["suggestedActions"]["actions"][0]["value"]
    page = await grace.open_popup(url)
    assert "Not for guests" in page.words
    assert not await keeps_tokens(here, GRACE)


async def test_a_guest_is_told_before_any_sign_in_is_offered(here: World) -> None:
    here.consent(GRACE)
    grace = here.client(GRACE)
    await grace.say("get link")
    assert "Not for guests" in await only_answer(here, grace)
    assert not grace.sign_ins


async def test_people_of_another_tenant_are_told_before_any_sign_in_is_offered(here: World) -> None:
    otto = here.client(OTTO)
    with log_lines() as log:
        await otto.say("get link")
        told = await only_answer(here, otto)
    assert "Not for your organization" in told
    assert_kind(told)
    assert logged_under(log, told)
    assert not otto.sign_ins


async def test_a_sender_whom_teams_does_not_name_is_told_before_any_sign_in_is_offered(here: World) -> None:
    anna = here.client()
    activity = anna.activities.message("get link")
    del activity["from"]["aadObjectId"]
    await anna.deliver(activity)
    assert "cannot tell who you are" in await only_answer(here, anna)
    assert not anna.sign_ins
    assert not here.calls("graph")


async def test_in_a_group_chat_the_answer_names_no_meeting_and_offers_no_sign_in(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    group = here.client(chat=Chat.group("reception"))
    await group.say("get link")
    told = await only_answer(here, group)
    for event in here.microsoft365.events:
        assert event.subject not in told
    assert not group.sign_ins
    assert "auth/start" not in json.dumps([sent.activity for sent in here.microsoft365.record.shown(group.chat.id)])


async def test_people_of_every_allowed_tenant_are_served_and_no_others(tmp_path: Path) -> None:
    stranger = Person("Sam Stranger", "sam@other.example", guid("sam"), guid("a third tenant"))
    both: dict[str, Any] = {"app_type": "MultiTenant", "tenant_id": "", "allowed_tenants": (CLINIC_ID, BANK_ID)}
    async with world(tmp_path, **both) as here:
        for person in (ANNA, OTTO):
            here.consent(person)
            told = await ask(here.client(person))
            assert "Which meeting?" in told or "Loan" in told or "visit.teams" in told
            assert await keeps_tokens(here, person)
        sam = here.client(stranger)
        await sam.say("get link")
        assert "Not for your organization" in await only_answer(here, sam)
        assert not sam.sign_ins


async def test_no_two_troubles_have_the_same_reference(here: World) -> None:
    otto = here.client(OTTO)
    references = {reference_on(await ask(otto)) for _ in range(5)}
    assert len(references) == 5
