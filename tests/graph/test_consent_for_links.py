"""A refused meeting is no reason to ask for more consent; what is looked up says truly what for."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest

from bot.errors import Denied, SignInRequired
from bot.model import Meeting, Organizer, SignInReason, Trouble
from tests.support.graph.pretend import ANNA, BEN_ID, LOOK_UP_SCOPES, Says, World, meeting, refusal

MINE = meeting()
THEIRS = meeting(BEN_ID)
FORBIDDEN = refusal(403, "Forbidden", "3003: User does not have access to lookup meeting")
NOT_FOUND = refusal(404, "NotFound")


async def refused(world: World, wanted: Meeting) -> Denied:
    with pytest.raises(Denied) as caught:
        await world.meetings().appointment_link(ANNA, wanted)
    return caught.value


@pytest.mark.parametrize(
    ("said", "meeting", "trouble"),
    [
        (FORBIDDEN, MINE, Trouble.NO_ACCESS),
        (FORBIDDEN, replace(THEIRS, organizer=Organizer()), Trouble.NOT_YOURS),
        (FORBIDDEN, replace(MINE, organizer=Organizer(), own=True), Trouble.NO_ACCESS),
        (NOT_FOUND, THEIRS, Trouble.GONE),
    ],
)
async def test_a_refused_meeting_is_no_reason_to_ask_for_more_consent(
    world: World, said: Says, meeting: Meeting, trouble: Trouble
) -> None:
    world.graph.says("/me/onlineMeetings/", said)
    world.graph.says("/users/", said)
    assert (await refused(world, meeting)).trouble is trouble


async def test_a_short_link_of_the_calendar_is_looked_up_with_words_that_fit(world: World) -> None:
    short = Meeting(join_url="https://teams.microsoft.com/meet/24812345678912?p=abc", own=True)
    with pytest.raises(SignInRequired) as caught:
        await world.meetings().appointment_link(ANNA, short)
    assert caught.value.why is SignInReason.LINK_LOOK_UP


@pytest.mark.parametrize("whose", [MINE, THEIRS])
async def test_a_check_that_graph_asks_for_on_the_last_way_is_asked_for_and_not_called_a_refusal(
    world: World, whose: Meeting
) -> None:
    world.tokens.granted.update(LOOK_UP_SCOPES)
    claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
    coded = b64encode(claims.encode()).decode()
    demand = f'Bearer error="insufficient_claims", claims="{coded}"'
    for path in ("/me/onlineMeetings/", "/users/"):
        world.graph.says(path, FORBIDDEN)
    world.graph.says("/me/onlineMeetings?", Says(401, {}, {"WWW-Authenticate": demand}))
    with pytest.raises(SignInRequired) as caught:
        await world.meetings().appointment_link(ANNA, whose)
    assert (caught.value.why, caught.value.claims) == (SignInReason.EXTRA_CHECK, claims)
