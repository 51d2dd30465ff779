"""What goes over the wire to Graph, and what is made of the answers."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import uuid

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.errors import BotError, Busy, Denied, SignInRequired
from bot.graph.answer import GraphError, claims_challenge
from bot.graph.scopes import Permit, permits
from bot.model import SignInReason, Trouble
from bot.net.retry_after import seconds_to_wait
from tests.support.graph.pretend import ANNA, BASE_SCOPES, PretendTokens, Says, World, refusal, serve

BASE = Permit(BASE_SCOPES)
FINE = Says(200, {"value": "fine"})
CLAIMS = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'


def challenge(coded: str) -> dict[str, str]:
    return {
        "WWW-Authenticate": 'Bearer realm="", authorization_uri="https://login.example/common/oauth2/authorize", '
        f'error="insufficient_claims", claims="{coded}"'
    }


CODED = base64.b64encode(CLAIMS.encode()).decode()


async def test_a_request_carries_the_persons_token_and_an_id_of_its_own(world: World) -> None:
    world.graph.says("/me", FINE)
    session = world.session()
    assert await session.get(ANNA, "/me/x", BASE) == {"value": "fine"}
    await session.get(ANNA, "/me/x", BASE, headers={"Accept-Language": "de-DE"})
    first, second = (heard.headers for heard in world.graph.heard)
    assert first["Authorization"] == f"Bearer token-of-{ANNA.id}-0"
    assert uuid.UUID(first["client-request-id"]) != uuid.UUID(second["client-request-id"])
    assert second["Accept-Language"] == "de-DE"


@pytest.mark.parametrize(
    ("ids", "params", "wire"),
    [
        ({"meeting": "MSo=="}, {}, "/me/onlineMeetings/MSo%3D%3D"),
        ({"meeting": "a/b+c"}, {}, "/me/onlineMeetings/a%2Fb%2Bc"),
        ({"meeting": "../users"}, {}, "/me/onlineMeetings/..%2Fusers"),
        ({"meeting": "19:m@thread.v2"}, {}, "/me/onlineMeetings/19%3Am%40thread.v2"),
        ({"meeting": "ü?#"}, {}, "/me/onlineMeetings/%C3%BC%3F%23"),
        ({"meeting": "1"}, {"$filter": "a eq 'b%3ac'"}, "/me/onlineMeetings/1?$filter=a%20eq%20%27b%253ac%27"),
        (
            {"meeting": "1"},
            {"at": "2026-10-25T00:00:00+02:00"},
            "/me/onlineMeetings/1?at=2026-10-25T00%3A00%3A00%2B02%3A00",
        ),
    ],
)
async def test_everything_is_encoded_exactly_once(
    world: World, ids: dict[str, str], params: dict[str, str], wire: str
) -> None:
    world.graph.says("/me", FINE)
    await world.session().get(ANNA, "/me/onlineMeetings/{meeting}", BASE, ids=ids, params=params)
    assert world.graph.paths == [wire]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_passing_trouble_is_tried_again_a_little_later_each_time(world: World, status: int) -> None:
    world.graph.says("/me", refusal(status, "x"), refusal(status, "x"), FINE)
    assert await world.session().get(ANNA, "/me/x", BASE) == {"value": "fine"}
    assert world.waits == [pytest.approx(0.2), pytest.approx(0.4)]


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [("2", 2.0), ("0", 0.2), ("soon", 0.2), ("-5", 0.2), ("nan", 0.2), ("Fri, 15 Jan 2027 08:00:03 GMT", 3.0)],
)
async def test_graph_says_how_long_to_wait(world: World, retry_after: str, wait: float) -> None:
    world.graph.says("/me", refusal(429, "TooManyRequests", Retry_After=retry_after), FINE)
    await world.session().get(ANNA, "/me/x", BASE)
    assert world.waits == [pytest.approx(wait)]


async def test_a_wait_that_does_not_fit_is_not_begun(world: World) -> None:
    world.graph.says("/me", refusal(429, "TooManyRequests", Retry_After="30"))
    with pytest.raises(Busy):
        await world.session().get(ANNA, "/me/x", BASE)
    assert (world.waits, len(world.graph.heard)) == ([], 1)


async def test_trouble_that_does_not_pass_ends(world: World) -> None:
    world.graph.says("/me", refusal(503))
    with pytest.raises(Busy):
        await world.session().get(ANNA, "/me/x", BASE)
    assert 3 <= len(world.graph.heard) <= 8


@pytest.mark.parametrize(
    ("said", "state"), [(FINE, "ok"), (refusal(403, "Forbidden"), "ok"), (refusal(503), "failing")]
)
async def test_a_refusal_is_graph_at_work_and_silence_is_not(world: World, said: Says, state: str) -> None:
    world.graph.says("/me", said)
    with contextlib.suppress(GraphError, Busy):
        await world.session().get(ANNA, "/me/x", BASE)
    assert world.health.body()["dependencies"]["graph"]["state"] == state  # type: ignore[index]


async def test_a_slow_graph_ends_with_the_budget(world: World) -> None:
    switched_off = asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        await switched_off.wait()
        return web.Response()

    server = await serve(slow)
    world.graph.base = str(server.make_url("/v1.0"))
    with pytest.raises(Busy):
        await world.session(budget=0.05).get(ANNA, "/me/x", BASE)
    switched_off.set()
    await server.close()


async def test_slow_tokens_end_with_the_budget(world: World) -> None:
    class Slow(PretendTokens):
        async def token(self, *args: object, **more: object) -> str:
            await asyncio.Event().wait()
            return ""

    world.tokens = Slow()
    with pytest.raises(Busy):
        await world.session(budget=0.02).get(ANNA, "/me/x", BASE)
    assert world.graph.heard == []


async def test_a_graph_that_is_not_there_is_busy(world: World) -> None:
    world.graph.base = "http://127.0.0.1:1/v1.0"
    with pytest.raises(Busy):
        await world.session().get(ANNA, "/me/x", BASE)
    assert len(world.waits) > 1


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("coded", [CODED, CODED.rstrip("="), CODED.replace("+", "-").replace("/", "_")])
async def test_a_claims_challenge_is_met_once_with_a_token_that_has_them(world: World, coded: str, status: int) -> None:
    world.graph.says("/me", Says(status, {}, challenge(coded)), FINE)
    assert await world.session().get(ANNA, "/me/x", BASE) == {"value": "fine"}
    assert world.tokens.claims == [CLAIMS]
    assert world.graph.heard[1].headers["Authorization"].endswith("-1")
    assert world.waits == []


async def test_a_second_challenge_sends_the_person_to_sign_in_with_the_claims(world: World) -> None:
    world.graph.says("/me", Says(401, {}, challenge(CODED)))
    with pytest.raises(SignInRequired) as caught:
        await world.session().get(ANNA, "/me/x", BASE)
    assert (caught.value.why, caught.value.claims, caught.value.scopes) == (
        SignInReason.EXTRA_CHECK,
        CLAIMS,
        BASE_SCOPES,
    )
    assert len(world.graph.heard) == 2


BARE = [{}, {"WWW-Authenticate": "Bearer"}, challenge("!!!"), challenge("bm8ganNvbg==")]
REFUSED = {"error": {"code": "InvalidAuthenticationToken"}}


@pytest.mark.parametrize("headers", BARE)
async def test_a_token_that_graph_refuses_is_replaced_once(world: World, headers: dict[str, str]) -> None:
    world.graph.says("/me", Says(401, REFUSED, headers), FINE)
    assert await world.session().get(ANNA, "/me/x", BASE) == {"value": "fine"}
    first, second = (heard.headers["Authorization"] for heard in world.graph.heard)
    assert first != second
    assert world.tokens.refused == [first.removeprefix("Bearer ")]


@pytest.mark.parametrize("headers", BARE)
async def test_a_401_that_stays_is_no_reason_to_sign_in(world: World, headers: dict[str, str]) -> None:
    world.graph.says("/me", Says(401, REFUSED, headers))
    with pytest.raises(Denied) as caught:
        await world.session().get(ANNA, "/me/x", Permit(BASE_SCOPES, SignInReason.LOOK_UP))
    assert (caught.value.trouble, len(world.graph.heard)) == (Trouble.OURS, 2)
    assert "graph refuses every token: InvalidAuthenticationToken" in str(caught.value)


async def test_a_sign_in_that_cannot_be_renewed_has_expired(world: World) -> None:
    world.graph.says("/me", Says(401, REFUSED))
    world.tokens.renewable = False
    with pytest.raises(SignInRequired) as caught:
        await world.session().get(ANNA, "/me/x", BASE)
    assert (caught.value.why, len(world.graph.heard)) == (SignInReason.EXPIRED, 1)


async def test_consent_that_is_missing_is_asked_for_with_its_reason(world: World) -> None:
    with pytest.raises(SignInRequired) as caught:
        await world.session().get(ANNA, "/me/x", permits("Calendars.ReadBasic").look_up)
    assert caught.value.why is SignInReason.LOOK_UP
    assert caught.value.scopes == ("VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read")


@pytest.mark.parametrize("claims", [CLAIMS, ""])
async def test_an_extra_check_stays_an_extra_check(world: World, claims: str) -> None:
    class Strict(PretendTokens):
        async def token(self, *args: object, **more: object) -> str:
            raise SignInRequired(BASE_SCOPES, SignInReason.EXTRA_CHECK, claims)

    world.tokens = Strict()
    with pytest.raises(SignInRequired) as caught:
        await world.session().get(ANNA, "/me/x", permits("Calendars.ReadBasic").look_up)
    assert (caught.value.why, caught.value.claims) == (SignInReason.EXTRA_CHECK, claims)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (refusal(403, "Forbidden", "3003: User does not have access"), GraphError),
        (refusal(404, "NotFound"), GraphError),
        (Says(400, {"error": {"code": ["strange"], "innererror": 7}}), GraphError),
        (Says(403, raw="<html>"), GraphError),
        (Says(302, {}, {"Location": "/v1.0/elsewhere"}), Busy),
        (Says(403, raw="<html>a proxy's page</html>", content_type="text/html"), Busy),
        (Says(407, raw="<html>a proxy's page</html>", content_type="text/html"), Busy),
        (Says(200, ["a", "list"]), GraphError),
        (Says(200, raw="not json"), GraphError),
        (Says(200, raw='{"cut'), GraphError),
        (Says(200, raw="[" * 100_000), GraphError),
        (Says(204), GraphError),
        (Says(200, {"value": "x" * 4_400_000}), GraphError),
        (Says(501, {}), Busy),
        (Says(200, raw="<html>a proxy's page</html>", content_type="text/html"), Busy),
    ],
)
async def test_what_is_no_answer_is_an_error_of_our_own(world: World, said: Says, expected: type[BotError]) -> None:
    world.graph.says("/me", said)
    with pytest.raises(expected):
        await world.session().get(ANNA, "/me/x", BASE)
    assert not any("elsewhere" in path for path in world.graph.paths)


async def test_a_failed_call_leaves_one_line_without_ids_or_words(world: World) -> None:
    world.graph.says("/me", refusal(403, "Forbidden", "3003: secret words", request_id="from-the-header"))
    with capture_logs() as lines, pytest.raises(GraphError) as caught:
        await world.session().get(ANNA, "/me/onlineMeetings/{meeting}", BASE, ids={"meeting": "MSoSecret"})
    (line,) = lines
    assert (line["event"], line["status"], line["code"]) == ("graph_call_failed", 403, "Forbidden")
    assert (line["path"], line["graph_request_id"]) == ("/me/onlineMeetings/{meeting}", "from-the-header")
    assert line["client_request_id"] == world.graph.heard[0].headers["client-request-id"]
    assert "ecret" not in f"{line} {caught.value}"


@pytest.mark.parametrize("key", ["innerError", "innererror"])
async def test_the_request_id_is_read_from_the_body_too(world: World, key: str) -> None:
    world.graph.says("/me", Says(404, {"error": {"code": "NotFound", key: {"request-id": "abc-1"}}}))
    with capture_logs() as log, pytest.raises(GraphError):
        await world.session().get(ANNA, "/me/x", BASE)
    assert [line["graph_request_id"] for line in log] == ["abc-1"]


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/v1.0/me",
        "http://127.0.0.1:1@evil.example/",
        "//evil.example",
        "/v1.0/me",
        "",
        "file:///etc",
    ],
)
async def test_a_next_page_elsewhere_is_not_fetched(world: World, link: str) -> None:
    with pytest.raises(GraphError):
        await world.session().follow(ANNA, link, BASE)
    assert world.graph.heard == []


def test_a_date_in_the_past_asks_for_no_wait() -> None:
    assert seconds_to_wait("Fri, 15 Jan 2027 08:00:03 GMT", 1_900_000_000) == 0


def test_a_challenge_may_stand_among_others() -> None:
    assert claims_challenge(["Negotiate", *challenge(CODED).values()]) == CLAIMS
    assert claims_challenge([f'Bearer claims="{CODED}"']) == ""


async def test_a_question_that_nobody_waits_for_any_longer_is_reported_as_slow(world: World) -> None:
    world.graph.says("/me", Says(200, {"value": "fine"}, seconds=30))
    session = world.session(slow=0.0)
    with capture_logs() as log, pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await session.get(ANNA, "/me/x", BASE)
    assert [(line["event"], line["path"], line["code"]) for line in log if line["event"] == "graph_call_failed"] == [
        ("graph_call_failed", "/me/x", "slow")
    ]
    assert "slow" in str(world.health.body())
