"""What an administrator reads of the app: its registration, and what is granted for everybody."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from aiohttp import web

from sandbox.graph import errors as graph_errors
from sandbox.graph.access import Access, Caller
from sandbox.graph.errors import GraphRefusal

READS_APPS = frozenset({"Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All"})
READS_GRANTS = frozenset({"DelegatedPermissionGrant.Read.All", "Directory.Read.All"})


class GraphDirectory:
    """`/applications(appId='…')` and `/servicePrincipals(appId='…')/oauth2PermissionGrants`."""

    def __init__(
        self,
        access: Access,
        document: Callable[[], Mapping[str, object]],
        granted: Callable[[str], Iterable[str]],
    ) -> None:
        self._access = access
        self._document = document
        self._granted = granted

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/v1.0/applications(appId='{app}')", self.application),
            web.get("/v1.0/servicePrincipals(appId='{app}')/oauth2PermissionGrants", self.grants),
        ]

    async def application(self, request: web.Request) -> web.Response:
        return self._answer(request, READS_APPS, lambda _caller: self._document())

    async def grants(self, request: web.Request) -> web.Response:
        return self._answer(request, READS_GRANTS, self._all_grants)

    def _all_grants(self, caller: Caller) -> Mapping[str, object]:
        scopes = sorted(self._granted(caller.person.tenant_id))
        grant = {"clientId": "sp", "consentType": "AllPrincipals", "principalId": None, "scope": " ".join(scopes)}
        return {"value": [grant] if scopes else []}

    def _answer(
        self, request: web.Request, scopes: frozenset[str], body: Callable[[Caller], Mapping[str, object]]
    ) -> web.Response:
        try:
            answer = body(self._allowed(request, scopes))
        except GraphRefusal as refusal:
            return graph_errors.refused(request, refusal)
        return web.Response(text=json.dumps(answer), content_type="application/json")

    def _allowed(self, request: web.Request, scopes: frozenset[str]) -> Caller:
        caller = self._access.caller(request)
        if not caller.scopes & scopes:
            raise GraphRefusal(403, "Authorization_RequestDenied", "Insufficient privileges.")
        if request.match_info["app"] != self._document()["appId"]:
            raise GraphRefusal(404, "Request_ResourceNotFound", "Resource does not exist.")
        return caller
