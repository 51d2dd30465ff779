"""What a bad hand makes of the main job where others read along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.client.bot_client import Answer
from sandbox.client.buttons import find
from sandbox.world.people import ANNA, BEN, GRACE
from tests.support.journeys.forgeries import FORGERIES
from tests.support.journeys.places import (
    GROUP,
    LINK,
    PLACES,
    assert_neutral,
    carriers,
    ready_in_group,
    ready_to,
    said,
    shown,
    signed_in,
)
from tests.support.journeys.stories import RANDOM_ID, exchange, keeps_tokens
from tests.support.journeys.world import World


@pytest.mark.parametrize("kind", FORGERIES)
@pytest.mark.parametrize("name", ["group chat", "search"])
async def test_a_token_that_is_not_the_persons_own_binds_nothing(here: World, name: str, kind: str) -> None:
    for person in (ANNA, BEN):
        here.consent(person)
    place = PLACES[name](here, ANNA)
    place.client.assertion = FORGERIES[kind](here.microsoft365.sso_token)
    assert LINK not in said(await place.ask("one"))
    assert not await keeps_tokens(here, ANNA)
    assert not await keeps_tokens(here, BEN)
    assert not here.calls("graph")
    place.client.assertion = here.microsoft365.sso_token(ANNA)
    assert LINK in said(await place.ask("one"))


def exchange_id(answer: Answer) -> str:
    return str(answer.body["value"]["tokenExchangeResource"]["id"])


async def test_somebody_elses_exchange_id_signs_in_nobody_but_oneself(here: World) -> None:
    for person in (ANNA, BEN):
        here.consent(person)
    anna, ben = here.client(chat=GROUP), here.client(BEN, chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    action = {"action": dict(find(anna.buttons, "Get link").action), "trigger": "manual"}
    offered = await anna.invoke("adaptiveCard/action", action)
    for id in (exchange_id(offered), RANDOM_ID):
        assert await exchange(ben, id) == await exchange(ben, id, anna.assertion) == 412
    assert not await keeps_tokens(here, ANNA)
    assert not await keeps_tokens(here, BEN)
    taken = {"id": exchange_id(offered), "connectionName": "", "token": anna.assertion}
    assert "Physiotherapy" not in said(
        (await ben.invoke("adaptiveCard/action", {**action, "authentication": taken})).body
    )
    assert not await keeps_tokens(here, BEN)


@pytest.mark.parametrize("state", ["guessed", "", None, 7, ["done"]])
async def test_a_guessed_state_signs_nobody_in(here: World, state: Any) -> None:
    anna = here.client(chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    action = {"action": dict(find(anna.buttons, "Get link").action), "trigger": "manual", "state": state}
    answers = [
        await anna.invoke("adaptiveCard/action", action),
        await anna.invoke("composeExtension/query", {"commandId": "searchMeetings", "state": state}),
        await anna.invoke("composeExtension/fetchTask", {"commandId": "insertLink", "state": state}),
    ]
    for answer in answers:
        assert answer.status == 200
        assert "/auth/start" in said(answer.body)  # asked to sign in, as if nothing had been said
    assert not await keeps_tokens(here, ANNA)
    assert not here.calls("graph")


async def test_a_state_that_has_worked_once_is_worth_nothing_after_signing_out(here: World) -> None:
    anna = here.client()
    await anna.extension.search("dietary")
    await anna.extension.sign_in()
    assert shown(anna.extension.result).rows
    await anna.say("sign out")
    await anna.settled()
    assert shown(await anna.extension.repeat("done")).sign_in_url
    assert not await keeps_tokens(here, ANNA)


def _edited(press: str) -> Iterator[Any]:
    middle = len(press) // 2
    yield press[:middle] + ("A" if press[middle] != "A" else "B") + press[middle + 1 :]
    yield press[:-8]
    yield from ("", "é" * 80, "A" * 9000, None, 7, [press], {"press": press})


async def test_an_edited_button_is_said_to_be_of_an_old_card(here: World) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.requests.clear()
    for press in _edited(find(anna.buttons, "Post here").action["data"]["press"]):
        for name, value in carriers(press):
            answer = await anna.invoke(name, value)
            assert answer.status == 200
            assert "This card is out of date" in said(answer.body), name
            assert LINK not in said(answer.body)
    assert not here.microsoft365.requests.of("graph")
    assert not here.microsoft365.requests.of("connector")


@pytest.mark.parametrize("title", ["Post here", "Post", "Send to me"])
async def test_another_persons_button_does_nothing_in_ones_own_hands(here: World, title: str) -> None:
    anna = await ready_to(here, title)
    ben = await signed_in(here, BEN, chat=GROUP)
    press, before = find(anna.buttons, title).action["data"]["press"], len(here.microsoft365.record.sent)
    for name, value in carriers(press):
        answer = await ben.invoke(name, value)
        assert answer.status == 200
        assert LINK not in said(answer.body)
        assert "Dietary" not in said(answer.body)
    assert len(here.microsoft365.record.sent) == before


async def test_ones_own_button_pressed_as_a_message_gives_nothing_to_the_others(here: World) -> None:
    """Clients of old send a press as a message, which the bot answers for all to see."""
    anna = await ready_in_group(here)
    ben = await signed_in(here, BEN, chat=GROUP)
    for title in ("Post here", "Send to me"):
        await anna.deliver(anna.activities.submit({"press": find(anna.buttons, title).action["data"]["press"]}, "1"))
        (neutral,) = await anna.settled()
        assert_neutral([neutral])
        answer = await ben.press(find(ben.buttons, "Get link"))
        assert "Dietary" not in said(answer.body)
        assert LINK not in said(answer.body)
    assert_neutral(here.microsoft365.record.shown(GROUP.id))


@pytest.mark.parametrize("name", [name for name in PLACES if name != "meeting chat"])
async def test_a_guest_is_told_before_any_sign_in_is_offered(here: World, name: str) -> None:
    here.consent(GRACE)
    place = PLACES[name](here, GRACE)
    answer = said(await place.ask("several"))
    assert "Not for guests" in answer
    assert "/auth/" not in answer
    assert "loginRequest" not in answer
    assert not await keeps_tokens(here, GRACE)
    assert not here.calls("graph")


@pytest.mark.parametrize("odd", [5, True, "x", [5], {"name": 5}, [{"name": [], "value": {}}], [None]])
async def test_invokes_of_odd_shape_are_answered(here: World, odd: Any) -> None:
    anna = await signed_in(here, chat=GROUP)
    fields = ("parameters", "queryOptions", "authentication", "state", "data", "action", "messagePayload")
    names = ("query", "fetchTask", "submitAction")
    for value in ({field: odd} for field in fields):
        for name in (
            *(f"composeExtension/{each}" for each in names),
            "task/fetch",
            "task/submit",
            "adaptiveCard/action",
        ):
            assert (await anna.invoke(name, {"commandId": "linkFromMessage", **value})).status == 200, (name, value)
    payload = {"body": odd, "attachments": odd}
    odd_message = {"commandId": "linkFromMessage", "messagePayload": payload}
    assert (await anna.invoke("composeExtension/fetchTask", odd_message)).status == 200
