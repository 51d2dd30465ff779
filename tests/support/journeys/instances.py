"""Two instances of the bot with one Redis, behind a balancer that asks them in turn; and a crowd that writes."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Protocol

from aiohttp import ClientSession, DummyCookieJar, TCPConnector

from app import TASKS
from sandbox.client.client import TeamsClient
from sandbox.client.sign_in_cards import SignInCard, card_in, exchange
from sandbox.microsoft365 import Microsoft365
from sandbox.teams.record import Sent
from sandbox.world.meetings import Event, appointment_link, teams_event
from sandbox.world.people import CLINIC, CLINIC_DOMAIN, CLINIC_ID, Person, Tenant, guid
from tests.support.journeys.world import Create, Server, World, impatient, words_on, world
from tests.support.ports import unused_port
from tests.support.redis_server import RedisServer
from tests.support.round_robin import RoundRobin
from tests.support.seam import seam_under_test

NOBODY_THERE = frozenset({502, 503})
AGAIN = 0.2  # seconds


def staff(number: int) -> list[Person]:
    """So many people of the clinic."""
    return [Person(f"Nurse {n}", f"nurse{n}@{CLINIC_DOMAIN}", guid(f"nurse-{n}"), CLINIC_ID) for n in range(number)]


def own_meetings(people: Sequence[Person]) -> list[Event]:
    """One meeting for each, in an hour."""
    start = datetime.now(UTC) + timedelta(hours=1)
    return [
        teams_event(f"visit-{person.oid}", "Visit", start, start + timedelta(minutes=30), person) for person in people
    ]


@dataclass
class Instances:
    """The world, with the balancer in the place of its one bot."""

    here: World
    proxy: RoundRobin
    bots: list[Server]

    async def idle(self) -> None:
        """Wait until no answer is under way anywhere."""
        for bot in self.bots:
            await bot.app[TASKS].drain(15)


@asynccontextmanager
async def instances(
    folder: Path, redis: RedisServer, people: Sequence[Person] = (), create: Create = impatient, number: int = 2
) -> AsyncIterator[Instances]:
    """`number` bots, started, on `redis`; the clinic has these `people` besides its own."""
    events = own_meetings(people) if people else None
    options = {"storage_url": redis.url}
    connector = TCPConnector(limit=0)
    async with (
        world(folder, events, create, tenants=(clinic_of(people),), start=False, **options) as here,
        ClientSession(cookie_jar=DummyCookieJar(), connector=connector, auto_decompress=False) as http,
    ):
        ports = [unused_port() for _ in range(number)]
        bots = [Server(await create(here.settings, here.endpoints, seam_under_test()), port=port) for port in ports]
        proxy = RoundRobin([f"http://127.0.0.1:{port}" for port in ports], http)
        front = Server(proxy.application(), port=here.port)
        try:
            for server in (*bots, front):
                await server.start_server()
            yield Instances(here, proxy, bots)
        finally:
            for server in (front, *bots):
                await server.close()


def clinic_of(people: Sequence[Person]) -> Tenant:
    """The clinic, with these people besides its own."""
    return Tenant(CLINIC.id, CLINIC.name, CLINIC.domain, CLINIC.zone, (*CLINIC.people, *people))


def is_delay(sent: Sent) -> bool:
    """Words that the answer will come later: no answer yet."""
    return "answer comes by itself" in words_on(sent)


class Teams(Protocol):
    """Where people have their clients: a World, or Production."""

    @property
    def microsoft365(self) -> Microsoft365: ...
    def client(self, person: Person, *, clients: int) -> TeamsClient: ...


@dataclass
class Crowd:
    """People with Teams open on `clients` devices each, who are watched together: what the bot posted, by person.

    `by_hand`: whom none of the devices signs in presses the card's button, as people do. `pressed`: how many did.
    """

    here: Teams
    people: Sequence[Person]
    clients: int = 3
    by_hand: bool = False
    heard: dict[str, list[Sent]] = field(default_factory=lambda: defaultdict(list))
    cards: dict[str, list[SignInCard]] = field(default_factory=lambda: defaultdict(list))
    asked: Counter[str] = field(default_factory=Counter)
    statuses: list[int] = field(default_factory=list)
    pressed: int = 0

    def __post_init__(self) -> None:
        self._teams = {person.oid: self.here.client(person, clients=self.clients) for person in self.people}
        self._who = {client.chat.id: oid for oid, client in self._teams.items()}
        self._exchanges: set[asyncio.Task[None]] = set()
        self._seen = 0

    async def ask(self, person: Person, text: str = "get link next") -> int:
        """One of them writes; the HTTP status."""
        client = self._teams[person.oid]
        self.asked[person.oid] += 1
        activity = client.activities.message(text)
        while (status := (await client.bot_client.deliver(activity)).status) in NOBODY_THERE:  # noqa: ASYNC110 — as Teams does
            await asyncio.sleep(AGAIN)  # Teams sends it again
        self.statuses.append(status)
        return status

    def renew(self) -> None:
        """Teams signs for each of them with its present key; half of them fetch a new assertion from Entra."""
        for n, client in enumerate(self._teams.values()):
            client.bot_client.renew()
            if n % 2:
                client.assertion = self.here.microsoft365.sso_token(client.person)

    async def ask_all(self, text: str = "get link next") -> None:
        """All of them, at the same moment."""
        await asyncio.gather(*(self.ask(person, text) for person in self.people))

    async def keep_asking(self, seconds: float, rate: float, random: Random) -> None:
        """So many commands a second, of one or another who waits for no answer: who asks the same again before signing
        in has one answer to both. Every device answers sign-in cards meanwhile.
        """
        ends, asking = asyncio.get_running_loop().time() + seconds, []
        while asyncio.get_running_loop().time() < ends:
            if free := [person for person in self.people if not self.waiting(person)]:
                asking.append(asyncio.create_task(self.ask(random.choice(free))))
            await asyncio.sleep(1 / rate)
            self.look()
        await asyncio.gather(*asking)

    async def answered(self, seconds: float) -> None:
        """Every device answers sign-in cards, until nobody waits for an answer; TimeoutError otherwise."""
        record = self.here.microsoft365.record
        async with asyncio.timeout(seconds):
            while any(self.waiting(person) > 0 for person in self.people):
                await record.until(lambda: len(record.sent) > self._seen, seconds)
                self.look()
        await asyncio.gather(*self._exchanges)

    def waiting(self, person: Person) -> int:
        """How many of the person's commands have no answer; below 0 when there is one too many."""
        answers = [sent for sent in self.heard[person.oid] if not is_delay(sent)]
        return self.asked[person.oid] - len(answers)

    def look(self) -> None:
        """What has come since."""
        record = self.here.microsoft365.record
        news, self._seen = record.sent[self._seen :], len(record.sent)
        for sent in news:
            if not sent.is_typing and sent.delivered and sent.conversation in self._who:
                self._hear(self._who[sent.conversation], sent)

    def _hear(self, oid: str, sent: Sent) -> None:
        card = card_in(sent)
        if card is None:
            self.heard[oid].append(sent)
            return
        self.cards[oid].append(card)
        self._exchanges.add(asyncio.get_running_loop().create_task(self._sign_in(self._teams[oid], card)))

    async def _sign_in(self, client: TeamsClient, card: SignInCard) -> None:
        await exchange(card, client.activities, client.bot_client, client.assertion, self.clients)
        if self.by_hand and 200 not in card.statuses:
            self.pressed += 1
            await client.sign_in_at(card)

    def links(self, person: Person) -> list[bool]:
        """For each answer with a customer's link, whether it is the person's own."""
        own = next(event.meeting for event in self.here.microsoft365.events if event.organizer == person)
        assert own
        words = [words_on(sent) for sent in self.heard[person.oid]]
        return [appointment_link(own) in each for each in words if "visit.teams.microsoft.com" in each]
