"""Teams' service is out of order while people ask: nothing is lost, and nothing is read three times."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from sandbox.client.client import TeamsClient
from sandbox.world.faults import Ending, Fault
from sandbox.world.people import ANNA, BEN, OSEI
from sandbox.world.troubles import Trouble
from tests.support.journeys.outages import (
    CERTAIN,
    GET_LINK,
    UNCERTAIN,
    at_work,
    breaks,
    hasty_world,
    is_over,
    lasts,
    link_sends,
    links,
    sends,
)
from tests.support.journeys.stories import answers, ask, eventually, log_lines
from tests.support.journeys.world import World

ALL = CERTAIN | UNCERTAIN


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with hasty_world(tmp_path) as built:
        yield built


@pytest.fixture
async def anna(here: World) -> TeamsClient:
    return await at_work(here)


@pytest.mark.parametrize("kind", ALL)
async def test_an_answer_comes_once_when_the_outage_is_over(here: World, anna: TeamsClient, kind: str) -> None:
    switch, before = breaks(here, ALL[kind]), len(sends(here, anna))
    await anna.say(GET_LINK)
    await lasts(here, switch)
    assert links(here, anna) == []
    await is_over(here, anna, count=2)
    assert len(links(here, anna)) == 1
    if kind in UNCERTAIN:
        assert len(sends(here, anna)) - before <= 2


@pytest.mark.parametrize("kind", UNCERTAIN)
async def test_what_is_delivered_and_called_a_failure_is_read_twice_at_most(
    here: World, anna: TeamsClient, kind: str
) -> None:
    switch = breaks(here, replace(UNCERTAIN[kind], delivers=True))
    await anna.say(GET_LINK)
    await lasts(here, switch, strikes=6)
    assert len(links(here, anna)) == 1  # not a second time before Teams takes messages again
    await is_over(here, anna, count=2)
    assert "What you can type" in await ask(here.client(BEN), "help")
    await here.idle()
    assert 1 <= len(links(here, anna)) <= 2


@pytest.mark.parametrize("kind", UNCERTAIN)
async def test_one_message_that_teams_chokes_on_is_sent_twice_at_most_and_then_given_up(
    here: World, anna: TeamsClient, kind: str
) -> None:
    breaks(here, UNCERTAIN[kind], where="message")
    with log_lines() as log:
        await anna.say(GET_LINK)

        async def given_up() -> bool:
            return any(line["event"] == "answer_given_up" for line in log)

        await eventually(given_up)
    assert not [line for line in log if line["event"] == "answered"]
    await is_over(here, anna, count=2)  # the second are words: nobody knows whether the link has arrived
    assert "What you can type" in await ask(here.client(BEN), "help")
    assert len(link_sends(here, anna)) == 2


async def test_one_trouble_after_the_other_loses_nothing(here: World, anna: TeamsClient) -> None:
    faults = [Fault(429), Fault(412), Fault(429, retry_after=1), Fault(503)]
    for fault in faults:
        breaks(here, fault, times=1, where="message")
    before = len(sends(here, anna))
    await anna.say(GET_LINK)
    await anna.settled(lambda: bool(links(here, anna)), timeout=60)
    assert [sent.status for sent in sends(here, anna)[before:]] == [429, 412, 429, 503, 201]


async def test_an_answer_that_teams_has_acknowledged_in_a_broken_body_is_not_sent_again(
    here: World, anna: TeamsClient
) -> None:
    breaks(here, Fault(ending=Ending.TRUNCATED), where="message")
    await anna.say(GET_LINK)
    await is_over(here, anna, count=2)
    assert "What you can type" in await ask(here.client(BEN), "help")
    assert len(links(here, anna)) == 1


# ---- Retry-After


async def test_a_chat_is_left_alone_for_as_long_as_teams_says_and_others_are_not(
    here: World, anna: TeamsClient
) -> None:
    switch = breaks(here, Fault(429, retry_after=3600), where=f"{anna.chat.id}/activities message")
    await anna.say(GET_LINK)
    await lasts(here, switch, strikes=1)
    for other in map(here.client, (BEN, OSEI)):
        for _ in range(3):
            assert "What you can type" in await ask(other, "help")
    assert switch.struck == 1


async def test_after_the_time_that_teams_says_the_answer_comes_at_the_next_try(here: World, anna: TeamsClient) -> None:
    breaks(here, Fault(429, retry_after=1), where="message", times=1)
    before = len(sends(here, anna))
    await anna.say(GET_LINK)
    await anna.settled(lambda: bool(links(here, anna)), timeout=30)
    assert [sent.status for sent in sends(here, anna)[before:]] == [429, 201]


async def test_more_than_seven_answers_a_second_come_all_and_once(here: World, anna: TeamsClient) -> None:
    here.microsoft365.troubles.on(Trouble.CONNECTOR_RATE_LIMIT)
    await asyncio.gather(*(anna.say(GET_LINK) for _ in range(12)))
    await anna.settled(lambda: len(links(here, anna)) >= 12, timeout=60)
    await here.idle()
    assert len(links(here, anna)) == 12


# ---- others, first use, restart


@pytest.mark.parametrize("kind", ["429", "503", "is silent"])
async def test_everybody_who_asks_meanwhile_is_answered_once(here: World, kind: str) -> None:
    people = [await at_work(here, person) for person in (ANNA, BEN, OSEI)]
    before = [len(answers(each)) for each in people]
    switch = breaks(here, ALL[kind])
    for each in people:
        for words in ("help", "who am i", "get link xylophone"):
            await each.say(words)
    await lasts(here, switch, strikes=9)
    here.microsoft365.troubles.clear()
    for each, already in zip(people, before, strict=True):
        await each.settled(partial(has_heard, each, already + 3), timeout=60)
    await here.idle()
    for each, already in zip(people, before, strict=True):
        told = answers(each)[already:]
        assert sorted(words.split()[0] for words in told) == sorted({words.split()[0] for words in told})
        assert len(told) == 3


def has_heard(person: TeamsClient, count: int) -> bool:
    return len(answers(person)) >= count


@pytest.mark.parametrize("kind", ["429", "503", "resets"])
async def test_a_first_use_during_an_outage_is_signed_in_and_answered_once(here: World, kind: str) -> None:
    here.consent()
    anna = here.client()
    switch = breaks(here, ALL[kind])
    await anna.say(GET_LINK)
    await lasts(here, switch)
    await is_over(here, anna)
    assert len(links(here, anna)) == 1


@pytest.mark.parametrize("kind", ["429", "503"])
async def test_an_outage_that_outlives_the_process_is_outlived_all_the_same(
    here: World, anna: TeamsClient, kind: str
) -> None:
    switch, before = breaks(here, ALL[kind]), len(sends(here, anna))
    await anna.say(GET_LINK)
    await lasts(here, switch)
    await here.stop_bot()
    await here.start_bot()
    await is_over(here, anna, count=2)
    assert len(links(here, anna)) == 1
    if kind in UNCERTAIN:
        assert len(sends(here, anna)) - before <= 2
