"""A bad day at Teams' own service: the answer comes later, and does not come again and again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app import ANSWERING, create_app
from sandbox.client.buttons import OAUTH
from sandbox.world.people import ANNA, OTTO
from sandbox.world.troubles import Trouble
from tests.support.journeys.rows import end_leases
from tests.support.journeys.stories import answers, ask, assert_kind, exchange, log_lines, only_answer
from tests.support.journeys.world import IMPATIENT, World, words_on, world


async def test_an_explanation_that_is_slow_to_be_delivered_is_not_given_twice(
    tmp_path: Path,
) -> None:
    """The lease of a command whose sign-in has failed is kept until the connector has taken the words."""
    async with world(tmp_path, create=partial(create_app, patience=replace(IMPATIENT, lease=0.6))) as here:
        here.microsoft365.troubles.on(Trouble.ENTRA_BLOCKED, person=ANNA.upn)
        anna = here.client()
        await anna.say("get link")
        await here.idle()
        here.microsoft365.troubles.on(Trouble.CONNECTOR_SLOW)
        await exchange(anna, str(card_of(here)["tokenExchangeResource"]["id"]))
        assert here.bot
        for _ in range(20):
            await asyncio.sleep(0.04)
            await here.bot.app[ANSWERING].recover()
        here.microsoft365.troubles.off(Trouble.CONNECTOR_SLOW)
        await here.idle()
        assert len(answers(anna)) == 1


def card_of(here: World) -> Mapping[str, Any]:
    """The sign-in card that was sent."""
    (content,) = here.microsoft365.record.sent[-1].contents(OAUTH)
    return content


REFUSALS: dict[str, Mapping[str, Any]] = {
    "429": {"status": 429, "retry_after": 0},
    "412": {"status": 412},
    "500": {"status": 500},
    "502": {"status": 502},
    "503": {"status": 503},
    "504": {"status": 504},
}


@pytest.mark.parametrize("kind", REFUSALS)
async def test_a_connector_that_refuses_for_a_moment_is_asked_again(here: World, kind: str) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, times=1, **REFUSALS[kind])
    await anna.say("who am i")
    assert await anna.settled(lambda: len(answers(anna)) >= 2)
    assert "Your sign-in" in answers(anna)[1]
    await here.idle()
    assert len(answers(anna)) == 2


async def test_a_connector_that_delivers_and_then_fails_gets_the_answer_at_most_twice(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_DELIVERS_THEN_FAILS, times=1, status=504)
    await anna.say("who am i")
    assert await anna.settled(lambda: len(answers(anna)) >= 3)
    await here.idle()
    assert len(answers(anna)) == 3


async def test_a_person_who_has_blocked_the_bot_is_left_alone(here: World) -> None:
    anna = here.client()
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403)
    with log_lines() as log:
        assert (await anna.say("help")).status == 202
        await here.idle()
    assert [line["event"] for line in log].count("answer_undeliverable") == 1
    assert len([sent for sent in here.microsoft365.record.sent if not sent.is_typing]) == 1
    here.microsoft365.troubles.clear()
    assert "What you can type" in await ask(anna, "help")
    assert len(answers(anna)) == 1


async def test_a_sign_in_card_that_cannot_be_delivered_does_not_come_back_for_ever(here: World) -> None:
    anna = here.client()
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403)
    await anna.say("get link")
    await here.idle()
    end_leases(here)
    assert here.bot
    await here.bot.app[ANSWERING].recover()
    await here.idle()
    assert len([sent for sent in here.microsoft365.record.sent if not sent.is_typing]) == 1


async def test_a_connector_that_is_down_for_longer_gets_the_answer_later(here: World) -> None:
    anna = here.client()
    await ask(anna, "help")
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=503)
    await anna.say("who am i")
    await here.idle()
    assert len(answers(anna)) == 1
    here.microsoft365.troubles.clear()
    assert await anna.settled(lambda: len(answers(anna)) >= 2)
    assert "Your sign-in" in answers(anna)[1]


async def test_what_a_stranger_is_told_is_what_they_are_told_later(here: World) -> None:
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=503)
    otto = here.client(OTTO)
    await otto.say("get link")
    await here.idle()
    here.microsoft365.troubles.clear()
    assert await otto.settled(lambda: bool(otto.seen))
    (told,) = otto.seen
    assert "Not for your organization yet" in words_on(told)


async def test_what_is_too_long_to_be_said_again_by_a_button_gets_no_dead_button(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_BLOCKED, person=ANNA.upn)
    anna = here.client()
    await anna.say("get link " + " ".join(f"word{n}" for n in range(9000)))
    told = await only_answer(here, anna)
    assert_kind(told)
    assert len(json.dumps(anna.seen[-1].activity)) < 28 * 1024
    assert not [button for button in anna.buttons if button.title == "Try again"]
