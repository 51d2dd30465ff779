"""What Graph answered, read once and whole: status, body, error code, how long to wait, claims to prove."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import field

import aiohttp

from bot.errors import BotError
from bot.model.values import value
from bot.net.json_bytes import parse_json
from bot.net.lenient_json import Json, text
from bot.net.retry_after import seconds_to_wait
from bot.ops.faults import GRAPH_REPEATED

CODE = re.compile(r"[\w.-]{1,80}", re.ASCII)
COMES_BACK = re.compile(
    r"Mailbox\w*Mov|MoveInProgress|InTransit|Quota|(?<!b)Locked|Unavailable|Failover|InfoStale|Busy|Offline|Transient"
    "|Temporar|Dismount|TimeoutExpired|ConnectionFailed|TooManyObjectsOpened|ConcurrencyExceeded|Throttl",
    re.IGNORECASE,
)
CLAIMS = re.compile(r'claims="([^"]+)"')


class GraphError(BotError):
    """Graph's refusal of one request; never leaves bot.graph. `hint` is Graph's message: neither logged nor shown."""

    def __init__(self, status: int, code: str = "", hint: str = "") -> None:
        super().__init__(f"graph {status} {code}".rstrip())
        self.status = status
        self.code = code
        self.hint = hint


@value
class GraphAnswer:
    """One answer. `status` 0: none came. `body` is set exactly when the request succeeded.

    `code` and `hint` are Graph's own for a refusal; the hint is neither logged nor shown. `transient`: the same may be
    answered in a moment. `retry_after` is in seconds; `claims` is the JSON text of a claims challenge; `trace` is the
    id that we gave the request, `request_id` the one that Graph gave it.
    """

    status: int
    body: Json | None = field(default=None, repr=False)
    code: str = ""
    hint: str = field(default="", repr=False)
    request_id: str = ""
    retry_after: float = 0.0
    claims: str = field(default="", repr=False)
    transient: bool = False
    trace: str = ""

    def error(self) -> GraphError:
        """This refusal as an exception."""
        return GraphError(self.status, self.code, self.hint)


def read_answer(response: aiohttp.ClientResponse, said: bytes, now: float, trace: str = "") -> GraphAnswer:
    """The answer in `response`, whose body is `said`; `now` is in epoch seconds."""
    status = response.status
    body = parse_json(said)
    if 200 <= status < 300 and isinstance(body, dict):
        return GraphAnswer(status, body)
    headers = response.headers
    request_id = _code(headers.get("request-id", "")) or _code(_inner(body, "request-id"))
    if 200 <= status < 400 or (_is_page(response) and not isinstance(body, dict)):
        return _no_object(response, request_id, trace, now)
    return GraphAnswer(
        status,
        code=_what_passes(body) or _code(text(body, "error", "code")),
        hint=text(body, "error", "message")[:400],
        request_id=request_id,
        retry_after=seconds_to_wait(headers.get("Retry-After", ""), now),
        claims=claims_challenge(headers.getall("WWW-Authenticate", [])) if status in {401, 403} else "",
        transient=status in GRAPH_REPEATED,
        trace=trace,
    )


def _no_object(response: aiohttp.ClientResponse, request_id: str, trace: str, now: float) -> GraphAnswer:
    """An error: a page or a redirect comes from something in between, which may be gone the next time."""
    page = _is_page(response)
    elsewhere = 300 <= response.status < 400
    code = "redirect" if elsewhere else "page" if page else "unreadable"
    wait = seconds_to_wait(response.headers.get("Retry-After", ""), now)
    return GraphAnswer(
        response.status, code=code, request_id=request_id, retry_after=wait, transient=page or elsewhere, trace=trace
    )


def _is_page(response: aiohttp.ClientResponse) -> bool:
    return response.content_type == "text/html"


def _inner(body: object, name: str) -> str:
    """Documented both as innerError and as innererror."""
    return text(body, "error", "innerError", name) or text(body, "error", "innererror", name)


def _what_passes(body: object) -> str:
    """The code further in, where it says that a mailbox is there, but not now: the outer one says something else."""
    inner = _code(_inner(body, "code"))
    return inner if COMES_BACK.search(inner) else ""


def _code(written: str) -> str:
    return written if CODE.fullmatch(written) else ""


def claims_challenge(www_authenticate: Iterable[str]) -> str:
    """The claims (JSON text) that a challenge with error="insufficient_claims" asks for; "" when there is none.

    Microsoft, *Claims challenges, claims requests, and client capabilities*: base64; url-safe and unpadded will do.
    """
    header = ", ".join(www_authenticate)
    found = CLAIMS.search(header) if "insufficient_claims" in header else None
    claims = _from_base64(found[1]) if found else ""
    return claims if isinstance(parse_json(claims.encode()), dict) else ""


def _from_base64(coded: str) -> str:
    standard = coded.strip().rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True).decode()
    except ValueError:  # no base64, or no UTF-8 in it
        return ""


def mentions_licence(error: GraphError) -> bool:
    """Whether the refusal is about a licence. The message is no contract: it only makes the words more fitting."""
    return error.status == 402 or "licen" in f"{error.code} {error.hint}".lower()


def has_no_mailbox(error: GraphError) -> bool:
    """Whether Outlook says that this person has no mailbox in the cloud."""
    code = error.code.lower()
    return "mailboxnot" in code or code.startswith(("errormailbox", "errornonexistentmailbox"))


def comes_back(status: int, code: str) -> bool:
    """Whether Outlook says that the mailbox is there, but not now: moved, locked, over its quota, its server busy.

    The codes are those of Exchange Web Services (*ResponseCode*), which Graph hands on with or without 'Error' in
    front, under whatever status. Asking again within seconds does not help.
    """
    return status in {423, 507} or COMES_BACK.search(code) is not None
