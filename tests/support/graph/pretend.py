"""A pretend Microsoft Graph on loopback, pretend tokens, and the people and meetings of these tests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.errors import SignInRequired
from bot.graph import GraphMeetings, GraphSession
from bot.joinlinks import find_links, meeting_of
from bot.model import Account, Meeting, Organizer, SignInReason, User
from bot.ops.health import Health
from bot.ports import Meetings
from tests.support.fakes import NOW

TENANT = "a796be92-1111-4222-8333-0123456789ab"
ANNA = User(TENANT, "4b75189b-c195-403b-bac4-bf03f2295ebc", "Anna")
BEN_ID = "d0000000-c195-403b-bac4-bf03f2295ebc"
VISIT = "https://visit.teams.microsoft.com/webrtc-svc/api/route?tid=a&convId=19:meeting_x@thread.v2&JoinWebUrl=a%253Ab&biz=0"
BASE_SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
LOOK_UP_SCOPES = (*BASE_SCOPES, "OnlineMeetings.Read")
WIDER_SCOPES = (*BASE_SCOPES, "Calendars.Read")
LINK_HOSTS = ("teams.microsoft.com", "*.teams.microsoft.com")


def join_url(organizer: str = ANNA.id, thread: str = "x", tenant: str = TENANT) -> str:
    return (
        f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{thread}%40thread.v2/0"
        f"?context=%7b%22Tid%22%3a%22{tenant}%22%2c%22Oid%22%3a%22{organizer}%22%7d"
    )


def meeting(organizer: str = ANNA.id, tenant: str = TENANT, email: str = "") -> Meeting:
    """A meeting as its join URL tells it, with the computed id."""
    named = meeting_of(find_links(join_url(organizer, tenant=tenant))[0])
    return Meeting(
        subject="Physio",
        organizer=Organizer("Ben", email, organizer),
        own=organizer == ANNA.id,
        join_url=named.join_url,
        graph_id=named.graph_id,
    )


@dataclass(frozen=True)
class Says:
    """One answer of the pretend Graph, after so many `seconds`."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: str | None = None
    content_type: str = "application/json"
    seconds: float = 0


def refusal(status: int, code: str = "", message: str = "", **headers: str) -> Says:
    error = {"code": code, "message": message, "innerError": {"request-id": "0c0ffee0", "date": "2026-07-24T12:33:00"}}
    return Says(status, {"error": error}, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass(frozen=True)
class Heard:
    """One request as it came over the wire."""

    path: str
    headers: Mapping[str, str]


class PretendGraph:
    """Says what it was told to say: per beginning of a path, one answer after the other, the last one for ever."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self._script: dict[str, list[Says]] = {}
        self.base = ""

    def says(self, start: str, *answers: Says) -> None:
        self._script[f"/v1.0{start}"] = list(answers)

    @property
    def paths(self) -> list[str]:
        return [heard.path.removeprefix("/v1.0") for heard in self.heard]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(Heard(request.raw_path, dict(request.headers)))
        starts = sorted((start for start in self._script if request.raw_path.startswith(start)), key=len)
        if not starts:
            return web.json_response({"error": {"code": "NotFound"}}, status=404)
        answers = self._script[starts[-1]]
        said = answers.pop(0) if len(answers) > 1 else answers[0]
        await asyncio.sleep(said.seconds)
        body = said.raw if said.raw is not None else json.dumps(said.body)
        return web.Response(status=said.status, text=body, content_type=said.content_type, headers=said.headers)


class PretendTokens:
    """Tokens by scope: `granted` is what the person agreed to; a claims challenge is met while `claims_met`."""

    def __init__(self, granted: Sequence[str] = BASE_SCOPES, *, claims_met: bool = True) -> None:
        self.granted = set(granted)
        self.claims_met = claims_met
        self.claims: list[str] = []
        self.refused: list[str] = []
        self.renewable = True

    async def token(self, user: User, scopes: Sequence[str], *, claims: str = "", refused: str = "") -> str:
        if claims:
            self.claims.append(claims)
        if refused:
            self.refused.append(refused)
        if not set(scopes) <= self.granted:
            raise SignInRequired(scopes)
        if refused and not self.renewable:
            raise SignInRequired(scopes, SignInReason.EXPIRED)
        return f"token-of-{user.id}-{len(self.claims) + len(self.refused)}"

    async def account(self, user: User) -> Account | None:
        return Account(user, "anna@contoso.com", tuple(sorted(self.granted)))

    async def sign_out(self, user: User, asked: str = "") -> None:
        self.granted.clear()

    def seen(self, user: User, generation: int) -> None:
        """One instance has nothing to forget."""


@dataclass
class World:
    """The pretend Graph, who has granted what, and the waits that were asked for instead of waited."""

    graph: PretendGraph
    tokens: PretendTokens
    http: aiohttp.ClientSession
    waits: list[float] = field(default_factory=list)
    health: Health = field(default_factory=lambda: Health(lambda: NOW))

    def session(
        self,
        budget: float = 7.0,
        slow: float = 1.5,
        *,
        jammed: bool = False,
        sleep: Callable[[float], Awaitable[None]] | None = None,
    ) -> GraphSession:
        return GraphSession(
            self.http,
            self.tokens,
            self.graph.base,
            self.health,
            budget,
            lambda _seconds: jammed,
            sleep=sleep or self._wait,
            jitter=lambda: 0.5,
            clock=lambda: 1_800_000_000,
            slow=slow,
        )

    def meetings(self, calendar_scope: str = "Calendars.ReadBasic", budget: float = 7.0) -> Meetings:
        return GraphMeetings(self.session(budget), calendar_scope, LINK_HOSTS)

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)


async def serve(graph: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> TestServer:
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", graph)
    server = TestServer(app)
    await server.start_server()
    return server
