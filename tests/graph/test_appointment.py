"""The customer's link: one request where possible, every other way when refused, then plain words."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest

from bot.errors import Busy, Denied, SignInRequired
from bot.model import Meeting, Organizer, SignInReason, Trouble
from tests.support.graph.pretend import (
    ANNA,
    BEN_ID,
    LOOK_UP_SCOPES,
    VISIT,
    WIDER_SCOPES,
    Says,
    World,
    join_url,
    meeting,
    refusal,
)

FUNCTION = "/getVirtualAppointmentJoinWebUrl"
MINE = meeting()
THEIRS = meeting(BEN_ID)
LINK = Says(200, {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#Edm.String", "value": VISIT})
FORBIDDEN = refusal(403, "Forbidden", "3003: User does not have access to lookup meeting")
NOT_FOUND = refusal(404, "NotFound")


def found(id_: str) -> Says:
    return Says(200, {"value": [{"id": id_, "joinWebUrl": join_url()}]})


def asked(id_: str, who: str = "/me") -> str:
    return f"{who}/onlineMeetings/{quote(id_, safe='')}{FUNCTION}"


async def refused(world: World, wanted: Meeting) -> Denied:
    with pytest.raises(Denied) as caught:
        await world.meetings().appointment_link(ANNA, wanted)
    return caught.value


async def test_a_meeting_with_an_id_costs_one_request(world: World) -> None:
    world.graph.says("/me/onlineMeetings/", LINK)
    assert await world.meetings().appointment_link(ANNA, MINE, "de-DE") == VISIT
    assert world.graph.paths == [asked(MINE.graph_id)]
    assert world.graph.heard[0].headers["Accept-Language"] == "de-DE"


async def test_the_id_is_one_segment_of_the_path(world: World) -> None:
    world.graph.says("/me/onlineMeetings/", LINK)
    await world.meetings().appointment_link(ANNA, Meeting(graph_id="a/b+c=="))
    assert world.graph.paths == [f"/me/onlineMeetings/a%2Fb%2Bc%3D%3D{FUNCTION}"]


@pytest.mark.parametrize("language", ["", "de\r\nX-Evil: 1", "de,en;q=0.5", "ü", "x" * 99])
async def test_what_is_no_language_is_not_sent(world: World, language: str) -> None:
    world.graph.says("/me/onlineMeetings/", LINK)
    assert await world.meetings().appointment_link(ANNA, MINE, language) == VISIT
    assert "Accept-Language" not in world.graph.heard[0].headers


async def test_an_id_that_is_missing_is_computed_from_the_join_url(world: World) -> None:
    world.graph.says("/me/onlineMeetings/", LINK)
    await world.meetings().appointment_link(ANNA, replace(MINE, graph_id=""))
    assert world.graph.paths == [asked(MINE.graph_id)]


async def test_a_join_url_that_tells_no_id_is_looked_up(world: World) -> None:
    world.tokens.granted.update(LOOK_UP_SCOPES)
    world.graph.says("/me/onlineMeetings?", found("MSo7"))
    world.graph.says("/me/onlineMeetings/", LINK)
    short = Meeting(join_url="https://teams.microsoft.com/meet/24812345678912?p=abc")
    assert await world.meetings().appointment_link(ANNA, short) == VISIT
    assert "joinMeetingId%20eq%20%2724812345678912%27" in world.graph.paths[0]
    assert world.graph.paths[1] == asked("MSo7")


@pytest.mark.parametrize(("own", "trouble"), [(True, Trouble.GONE), (False, Trouble.NOT_YOURS)])
async def test_a_join_url_that_is_not_found_is_refused(world: World, own: bool, trouble: Trouble) -> None:
    world.tokens.granted.update(LOOK_UP_SCOPES)
    short = Meeting(join_url="https://teams.microsoft.com/meet/24812345678912", own=own)
    assert (await refused(world, short)).trouble is trouble
    assert len(world.graph.heard) == 2


async def test_an_event_whose_link_is_hidden_is_completed_first(world: World) -> None:
    world.tokens.granted.update(WIDER_SCOPES)
    world.graph.says("/me/events/E1", Says(200, {"onlineMeeting": {"joinUrl": join_url()}}))
    world.graph.says("/me/onlineMeetings/", LINK)
    assert await world.meetings().appointment_link(ANNA, Meeting(event_id="E1")) == VISIT
    assert world.graph.paths[1] == asked(MINE.graph_id)


async def test_a_meeting_of_which_nothing_is_known_has_no_link(world: World) -> None:
    assert (await refused(world, Meeting())).trouble is Trouble.NO_JOIN_LINK
    assert world.graph.heard == []


# ---- one's own meeting


@pytest.mark.parametrize("said", [FORBIDDEN, NOT_FOUND, refusal(400, "BadRequest", "Meeting Id is corrupted")])
async def test_a_computed_id_that_is_refused_is_looked_up(world: World, said: Says) -> None:
    world.tokens.granted.update(LOOK_UP_SCOPES)
    world.graph.says(asked(MINE.graph_id), said)
    world.graph.says("/me/onlineMeetings?", found("MSo7="))
    world.graph.says(asked("MSo7="), LINK)
    assert await world.meetings().appointment_link(ANNA, MINE, "fr") == VISIT
    assert [path.partition("?")[0] for path in world.graph.paths] == [
        asked(MINE.graph_id),
        "/me/onlineMeetings",
        asked("MSo7="),
    ]
    assert world.graph.heard[2].headers["Accept-Language"] == "fr"


@pytest.mark.parametrize("said", [NOT_FOUND, refusal(400, "BadRequest", "Meeting Id is corrupted")])
async def test_the_look_up_asks_for_consent_and_says_why(world: World, said: Says) -> None:
    world.graph.says("/me/onlineMeetings/", said)
    with pytest.raises(SignInRequired) as caught:
        await world.meetings().appointment_link(ANNA, MINE)
    assert caught.value.why is SignInReason.LINK_LOOK_UP


@pytest.mark.parametrize(
    ("said", "looked_up", "trouble"),
    [
        (FORBIDDEN, found(MINE.graph_id), Trouble.NO_ACCESS),
        (FORBIDDEN, Says(200, {"value": []}), Trouble.NO_ACCESS),
        (NOT_FOUND, Says(200, {"value": []}), Trouble.GONE),
        (NOT_FOUND, FORBIDDEN, Trouble.GONE),
        (FORBIDDEN, found("MSo-refused-as-well"), Trouble.NO_ACCESS),
        (NOT_FOUND, found("MSo-not-found-as-well"), Trouble.GONE),
        (refusal(410, "Gone"), Says(200, {"value": []}), Trouble.GONE),
    ],
)
async def test_ones_own_meeting_refused_for_good(world: World, said: Says, looked_up: Says, trouble: Trouble) -> None:
    world.tokens.granted.update(LOOK_UP_SCOPES)
    world.graph.says("/me/onlineMeetings/", said)
    world.graph.says("/me/onlineMeetings?", looked_up)
    error = await refused(world, MINE)
    assert (error.trouble, error.meeting) == (trouble, MINE)


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (refusal(402, "PaymentRequired"), Trouble.NO_LICENCE),
        (refusal(403, "Forbidden", "The user has no valid license."), Trouble.NO_LICENCE),
        (refusal(403, "LicenseRequired"), Trouble.NO_LICENCE),
        (refusal(404, "MailboxNotEnabledForRESTAPI"), Trouble.NO_MAILBOX),
        (refusal(409, "Conflict"), Trouble.OURS),
        (Says(200, raw="not json"), Trouble.NO_USABLE_LINK),
        (Says(204), Trouble.NO_USABLE_LINK),
        (Says(200, ["list"]), Trouble.NO_USABLE_LINK),
    ],
)
async def test_where_nothing_else_can_help_nothing_else_is_tried(world: World, said: Says, trouble: Trouble) -> None:
    world.graph.says("/me/onlineMeetings/", said)
    error = await refused(world, MINE)
    assert (error.trouble, error.meeting, len(world.graph.heard)) == (trouble, MINE, 1)


# ---- somebody else's


async def test_somebody_elses_meeting_is_asked_for_under_its_organizer(world: World) -> None:
    world.graph.says("/me/onlineMeetings/", FORBIDDEN)
    world.graph.says(f"/users/{BEN_ID}/onlineMeetings/", LINK)
    assert await world.meetings().appointment_link(ANNA, THEIRS, "de") == VISIT
    assert world.graph.paths == [asked(THEIRS.graph_id), asked(THEIRS.graph_id, f"/users/{BEN_ID}")]
    assert world.graph.heard[1].headers["Accept-Language"] == "de"


async def test_the_organizer_is_read_from_the_id_where_it_is_not_known(world: World) -> None:
    world.graph.says("/me/onlineMeetings/", NOT_FOUND)
    world.graph.says(f"/users/{BEN_ID}/", LINK)
    assert await world.meetings().appointment_link(ANNA, Meeting(graph_id=THEIRS.graph_id)) == VISIT


UNKNOWN = refusal(404, "Request_ResourceNotFound")


@pytest.mark.parametrize(
    ("mine", "theirs", "email", "trouble"),
    [
        (FORBIDDEN, FORBIDDEN, "", Trouble.NOT_YOURS),
        (FORBIDDEN, NOT_FOUND, "", Trouble.NOT_YOURS),
        (NOT_FOUND, FORBIDDEN, "", Trouble.NOT_YOURS),
        (NOT_FOUND, NOT_FOUND, "ben@contoso.com", Trouble.GONE),
        (refusal(400, "BadRequest"), NOT_FOUND, "", Trouble.GONE),
        (FORBIDDEN, UNKNOWN, "clinic@contoso.com", Trouble.SHARED_MAILBOX),
        (NOT_FOUND, refusal(404, "ResourceNotFound"), "clinic@contoso.com", Trouble.SHARED_MAILBOX),
        (FORBIDDEN, UNKNOWN, "", Trouble.NOT_YOURS),
    ],
)
async def test_somebody_elses_meeting_refused_names_who_can_help(
    world: World, mine: Says, theirs: Says, email: str, trouble: Trouble
) -> None:
    world.graph.says("/me/onlineMeetings/", mine)
    world.graph.says("/users/", theirs)
    wanted = meeting(BEN_ID, email=email)
    error = await refused(world, wanted)
    assert (error.trouble, error.meeting) == (trouble, wanted)
    assert error.meeting is not None
    assert error.meeting.organizer == Organizer("Ben", email, BEN_ID)
    assert len(world.graph.heard) == 2


async def test_the_look_up_is_tried_for_somebody_elses_meeting_where_it_needs_no_new_consent(world: World) -> None:
    world.tokens.granted.update(LOOK_UP_SCOPES)
    world.graph.says(asked(THEIRS.graph_id), FORBIDDEN)
    world.graph.says("/users/", FORBIDDEN)
    world.graph.says("/me/onlineMeetings?", found("MSo7"))
    world.graph.says(asked("MSo7"), LINK)
    assert await world.meetings().appointment_link(ANNA, THEIRS) == VISIT


@pytest.mark.parametrize("looked_up", [FORBIDDEN, found(THEIRS.graph_id), Says(200, {"value": []}), refusal(503)])
async def test_a_look_up_that_does_not_help_changes_nothing(world: World, looked_up: Says) -> None:
    world.tokens.granted.update(LOOK_UP_SCOPES)
    world.graph.says("/me/onlineMeetings/", FORBIDDEN)
    world.graph.says("/users/", FORBIDDEN)
    world.graph.says("/me/onlineMeetings?", looked_up)
    assert (await refused(world, THEIRS)).trouble is Trouble.NOT_YOURS


async def test_a_meeting_of_another_organization_is_called_so_after_the_refusal(world: World) -> None:
    abroad = meeting(BEN_ID, tenant="00000000-9999-4222-8333-0123456789ab")
    world.graph.says("/me/onlineMeetings/", FORBIDDEN)
    assert (await refused(world, abroad)).trouble is Trouble.OTHER_TENANT
    world.graph.says("/me/onlineMeetings/", LINK)
    assert await world.meetings().appointment_link(ANNA, abroad) == VISIT


# ---- what Graph gives


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        7,
        True,
        [VISIT],
        {"url": VISIT},
        "not a link",
        "javascript:alert(1)",
        VISIT.replace("https", "http"),
        VISIT.replace("visit.teams.microsoft.com", "visit.teams.microsoft.com.evil.example"),
        VISIT.replace("visit.teams", "anna:secret@visit.teams"),
        VISIT.replace(".com/", ".com:8443/"),
        VISIT.replace(".com/", ".com\\@evil.example/"),
        f"{VISIT} x",
        f"{VISIT}\n",
        f"{VISIT}\u202e",
        VISIT + "x" * 5000,
        "https://evil.example/?" + VISIT,
    ],
)
async def test_an_unusable_link_never_reaches_a_card(world: World, value: object) -> None:
    world.graph.says("/me/onlineMeetings/", Says(200, {"value": value}))
    error = await refused(world, MINE)
    assert (error.trouble, error.meeting, len(world.graph.heard)) == (Trouble.NO_USABLE_LINK, MINE, 1)
    assert "microsoft.com" not in str(error)


@pytest.mark.parametrize("length", [110, 900, 4096])
async def test_a_usable_link_comes_back_byte_for_byte(world: World, length: int) -> None:
    link = f"{VISIT}&q=%2b%2B+~".ljust(length, "x")
    world.graph.says("/me/onlineMeetings/", Says(200, {"value": link}))
    assert await world.meetings().appointment_link(ANNA, MINE) == link


async def test_all_ways_share_one_budget(world: World) -> None:
    world.graph.says("/me/onlineMeetings/", FORBIDDEN)
    world.graph.says("/users/", refusal(503, Retry_After="6"))
    with pytest.raises(Busy):
        await world.meetings(budget=5).appointment_link(ANNA, THEIRS)


async def test_an_expired_sign_in_is_no_refusal(world: World) -> None:
    world.graph.says("/me/onlineMeetings/", Says(401, {}))
    world.tokens.renewable = False
    with pytest.raises(SignInRequired) as caught:
        await world.meetings().appointment_link(ANNA, THEIRS)
    assert caught.value.why is SignInReason.EXPIRED
