"""Meetings that are looked up by number or by join URL."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import Busy, Denied, SignInRequired
from bot.model import Meeting, Organizer, SignInReason, Trouble
from tests.support.graph.pretend import ANNA, BEN_ID, LOOK_UP_SCOPES, Says, World, join_url, refusal

FOUND: dict[str, object] = {
    "id": "MSo1=",
    "subject": "Physio",
    "startDateTime": "2026-11-24T08:00:00Z",
    "endDateTime": "2026-11-24T08:30:00.0000000Z",
    "joinWebUrl": join_url(),
    "meetingType": "recurring",
    "participants": {
        "organizer": {
            "upn": "ben@contoso.com",
            "identity": {"user": {"id": BEN_ID, "displayName": "Ben", "tenantId": "t"}},
        }
    },
}


@pytest.fixture(autouse=True)
def granted(world: World) -> None:
    world.tokens.granted.update(LOOK_UP_SCOPES)


async def test_a_number_finds_the_meeting(world: World) -> None:
    world.graph.says("/me/onlineMeetings?", Says(200, {"value": [FOUND]}))
    assert await world.meetings().by_number(ANNA, "248123456789") == Meeting(
        subject="Physio",
        start=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        end=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        series=True,
        organizer=Organizer("Ben", "ben@contoso.com", BEN_ID),
        join_url=join_url(),
        graph_id="MSo1=",
    )
    assert world.graph.paths == [
        "/me/onlineMeetings?$filter=joinMeetingIdSettings%2FjoinMeetingId%20eq%20%27248123456789%27"
    ]


async def test_a_join_url_is_encoded_once_as_graph_returned_it(world: World) -> None:
    world.graph.says("/me/onlineMeetings?", Says(200, {"value": [FOUND]}))
    await world.meetings().by_join_url(ANNA, join_url())
    assert world.graph.paths == [
        "/me/onlineMeetings?$filter=JoinWebUrl%20eq%20%27https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F"
        "19%253ameeting_x%2540thread.v2%2F0%3Fcontext%3D%257b%2522Tid%2522%253a%2522a796be92-1111-4222-8333-0123456789ab"
        "%2522%252c%2522Oid%2522%253a%25224b75189b-c195-403b-bac4-bf03f2295ebc%2522%257d%27"
    ]


async def test_a_quote_cannot_leave_the_filter(world: World) -> None:
    world.graph.says("/me/onlineMeetings?", Says(200, {"value": []}))
    await world.meetings().by_join_url(ANNA, "x' or subject eq 'y")
    assert world.graph.paths == [
        "/me/onlineMeetings?$filter=JoinWebUrl%20eq%20%27x%27%27%20or%20subject%20eq%20%27%27y%27"
    ]


@pytest.mark.parametrize(
    "said",
    [
        Says(200, {"value": []}),
        Says(200, {}),
        Says(200, {"value": None}),
        Says(200, {"value": [None, 7, {}]}),
        refusal(400, "BadRequest", "Invalid meeting id"),
        refusal(403, "Forbidden", "3003: User does not have access to lookup meeting"),
        refusal(404, "NotFound"),
    ],
)
async def test_what_graph_does_not_find_for_this_person_is_none(world: World, said: Says) -> None:
    world.graph.says("/me/onlineMeetings?", said)
    assert await world.meetings().by_number(ANNA, "248123456789") is None
    assert await world.meetings().by_join_url(ANNA, join_url()) is None


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (refusal(402, "PaymentRequired"), Trouble.NO_LICENCE),
        (refusal(403, "Forbidden", "no valid license"), Trouble.NO_LICENCE),
        (refusal(404, "MailboxNotEnabledForRESTAPI"), Trouble.NO_MAILBOX),
        (refusal(409, "Conflict"), Trouble.OURS),
    ],
)
async def test_refusals_of_the_look_up_itself_are_told_apart(world: World, said: Says, trouble: Trouble) -> None:
    world.graph.says("/me/onlineMeetings?", said)
    with pytest.raises(Denied) as caught:
        await world.meetings().by_number(ANNA, "248123456789")
    assert caught.value.trouble is trouble


async def test_a_busy_graph_is_busy(world: World) -> None:
    world.graph.says("/me/onlineMeetings?", refusal(503))
    with pytest.raises(Busy):
        await world.meetings().by_number(ANNA, "248123456789")


async def test_without_consent_the_reason_is_the_look_up(world: World) -> None:
    world.tokens.granted.discard("OnlineMeetings.Read")
    with pytest.raises(SignInRequired) as caught:
        await world.meetings().by_number(ANNA, "248123456789")
    assert (caught.value.why, world.graph.heard) == (SignInReason.LOOK_UP, [])


@pytest.mark.parametrize("participants", [None, {}, {"organizer": None}, "x"])
async def test_an_organizer_that_is_not_named_is_read_from_the_link(world: World, participants: object) -> None:
    world.graph.says(
        "/me/onlineMeetings?", Says(200, {"value": [FOUND | {"participants": participants, "subject": None}]})
    )
    found = await world.meetings().by_join_url(ANNA, join_url())
    assert found is not None
    assert (found.own, found.organizer, found.subject) == (True, Organizer(id=ANNA.id), "")
