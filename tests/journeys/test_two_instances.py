"""Two instances behind a balancer, with one Redis: whichever is asked, a person has one bot."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import pytest

from app import create_app
from bot.ops.keyring import Keyring
from bot.ops.settings import Settings
from bot.storage import open_store
from bot.storage.__main__ import opened
from bot.storage.upkeep import forget
from sandbox.world.people import ANNA, Person
from sandbox.world.troubles import Trouble
from tests.support.journeys.instances import Crowd, Instances, instances, staff
from tests.support.journeys.standstill import watched_machine
from tests.support.journeys.stories import answers, ask, sign_in_card
from tests.support.redis_server import RedisServer, shared

pytestmark = pytest.mark.redis
PEOPLE = 40  # three hundred: scripts/soak first-uses
AWAY, RATE, SEED = 3.0, 20, 20261128


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Instances]:
    shared().emptied()
    async with instances(tmp_path, shared()) as built:
        yield built


async def test_forty_people_at_once_first_use_each_has_the_own_link_once(tmp_path: Path) -> None:
    people = staff(PEOPLE)
    shared().emptied()
    async with instances(tmp_path, shared(), people, create_app) as both, watched_machine() as machine:
        for person in people:
            both.here.consent(person)
        crowd = Crowd(both.here, people, clients=3, by_hand=True)
        await crowd.ask_all()
        assert crowd.statuses == [202] * PEOPLE
        await crowd.answered(90)
        await both.idle()
        crowd.look()
        assert all(all(crowd.links(person)) for person in people)
        if not machine.stood_still:
            cards = [card for person in people for card in crowd.cards[person.oid]]
            assert [crowd.links(person) for person in people] == [[True]] * PEOPLE
            assert {len(heard) for heard in crowd.heard.values()} == {1}
            assert len(cards) == PEOPLE
            assert {status for card in cards for status in card.statuses} == {200}
        assert len(both.here.microsoft365.requests.of("entra", "/token")) >= PEOPLE
    assert min(count for (path, _), count in both.proxy.served.items() if path == "/api/messages") > PEOPLE


async def test_exchanges_at_both_at_once_leave_a_sign_in_that_both_serve_from(both: Instances) -> None:
    """Entra is asked once by each instance; whichever is kept last is whole."""
    both.here.consent()
    both.here.microsoft365.troubles.on(Trouble.ENTRA_SLOW, seconds=0.3)
    anna = both.here.client(clients=6)
    assert "Which meeting?" in await ask(anna, "get link")
    await both.idle()
    both.here.microsoft365.troubles.clear()
    asked = len(both.here.microsoft365.requests.of("entra", "/token"))
    assert {origin for (path, origin), n in both.proxy.served.items() if n and path == "/api/messages"} == {
        *both.proxy.origins
    }
    for number in (0, 1):
        both.proxy.pinned = {"/api/messages": number}
        assert "Which meeting?" in await ask(anna, "get link")
    assert len(anna.sign_ins) == 1
    assert len(both.here.microsoft365.requests.of("entra", "/token")) == asked
    assert await refresh_token(both.here.settings, ANNA) in both.here.microsoft365.token_endpoint.sessions


async def refresh_token(settings: Settings, person: Person) -> str:
    """The one in the store."""
    store = open_store(settings.storage_url, Keyring(settings.encryption_keys))
    await store.open()
    kept = (await store.tokens(f"{person.tenant_id}/{person.oid}")).value
    await store.close()
    (held,) = json.loads(json.loads(kept or b"")["cache"])["RefreshToken"].values()
    return str(held["secret"])


@pytest.mark.parametrize(("start", "back"), [(0, 1), (1, 0)])
async def test_a_popup_that_was_started_at_one_is_finished_at_the_other(both: Instances, start: int, back: int) -> None:
    both.proxy.pinned = {"/auth/start": start, "/auth/callback": back}
    anna = both.here.client(clients=3)
    await sign_in_card(anna)
    page = await anna.sign_in()
    assert "signed in" in page.words
    await anna.settled(lambda: bool(answers(anna)))
    await both.idle()
    assert ["Which meeting?" in words for words in answers(anna)] == [True]
    origins = both.proxy.origins
    assert both.proxy.served["/auth/start", origins[start]] == both.proxy.served["/auth/callback", origins[back]] == 1


@pytest.mark.parametrize("way", ["list", "link", "extension"])
async def test_who_signs_out_at_one_is_served_nothing_by_the_other(both: Instances, way: str) -> None:
    both.here.consent()
    anna = both.here.client()
    link = next(event.join_url for event in both.here.microsoft365.events if event.organizer == ANNA and event.meeting)
    words = f"get link {link}" if way == "link" else "get link"
    for number in (0, 1):  # both have her tokens and what her calendar says at hand
        both.proxy.pinned = {"/api/messages": number}
        await ask(anna, words)
        assert (await anna.extension.search()).rows
    cards, asked = len(anna.sign_ins), len(both.here.calls("graph"))
    both.proxy.pinned = {"/api/messages": 0}
    assert "Signed out" in await ask(anna, "sign out")
    both.proxy.pinned = {"/api/messages": 1}
    both.here.microsoft365.consents.withdraw(ANNA)
    if way == "extension":
        assert not (await anna.extension.search()).rows
    else:
        await anna.say(words)
        await anna.settled(lambda: len(anna.sign_ins) > cards)
        assert anna.sign_in_card.statuses == [412]
    assert len(both.here.calls("graph")) == asked


@pytest.mark.parametrize("failed_at", [0, 1])
async def test_try_again_is_understood_by_the_one_that_was_not_asked_before(both: Instances, failed_at: int) -> None:
    both.here.consent()
    anna = both.here.client()
    await ask(anna, "my meetings")  # at both, so that the other one knows an older question
    await ask(anna, "my meetings")
    both.proxy.pinned = {"/api/messages": failed_at}
    both.here.microsoft365.troubles.on(Trouble.GRAPH_FAULT, status=503, where="VirtualAppointment")
    assert "Try again" in await ask(anna, "get link physiotherapy")
    both.here.microsoft365.troubles.clear()
    await both.idle()  # what she asked is written down once she has read the answer
    both.proxy.pinned = {"/api/messages": 1 - failed_at}
    assert "visit.teams.microsoft.com" in await ask(anna, "try again")


async def test_who_is_forgotten_is_served_from_the_memory_of_no_instance(both: Instances) -> None:
    both.here.consent()
    anna = both.here.client()
    for number in (0, 1):
        both.proxy.pinned = {"/api/messages": number}
        await ask(anna, "get link")
    both.here.microsoft365.consents.withdraw(ANNA)
    asked = len(both.here.calls("graph"))
    removed = await forgotten(both.here.settings, ANNA)
    assert removed["tokens"] == 1
    for number in (0, 1):
        both.proxy.pinned = {"/api/messages": number}
        cards = len(anna.sign_ins)
        await anna.say("get link")
        await anna.settled(lambda: len(anna.sign_ins) > cards)  # noqa: B023 — at once
        assert anna.sign_in_card.statuses == [412]
    assert len(both.here.calls("graph")) == asked


async def forgotten(settings: Settings, person: Person) -> Counter[str]:
    """What `python -m bot.storage forget` removes."""
    keyring = Keyring(settings.encryption_keys)
    store = open_store(settings.storage_url, keyring)
    await store.open()
    try:
        async with opened(settings.storage_url) as shelf:
            return await forget(shelf, store.drop_tokens, keyring, person.tenant_id, person.oid)
    finally:
        await store.close()


@pytest.fixture
def own() -> Iterator[RedisServer]:
    server = RedisServer("--appendonly", "yes").start()
    yield server
    server.end()


@pytest.mark.parametrize("emptied", [False, True], ids=["with its data", "empty"])
async def test_while_redis_is_away_everybody_is_told_and_served_once_it_is_back(
    own: RedisServer, tmp_path: Path, emptied: bool
) -> None:
    people = staff(PEOPLE)
    async with instances(tmp_path, own, people, create_app) as both:
        for person in people:
            both.here.consent(person)
        crowd = Crowd(both.here, people, clients=2, by_hand=True)
        await crowd.ask_all()
        await crowd.answered(30)

        asking = asyncio.create_task(crowd.keep_asking(AWAY + 3, RATE, Random(SEED)))  # noqa: S311 — the same each time
        await asyncio.sleep(1)
        own.kill()
        await asyncio.sleep(AWAY)
        await asyncio.to_thread(own.start, empty=emptied)
        await asking
        await crowd.answered(30)
        await both.idle()
        crowd.look()

        assert set(crowd.statuses) == {202}
        assert {crowd.waiting(person) for person in people} == {0}  # none lost, none twice
        assert all(link for person in people for link in crowd.links(person))
        before = {person: len(crowd.links(person)) for person in people}
        await crowd.ask_all()
        await crowd.answered(30)
        assert [len(crowd.links(person)) for person in people] == [before[person] + 1 for person in people]
