"""The sign-in pages of login.microsoftonline.com: choose the account, prove it, consent, and go back to the app.

Every step is one form that is posted to the same address; what was decided so far travels in hidden fields. A real
Entra asks for a password where this one believes the click.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from sandbox.entra import pages, refusals
from sandbox.entra.app_registration import AppRegistration
from sandbox.entra.consent import WORDS, Consents, graph_scopes
from sandbox.entra.policy import Policy
from sandbox.entra.refusals import Refusal
from sandbox.entra.token_endpoint import Code, Session, TokenEndpoint, wanted_contexts
from sandbox.world.people import Directory, Person
from sandbox.world.request_log import WHO

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for the pages: where it is, what the app asked (`query`), and what was decided (`said`)."""

    tenant: str
    action: str
    query: Answers
    said: Answers

    @property
    def scopes(self) -> frozenset[str]:
        return graph_scopes(self.query.get("scope", ""))

    @property
    def kept(self) -> dict[str, str]:
        """What the next page must remember."""
        return {name: self.said[name] for name in ("account", "mfa") if self.said.get(name)}

    def back(self, **answer: str) -> web.Response:
        """Send the browser back to the app."""
        if "state" in self.query:
            answer["state"] = self.query["state"]
        if self.query.get("response_mode") == "form_post":
            return html(pages.post_back_page(self.query["redirect_uri"], answer))
        joint = "#" if self.query.get("response_mode") == "fragment" else "?"
        target = f"{self.query['redirect_uri']}{joint}{urlencode(answer)}"
        return web.Response(status=302, headers={"Location": target, "Cache-Control": "no-store"})

    def refuse(self, refusal: Refusal) -> web.Response:
        return self.back(error=refusal.error, error_description=f"AADSTS{refusal.code}: {refusal.words}")


class Authorize:
    """`/{tenant}/oauth2/v2.0/authorize` and `/{tenant}/v2.0/adminconsent`."""

    def __init__(
        self,
        directory: Directory,
        app: AppRegistration,
        consents: Consents,
        policy: Policy,
        token_endpoint: TokenEndpoint,
    ) -> None:
        self._directory = directory
        self._app = app
        self._consents = consents
        self._policy = policy
        self._token_endpoint = token_endpoint

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/{tenant}/oauth2/v2.0/authorize", self.authorize),
            web.post("/{tenant}/oauth2/v2.0/authorize", self.authorize),
            web.get("/{tenant}/v2.0/adminconsent", self.admin_consent),
            web.post("/{tenant}/v2.0/adminconsent", self.admin_consent),
        ]

    async def authorize(self, request: web.Request) -> web.Response:
        visit = await visit_from(request)
        try:
            self._check_app(visit.query)
            person = self._account(visit)
            if visit.query.get("prompt") == "none":  # no browser has a session here
                return visit.refuse(refusals.login_required())
            if person is None:
                return html(pages.account_picker(self._accounts(), visit.action))
            request[WHO] = person.oid
            self._check_tenant(visit.tenant, person)
            self._policy.check(person)
            return self._prove(visit, person)
        except Refusal as dead_end:
            return html(pages.sorry_page(dead_end.code, dead_end.words), status=400)

    async def admin_consent(self, request: web.Request) -> web.Response:
        visit = await visit_from(request)
        try:
            self._check_redirect(visit.query)
        except Refusal as dead_end:
            return html(pages.sorry_page(dead_end.code, dead_end.words), status=400)
        match visit.said.get("decision"):
            case "accept":
                self._consents.grant_all(visit.tenant, visit.scopes)
                scope = visit.query.get("scope", "")
                return visit.back(admin_consent="True", tenant=visit.tenant, scope=scope)
            case "cancel":
                return visit.refuse(refusals.declined())
        return html(pages.admin_consent_page(self._app.name, visit.scopes, visit.action))

    def _check_redirect(self, query: Answers) -> None:
        """These two are never answered by a redirect: it might lead to somebody else."""
        if query.get("client_id") != self._app.id:
            raise Refusal("unauthorized_client", 700016, "Application was not found in the directory.")
        if query.get("redirect_uri") not in self._app.redirect_uris:
            raise Refusal("invalid_request", 50011, "The redirect URI does not match those of the application.")

    def _check_app(self, query: Answers) -> None:
        self._check_redirect(query)
        if query.get("response_type") != "code":
            raise refusals.bad_request("The request must contain: 'response_type=code'.")
        if query.get("code_challenge") and query.get("code_challenge_method") != "S256":
            raise refusals.bad_request("The code_challenge_method is not supported.", 501491)

    def _account(self, visit: Visit) -> Person | None:
        """Who was picked; else whom the app hints at, unless it wants the person to pick."""
        if visit.said.get("decision") == "other":
            return None
        if picked := visit.said.get("account"):
            return self._directory.by_oid(picked)
        if visit.query.get("prompt") == "select_account":
            return None
        return self._directory.by_upn(visit.query.get("login_hint", ""))

    def _accounts(self) -> list[Person]:
        return [person for person in self._directory if not person.shared]

    def _check_tenant(self, tenant: str, person: Person) -> None:
        if tenant in self._directory.tenants and person.tenant_id != tenant:
            raise refusals.foreign_account()

    def _prove(self, visit: Visit, person: Person) -> web.Response:
        """The MFA page, where policy or the app's claims ask for it; then on to consent."""
        visit = Visit(visit.tenant, visit.action, visit.query, {**visit.said, "account": person.oid})
        asked = wanted_contexts(visit.query.get("claims", "")) or self._policy.weak(person)
        match visit.said.get("mfa"):
            case "approved":
                self._policy.strong.add(person.oid)
            case "denied":
                return visit.refuse(Refusal("access_denied", 50074, "Strong authentication was not completed."))
            case _ if asked:
                return html(pages.mfa_page(person, visit.kept, visit.action))
        return self._consent(visit, person)

    def _consent(self, visit: Visit, person: Person) -> web.Response:
        missing = visit.scopes - self._consents.granted(person)
        if unknown := missing - WORDS.keys():
            return visit.refuse(Refusal("invalid_scope", 70011, f"Unknown scope: {sorted(unknown)}"))
        if missing and self._policy.needs_admin(person, missing):
            return self._admin_approval(visit)
        asks = missing or visit.query.get("prompt") == "consent"
        match visit.said.get("decision"):
            case "accept":
                self._consents.grant(person, visit.scopes)
            case "cancel":
                return visit.refuse(refusals.declined())
            case _ if asks:
                return html(
                    pages.consent_page(self._app.name, person, missing or visit.scopes, visit.kept, visit.action)
                )
        return self._finish(visit, person)

    def _admin_approval(self, visit: Visit) -> web.Response:
        if visit.said.get("decision"):
            return visit.refuse(refusals.admin_only())
        return html(pages.admin_approval_page(self._app.name, visit.kept, visit.action))

    def _finish(self, visit: Visit, person: Person) -> web.Response:
        query = visit.query
        code = Code(
            Session(person, wanted_contexts(query.get("claims", ""))),
            visit.scopes,
            query["redirect_uri"],
            query.get("code_challenge", ""),
            query.get("nonce", ""),
            self._token_endpoint.code_deadline(),
        )
        return visit.back(code=self._token_endpoint.issue_code(code), session_state=secrets.token_hex(16))


async def visit_from(request: web.Request) -> Visit:
    said = {name: str(value) for name, value in (await request.post()).items()}
    return Visit(request.match_info["tenant"], request.raw_path, dict(request.query), said)


def html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, content_type="text/html", status=status, headers={"Cache-Control": "no-store"})
