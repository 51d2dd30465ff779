"""The pretend Microsoft 365 as one object: a directory, a calendar, and all services on one port."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol

from aiohttp import web

from sandbox.entra.app_registration import AppRegistration
from sandbox.entra.authorize import Authorize
from sandbox.entra.consent import Consents
from sandbox.entra.entra import Entra
from sandbox.entra.managed_identity import ManagedIdentity
from sandbox.entra.policy import Policy
from sandbox.entra.token_endpoint import TokenEndpoint
from sandbox.entra.token_factory import TokenFactory
from sandbox.graph.access import Access
from sandbox.graph.calendar import GraphCalendar
from sandbox.graph.directory import GraphDirectory
from sandbox.graph.graph import Graph
from sandbox.graph.meetings import GraphMeetings
from sandbox.teams.channel import Channel
from sandbox.teams.connector import Connector
from sandbox.teams.conversations import Conversations
from sandbox.teams.meeting_chats import MeetingChats
from sandbox.teams.targeted_messages import Targets
from sandbox.world.addresses import Addresses
from sandbox.world.keys import Keys
from sandbox.world.meetings import Event
from sandbox.world.open_questions import OpenQuestions
from sandbox.world.people import BANK, CLINIC, Clock, Directory, Person, Tenant
from sandbox.world.request_log import RequestLog, logging_middleware
from sandbox.world.sample_calendar import sample_calendar
from sandbox.world.switches import Switches
from sandbox.world.troubles import Troubles


class Service(Protocol):
    """A part that answers HTTP under paths of its own."""

    def routes(self) -> list[web.RouteDef]: ...


def present() -> datetime:
    return datetime.now(UTC)


class Microsoft365:
    """Everything a test or a demo turns and reads.

    `events` is the calendar of all people; it may be changed at any time. `troubles` are the bad days, `open_questions`
    what nobody knows, `requests` what was called, `record` what the bot posted. One application serves all host names:
    their paths do not collide. The server is yours to start; where it is not reached by the real names, tell
    `addresses`.
    """

    def __init__(
        self,
        app: AppRegistration,
        *,
        keys: Keys | None = None,
        tenants: Iterable[Tenant] = (CLINIC, BANK),
        events: Iterable[Event] | None = None,
        clock: Clock = present,
    ) -> None:
        keys = keys or Keys.fresh()
        self.registration = app
        self.clock = clock
        self.directory = Directory(tenants)
        self.events = list(sample_calendar(clock()) if events is None else events)
        self.addresses = Addresses()
        self.open_questions = OpenQuestions()
        self.troubles = Troubles(self._oid_of)
        self.requests = RequestLog()
        self.consents = Consents()
        self._build_entra(keys)
        self._build_graph(keys)
        self._build_teams(keys)

    def _build_entra(self, keys: Keys) -> None:
        directory, app, clock = self.directory, self.registration, self.clock
        self.policy = Policy(self.consents, self.troubles)
        self.token_factory = TokenFactory(keys.entra, self.addresses, clock, app)
        self.token_endpoint = TokenEndpoint(
            directory, app, self.consents, self.token_factory, self.policy, clock, self.troubles
        )
        self.entra = Entra(
            directory, app, self.token_endpoint, self.token_factory, self.addresses, clock, self.troubles
        )
        self.pages = Authorize(directory, app, self.consents, self.policy, self.token_endpoint)
        self.managed_identity = ManagedIdentity(self.token_factory, app, clock, next(iter(directory.tenants)))

    def _build_graph(self, keys: Keys) -> None:
        parts = (self.events, self.open_questions, self.addresses, self.troubles)
        access = Access(self.directory, keys.entra, self.clock)
        self.graph = Graph(access, GraphCalendar(*parts), GraphMeetings(*parts), self.troubles)
        self.graph_directory = GraphDirectory(access, self.registration.document, self.consents.for_everybody)

    def _build_teams(self, keys: Keys) -> None:
        self.meeting_chats = MeetingChats(self.events, self.open_questions)
        conversations = self.conversations = Conversations(self.directory)
        self.channel = Channel(keys.channel, keys.foreign, conversations, self.addresses, self.clock, self.troubles)
        targets = Targets(self.directory, self.open_questions)
        self.connector = Connector(
            self.directory,
            conversations,
            self.registration.id,
            keys.entra,
            self.meeting_chats,
            targets,
            self.clock,
            self.troubles,
        )
        self.record = self.connector.record

    def sso_token(self, person: Person, **overrides: Any) -> str:
        """The assertion Teams sends for this person; overrides replace claims (`exp=…`, `aud=…`)."""
        return self.token_factory.sso_token(person, **overrides)

    def admin_token(self, person: Person) -> str:
        """What an administrator's command line has: a Graph token that may read app registrations."""
        return self.token_factory.access_token(person, ["Application.Read.All", "DelegatedPermissionGrant.Read.All"])

    def sign_out_everywhere(self, person: Person) -> None:
        """End the person's sessions: refresh tokens die, access tokens live on until they expire."""
        self.token_endpoint.revoke(person)

    def application(self) -> web.Application:
        """One application for all services, by path."""
        services: dict[str, tuple[Service, ...]] = {
            "entra": (self.entra, self.pages, self.managed_identity),
            "graph": (self.graph, self.graph_directory),
            "channel": (self.channel,),
            "connector": (self.connector,),
            "sandbox": (Switches(self.troubles),),
        }
        table = {name: [r for part in parts for r in part.routes()] for name, parts in services.items()}
        app = web.Application(client_max_size=4 * 1024 * 1024)
        service_of: dict[str, str] = {}
        for name, routes in table.items():
            for added in app.add_routes(routes):
                service_of[added.resource.canonical if added.resource else ""] = name
        app.middlewares.append(logging_middleware(self.requests, service_of))
        app.on_shutdown.append(self._calm)
        return app

    async def _calm(self, _app: web.Application) -> None:
        """Slow answers still under way would hold up the end."""
        self.troubles.clear()

    def _oid_of(self, name: str) -> str:
        person = self.directory.by_upn(name)
        return person.oid if person else name
