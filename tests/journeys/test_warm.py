"""A warm command costs one question to Graph and one post to Teams: no token, no discovery, no new connection."""

from __future__ import annotations

from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA
from tests.support.journeys.world import World


async def warm(here: World) -> TeamsClient:
    """Anna has had a link before, and the picker is in front of her."""
    here.consent()
    anna = here.client()
    for _ in range(2):
        await anna.say("get link")
        await anna.settled()
        await anna.press("Physiotherapy: first appointment")
        await anna.settled()
    await anna.say("get link")
    await anna.settled()
    await here.idle()
    return anna


def costs(here: World) -> dict[str, int]:
    requests = here.microsoft365.requests
    return {service: requests.count(service) for service in ("graph", "entra", "channel", "connector")}


async def test_a_pressed_meeting_costs_one_graph_call(here: World) -> None:
    anna = await warm(here)
    known = {seen.peer for seen in here.microsoft365.requests.seen}
    here.microsoft365.requests.clear()
    await anna.press("Physiotherapy: first appointment")
    await anna.settled()
    assert costs(here) == {"graph": 1, "entra": 0, "channel": 0, "connector": 1}
    assert {seen.peer for seen in here.microsoft365.requests.seen} <= known


async def test_a_pasted_join_url_costs_two_graph_calls_at_the_same_time(here: World) -> None:
    anna = await warm(here)
    event = next(e for e in here.microsoft365.events if e.meeting and e.meeting.organizer == ANNA)
    assert event.meeting
    here.microsoft365.requests.clear()
    await anna.say(f"get link {event.meeting.join_url}")
    await anna.settled()
    assert costs(here) == {"graph": 2, "entra": 0, "channel": 0, "connector": 1}


async def test_after_a_restart_the_tokens_are_still_there(here: World) -> None:
    anna = await warm(here)
    await here.stop_bot()
    await here.start_bot()
    here.microsoft365.requests.clear()
    await anna.press("Physiotherapy: first appointment")
    await anna.settled()
    assert len(anna.sign_ins) == 1  # the one of the very first use
    assert here.microsoft365.requests.count("entra", "token") <= 2  # the bot's own, and a refresh at most
