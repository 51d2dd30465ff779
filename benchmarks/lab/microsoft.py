"""Microsoft as a bot meets it (Entra, the channel's keys, Graph, the connector) on one port, in microseconds.

Nothing is judged here that a bot under measurement does right anyway: who calls without a bearer token gets 401, and
that is all. The sandbox is the pretend Microsoft for correctness; this one is for speed and for bad days.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import parse_qs, unquote, unquote_to_bytes

import jwt
import orjson

from benchmarks.lab.calendar import Calendar
from benchmarks.lab.tokens import LIFETIME, app_token, token_answer
from benchmarks.lab.wire import Handler, Reply, Request, json_answer
from benchmarks.lab.world import TENANT, Person, meeting_of, serial_in
from sandbox.world.keys import SigningKey

LOGIN = "https://login.microsoftonline.com"
NOT_FOUND = json_answer(404, b'{"error":{"code":"NotFound","message":"nothing here"}}')
NO_TOKEN = json_answer(401, b'{"error":{"code":"InvalidAuthenticationToken","message":"no token"}}')
SILENCE = Reply(b"")
FUNCTION = b"/getVirtualAppointmentJoinWebUrl"
ACTIVITIES = re.compile(rb"/v3/conversations/([^/]+)/activities")
TYPING = re.compile(rb'"type": ?"typing"')
MEMBER = re.compile(rb"/v3/conversations/[^/]+/members/([^/?]+)")
MRI = re.compile(r"29:1([0-9a-f]{60})")


@dataclass(frozen=True, slots=True)
class Fault:
    """A bad day of the connector: it answers so, and may deliver all the same."""

    reply: Reply
    delivers: bool = False

    @property
    def denies(self) -> bool:
        """Whether who reads it can be sure that the message was not taken."""
        return self.reply.raw.startswith((b"HTTP/1.1 3", b"HTTP/1.1 4"))

    @classmethod
    def status(cls, status: int, *, delivers: bool = False, retry_after: int = 0) -> Fault:
        """An error as the connector words it; 0: nothing at all."""
        wait = b"Retry-After: %d\r\n" % retry_after if retry_after else b""
        reply = Reply(json_answer(status, b'{"error":{"code":"ServiceError"}}', wait)) if status else SILENCE
        return cls(reply, delivers)


@dataclass(slots=True)
class Microsoft:
    """Everything the lab turns and counts. Times are in seconds.

    `posted` hears of each message that was delivered: conversation id, body. `calls` counts requests by service. What
    `spoils` gives for a service ("graph", "entra") stands in place of its answer; so does what the connector's `fault`
    says of a message. By a link's serial, words by their chat: `doubtful` counts what was delivered, and answered as if
    it were not; `unclear`, what was not delivered, and answered so that nobody can be sure.
    """

    entra_key: SigningKey
    channel_key: SigningKey
    calendar: Calendar
    posted: Callable[[str, bytes], None] = lambda conversation, body: None
    graph_delay: float = 0.0
    entra_delay: float = 0.0
    lifetime: int = LIFETIME
    fault: Callable[[], Fault | None] = lambda: None
    doubtful: Counter[int | str] = field(default_factory=Counter)
    unclear: Counter[int | str] = field(default_factory=Counter)
    spoils: dict[str, Callable[[], Reply | None]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    _documents: dict[bytes, bytes] = field(default_factory=dict)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1_700_000_000_000))

    def __post_init__(self) -> None:
        channel = self.channel_key.jwk(endorsements=["msteams"])
        metadata = {
            "issuer": "https://api.botframework.com",
            "jwks_uri": "https://login.botframework.com/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        cloud = {"preferred_network": "login.microsoftonline.com", "preferred_cache": "login.windows.net"}
        found = {
            "tenant_discovery_endpoint": f"{LOGIN}/{TENANT}/v2.0/.well-known/openid-configuration",
            "api-version": "1.1",
            "metadata": [{**cloud, "aliases": ["login.microsoftonline.com", "login.windows.net"]}],
        }
        self._documents = {
            b"/v1/.well-known/openidconfiguration": orjson.dumps(metadata),
            b"/v1/.well-known/keys": orjson.dumps({"keys": [channel]}),
            b"/common/discovery/instance": orjson.dumps(found),
        }

    def handler(self) -> Handler:
        """What answers the port's requests."""
        return self._answer

    def _answer(self, request: Request) -> Reply:
        target = request.target
        if target.startswith(b"/v1.0/"):
            return self._spoilt("graph") or self._graph(request)
        if b"/v3/conversations" in target:
            return self._connector(request)
        return self._spoilt("entra") or self._entra(request)

    def _spoilt(self, service: str) -> Reply | None:
        spoils = self.spoils.get(service)
        return spoils() if spoils else None

    # -- Entra, and the channel's keys

    def _entra(self, request: Request) -> Reply:
        """Each answer is dated, as those of Microsoft's servers are."""
        self.calls["entra"] += 1
        document = self._document(request)
        if document is None:
            return Reply(NOT_FOUND)
        date = b"Date: %s\r\n" % formatdate(usegmt=True).encode()
        return Reply(json_answer(200, document, date), self.entra_delay)

    def _document(self, request: Request) -> bytes | None:
        path = request.target.partition(b"?")[0]
        if path.endswith(b"/oauth2/v2.0/token"):
            return orjson.dumps(self._token(request.body))
        tenant = path.split(b"/")[1].decode()
        if path.endswith(b"/v2.0/.well-known/openid-configuration"):
            return orjson.dumps(configuration(tenant))
        if path.endswith(b"/discovery/v2.0/keys"):
            return orjson.dumps({"keys": [self.entra_key.jwk(issuer=f"{LOGIN}/{tenant}/v2.0")]})
        return self._documents.get(path)

    def _token(self, body: bytes) -> dict[str, object]:
        form = parse_qs(body.decode())
        if assertion := form.get("assertion"):
            claims = jwt.decode(assertion[0], options={"verify_signature": False})
            return token_answer(Person(int(claims["oid"][-12:], 16)), form["scope"][0], self.lifetime)
        if refreshed := form.get("refresh_token"):
            return token_answer(Person(int(refreshed[0][-12:], 16)), form["scope"][0], self.lifetime)
        return {"token_type": "Bearer", "expires_in": LIFETIME, "access_token": app_token()}

    # -- Graph

    def _graph(self, request: Request) -> Reply:
        self.calls["graph"] += 1
        if not authorized(request):
            return Reply(NO_TOKEN)
        path, _, query = request.target.partition(b"?")
        if path.endswith(FUNCTION):
            id = unquote(path.removesuffix(FUNCTION).rpartition(b"/")[2].decode())
            link = meeting_of(id).link
            body = orjson.dumps(
                {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#Edm.String", "value": link}
            )
            return Reply(json_answer(200, body), self.graph_delay)
        if path.endswith(b"/calendarView"):
            return Reply(json_answer(200, self.calendar.page(request, query)), self.graph_delay)
        return Reply(NOT_FOUND, self.graph_delay)

    # -- the connector

    def _connector(self, request: Request) -> Reply:
        if not authorized(request):
            return Reply(NO_TOKEN)
        if member := MEMBER.search(request.target):
            self.calls["roster"] += 1
            named = MRI.fullmatch(unquote(member[1].decode()))
            return Reply(json_answer(200, orjson.dumps(account(Person(int(named[1], 16))))) if named else NOT_FOUND)
        if request.method != b"POST":
            return Reply(json_answer(200, b"{}"))
        return self._post(request)

    def _post(self, request: Request) -> Reply:
        typing, fault = TYPING.search(request.body) is not None, self.fault()
        self.calls["typing" if typing else "connector"] += 1
        found = ACTIVITIES.search(request.target)
        if found and not typing:
            self._sent(unquote_to_bytes(found[1]).decode(), request.body, fault)
        return fault.reply if fault else Reply(json_answer(201, b'{"id":"%d"}' % next(self._ids)))

    def _sent(self, conversation: str, body: bytes, fault: Fault | None) -> None:
        """A message, not a typing indicator."""
        serial = serial_in(body)
        what = conversation if serial is None else serial
        if fault is None or fault.delivers:
            self.posted(conversation, body)
        if fault and fault.delivers:
            self.doubtful[what] += 1
        elif fault and not fault.denies:
            self.unclear[what] += 1


def authorized(request: Request) -> bool:
    """Whether a bearer token came along, whatever the header's spelling."""
    return b"uthorization: Bearer " in request.head


def account(person: Person) -> dict[str, str]:
    """A member of a chat as the roster has it."""
    return {
        "id": person.mri,
        "name": person.name,
        "aadObjectId": person.oid,
        "email": person.upn,
        "userPrincipalName": person.upn,
        "tenantId": TENANT,
        "userRole": "user",
    }


def configuration(tenant: str) -> dict[str, object]:
    """A tenant's discovery document."""
    return {
        "token_endpoint": f"{LOGIN}/{tenant}/oauth2/v2.0/token",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "jwks_uri": f"{LOGIN}/{tenant}/discovery/v2.0/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
        "issuer": f"{LOGIN}/{tenant}/v2.0",
        "authorization_endpoint": f"{LOGIN}/{tenant}/oauth2/v2.0/authorize",
        "device_authorization_endpoint": f"{LOGIN}/{tenant}/oauth2/v2.0/devicecode",
        "cloud_instance_name": "microsoftonline.com",
        "msgraph_host": "graph.microsoft.com",
    }
