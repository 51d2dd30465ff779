"""The official Graph SDK knows every field of the sandbox's answers, and asks for the same resource as the bot."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import aiohttp
import pytest
from kiota_abstractions.authentication import AccessTokenProvider, AllowedHostsValidator
from kiota_abstractions.authentication.base_bearer_token_authentication_provider import (
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphServiceClient
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.users.item.calendar_view.calendar_view_request_builder import CalendarViewRequestBuilder
from msgraph.generated.users.item.online_meetings.online_meetings_request_builder import OnlineMeetingsRequestBuilder
from msgraph.graph_request_adapter import GraphRequestAdapter

from bot.model import Meeting
from sandbox.world.faults import Fault
from sandbox.world.meetings import Event
from sandbox.world.people import ANNA, BEN, NOOR, OSEI, Person
from sandbox.world.troubles import Trouble
from tests.support.graph.pretend import ANNA as STAFF
from tests.support.graph.pretend import VISIT, PretendGraph, PretendTokens, Says, serve
from tests.support.graph.pretend import World as Pretence
from tests.support.sandbox.world import World

ALL = ("VirtualAppointment.Read", "OnlineMeetings.Read", "Calendars.Read")
NARROW = ("VirtualAppointment.Read", "Calendars.ReadBasic")
SEED = 20261128


class Token(AccessTokenProvider):
    """One token for everything."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def get_authorization_token(self, uri: str, additional_authentication_context: Any = None) -> str:
        return self._token

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        return AllowedHostsValidator([])


def sdk(base: str, token: str = "") -> GraphServiceClient:
    """Microsoft's client, pointed at `base`."""
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(Token(token)))
    adapter.base_url = base
    return GraphServiceClient(request_adapter=adapter)


def client(world: World, person: Person = ANNA, scopes: tuple[str, ...] = ALL) -> GraphServiceClient:
    return sdk(f"{world.origin}/v1.0", world.token(person, *scopes))


def unknown_fields(model: Any, path: str = "") -> Iterator[str]:
    """Every field that the SDK's types do not have, wherever it stands; notes of OData are no fields."""
    if isinstance(model, list | tuple):  # the store notes a list's length beside it
        for each in model:
            yield from unknown_fields(each, f"{path}[]")
    store = getattr(model, "backing_store", None)
    if store is None:
        return
    for name, value in store.enumerate_():
        if name == "additional_data":
            yield from (f"{path}.{field}" for field in value or {} if not field.startswith("@odata."))
        else:
            yield from unknown_fields(value, f"{path}.{name}")


def window(world: World, **more: Any) -> RequestConfiguration[Any]:
    now = world.clock()
    parameters = CalendarViewRequestBuilder.CalendarViewRequestBuilderGetQueryParameters(
        start_date_time=(now - timedelta(days=1)).isoformat(),
        end_date_time=(now + timedelta(days=14)).isoformat(),
        **more,
    )
    return RequestConfiguration(query_parameters=parameters)


@pytest.mark.parametrize("person", [ANNA, BEN, OSEI], ids=lambda person: person.name)
@pytest.mark.parametrize("scopes", [ALL, NARROW], ids=["wide", "narrow"])
async def test_every_event_of_every_page_is_an_event_to_the_sdk(
    world: World, person: Person, scopes: tuple[str, ...]
) -> None:
    asked, events = client(world, person, scopes), list[Any]()
    page = await asked.me.calendar_view.get(window(world))
    while page:
        assert not [*unknown_fields(page)]
        events += page.value
        following = page.odata_next_link
        page = await asked.me.calendar_view.with_url(following).get() if following else None
    mine = [event for event in world.m365.events if event.concerns(person)]
    assert len(events) == len(mine)
    assert all(event.start and event.end and event.response_status.response and event.type for event in events)
    whole = await asked.me.calendar.calendar_view.get(window(world, top=1000))  # the same under the calendar itself
    assert not [*unknown_fields(whole)]
    assert len(whole.value) == len(mine)


async def test_one_event_by_its_id_is_an_event_to_the_sdk(world: World) -> None:
    asked = client(world)
    for event in world.m365.events:
        if event.concerns(ANNA):
            found = await asked.me.events.by_event_id(event.id).get()
            assert (found.subject, [*unknown_fields(found)]) == (event.subject, [])


def organized(world: World) -> list[Event]:
    return [event for event in world.m365.events if event.meeting and event.organizer == ANNA]


async def test_online_meetings_by_every_key_are_online_meetings_to_the_sdk(world: World) -> None:
    asked = client(world)
    for event in organized(world):
        meeting = event.meeting
        assert meeting
        for condition in (
            f"JoinWebUrl eq '{meeting.join_url}'",
            f"joinMeetingIdSettings/joinMeetingId eq '{meeting.number}'",
        ):
            query = OnlineMeetingsRequestBuilder.OnlineMeetingsRequestBuilderGetQueryParameters(filter=condition)
            found = await asked.me.online_meetings.get(RequestConfiguration(query_parameters=query))
            assert ([each.id for each in found.value], [*unknown_fields(found)]) == ([meeting.id], [])
        one = await asked.me.online_meetings.by_online_meeting_id(meeting.id).get()
        assert (one.join_web_url, [*unknown_fields(one)]) == (meeting.join_url, [])
        assert one.meeting_type
        assert one.participants.organizer.role


async def test_the_sdk_gets_the_customers_link_that_the_bot_gets(world: World) -> None:
    """With the brackets of an OData function, which the API's page does not write."""
    asked, token = client(world, scopes=NARROW), world.token(ANNA, *NARROW)
    for event in organized(world):
        assert event.meeting
        by_sdk = asked.me.online_meetings.by_online_meeting_id(event.meeting.id)
        answer = await by_sdk.get_virtual_appointment_join_web_url.get()
        path = f"/me/onlineMeetings/{event.meeting.id.replace('=', '%3D')}/getVirtualAppointmentJoinWebUrl"
        status, body, _ = await world.graph(path, token)
        assert (status, body["value"], [*unknown_fields(answer)]) == (200, answer.value, [])


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble.GRAPH_NO_MAILBOX,
        Trouble.GRAPH_UNAUTHORIZED,
        Trouble.GRAPH_CLAIMS_CHALLENGE,
        Trouble.GRAPH_FAULT,
        Trouble.GRAPH_GONE,
        Trouble.GRAPH_NO_LICENCE,
        Trouble.GRAPH_NOT_ORGANIZER,
    ],
)
async def test_every_refusal_is_an_odata_error_to_the_sdk(world: World, trouble: Trouble) -> None:
    fault = Fault(404, code="ErrorMailboxMoveInProgress") if trouble is Trouble.GRAPH_FAULT else None
    world.m365.troubles.on(trouble, fault)
    asked, meeting = client(world), organized(world)[0].meeting
    assert meeting
    of_meetings = trouble in {Trouble.GRAPH_GONE, Trouble.GRAPH_NO_LICENCE, Trouble.GRAPH_NOT_ORGANIZER}
    one = asked.me.online_meetings.by_online_meeting_id(meeting.id)
    with pytest.raises(ODataError) as caught:
        await (one.get() if of_meetings else asked.me.calendar_view.get(window(world)))
    error = caught.value
    assert not [*unknown_fields(error), *unknown_fields(error.error)]
    assert error.error.code
    assert error.error.inner_error.request_id
    assert error.error.inner_error.client_request_id
    assert error.error.inner_error.date


async def test_who_has_no_mailbox_or_scope_is_refused_in_words_that_the_sdk_reads(world: World) -> None:
    for person, scopes in ((NOOR, ALL), (ANNA, ("VirtualAppointment.Read",))):
        with pytest.raises(ODataError) as caught:
            await client(world, person, scopes).me.calendar_view.get(window(world))
        assert not [*unknown_fields(caught.value.error)]


def ids(count: int) -> list[str]:
    """Meetings' ids as Graph has them, as older ones are, and as nobody expects them."""
    draw = random.Random(SEED)  # noqa: S311
    odd = [
        "a/b",
        "a+b=",
        "a b",
        "%2F",
        "100%",
        "a?b#c",
        "a&b=c;d",
        "ä€😀",
        "it's",
        '"q"',
        "(x)",
        "a,b:c@d!$*",
        "~-._",
        "11111111-2222-4333-8444-555555555555_19:abc@thread.skype",
        "MSo" + "A" * 400,
        "a\\b|c^d`{e}",
        "[x]<y>",
        "%25252F",
        "..;/x",
        "-",
    ]
    signs = "abcXYZ019+/=-_ %?#&()':,;@!$*~.äß€😀\\|^`{}[]<>\""
    while len(odd) < count:
        if len(odd) % 2:
            thread = base64.b64encode(draw.randbytes(36)).decode()
            odd.append(
                base64.b64encode(f"1*{draw.randbytes(8).hex()}*0**19:meeting_{thread}@thread.v2".encode()).decode()
            )
        else:
            odd.append("x" + "".join(draw.choices(signs, k=draw.randint(1, 40))))
    return odd


async def test_for_500_ids_the_sdk_and_the_bot_name_the_same_resource() -> None:
    """Percent-encodings may differ where they mean the same; the brackets are the SDK's."""
    graph = PretendGraph()
    graph.says("/me/onlineMeetings/", Says(200, {"value": VISIT}))
    server = await serve(graph.answer)
    graph.base = str(server.make_url("/v1.0"))
    async with aiohttp.ClientSession() as http:
        meetings, by_sdk = Pretence(graph, PretendTokens(), http).meetings(), sdk(graph.base).me.online_meetings
        for id_ in ids(500):
            graph.heard.clear()
            await meetings.appointment_link(STAFF, Meeting(graph_id=id_))
            asked = by_sdk.by_online_meeting_id(id_)
            theirs = asked.get_virtual_appointment_join_web_url.to_get_request_information().url
            path = theirs.removeprefix(graph.base).replace("/users/me-token-to-replace", "/me").removesuffix("()")
            assert segments(path) == segments(graph.paths[0]) == ["", "me", "onlineMeetings", id_, FUNCTION]
    await server.close()


FUNCTION = "getVirtualAppointmentJoinWebUrl"


def segments(path: str) -> list[str]:
    """What the segments of a path mean."""
    assert not set(path) & set("?#")
    return [unquote(segment) for segment in path.split("/")]
