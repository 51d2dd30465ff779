"""The endpoint inside an Azure host that gives its managed identity a token, in the form App Service has it."""

from __future__ import annotations

from aiohttp import web

from sandbox.entra.app_registration import EXCHANGE_AUDIENCE, AppRegistration
from sandbox.entra.token_factory import TokenFactory
from sandbox.world.people import Clock

PATH = "/msi/token"


class ManagedIdentity:
    """Set IDENTITY_ENDPOINT to this path's URL and IDENTITY_HEADER to `header`."""

    header = "sandbox-identity-header"

    def __init__(self, token_factory: TokenFactory, app: AppRegistration, clock: Clock, tenant_id: str) -> None:
        self._token_factory = token_factory
        self._app = app
        self._clock = clock
        self._tenant_id = tenant_id

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self.token)]

    async def token(self, request: web.Request) -> web.Response:
        if request.headers.get("X-IDENTITY-HEADER") != self.header:
            return web.json_response({"statusCode": 401, "message": "Unauthorized"}, status=401)
        if request.query.get("resource") != EXCHANGE_AUDIENCE:
            return web.json_response({"statusCode": 400, "message": "Unknown resource"}, status=400)
        token = self._token_factory.managed_identity_token(self._tenant_id)
        self._app.federated.add(token)  # the app trusts this identity: its federated credential
        until = int(self._clock().timestamp()) + self._token_factory.lifetime
        answer = {"access_token": token, "expires_on": str(until), "resource": EXCHANGE_AUDIENCE}
        return web.json_response({**answer, "token_type": "Bearer"})
