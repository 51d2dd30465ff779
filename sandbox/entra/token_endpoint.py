"""What the token endpoint gives for what: an assertion, a code, a refresh token, or the app's own credential."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from sandbox.entra import refusals
from sandbox.entra.app_registration import AppRegistration
from sandbox.entra.consent import Consents, graph_scopes
from sandbox.entra.policy import Policy
from sandbox.entra.refusals import Refusal
from sandbox.entra.token_factory import TokenFactory
from sandbox.world.claims import capabilities_in, contexts_in
from sandbox.world.keys import read
from sandbox.world.people import Clock, Directory, Person
from sandbox.world.troubles import Trouble, Troubles

ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer"
CODE_SECONDS = 600
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Session:
    """What a refresh token stands for: who signed in, and which authentication contexts they met."""

    person: Person
    acrs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code: once only, for the redirect URI and the PKCE challenge it was asked with."""

    session: Session
    scopes: frozenset[str]
    redirect_uri: str
    challenge: str
    nonce: str
    until: float


class TokenEndpoint:
    """The token endpoint's memory and judgement. Refuses by raising Refusal."""

    def __init__(
        self,
        directory: Directory,
        app: AppRegistration,
        consents: Consents,
        token_factory: TokenFactory,
        policy: Policy,
        clock: Clock,
        troubles: Troubles,
    ) -> None:
        self.codes: dict[str, Code] = {}
        self.sessions: dict[str, Session] = {}
        self._directory = directory
        self._app = app
        self._consents = consents
        self._token_factory = token_factory
        self._policy = policy
        self._clock = clock
        self._troubles = troubles

    def person_of(self, form: Form) -> Person | None:
        """Whose request this claims to be, before anything is checked; None for the app's own."""
        if code := self.codes.get(form.get("code", "")):
            return code.session.person
        if session := self.sessions.get(form.get("refresh_token", "")):
            return session.person
        try:
            claims = jwt.decode(form.get("assertion", ""), options={"verify_signature": False})
        except jwt.InvalidTokenError:
            return None
        return self._directory.by_oid(str(claims.get("oid", "")))

    def answer(self, tenant: str, form: Form) -> dict[str, Any]:
        """The token endpoint's JSON."""
        match form.get("grant_type"):
            case "client_credentials":
                return self._own_token(tenant, form)
            case grant if grant == ON_BEHALF_OF:
                return self._on_behalf(tenant, form)
            case "authorization_code":
                return self._for_code(form)
            case "refresh_token":
                return self._refreshed(form)
        raise Refusal("unsupported_grant_type", 70003, "The app requested an unsupported grant type.")

    def issue_code(self, code: Code) -> str:
        name = secrets.token_urlsafe(48)
        self.codes[name] = code
        return name

    def revoke(self, person: Person) -> None:
        """End every session of the person: their refresh tokens are refused from now on."""
        self.sessions = {name: kept for name, kept in self.sessions.items() if kept.person != person}

    def code_deadline(self) -> float:
        return self._clock().timestamp() + CODE_SECONDS

    def _own_token(self, tenant: str, form: Form) -> dict[str, Any]:
        scope = form.get("scope", "")
        if not scope.endswith("/.default"):
            raise Refusal("invalid_scope", 1002012, "The provided value for scope is not valid.")
        token = self._token_factory.app_token(tenant, self._known_resource(scope.removesuffix("/.default")))
        lifetime = self._token_factory.lifetime
        return {"token_type": "Bearer", "expires_in": lifetime, "ext_expires_in": lifetime, "access_token": token}

    def _known_resource(self, resource: str) -> str:
        """Any https address is some service's; of apps there is but ours."""
        if resource.startswith("api://") and resource not in self._app.uris:
            raise Refusal("invalid_resource", 500011, f"The resource principal named {resource} was not found.")
        return resource

    def _on_behalf(self, tenant: str, form: Form) -> dict[str, Any]:
        if form.get("requested_token_use") != "on_behalf_of":
            raise refusals.bad_request("The request body must contain: 'requested_token_use'.")
        session = Session(self._asserted(tenant, form.get("assertion", "")))
        return self._tokens(session, form)

    def _asserted(self, tenant: str, assertion: str) -> Person:
        """The person of an SSO assertion for this app; Entra tells a bad signature, age and audience apart."""
        now = self._clock().timestamp()
        try:
            key = self._token_factory.identity_key(str(jwt.get_unverified_header(assertion).get("kid")))
            claims = read(assertion, key, self._app.audiences, now=now)
        except jwt.ExpiredSignatureError as old:
            raise refusals.bad_grant("The provided assertion has expired.", 500133) from old
        except jwt.InvalidAudienceError as other:
            words = "Assertion audience does not match the Client app presenting the assertion."
            raise refusals.bad_grant(words, 500131) from other
        except jwt.InvalidTokenError as bad:
            raise refusals.bad_grant("Assertion failed signature validation.", 50013) from bad
        person = self._directory.by_oid(str(claims.get("oid", "")))
        if person is None or claims.get("tid") != tenant:
            raise refusals.bad_grant("Assertion is not within its valid tenant.", 50013)
        return person

    def _for_code(self, form: Form) -> dict[str, Any]:
        code = self.codes.pop(form.get("code", ""), None)
        if code is None or self._clock().timestamp() > code.until:
            raise refusals.bad_grant("The code was already redeemed or has expired.", 54005)
        if form.get("redirect_uri") != code.redirect_uri:
            raise refusals.bad_grant("The redirect URI does not match the one of the authorization.", 500112)
        if code.challenge != challenge_of(form.get("code_verifier", "")):
            raise refusals.bad_grant("The Code_Verifier does not match the code_challenge.", 501481)
        return self._tokens(code.session, {**form, "scope": form.get("scope") or " ".join(code.scopes)}, code.nonce)

    def _refreshed(self, form: Form) -> dict[str, Any]:
        session = self.sessions.get(form.get("refresh_token", ""))
        if session is None:
            raise refusals.session_ended()
        if self._troubles.strike(Trouble.ENTRA_SESSION_ENDED, person=session.person.oid):
            raise refusals.session_ended()
        return self._tokens(session, form)

    def _tokens(self, session: Session, form: Form, nonce: str = "") -> dict[str, Any]:
        """Tokens for as much as the person consented to, which may be more than was asked for."""
        person = session.person
        self._policy.check(person)
        self._policy.check_strength(person)
        claims = form.get("claims", "")
        missing = wanted_contexts(claims) - session.acrs
        if missing:
            raise refusals.mfa_required(claims)
        granted = self._policy.granted(person, graph_scopes(form.get("scope", "")))
        refresh = secrets.token_urlsafe(64)
        self.sessions[refresh] = session
        lifetime = self._token_factory.lifetime
        return {
            "token_type": "Bearer",
            "scope": " ".join(sorted(granted | {"openid", "profile", "email"})),
            "expires_in": lifetime,
            "ext_expires_in": lifetime,
            "access_token": self._token_factory.access_token(person, granted, session.acrs, capabilities_in(claims)),
            "refresh_token": refresh,
            "id_token": self._token_factory.id_token(person, nonce),
            "client_info": self._token_factory.client_info(person),
        }


def challenge_of(verifier: str) -> str:
    """PKCE S256; the challenge of no verifier is empty, as for a flow that was started without one."""
    if not verifier:
        return ""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def wanted_contexts(claims: str) -> frozenset[str]:
    """The authentication contexts (`acrs`) that a claims parameter insists on."""
    try:
        return contexts_in(claims)
    except ValueError:
        raise refusals.bad_request("The claims parameter is not valid JSON.") from None
