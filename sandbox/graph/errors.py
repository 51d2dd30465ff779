"""How Graph says no: a status, a code, a message that nobody should branch on, and a request id."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from sandbox.world.answers import error


@dataclass(eq=False)
class GraphRefusal(Exception):
    """An answer of Graph that is an error."""

    status: int
    code: str
    message: str
    headers: dict[str, str] = field(default_factory=dict)


def not_organizer() -> GraphRefusal:
    return GraphRefusal(403, "Forbidden", "3003: User does not have access to lookup meeting")


def app_only() -> GraphRefusal:
    return GraphRefusal(403, "General", "No application access policy found for this app")


def no_licence() -> GraphRefusal:
    return GraphRefusal(403, "Forbidden", "The user does not have a license for this operation.")


def no_mailbox() -> GraphRefusal:
    words = "The mailbox is either inactive, soft-deleted, or is hosted on-premise."
    return GraphRefusal(404, "MailboxNotEnabledForRESTAPI", words)


def meeting_gone() -> GraphRefusal:
    return GraphRefusal(404, "NotFound", "3004: Meeting not found")


def event_gone() -> GraphRefusal:
    return GraphRefusal(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def missing_scope(calendar: bool) -> GraphRefusal:  # noqa: FBT001
    if calendar:
        return GraphRefusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    return GraphRefusal(403, "Forbidden", "Insufficient privileges to complete the operation.")


def bad_token(words: str) -> GraphRefusal:
    return GraphRefusal(401, "InvalidAuthenticationToken", words, {"WWW-Authenticate": 'Bearer realm=""'})


def bad_query(words: str) -> GraphRefusal:
    return GraphRefusal(400, "BadRequest", words)


def challenge(claims: str) -> GraphRefusal:
    """Continuous access evaluation: get another token that meets these claims."""
    encoded = base64.b64encode(claims.encode()).decode()
    header = (
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", '
        f'client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="{encoded}"'
    )
    words = "Continuous access evaluation resulted in challenge with result: InteractionRequired"
    return GraphRefusal(401, "InvalidAuthenticationToken", words, {"WWW-Authenticate": header})


def not_met() -> GraphRefusal:
    """The same for an app that did not say that it understands a challenge."""
    return bad_token("Continuous access evaluation resulted in failure.")


def refused(request: web.Request, refusal: GraphRefusal) -> web.Response:
    """The refusal as Graph words it, with ids to quote to Microsoft."""
    ids = request_ids(request)
    inner = {"date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"), **ids}
    body = {"error": {"code": refusal.code, "message": refusal.message, "innerError": inner}}
    return error(refusal.status, body, {**ids, **refusal.headers})


def request_ids(request: web.Request) -> dict[str, str]:
    own = str(uuid.uuid4())
    return {"request-id": own, "client-request-id": request.headers.get("client-request-id", own)}
