"""Two dozen people sign in, in every way, again and again, while all around fails and the bot is killed."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.lab.teams import CLOCK
from benchmarks.lab.verdict import Verdict
from benchmarks.soak.signing_in import LINK, WAYS_TO_SIGN_IN, Staff
from sandbox.world.faults import Ending, Fault
from sandbox.world.meetings import appointment_link
from sandbox.world.troubles import Trouble
from tests.support.journeys.instances import clinic_of, own_meetings, staff
from tests.support.journeys.world import words_on
from tests.support.production.process import Production, production

PEOPLE = 24
THINKS = (0.2, 6.0)
LIFETIME = 125  # seconds that Entra's tokens live; the bot leaves the last two minutes of them alone
LATE = 9.0  # seconds, a lease and more: what would be said twice has been said by then
LASTS, RESTS = (0.3, 4.0), (0.0, 4.0)  # seconds of each service's faults, and between them
LOCKED, OPEN = (0.3, 4.0), (2.0, 8.0)  # … of the store
KILL_EVERY = (6.0, 12.0)
NOTED = 1.5  # seconds after which an unlocked store has what was kept in memory
UNSURE = 1.0  # … in which an answer may be on its way, or not noted, when the bot is killed
SILENCE, RESET, HANG_UP = (Fault(ending=ending) for ending in (Ending.SILENCE, Ending.RESET, Ending.HANG_UP))
PAGE = Fault(body="<html>guest network</html>", content_type="text/html")
DELIVERED = (Fault(504, delivers=True), Fault(ending=Ending.HANG_UP, delivers=True))
FAULTS: Mapping[Trouble, Sequence[Fault]] = {
    Trouble.ENTRA_FAULT: (Fault(503), Fault(429, retry_after=1), Fault(seconds=2.0), SILENCE, RESET, HANG_UP, PAGE),
    Trouble.CONNECTOR_FAULT: (Fault(502), Fault(429, retry_after=1), Fault(412), SILENCE, *DELIVERED),
    Trouble.GRAPH_FAULT: (Fault(503), SILENCE, RESET),
}


@dataclass(slots=True)
class Clinic:
    """The bot, everybody who signs in, and what may have been said twice: `doubtful` by chat."""

    there: Production
    people: Sequence[Staff]
    seed: int
    over: asyncio.Event = field(default_factory=asyncio.Event)
    store: asyncio.Lock = field(default_factory=asyncio.Lock)
    kills: int = 0
    doubtful: Counter[str] = field(default_factory=Counter)

    async def at_work(self, each: Staff) -> None:
        while not self.over.is_set():
            await asyncio.sleep(each.chance.uniform(*THINKS))
            await each.sign_in(each.chance.choice(WAYS_TO_SIGN_IN))

    async def fails(self, trouble: Trouble) -> None:
        """One service does for a while, and works for a while; of Entra, what issues tokens."""
        chance, troubles = random.Random(f"{self.seed} {trouble}"), self.there.microsoft365.troubles
        while not self.over.is_set():
            await asyncio.sleep(chance.uniform(*RESTS))
            where = "/token" if trouble is Trouble.ENTRA_FAULT else ""
            troubles.on(trouble, chance.choice(FAULTS[trouble]), where=where)
            await asyncio.sleep(chance.uniform(*LASTS))
            troubles.off(trouble)

    async def is_locked(self) -> None:
        """Another process holds the store's write lock now and then, and never when the bot is killed."""
        chance, file = random.Random(f"{self.seed} store"), self.there.folder / "data" / "bot.db"
        while not self.over.is_set():
            await asyncio.sleep(chance.uniform(*OPEN))
            async with self.store:
                with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as other:
                    other.execute("BEGIN IMMEDIATE")
                    await asyncio.sleep(chance.uniform(*LOCKED))
                    other.execute("ROLLBACK")
                await asyncio.sleep(NOTED)

    async def is_killed(self) -> None:
        chance = random.Random(f"{self.seed} kills")
        while not self.over.is_set():
            await asyncio.sleep(chance.uniform(*KILL_EVERY))
            async with self.store:
                assert self.there.process
                self.there.process.kill()
                await self.there.died()
                self.kills += 1
                for each in self.people:
                    each.look()
                    recent = sum(moment > CLOCK() - UNSURE for moment in each.moments)
                    self.doubtful[each.client.chat.id] += recent
                await self.there.start()

    def denied(self) -> None:
        """What was delivered, and answered as if it were not."""
        for sent in self.there.microsoft365.record.sent:
            self.doubtful[sent.conversation] += sent.delivered and not sent.is_typing and not 200 <= sent.status < 300


async def sign_ins(seconds: float, seed: int) -> list[Verdict]:
    """Everybody, again and again, for so long; then all is quiet, and everybody once more."""
    names = staff(PEOPLE)
    with tempfile.TemporaryDirectory() as folder:
        async with production(Path(folder), (clinic_of(names),), own_meetings(names)) as there:
            there.microsoft365.token_factory.lifetime = LIFETIME
            await there.start()
            people = [Staff(there, one, names[n - 1], random.Random(f"{seed} {n}")) for n, one in enumerate(names)]
            clinic = Clinic(there, people, seed)
            at_work = [asyncio.create_task(clinic.at_work(each)) for each in people]
            spoils = [*map(clinic.fails, FAULTS), clinic.is_locked(), clinic.is_killed()]
            spoiling = [asyncio.create_task(spoil) for spoil in spoils]
            await asyncio.sleep(seconds)
            clinic.over.set()
            await asyncio.gather(*spoiling)
            there.microsoft365.troubles.clear()
            quiet = CLOCK()
            await asyncio.gather(*at_work)
            took = CLOCK() - quiet
            await asyncio.sleep(LATE)
            for each in people:
                each.look()
            clinic.denied()
            verdict = Verdict(f"{PEOPLE} people sign in for {seconds:.0f} s of random faults, seed {seed}")
            _tell(verdict, clinic)
            await asyncio.gather(*(each.sign_in("silently") for each in people))
            verdict.none("afterwards: without a link", sum(not _last_is_link(each) for each in people))
            verdict.none("traces in the log", there.log.count(b"Traceback"))
            verdict.note("seconds until the last answer, once all is well", took)
    return [verdict]


def _tell(verdict: Verdict, clinic: Clinic) -> None:
    """Each question has one answer, the person's own link or words; a second one only where nobody could know."""
    people = clinic.people
    ends = sum((each.ends for each in people), Counter[str]())
    excess = {each.client.chat.id: max(0, len(each.answers) - each.asked) for each in people}
    verdict.note("killed", clinic.kills)
    verdict.note("asked", sum(each.asked for each in people))
    verdict.note("sign-in cards", sum(each.shown for each in people))
    verdict.note("links", ends["link"])
    verdict.note("words", ends["words"])
    verdict.none("neither link nor words", sum(len(each.without) for each in people))
    verdict.none("another's link", sum(_others(clinic.there, each) for each in people))
    verdict.note("said once too often", sum(excess.values()))
    verdict.none("… for nothing", sum(max(0, more - clinic.doubtful[chat]) for chat, more in excess.items()))


def _others(there: Production, each: Staff) -> int:
    own = next(event.meeting for event in there.microsoft365.events if event.organizer == each.person)
    assert own
    words = [words_on(sent) for sent in each.answers]
    return sum(LINK in said and appointment_link(own) not in said for said in words)


def _last_is_link(each: Staff) -> bool:
    return bool(each.answers) and LINK in str(each.answers[-1].activity)
