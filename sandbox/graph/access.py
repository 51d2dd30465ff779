"""Whom a Graph token stands for, and whether it is allowed to do this."""

from __future__ import annotations

import json
from dataclasses import dataclass

import jwt
from aiohttp import web

from sandbox.graph import errors as graph_errors
from sandbox.world.claims import CHALLENGES, GRAPH, contexts_in
from sandbox.world.keys import SigningKey, read
from sandbox.world.people import Clock, Directory, Person
from sandbox.world.request_log import WHO

APPOINTMENT_LINK = frozenset(
    {"VirtualAppointment.Read", "VirtualAppointment.ReadWrite", "OnlineMeetings.Read", "OnlineMeetings.ReadWrite"}
)
MEETINGS = frozenset({"OnlineMeetings.Read", "OnlineMeetings.ReadWrite"})
WIDE_CALENDAR = frozenset({"Calendars.Read", "Calendars.ReadWrite"})
CALENDAR = WIDE_CALENDAR | {"Calendars.ReadBasic"}


@dataclass(frozen=True, slots=True)
class Caller:
    """A person with what their token allows."""

    person: Person
    scopes: frozenset[str]
    acrs: frozenset[str]
    issued: float
    capabilities: frozenset[str]

    def may(self, scopes: frozenset[str]) -> None:
        """Raise GraphRefusal (403) unless the token has one of these scopes."""
        if not self.scopes & scopes:
            raise graph_errors.missing_scope(calendar=bool(scopes & CALENDAR))

    @property
    def understands_challenges(self) -> bool:
        """Whether its app declared so; to no other does Graph send one."""
        return CHALLENGES in self.capabilities

    def meets(self, claims: str) -> bool:
        """Whether the token satisfies a claims challenge: its contexts, and not issued before `nbf`."""
        nbf = json.loads(claims).get("access_token", {}).get("nbf") or {}
        return contexts_in(claims) <= self.acrs and float(nbf.get("value", 0)) <= self.issued


class Access:
    """Reads bearer tokens of the pretend Entra."""

    def __init__(self, directory: Directory, key: SigningKey, clock: Clock) -> None:
        self._directory = directory
        self._key = key
        self._clock = clock

    def caller(self, request: web.Request) -> Caller:
        """Raises GraphRefusal: 401 for a token that is none, 403 for an app's own."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise graph_errors.bad_token("Access token is empty.")
        try:
            claims = read(token, self._key, [GRAPH], now=self._clock().timestamp())
        except jwt.ExpiredSignatureError as old:
            raise graph_errors.bad_token("Lifetime validation failed, the token is expired.") from old
        except jwt.InvalidTokenError as bad:
            raise graph_errors.bad_token("Access token validation failure.") from bad
        if claims.get("idtyp") == "app":
            raise graph_errors.app_only()
        person = self._directory.by_oid(str(claims.get("oid", "")))
        if person is None:
            raise graph_errors.bad_token("The user was not found.")
        request[WHO] = person.oid
        scopes = frozenset(str(claims.get("scp", "")).split())
        met, capabilities = (frozenset(claims.get(name, ())) for name in ("acrs", "xms_cc"))
        return Caller(person, scopes, met, float(claims["iat"]), capabilities)
