"""Whatever Microsoft's documentation and SDKs show a bot being sent: it is taken, and nothing fails over it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.journeys.stories import log_lines
from tests.support.journeys.world import World
from tests.support.teams.examples import EXAMPLES

FAILURES = {"answer_failed", "failed", "request_failed", "turn_failed"}
WITHOUT = ("from", "recipient", "id", "channelData", "entities", "timestamp", "localTimestamp", "locale")


def as_sent(example: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    """The example, from a person of this tenant and to this bot."""
    data = {**usual["channelData"], **(example.get("channelData") or {})}
    place = {**usual["conversation"], **(example.get("conversation") or {})}
    return {**usual, **example, "channelData": data, "conversation": place}


async def delivered(here: World, activity: dict[str, Any]) -> int:
    """The status, once the bot is idle; nothing has failed."""
    anna = here.client()
    with log_lines() as log:
        answer = await anna.bot_client.deliver(activity)
        await here.idle()
    assert [line for line in log if line["event"] in FAILURES] == []
    return answer.status


async def test_every_example_is_taken(here: World) -> None:
    here.consent()
    usual = here.client().activities
    told = {name: await delivered(here, as_sent(each, usual.message("help"))) for name, each in EXAMPLES.items()}
    invokes = {name for name, each in EXAMPLES.items() if each.get("type") == "invoke"}
    assert len(told) >= 60
    assert {name: status for name, status in told.items() if name not in invokes and status != 202} == {}
    assert {name: status for name, status in told.items() if status in {400, 403, 500, 503}} == {}


@pytest.mark.parametrize("part", WITHOUT)
async def test_every_example_is_taken_without_what_may_be_missing(here: World, part: str) -> None:
    usual = here.client().activities
    for example in EXAMPLES.values():
        activity = as_sent(example, usual.message("help"))
        activity.pop(part, None)
        assert await delivered(here, activity) not in {400, 500}
