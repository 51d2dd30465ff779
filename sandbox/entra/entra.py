"""login.microsoftonline.com: discovery, keys and the token endpoint; the pages people see are in `authorize`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.entra import refusals
from sandbox.entra.app_registration import AppRegistration, WrongClient
from sandbox.entra.refusals import Refusal
from sandbox.entra.token_endpoint import TokenEndpoint
from sandbox.entra.token_factory import TokenFactory
from sandbox.world.addresses import LOGIN, Addresses
from sandbox.world.answers import error
from sandbox.world.faults import Fault
from sandbox.world.injection import FaultInjector
from sandbox.world.keys import SigningKey
from sandbox.world.people import Clock, Directory
from sandbox.world.request_log import WHO
from sandbox.world.troubles import Trouble, Troubles

ALIASES = ("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net")
SHARED_AUTHORITIES = frozenset({"common", "organizations", "botframework.com"})


class Entra:
    """The endpoints that programs call. `discovery` replaces members of the discovery document, such as its cloud."""

    def __init__(
        self,
        directory: Directory,
        app: AppRegistration,
        token_endpoint: TokenEndpoint,
        tokens: TokenFactory,
        addresses: Addresses,
        clock: Clock,
        troubles: Troubles,
    ) -> None:
        self.discovery: dict[str, Any] = {}
        self._directory = directory
        self._app = app
        self._token_endpoint = token_endpoint
        self._tokens = tokens
        self._addresses = addresses
        self._clock = clock
        self._troubles = troubles
        self._faults = FaultInjector(troubles, "entra", self._about, self._failed)

    def routes(self) -> list[web.RouteDef]:
        faulty = self._faults.around
        return [
            web.get("/common/discovery/instance", faulty(self.instances)),
            web.get("/{tenant}/v2.0/.well-known/openid-configuration", faulty(self.configuration)),
            web.get("/{tenant}/discovery/v2.0/keys", faulty(self.keys)),
            web.post("/{tenant}/oauth2/v2.0/token", faulty(self.token)),
        ]

    def rotate(self) -> None:
        """From now on people's tokens are signed with another key; the old ones stay published for a while."""
        self._tokens.identity_keys.append(SigningKey.fresh())

    async def instances(self, _request: web.Request) -> web.Response:
        """Instance discovery: which host names mean the same cloud."""
        found = f"{LOGIN}/common/v2.0/.well-known/openid-configuration"
        names = {"preferred_network": ALIASES[0], "preferred_cache": "login.windows.net", "aliases": list(ALIASES)}
        return web.json_response({"tenant_discovery_endpoint": found, "api-version": "1.1", "metadata": [names]})

    async def configuration(self, request: web.Request) -> web.Response:
        tenant = request.match_info["tenant"]
        if not self.knows(tenant):
            return self._refuse(refusals.unknown_tenant(tenant))
        login, pages = self._addresses.login, self._addresses.pages
        return web.json_response(
            {
                "token_endpoint": self._addresses.token_endpoint(tenant),
                "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
                "jwks_uri": f"{login}/{tenant}/discovery/v2.0/keys",
                "response_modes_supported": ["query", "fragment", "form_post"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "response_types_supported": ["code"],
                "scopes_supported": ["openid", "profile", "email", "offline_access"],
                "issuer": self._addresses.issuer(tenant),
                "request_uri_parameter_supported": False,
                "authorization_endpoint": f"{pages}/{tenant}/oauth2/v2.0/authorize",
                "end_session_endpoint": f"{pages}/{tenant}/oauth2/v2.0/logout",
                "tenant_region_scope": "EU",
                "cloud_instance_name": "microsoftonline.com",
                "cloud_graph_host_name": "graph.windows.net",
                "msgraph_host": "graph.microsoft.com",
                "rbac_url": "https://pas.windows.net",
                **self.discovery,
            }
        )

    async def keys(self, request: web.Request) -> web.Response:
        issuer = self._addresses.issuer(request.match_info["tenant"])
        return web.json_response({"keys": [key.jwk(issuer=issuer) for key in self._tokens.identity_keys]})

    async def token(self, request: web.Request) -> web.Response:
        form, tenant = await _form(request), request.match_info["tenant"]
        who, _ = await self._about(request)
        request[WHO] = who or form.get("client_id", "")
        try:
            self._check_client(tenant, form, who)
            return web.json_response(self._token_endpoint.answer(tenant, form))
        except Refusal as refusal:
            return self._refuse(refusal)

    def knows(self, tenant: str) -> bool:
        return tenant in self._directory.tenants or tenant in SHARED_AUTHORITIES

    def _check_client(self, tenant: str, form: Mapping[str, str], who: str) -> None:
        if not self.knows(tenant):
            raise refusals.unknown_tenant(tenant)
        if self._troubles.strike(Trouble.ENTRA_INVALID_CLIENT, person=who):
            raise refusals.invalid_client(7000215, "Invalid client secret provided.")
        try:
            self._app.authenticate(form, self._addresses.token_endpoint(tenant))
        except WrongClient as wrong:
            if wrong.code == 700016:
                raise Refusal("unauthorized_client", wrong.code, wrong.words) from wrong
            raise refusals.invalid_client(wrong.code, wrong.words) from wrong

    async def _about(self, request: web.Request) -> tuple[str, str]:
        """Whose token it would be; nobody's for documents and the app's own."""
        person = self._token_endpoint.person_of(await _form(request)) if request.method == "POST" else None
        return person.oid if person else "", request.path

    def _failed(self, _request: web.Request, fault: Fault) -> web.Response:
        refusal = refusals.throttled() if fault.status == 429 else refusals.unavailable(fault.status or 503)
        return self._refuse(refusal, fault.headers)

    def _refuse(self, refusal: Refusal, headers: dict[str, str] | None = None) -> web.Response:
        return error(refusal.status, refusal.as_json(self._clock()), headers)


async def _form(request: web.Request) -> dict[str, str]:
    return {name: str(value) for name, value in (await request.post()).items()}
