"""Requests to every route as nobody would send them: good ones, damaged in their JSON, their HTTP, or byte by byte."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.lab import activities
from benchmarks.lab.world import Meeting, Person
from bot.web.signin import COOKIE

CANARY = "Kumquat-Marzipan"  # stands in what is sent: nobody may repeat it in the log
ODD: Sequence[Any] = (
    None, True, False, 0, -1, 2**63, 1e308, 0.1, "", " ", "\x00", "\ud83d", "\u202e", CANARY, "x" * 70_000,
    [], {}, [[]],
    [None] * 1000, {"": {}}, {"a": {"b": {"c": []}}}, "../../etc/passwd", "<at>x</at>", "%00", "{{7*7}}", "null", "💥",
)  # fmt: skip
INVOKES = (
    "signin/tokenExchange",
    "signin/verifyState",
    "signin/failure",
    "adaptiveCard/action",
    "task/fetch",
    "task/submit",
    "composeExtension/query",
    "composeExtension/queryLink",
    "composeExtension/anonymousQueryLink",
    "composeExtension/fetchTask",
    "composeExtension/submitAction",
    "composeExtension/selectItem",
    "nobody/knows",
)
VALUES: Sequence[Any] = (
    {"id": "x", "token": "eyJhbGciOiJub25lIn0.e30.", "connectionName": ""},
    {"state": "x"},
    {"code": "x", "message": CANARY},
    {"action": {"type": "Action.Execute", "verb": "press", "data": {"press": CANARY}}, "trigger": "manual"},
    {"data": {"press": "A" * 300, "type": "task/fetch"}, "context": {"theme": "dark"}},
    {"commandId": "searchMeetings", "parameters": [{"name": "query", "value": CANARY}], "queryOptions": {"count": 25}},
    {"commandId": "insertLink", "commandContext": "compose", "data": {"choice": "1"}},
    {"commandId": "linkFromMessage", "messagePayload": {"id": "1", "body": {"contentType": "html", "content": "<p>"}}},
    {"url": "https://teams.microsoft.com/l/meetup-join/x"},
)
TYPES = ("message", "messageUpdate", "messageReaction", "conversationUpdate", "installationUpdate", "event", "invoke")
TEXTS = ("help", "get link", "get link tomorrow", "who am i", "sign out", "", CANARY, "get link " + "9" * 200)
PATHS = (
    "/healthz", "/readyz", "/auth/start", "/auth/callback", "/auth/instance", "/invitation", "/copy",
    "/auth/static/close.js", "/", "/api", "/api/messages/", "/metrics", "/.env", "/auth/../readyz",
    "/auth/%2e%2e/x", "/auth/start/%00",
    "//x",
)  # fmt: skip
QUERIES = (
    "", "?", f"?c={CANARY}", "?c=" + "A" * 43, "?state=x&code=y", "?error=access_denied&state=x", "?admin_consent=True",
    "?tenant=x&state=y&admin_consent=True", "?challenge=" + "a" * 32, "?d=" + "A" * 9000, "?c=%ff%fe", "?c=a&c=b",
    "?%00",
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "BREW")


@dataclass(frozen=True, slots=True)
class Mutator:
    """Makes requests; the same seed makes the same ones. `token` is one that the bot believes.

    `paths` are asked for, and remembered in `asked`.
    """

    random: random.Random
    token: str
    service_url: str
    paths: Sequence[str] = PATHS
    asked: set[str] = field(default_factory=set)

    def request(self) -> bytes:
        """The next one, whole or not."""
        made = self._post() if self.random.random() < 0.7 else self._page()
        return self._damaged(made) if self.random.random() < 0.25 else made

    def _page(self) -> bytes:
        pick = self.random.choice
        method = "GET" if self.random.random() < 0.6 else pick(METHODS)
        headers = [f"{pick(HEADERS)}: {pick(WORDS)}" for _ in range(self.random.randrange(4))]
        return self._http(method, pick(self.paths), headers, b"", pick(QUERIES))

    def _post(self) -> bytes:
        activity = self._activity()
        for _ in range(self.random.choice((0, 1, 1, 1, 2, 6))):
            activity = self._changed(activity)
        body = json.dumps(activity).encode() if self.random.random() < 0.97 else self.random.randbytes(300)
        bearer = (
            self.token if self.random.random() < 0.85 else self.random.choice(("", "a.b.c", self.token[:-9], "\xe9"))
        )
        headers = [f"Authorization: Bearer {bearer}", "Content-Type: application/json"]
        if self.random.random() < 0.1:
            headers.append(f"{self.random.choice(HEADERS)}: {self.random.choice(WORDS)}")
        return self._http("POST", "/api/messages", headers, body)

    def _activity(self) -> Any:
        person = Person(self.random.randrange(1, 40))
        kind = self.random.choice(TYPES)
        if kind == "invoke":
            name, value = self.random.choice(INVOKES), copy.deepcopy(self.random.choice(VALUES))
            return json.loads(activities.invoked(person, self.service_url, name, value))
        text = self.random.choice(TEXTS)
        if self.random.random() < 0.2:
            text = f"get link {Meeting(self.random.randrange(1, 10**6), person).join_url}"
        return json.loads(activities.typed(person, self.service_url, text)) | {"type": kind, "action": "add"}

    def _changed(self, activity: Any) -> Any:
        """One place of it is another thing, twice there, or gone."""
        parts = activity if isinstance(activity, dict) else {}
        inner = [parts.get(name) for name in ("value", "attachments", "entities")]
        places = list(_places(inner if any(inner) and self.random.random() < 0.7 else activity))
        if not places:
            return self.random.choice(ODD)
        holder, key = self.random.choice(places)
        if self.random.random() < 0.15:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(self.random.choice(ODD))
        return activity

    def _http(self, method: str, path: str, headers: Sequence[str], body: bytes, query: str = "") -> bytes:
        self.asked.add(path)
        address = ".".join(str(self.random.randrange(1, 255)) for _ in range(4))
        lines = [
            f"{method} {path}{query} HTTP/1.1",
            "Host: bot.example",
            f"X-Forwarded-For: {address}",
            "Connection: close",
            *headers,
        ]
        lines += [f"Content-Length: {len(body)}"] if body or method == "POST" else []
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogatepass") + body

    def _damaged(self, raw: bytes) -> bytes:
        return self.random.choice(DAMAGES)(self.random, raw)


HEADERS = (
    "Content-Length", "Transfer-Encoding", "Content-Encoding", "Content-Type", "Expect", "Cookie", "Accept-Language",
    "Range", "If-None-Match", "If-Modified-Since", "Upgrade", "Connection", "X-Forwarded-For", "Authorization",
    "Host", "",
)  # fmt: skip
WORDS = (
    "", "0", "-1", "99999999999", "chunked", "gzip", "100-continue", "text/html", "websocket", "close", "bytes=0-0",
    f"{COOKIE}=" + "A" * 5000, "de, en;q=0.5, *;q=x", "\xff", CANARY, "a" * 9000, "Bearer", "Basic eDp5", "%s%n",
)  # fmt: skip


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in it that can be changed."""
    keys: Iterable[Any] = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield node, key
        yield from _places(node[key])


def _flipped(chance: random.Random, raw: bytes) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randrange(1, 6)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, raw: bytes) -> bytes:
    return raw[: chance.randrange(len(raw))]


def _doubled(chance: random.Random, raw: bytes) -> bytes:
    at, long = chance.randrange(len(raw)), chance.randrange(200)
    return raw[:at] + raw[at : at + long] * 2 + raw[at + long :]


def _stuffed(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + chance.choice((b"\r\n", b"\x00", b"\n\n", b"\r\n\r\nGET / HTTP/1.1\r\n\r\n", b"%")) + raw[at:]


DAMAGES: Sequence[Callable[[random.Random, bytes], bytes]] = (_flipped, _cut, _doubled, _stuffed)
