"""The room that answers, on a clock that the test turns: its store in memory, its Teams a list of what was sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from bot.errors import BotError, Busy
from bot.model import Command, Help, Reply, SignInNeeded, User
from bot.ops.keyring import Keyring
from bot.ops.metrics import Metrics
from bot.ports import Store
from bot.records import Records
from bot.storage.encrypted import EncryptedStore
from bot.storage.memory import MemoryRows
from bot.teams.answers import AnswersRoom, build
from bot.teams.answers.turns import Bounds
from bot.teams.inbound.roster import Roster
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.messenger import Again
from bot.teams.outbound.renderer import Renderer
from bot.teams.outbound.sending import build as build_sending
from tests.support.fakes import NOW, PLACE, UNPACED, FakeTokens, command
from tests.support.storage import KEYRING, Clock

APP_ID = "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
NUMBERS = count()
Fault = Callable[[], BotError]


@dataclass
class Teams:
    """Takes messages, but for those that a fault is planned for; `typed` counts typing indicators, `deleted` has the
    ids of messages that were taken back.
    """

    sent: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    faults: list[Fault | None] = field(default_factory=list)
    always: Fault | None = None
    tried: int = 0
    typed: int = 0
    types: bool = True
    holds: asyncio.Event | None = None

    async def send(
        self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again | None = None
    ) -> str:
        self.tried += 1
        if self.holds:
            await self.holds.wait()
        fault = self.faults.pop(0) if self.faults else self.always
        if fault:
            raise fault()
        self.sent.append(activity)
        return str(len(self.sent))

    async def send_targeted(
        self, service_url: str, conversation_id: str, activity: dict[str, Any], again: Again | None = None
    ) -> str:
        return await self.send(service_url, conversation_id, activity, again)

    async def typing(self, service_url: str, conversation_id: str) -> bool:
        self.typed += 1
        return self.types

    async def delete(self, service_url: str, conversation_id: str, id: str) -> None:
        self.deleted.append(id)

    async def personal_chat(self, service_url: str, bot_id: str, user_id: str, tenant_id: str) -> str:
        return "a:own"

    async def member(self, service_url: str, conversation_id: str, user_id: str) -> dict[str, Any]:
        return {"userRole": "user", "tenantId": "", "aadObjectId": user_id}


class NoSignIn:
    """Gives out start links."""

    async def start_url(self, user: User, command_id: str, hint: str = "") -> str:
        return f"https://bot.example/auth/start?c={command_id}"

    async def exchange(self, user: User, assertion: str, needed: SignInNeeded) -> None:
        raise AssertionError


class Moody:
    """A store that fails while it has a bad moment, and answers nobody before it is no longer `slow`."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.bad = False
        self.slow: asyncio.Event | None = None

    def __getattr__(self, name: str) -> Any:
        async def call(*args: Any, **options: Any) -> Any:
            if self.bad:
                raise Busy("the SQLite file is locked")
            if self.slow:
                await self.slow.wait()
            return await getattr(self.store, name)(*args, **options)

        return call


@dataclass
class Desk:
    """The room, and everything around it."""

    teams: Teams
    clock: Clock
    store: Store
    records: Records
    room: AnswersRoom
    asked: list[Command]
    replies: dict[str, Reply | Exception]
    waits: dict[str, asyncio.Event]
    metrics: Metrics

    async def says(self, text: str, user: User | None = None, id: str = "") -> None:
        """Somebody writes; each message has an id of its own."""
        address = replace(PLACE, activity_id=id or str(next(NUMBERS)))
        said = command(text)
        if user:
            said = replace(said, user=user)
            address = replace(address, conversation_id=f"a:{user.id}", user_id=f"29:{user.id}")
        await self.room.reception.receive(replace(said, address=address))

    async def settles(self) -> None:
        """Whatever can be done now is done."""
        await self.room.tasks.drain(5)

    async def passes(self, seconds: float) -> None:
        """Time goes by, second by second, and the duties of the program are done in it."""
        for _ in range(int(seconds)):
            self.clock.passes(1)
            await self.room.in_flight.round()
            await self.room.runner.recover()
            await self.settles()

    async def after_a_crash(self, **options: Any) -> Desk:
        """Another process on the same store, a lease later."""
        self.clock.passes(6)
        return await desk(rows=self.rows, clock=self.clock, teams=self.teams, **options)

    @property
    def rows(self) -> MemoryRows:
        return self.store._rows  # type: ignore[attr-defined,no-any-return]


async def desk(
    *,
    bounds: Bounds | None = None,
    rows: MemoryRows | None = None,
    clock: Clock | None = None,
    teams: Teams | None = None,
    around: Callable[[Store], Store] = lambda store: store,
) -> Desk:
    """A room that answers everything with help, but for what `replies` says otherwise; what `waits` has is slow."""
    clock, teams = clock or Clock(), teams or Teams()
    store = EncryptedStore(rows or MemoryRows(), KEYRING, clock, clock.ticks)
    await store.open()
    records = Records(around(store), lambda: NOW)
    asked: list[Command] = []
    replies: dict[str, Reply | Exception] = {}
    waits: dict[str, asyncio.Event] = {}

    async def dispatch(command: Command) -> Reply:
        asked.append(command)
        if command.text in waits:
            await waits[command.text].wait()
        reply = replies.get(command.text, Help())
        if isinstance(reply, Exception):
            raise reply
        return reply

    async def no_pause(_seconds: float) -> None:
        await asyncio.sleep(0)

    metrics = Metrics()
    renderer = Renderer(ButtonCodec(Keyring([b"b" * 32])), APP_ID)
    room = build(
        records,
        dispatch,
        FakeTokens(),
        NoSignIn(),
        build_sending(teams, renderer, rates=UNPACED, clock=clock.ticks, metrics=metrics),
        Roster(teams),
        bounds=bounds or Bounds(pause=no_pause),
        clock=clock.ticks,
        metrics=metrics,
    )
    return Desk(teams, clock, store, records, room, asked, replies, waits, metrics)


def words(activity: dict[str, Any]) -> str:
    """Everything on a message's cards."""
    return str(activity["attachments"])
