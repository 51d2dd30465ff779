"""Activities as Teams posts them, written as bytes without much ado."""

from __future__ import annotations

import itertools
import re
import time
from html import escape
from typing import Any

import orjson

from benchmarks.lab.world import APP_ID, TENANT, Meeting, Person

BOT = {"id": f"28:{APP_ID}", "name": "Appointment Link"}
EXCHANGE = re.compile(rb'"tokenExchangeResource": ?{"id": ?"([^"]+)"')
IDS = itertools.count(int(time.time() * 1000))


def typed(person: Person, service_url: str, text: str) -> bytes:
    """Something written in the personal chat; addresses in it are links, as Teams' clients send them."""
    words = " ".join(_linked(word) for word in text.split(" "))
    content = {"contentType": "text/html", "content": f"<p>{words}</p>"}
    return _activity(person, service_url, "message", text=text, textFormat="plain", attachments=[content])


def pressed(person: Person, service_url: str, data: Any) -> bytes:
    """A button of a card (Action.Submit)."""
    return _activity(person, service_url, "message", value=data, replyToId="1700000000000")


def invoked(person: Person, service_url: str, name: str, value: Any) -> bytes:
    """An invoke: `composeExtension/query`, `signin/tokenExchange`, …"""
    return _activity(person, service_url, "invoke", name=name, value=value)


def link_wish(meeting: Meeting, service_url: str) -> bytes:
    """The organizer pastes a meeting's join URL."""
    return typed(meeting.organizer, service_url, f"get link {meeting.join_url}")


def search(person: Person, service_url: str, words: str) -> bytes:
    """The message extension's search box."""
    value = {
        "commandId": "searchMeetings",
        "parameters": [{"name": "query", "value": words}],
        "queryOptions": {"skip": 0, "count": 25},
    }
    return invoked(person, service_url, "composeExtension/query", value)


def token_exchange(person: Person, service_url: str, id: str, assertion: str) -> bytes:
    """Teams' silent answer to a sign-in card."""
    value = {"id": id, "connectionName": "", "token": assertion}
    return invoked(person, service_url, "signin/tokenExchange", value)


def exchange_id(sign_in_card: bytes) -> str:
    """What Teams sends back with the assertion."""
    found = EXCHANGE.search(sign_in_card)
    if found is None:
        raise RuntimeError("no sign-in card")
    return found[1].decode()


def request(token: str, body: bytes) -> bytes:
    """The whole HTTP request that carries an activity."""
    head = (
        f"POST /api/messages HTTP/1.1\r\nHost: bot.example\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _activity(person: Person, service_url: str, kind: str, **more: Any) -> bytes:
    now = time.time()
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now))
    return orjson.dumps(
        {
            "type": kind,
            "id": str(next(IDS)),
            "timestamp": f"{moment}.{int(now % 1 * 1000):03}Z",
            "localTimestamp": f"{moment}+00:00",
            "localTimezone": "Europe/London",
            "serviceUrl": service_url,
            "channelId": "msteams",
            "from": {"id": person.mri, "name": person.name, "aadObjectId": person.oid},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": person.chat},
            "recipient": BOT,
            "locale": "en-GB",
            "entities": [
                {
                    "type": "clientInfo",
                    "locale": "en-GB",
                    "country": "GB",
                    "platform": "Web",
                    "timezone": "Europe/London",
                }
            ],
            "channelData": {"tenant": {"id": TENANT}},
            **more,
        }
    )


def _linked(word: str) -> str:
    url = escape(word)
    if not word.startswith("https://"):
        return url
    return f'<a href="{url}" rel="noreferrer noopener" title="{url}" target="_blank">{url}</a>'
