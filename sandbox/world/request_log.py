"""The list of requests that reached the sandbox, for counting: how many calls does a warm command cost?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

KEPT_BACK = frozenset({"authorization", "cookie"})
WHO = web.RequestKey("who", str)


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request. `target` is path and query as they came over the wire, still encoded.

    `service` is entra, graph, channel, connector or sandbox; `who` an oid, an app id or empty; `peer` tells connections
    apart. Headers are lower case, without credentials. `status` 0: it was not answered.
    """

    service: str
    method: str
    host: str
    path: str
    target: str
    status: int
    who: str = ""
    peer: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class RequestLog:
    """All requests, oldest first."""

    def __init__(self) -> None:
        self.seen: list[LoggedRequest] = []

    def clear(self) -> None:
        self.seen.clear()

    def of(self, service: str = "", path: str = "", method: str = "", who: str = "") -> Sequence[LoggedRequest]:
        """Requests of that service whose path contains `path`."""
        return [
            seen
            for seen in self.seen
            if service in ("", seen.service)
            and path in seen.path
            and method in ("", seen.method)
            and who in ("", seen.who)
        ]

    def count(self, service: str = "", path: str = "", method: str = "", who: str = "") -> int:
        return len(self.of(service, path, method, who))

    def connections(self, service: str = "") -> int:
        """How many connections those requests came over."""
        return len({seen.peer for seen in self.of(service)})

    def note(self, request: web.Request, status: int, service: str) -> None:
        peer = request.transport.get_extra_info("peername") if request.transport else None
        self.seen.append(
            LoggedRequest(
                service,
                request.method,
                request.host,
                request.path,
                request.raw_path,
                status,
                request.get(WHO, ""),
                str(peer),
                {k.lower(): v for k, v in request.headers.items() if k.lower() not in KEPT_BACK},
            )
        )


def logging_middleware(log: RequestLog, service_of: Mapping[str, str]) -> Middleware:
    """Notes every request; `service_of` maps a route's path pattern to its service."""

    @web.middleware
    async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
        status = 0
        try:
            response = await handler(request)
            status = response.status
        except web.HTTPException as refusal:
            status = refusal.status
            raise
        else:
            return response
        finally:
            resource = request.match_info.route.resource
            log.note(request, status, service_of.get(resource.canonical if resource else "", "sandbox"))

    return note
