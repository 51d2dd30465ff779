"""Who has signed out at one instance is not taken for signed in at another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA
from sandbox.world.troubles import Trouble
from tests.support.journeys.instances import Instances, instances
from tests.support.journeys.places import GROUP, LINK, meeting, said
from tests.support.journeys.stories import answers, ask
from tests.support.redis_server import shared

pytestmark = pytest.mark.redis
HOOK = "/api/messages"


async def test_a_closed_window_that_is_told_to_the_other_instance_is_called_one(tmp_path: Path) -> None:
    shared().emptied()
    async with instances(tmp_path, shared()) as both:
        anna = both.here.client()
        await at_both(both, anna)
        both.proxy.pinned = {HOOK: 0}
        assert "Signed out" in await ask(anna, "sign out")
        both.here.microsoft365.consents.withdraw(ANNA)
        cards = len(anna.sign_ins)
        await anna.say("get link")
        await anna.settled(lambda: len(anna.sign_ins) > cards)
        await both.idle()
        before = len(answers(anna))
        both.proxy.pinned = {HOOK: 1}
        await anna.cancel_popup()
        await anna.settled(lambda: len(answers(anna)) > before)
        await both.idle()
        (said,) = answers(anna)[before:]
        assert "not finished" in said


async def test_what_is_to_be_posted_is_looked_up_in_no_calendar_any_more(tmp_path: Path) -> None:
    """A link was shown before the calendar could tell when it is; then its reader has signed out."""
    shared().emptied()
    async with instances(tmp_path, shared()) as both:
        here, anna, group = both.here, both.here.client(), both.here.client(chat=GROUP)
        await at_both(both, anna)
        await group.say(f"get link {meeting(here, 'Diabetes group').join_url}")
        await group.settled()
        here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, where="calendarView", seconds=30)
        assert LINK in said((await group.press("Get link")).body)
        here.microsoft365.troubles.clear()
        both.proxy.pinned = {HOOK: 0}
        assert "Signed out" in await ask(anna, "sign out")
        both.proxy.pinned = {HOOK: 1}
        before = len(here.calls("graph"))
        assert LINK in said((await group.press("Post here")).body)
        assert len(here.calls("graph")) == before


async def at_both(both: Instances, person: TeamsClient) -> None:
    """Both have her tokens at hand; the second one hears what is said next."""
    both.here.consent()
    for number in (0, 1):
        both.proxy.pinned = {HOOK: number}
        await ask(person, "get link")
