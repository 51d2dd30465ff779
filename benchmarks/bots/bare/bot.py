"""One handler: check, claim, answer 202, ask Graph, post the card, note it as done."""

from __future__ import annotations

import asyncio
import base64
import gc
import re
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import aiohttp
import orjson
from aiohttp import web
from yarl import URL

from benchmarks.bots.bare import cards
from benchmarks.bots.bare.checks import Callers, Keys, Refused
from benchmarks.bots.bare.store import KEY, Store, hashed
from benchmarks.lab.world import APP_ID, SECRET, TENANT

Json = Mapping[str, Any]
LOGIN, GRAPH = "https://login.microsoftonline.com", "https://graph.microsoft.com/v1.0"
CHANNEL_KEYS = "https://login.botframework.com/v1/.well-known/keys"
BOT_SCOPE = "https://api.botframework.com/.default"
FUNCTION = "getVirtualAppointmentJoinWebUrl"
JOIN_URL = re.compile(r"https://teams\.microsoft\.com/l/meetup-join/([^/\s]+)/(\d+)\?context=(\S+)")
GRAPH_ID = re.compile(r"\bMSo[A-Za-z0-9+/=]{60,}")
LINK = re.compile(r"https://visit\.teams\.microsoft\.com/\S+")
FIELDS = "id,subject,start,end,isAllDay,isCancelled,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,organizer,type"
ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPES = "https://graph.microsoft.com/VirtualAppointment.Read https://graph.microsoft.com/Calendars.ReadBasic"


class NoToken(Exception):
    """The person has not signed in."""


class Bot:
    """Everything it holds: one HTTP session, the store, tokens by person."""

    def __init__(self, http: aiohttp.ClientSession, store: Store, callers: Callers, entra: Keys, own: str) -> None:
        self._http = http
        self._store = store
        self._callers = callers
        self._entra = entra
        self._own = {"Authorization": f"Bearer {own}", "Content-Type": "application/json"}
        self._tokens: dict[str, tuple[float, str]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked: dict[str, tuple[Json, bytes]] = {}

    @classmethod
    async def opened(cls, file: Path) -> Bot:
        """Keys and the bot's own token are at hand when this returns."""
        http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=200, limit_per_host=100, keepalive_timeout=60),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        channel, entra = Keys(), Keys()
        own = {"grant_type": "client_credentials", "client_id": APP_ID, "scope": BOT_SCOPE}
        secret = {"client_secret": SECRET}
        await channel.fetch(http, CHANNEL_KEYS)
        await entra.fetch(http, f"{LOGIN}/{TENANT}/discovery/v2.0/keys")
        async with http.post(f"{LOGIN}/{TENANT}/oauth2/v2.0/token", data=own | secret) as answer:
            token = orjson.loads(await answer.read())["access_token"]
        return cls(http, Store(file, KEY), Callers(channel, APP_ID), entra, token)

    def freeze(self) -> None:
        """What is alive now stays."""
        gc.collect()
        gc.freeze()

    async def messages(self, request: web.Request) -> web.Response:
        """POST /api/messages."""
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            body = await request.read()
            activity = orjson.loads(body)
            self._callers.check(request.headers.get("Authorization", ""), activity, time.time())
            user, chat = str(activity["from"]["aadObjectId"]), str(activity["conversation"]["id"])
            if activity["channelData"]["tenant"]["id"] != TENANT:
                return web.Response(status=403)
        except Refused as refusal:
            return web.Response(status=refusal.status)
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        if activity["type"] == "invoke":
            return await self._invoke(activity, user)
        claim = await self._store.claim(chat, str(activity["id"]), user, body, time.time())
        if claim is not None:
            self._start(self._answer(activity, user, claim))
        return web.Response(status=202)

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, activity: Json, user: str, claim: bytes) -> None:
        began = time.perf_counter()
        try:
            kind, card = await self._reply(activity, user)
        except NoToken:
            await self._offer_sign_in(activity, user, claim)
            return
        await self._post(activity, cards.CARD, card)
        self._store.done(claim)
        log("answered", reply=kind, ms=round((time.perf_counter() - began) * 1000, 1))

    async def _reply(self, activity: Json, user: str) -> tuple[str, cards.Card]:
        seal, text = self._sealing(user), str(activity.get("text") or "")
        if value := activity.get("value"):
            pressed = self._opened(user, value["press"])
            link = await self._link(user, id_of(pressed["url"]))
            return "link", cards.link_card(pressed["subject"], link, seal)
        if text.strip().lower() == "help":
            return "help", cards.help_card()
        if found := JOIN_URL.search(text):
            return "link", cards.link_card("Teams meeting", await self._link(user, id_of(found[0])), seal)
        if found := GRAPH_ID.search(text):
            return "link", cards.link_card("Teams meeting", await self._link(user, found[0]), seal)
        return "choice", cards.choice_card(await self._meetings(user), seal)

    async def _invoke(self, activity: Json, user: str) -> web.Response:
        if activity["name"] == "signin/tokenExchange":
            return await self._exchange(activity["value"], user)
        meetings = [m for m in await self._meetings(user) if "physio" in m["subject"].lower()][:25]
        ids = (id_of(m["onlineMeeting"]["joinUrl"]) for m in meetings)
        links = await asyncio.gather(*(self._link(user, id) for id in ids))
        log("invoke", name=activity["name"])
        found = cards.results(meetings, links, self._sealing(user))
        return web.Response(body=orjson.dumps(found), content_type="application/json")

    # -- Graph

    async def _link(self, user: str, id: str) -> str:
        answer = await self._graph(user, f"{GRAPH}/me/onlineMeetings/{quote(id, safe='')}/{FUNCTION}")
        link = str(answer["value"])
        if not LINK.fullmatch(link):
            raise ValueError("no usable link")
        return link

    async def _meetings(self, user: str) -> list[Json]:
        start = datetime.now(UTC)
        window = f"startDateTime={quote(start.isoformat())}&endDateTime={quote((start + timedelta(14)).isoformat())}"
        prefer = {"Prefer": 'outlook.timezone="Europe/London"'}
        view = f"{GRAPH}/me/calendarView?{window}&$select={FIELDS}&$top=1000"
        found = await self._graph(user, view, prefer)
        return [event for event in found["value"] if not event["isCancelled"] and event["isOnlineMeeting"]]

    async def _graph(self, user: str, url: str, headers: Mapping[str, str] | None = None) -> Json:
        asking = {"Authorization": f"Bearer {self._token(user)}", "client-request-id": str(uuid.uuid4())}
        async with self._http.get(URL(url, encoded=True), headers=asking | dict(headers or {})) as answer:
            answer.raise_for_status()
            found: Json = orjson.loads(await answer.read())
            return found

    def _token(self, user: str) -> str:
        known = self._tokens.get(user)
        if known and known[0] > time.time():
            return known[1]
        value = self._store.find(user)
        if value is None:
            raise NoToken
        kept = orjson.loads(value)
        self._tokens[user] = (kept["ends"], kept["access_token"])
        return str(kept["access_token"])

    # -- the connector

    async def _post(self, activity: Json, kind: str, card: cards.Card) -> None:
        chat = activity["conversation"]["id"]
        message = {
            "type": "message",
            "from": activity["recipient"],
            "recipient": activity["from"],
            "conversation": {"id": chat},
            "locale": activity["locale"],
            "summary": "The answer",
            "attachments": [{"contentType": kind, "content": card}],
        }
        url = URL(f"{activity['serviceUrl']}v3/conversations/{quote(chat, safe='')}/activities", encoded=True)
        async with self._http.post(url, data=orjson.dumps(message), headers=self._own) as answer:
            answer.raise_for_status()
            await answer.read()

    # -- sign-in

    async def _offer_sign_in(self, activity: Json, user: str, claim: bytes) -> None:
        chat, sender = activity["conversation"]["id"], activity["from"]["id"]
        member = f"{activity['serviceUrl']}v3/conversations/{quote(chat, safe='')}/members/{quote(sender, safe='')}"
        async with self._http.get(URL(member, encoded=True), headers=self._own) as answer:
            if orjson.loads(await answer.read()).get("userRole") != "user":
                return
        exchange = uuid.uuid4().hex
        self._asked[exchange] = (activity, claim)
        await self._post(activity, cards.OAUTH_CARD, cards.sign_in_card(exchange, APP_ID))
        log("asked", reply="sign-in")

    async def _exchange(self, value: Json, user: str) -> web.Response:
        try:
            claims, _ = self._entra.claims(value["token"], APP_ID)
        except Refused:
            return web.Response(status=412)
        asked = self._asked.pop(value["id"], None)
        if claims["oid"] != user or claims["tid"] != TENANT or asked is None:
            return web.Response(status=412)
        form = {
            "grant_type": ON_BEHALF_OF,
            "requested_token_use": "on_behalf_of",
            "client_id": APP_ID,
            "client_secret": SECRET,
            "assertion": value["token"],
            "scope": SCOPES,
        }
        async with self._http.post(f"{LOGIN}/{TENANT}/oauth2/v2.0/token", data=form) as answer:
            granted = orjson.loads(await answer.read())
        kept = granted | {"ends": time.time() + granted["expires_in"]}
        self._tokens[user] = (kept["ends"], kept["access_token"])
        self._store.keep(user, orjson.dumps(kept))
        self._start(self._answer(asked[0], user, asked[1]))
        log("signed_in", scopes=SCOPES.count(" ") + 1)
        return web.json_response({"id": value["id"], "connectionName": "", "failureDetail": ""})

    # -- buttons

    def _sealing(self, user: str) -> Callable[[Json], str]:
        owner = hashed(user)
        return lambda data: base64.urlsafe_b64encode(self._store.seal(orjson.dumps(data), owner)).decode()

    def _opened(self, user: str, sealed: str) -> Json:
        opened: Json = orjson.loads(self._store.open(base64.urlsafe_b64decode(sealed), hashed(user)))
        return opened


def id_of(join_url: str) -> str:
    """Graph's id of the meeting behind a join URL."""
    found = JOIN_URL.fullmatch(join_url)
    if found is None:
        raise ValueError("no join URL")
    thread, message, context = unquote(found[1]), found[2], orjson.loads(unquote(found[3]))
    return base64.b64encode(f"1*{context['Oid']}*{message}**{thread}".encode()).decode()


def log(event: str, **more: Any) -> None:
    """One line of JSON."""
    moment = datetime.now(UTC).isoformat()
    line = {**more, "event": event, "reference": uuid.uuid4().hex[:8], "level": "info", "timestamp": moment}
    sys.stdout.write(orjson.dumps(line).decode() + "\n")
    sys.stdout.flush()
