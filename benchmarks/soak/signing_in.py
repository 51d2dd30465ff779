"""People who sign in: silently from two devices, on the page, by another account first; or decline, or close it."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

from benchmarks.lab.teams import CLOCK
from sandbox.client.activities import Json
from sandbox.client.browser import Browser
from sandbox.client.client import CLOSED_BY_PERSON, TeamsClient
from sandbox.client.login_walker import LoginWalker
from sandbox.client.popups import told
from sandbox.client.sign_in_cards import SignInCard, card_in, verify_state
from sandbox.teams.record import Sent
from sandbox.world.people import Person
from tests.support.journeys.instances import is_delay
from tests.support.production.process import Production

DEVICES = 2
SCOPES = ("VirtualAppointment.Read", "Calendars.ReadBasic")
PATIENCE = 120.0  # seconds in which a question has its answer; words after a second uncertain send come a minute later
LOOKS_EVERY = 0.05
AGAIN = 0.4  # seconds until somebody presses once more, or Teams sends again
PRESSES = 60  # of the button, by somebody whose page does not get on
UNTIL_WORDS = 8.0  # seconds that somebody who has closed the window waits for words, before pressing after all
WAYS_TO_SIGN_IN = ("silently", "on the page", "declines", "closes the window", "another account first")
OFFLINE = (aiohttp.ClientError, TimeoutError, RuntimeError)
GONE = 410
LINK = "visit.teams.microsoft.com"


@dataclass(slots=True)
class Staff:
    """One person with Teams on two devices: what they asked, how that ended, and what they heard when.

    `other` is somebody whose account they may take by mistake; `without`: how they signed in where no answer came.
    """

    there: Production
    person: Person
    other: Person
    chance: random.Random
    asked: int = 0
    answers: list[Sent] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    without: list[str] = field(default_factory=list)
    shown: int = 0  # sign-in cards
    client: TeamsClient = field(init=False)
    _cards: list[SignInCard] = field(default_factory=list)
    _read: int = 0

    def __post_init__(self) -> None:
        self.client = self.there.client(self.person, clients=DEVICES)

    async def sign_in(self, how: str) -> None:
        """Their sessions have ended; they ask for the next meeting's link, and sign in for it in this way."""
        microsoft365 = self.there.microsoft365
        microsoft365.sign_out_everywhere(self.person)
        if how == "silently":
            microsoft365.consents.grant(self.person, SCOPES)
        else:
            microsoft365.consents.withdraw(self.person)
        await self._ask("get link next", how)

    def look(self) -> None:
        """Keep what has come since."""
        record = self.there.microsoft365.record
        news, self._read = record.sent[self._read :], len(record.sent)
        shown = [s for s in news if s.delivered and not s.is_typing and s.conversation == self.client.chat.id]
        cards = [card for sent in shown if (card := card_in(sent))]
        answers = [sent for sent in shown if card_in(sent) is None and not is_delay(sent)]
        self.shown += len(cards)
        self._cards += cards
        self.answers += answers
        self.moments += [CLOCK()] * len(answers)

    async def _ask(self, text: str, how: str) -> None:
        """Ask, and do what Teams and a person do until there is an answer."""
        self.asked += 1
        before, ends = len(self.answers), CLOCK() + PATIENCE
        await self._sent(self.client.activities.message(text), ends)
        while len(self.answers) == before:
            if CLOCK() > ends:
                self.without.append(how)
                return
            self.look()
            while self._cards:
                await self._answer(self._cards.pop(0), how, before)
            await asyncio.sleep(LOOKS_EVERY)
        self.ends["link" if LINK in str(self.answers[-1].activity) else "words"] += 1

    async def _sent(self, activity: Json, ends: float) -> None:
        """Teams sends a message again that nobody has taken."""
        while CLOCK() < ends:
            if 200 <= await self._delivered(activity) < 300:
                return
            await asyncio.sleep(AGAIN)

    async def _answer(self, card: SignInCard, how: str, before: int) -> None:
        value = {"id": card.id, "connectionName": "", "token": self.client.assertion}
        exchanges = [self.client.activities.invoke("signin/tokenExchange", value) for _ in range(DEVICES)]
        if set(await asyncio.gather(*map(self._delivered, exchanges))) == {200}:
            return
        if how == "closes the window":
            await self._tell(CLOSED_BY_PERSON)
            await self._until(lambda: len(self.answers) > before, UNTIL_WORDS)
        elif how == "declines":
            await self._on_the_page(card, LoginWalker(self.person, "cancel"), before)
        elif how == "another account first":
            self.client.browser = self._new_browser()
            await self._on_the_page(card, LoginWalker(self.other), before)
        if len(self.answers) == before:
            await self._on_the_page(card, LoginWalker(self.person), before)

    def _new_browser(self) -> Browser:
        return self.there.client(self.person).browser

    async def _on_the_page(self, card: SignInCard, walker: LoginWalker, before: int) -> None:
        """Press the button, and once more where the page does not get on."""
        for _ in range(PRESSES):
            with suppress(*OFFLINE):
                page = await walker.walk(self.client.browser, card.url)
                said = told(page)
                if said is not None:
                    await self._tell(said)
                if page.status < GONE or (page.status == GONE and page.url.path.endswith("/start")):
                    return
            self.look()
            if len(self.answers) > before:
                return
            await asyncio.sleep(AGAIN)

    async def _tell(self, state: str) -> None:
        """Teams tells the bot what the window has told Teams."""
        await self._delivered(verify_state(self.client.activities, state))

    async def _delivered(self, activity: Json) -> int:
        """The status; 0 where nobody answers."""
        try:
            return (await self.client.bot_client.deliver(activity)).status
        except OFFLINE:
            return 0

    async def _until(self, done: Callable[[], bool], seconds: float) -> None:
        ends = CLOCK() + seconds
        while not done() and CLOCK() < ends:
            self.look()
            await asyncio.sleep(LOOKS_EVERY)
