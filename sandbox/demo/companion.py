"""Stands between Microsoft's Agents Playground and the bot, and does what Teams does and the Playground does not.

The Playground posts plain activities without a token; Teams would have written them in its own shape and signed them.
What the bot posts to the pretend connector is shown in the Playground, except for what a Teams client answers by
itself: an OAuth card. What it answers to an invoke may want a sign-in, too (sandbox.demo.companion_invokes).
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import aiohttp
import structlog
from aiohttp import web

from sandbox.client.activities import Activities, Json
from sandbox.client.bot_client import Answer, BotClient
from sandbox.client.chats import Chat
from sandbox.client.sign_in_cards import SignInCard, card_in, exchange, verify_state
from sandbox.demo.companion_invokes import Invokes
from sandbox.demo.companion_reader import AS_PLAYGROUND, Reader
from sandbox.demo.companion_screen import Screen, sign_in_view
from sandbox.demo.companion_shapes import chat_of, message
from sandbox.microsoft365 import Microsoft365
from sandbox.teams.record import Sent
from sandbox.world.people import ANNA

log = structlog.get_logger()
SIGN_IN = "/sandbox/sign-in"
TELLS_SUCCESS = 'data-tell="success"'  # how the bot's page knows what to tell the window that opened it


@dataclass
class ClientSettings:
    """How Teams behaves today. `deliveries`: how often each activity arrives; `clients`: on how many devices the
    person has Teams open, each of which tries to sign in silently; `in_meeting`: group chats belong to a meeting;
    `reader`: how the person has set their Teams."""

    deliveries: int = 1
    clients: int = 1
    in_meeting: bool = False
    reader: Reader = AS_PLAYGROUND


class Companion:
    """Teams for whoever uses the Playground. `post` takes what the Playground sends, `show` what the bot says."""

    def __init__(self, microsoft365: Microsoft365, bot_client: BotClient, screen: Screen) -> None:
        self.client_settings = ClientSettings()
        self._microsoft365 = microsoft365
        self._bot_client = bot_client
        self._screen = screen
        self._invokes = Invokes(self._deliver, microsoft365.sso_token, f"{microsoft365.addresses.pages}{SIGN_IN}")
        self._installed: set[str] = set()
        self._waiting: dict[str, Activities] = {}
        self._seen = len(microsoft365.record.sent)
        # Activity ids are milliseconds, as in Teams: after a restart they must be new to the bot.
        self._ids = itertools.count(int(microsoft365.clock().timestamp() * 1000))
        self._writers: dict[str, Activities] = {}

    # ---- from the person to the bot --------------------------------------------------------------------------

    async def post(self, request: web.Request) -> web.Response:
        """POST /api/messages, the Playground's idea of a bot; an invoke's answer is the bot's own."""
        if request.content_type != "application/json":  # so that no other site's form can speak for the person
            return web.Response(status=415)
        answer = await self._answer(await request.json())
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)

    async def _answer(self, received: Json) -> Answer:
        writes = self._writers[received["conversation"]["id"]] = self._writer(received)
        reply_to = self._screen.original(str(received.get("replyToId", "")))
        if received.get("type") == "invoke":
            name, value = str(received.get("name", "")), received.get("value")
            return await self._invokes.answer(writes, name, value, reply_to)
        activity = self._as_teams(writes, received, reply_to)
        return await self._deliver(activity) if activity else Answer(202)

    def _as_teams(self, writes: Activities, received: Json, reply_to: str) -> Json | None:
        """The same in Teams' shape; None for what Teams would not send."""
        match received.get("type"):
            case "message" if received.get("value") is not None:
                return writes.submit(received["value"], reply_to, str(received.get("text") or ""))
            case "message":
                return message(writes, received)
            case "installationUpdate" | "conversationUpdate":
                return self._installation(writes, received)
        return None

    def _writer(self, received: Json) -> Activities:
        """Who wrote, where, and on what kind of device."""
        chat, sender = chat_of(received, self._meeting), received.get("from") or {}
        writes, reader = self._at_home(chat.id), self.client_settings.reader
        return replace(
            writes,
            person=self._microsoft365.directory.by_oid(str(sender.get("aadObjectId", ""))) or ANNA,
            chat=chat,
            locale=reader.locale(str(received.get("locale") or writes.locale)),
            zone=reader.zone or str(received.get("localTimezone") or writes.zone),
        )

    @property
    def _meeting(self) -> str:
        """The chat id of the next appointment, while group chats belong to that; else empty."""
        now = self._microsoft365.clock()
        coming = (event.meeting for event in self._microsoft365.events if event.meeting and event.start > now)
        found = next(coming, None)
        return found.chat_id if found and self.client_settings.in_meeting else ""

    def _at_home(self, chat: str) -> Activities:
        """The Playground's own person in a personal chat, until it says otherwise."""
        bot_client, clock = self._bot_client, self._microsoft365.clock
        return Activities(
            ANNA, Chat(chat, "personal"), bot_client.app_id, bot_client.service_url, clock, _ids=self._ids
        )

    def _installation(self, writes: Activities, received: Json) -> Json | None:
        """The Playground installs the app whenever its page is opened; Teams does so once."""
        chat, kind = writes.chat.id, received["type"]
        if received.get("action") == "remove":
            self._installed -= {f"installationUpdate {chat}", f"conversationUpdate {chat}"}
            return writes.installed("remove")
        if f"{kind} {chat}" in self._installed:
            return None
        self._installed.add(f"{kind} {chat}")
        return writes.installed() if kind == "installationUpdate" else writes.bot_added()

    async def _deliver(self, activity: Json) -> Answer:
        self._bot_client.renew()  # a demo may run longer than a token lives
        deliveries = [self._bot_client.deliver(activity) for _ in range(self.client_settings.deliveries)]
        return (await asyncio.gather(*deliveries))[0]

    # ---- from the bot to the person --------------------------------------------------------------------------

    async def show(self) -> None:
        """Bring everything the bot posts to the Playground, in order; until cancelled."""
        async for sent in self._posted():
            try:
                await self._show(sent)
            except (aiohttp.ClientError, TimeoutError) as failure:
                log.warning("companion_could_not_show", error_type=type(failure).__name__)

    async def _show(self, sent: Sent) -> None:
        card = card_in(sent) if sent.action == "post" else None
        if card is None:
            await self._screen.show(sent)
        elif not await self._signed_in_silently(card, sent.conversation):
            await self._screen.show(sign_in_view(sent))

    async def sign_in(self, _request: web.Request) -> web.Response:
        """GET SIGN_IN, an address short enough to be read: on to the sign-in page that the bot offered last."""
        if not self._invokes.sign_in_url:
            raise web.HTTPNotFound
        raise web.HTTPFound(self._invokes.sign_in_url)

    async def page_answered(self, request: web.Request, response: web.StreamResponse) -> None:
        """A page of the bot goes to a browser. Where it tells Teams' window that all is well, the bot hears of it."""
        page = isinstance(response, web.Response) and response.content_type == "text/html" and response.text
        if page and TELLS_SUCCESS in page:
            await self._window_closed()

    async def _window_closed(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for writes in waiting.values():
            await self._deliver(verify_state(writes, "done"))

    async def _posted(self) -> AsyncIterator[Sent]:
        record = self._microsoft365.record
        while True:
            with contextlib.suppress(TimeoutError):
                await record.until(lambda: len(record.sent) > self._seen, timeout=3600)
            news, self._seen = record.sent[self._seen :], len(record.sent)
            for sent in news:
                if sent.delivered:
                    yield sent

    async def _signed_in_silently(self, card: SignInCard, chat: str) -> bool:
        """Answer an OAuth card as every open client does."""
        writes = self._writers.get(chat) or self._at_home(chat)
        self._bot_client.renew()
        assertion = self._microsoft365.sso_token(writes.person)
        await exchange(card, writes, self._bot_client, assertion, self.client_settings.clients)
        if card.shown:
            self._waiting[chat] = writes
        return not card.shown
