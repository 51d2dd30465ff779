"""Teams' service on a bad day, and what a person has read when it is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bot.ops.budgets import Limits
from sandbox.client.client import TeamsClient
from sandbox.teams.record import Sent
from sandbox.world.faults import Ending, Fault
from sandbox.world.people import ANNA, Person
from sandbox.world.troubles import Switch, Trouble
from tests.support.journeys.places import LINK, said
from tests.support.journeys.stories import answers, ask
from tests.support.journeys.world import World, impatient, world

GET_LINK = "get link dietary"
CERTAIN = {
    "429": Fault(429),
    "429 with Retry-After": Fault(429, retry_after=0),
    "412": Fault(412),
}
"""Teams has not taken it, and says so."""
UNCERTAIN = {
    **{str(status): Fault(status) for status in (500, 502, 503, 504)},
    "503 with Retry-After": Fault(503, retry_after=0),
    "hangs up": Fault(ending=Ending.HANG_UP),
    "resets": Fault(ending=Ending.RESET),
    "is silent": Fault(ending=Ending.SILENCE),
}
"""Teams may have taken it: it does all of these after delivering, too."""


@asynccontextmanager
async def hasty_world(folder: Path) -> AsyncIterator[World]:
    """A bot that takes a second and a half without an answer for silence."""
    async with world(folder, create=partial(impatient, limits=Limits(send=1.5))) as here:
        yield here


async def at_work(here: World, person: Person = ANNA) -> TeamsClient:
    """Somebody who has signed in, with one answer in their chat."""
    here.consent(person)
    client = here.client(person)
    await ask(client)
    return client


def breaks(here: World, fault: Fault, *, times: int | None = None, where: str = "/activities") -> Switch:
    """From now on the connector does so to everything that is posted."""
    return here.microsoft365.troubles.on(Trouble.CONNECTOR_FAULT, fault, times=times, where=where)


async def lasts(here: World, switch: Switch, strikes: int = 3) -> None:
    """The trouble goes on until so many calls have met it."""
    await here.microsoft365.record.until(lambda: switch.struck >= strikes, timeout=30)


async def is_over(here: World, person: TeamsClient, count: int = 1) -> None:
    """All is well again; wait until the person has read so many answers, and nothing is under way."""
    here.microsoft365.troubles.clear()
    await person.settled(lambda: len(answers(person)) >= count, timeout=30)
    await here.idle()


def links(here: World, person: TeamsClient) -> list[Sent]:
    """The answers with a link that are in the person's chat."""
    return [sent for sent in here.microsoft365.record.shown(person.chat.id) if LINK in said(sent.activity)]


def sends(here: World, person: TeamsClient) -> list[Sent]:
    """All sends of messages into the person's chat, whatever came of them, typing apart."""
    mine = (sent for sent in here.microsoft365.record.sent if sent.conversation == person.chat.id)
    return [sent for sent in mine if not sent.is_typing]


def link_sends(here: World, person: TeamsClient) -> list[Sent]:
    """All sends of an answer with a link into the person's chat, whatever came of them."""
    return [sent for sent in sends(here, person) if LINK in said(sent.activity)]
