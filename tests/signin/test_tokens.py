"""A person's tokens: at hand for who asked a moment ago, one look into the store for anybody else, never too many."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import BotError, Busy, Denied, Misconfigured, SignInRequired
from bot.net.breaker import FAILING_PEOPLE
from bot.ports import StoredTokens
from bot.signin.assertion import Assertions
from bot.signin.grants import Grant
from bot.signin.tokens import PersonTokens
from tests.support.fakes import ANNA, TENANT
from tests.support.signin.entra import SCOPES, health
from tests.support.signin.tokens import Bot, bot

HOUR = 3600
NARROW = ("VirtualAppointment.Read",)
WIDER = (*SCOPES, "OnlineMeetings.Read")


async def test_a_token_at_hand_costs_no_look_into_the_store_and_no_question() -> None:
    async with bot() as it:
        await it.signs_in()
        for scopes in (SCOPES, NARROW, tuple(f"https://graph.microsoft.com/{scope}" for scope in SCOPES)):
            assert await it.token(scopes) == "an-access-token"
        assert (it.store.reads, it.pretend.asked["token"]) == (0, 0)


async def test_a_token_at_hand_never_leaves_the_event_loop() -> None:
    async with bot() as it:
        await it.signs_in()
        waiting = it.token()
        with pytest.raises(StopIteration) as ended:  # it ends without waiting for anything
            waiting.send(None)
        assert ended.value.value == "an-access-token"


@pytest.mark.parametrize("spelling", ["https://graph.microsoft.com/{}", "{}", "{} email"])
async def test_whoever_is_not_in_memory_costs_one_look_into_the_store(spelling: str) -> None:
    """Entra answers with more scopes than were asked for, and in a spelling of its own."""
    async with bot() as it:
        it.pretend.changes["scope"] = " ".join(spelling.format(scope) for scope in SCOPES)
        await it.signs_in()
        it.restarted()
        assert set(await asyncio.gather(*(it.token() for _ in range(10)))) == {"an-access-token"}
        assert (it.store.reads, it.pretend.asked["token"]) == (1, 0)


async def test_what_the_store_has_no_token_for_is_asked_of_entra_once() -> None:
    async with bot() as it:
        await it.signs_in()
        it.pretend.changes = {"access_token": "a-wider-one", "scope": " ".join(WIDER)}
        answers = await asyncio.gather(*(it.token(WIDER) for _ in range(10)))
        assert set(answers) == {"a-wider-one"}
        assert it.pretend.asked["token"] == 1
        assert await it.token() == "a-wider-one"


@pytest.mark.parametrize("spelling", ["https://graph.microsoft.com/{}", "{}"])
@pytest.mark.parametrize(
    ("status", "body"), [(503, "{}"), (401, '{"error": "invalid_client", "error_codes": [7000222]}')]
)
async def test_a_token_due_for_renewal_serves_on_while_entra_does_not_renew_it(
    status: int, body: str, spelling: str
) -> None:
    async with bot() as it:
        it.pretend.changes |= {"refresh_in": -1, "scope": " ".join(spelling.format(scope) for scope in SCOPES)}
        await it.signs_in()
        it.restarted()
        it.pretend.wrong["token"] = [(status, body, {})] * 6
        assert await it.token() == "an-access-token"
        assert it.pretend.asked["token"]
        with pytest.raises((Busy, Misconfigured)):
            await it.tokens.token(ANNA, SCOPES, refused="an-access-token")


@pytest.mark.parametrize("spelling", ["https://graph.microsoft.com/{}", "{}"])
@pytest.mark.parametrize(
    ("error", "code", "raised"),
    [
        ("unauthorized_client", 7000112, Misconfigured),
        ("invalid_resource", 500014, Misconfigured),
        ("invalid_grant", 50057, Denied),
        ("invalid_grant", 65001, SignInRequired),
    ],
    ids=["the app is disabled", "Graph is switched off", "the account is disabled", "consent was withdrawn"],
)
async def test_entras_word_that_the_app_or_the_person_may_not_is_heeded_while_a_token_is_good(
    error: str, code: int, raised: type[BotError], spelling: str
) -> None:
    async with bot() as it:
        it.pretend.changes |= {"refresh_in": -1, "scope": " ".join(spelling.format(scope) for scope in SCOPES)}
        await it.signs_in()
        it.restarted()
        it.pretend.once("token", json.dumps({"error": error, "error_codes": [code]}), 400)
        with pytest.raises(raised):
            await it.token()


async def test_a_token_due_for_renewal_serves_on_while_entra_is_not_asked_and_tells_nothing_of_it() -> None:
    async with bot() as it:
        it.pretend.changes["refresh_in"] = -1
        await it.signs_in()
        people = [replace(ANNA, id=str(number)) for number in range(2 * FAILING_PEOPLE)]
        for person in people:
            await it.signs_in(person)
        it.restarted()
        it.pretend.wrong["token"] = [(503, "{}", {})] * 100
        for person in (*people, ANNA):
            assert await it.token(user=person) == "an-access-token"
        assert it.pretend.asked["token"] == 3 * FAILING_PEOPLE  # who came first; after them nobody waited


async def test_a_token_that_is_over_is_not_taken_from_the_store() -> None:
    async with bot() as it:
        it.pretend.changes["expires_in"] = 60
        await it.signs_in()
        it.restarted()
        it.pretend.changes["access_token"] = "a-new-one"
        assert await it.token() == "a-new-one"


async def test_memory_for_tokens_is_bounded() -> None:
    async with bot() as it:
        grant = Grant("t" * 30_000, frozenset({"virtualappointment.read"}), 3600)
        people = [replace(ANNA, id=f"{number:08}") for number in range(2000)]
        for person in people:
            it.tokens._remember(person, grant, 0, fresh=True)
        assert it.tokens._at_hand.currsize <= 16 * 2**20
        assert await it.token(NARROW, people[-1]) == grant.token
        with pytest.raises(SignInRequired):
            await it.token(NARROW, people[0])  # forgotten, and nothing of it is in the store


async def test_a_person_keeps_one_token_for_what_it_can_do() -> None:
    async with bot() as it:
        for number in range(20):
            it.tokens._remember(ANNA, Grant(f"t{number}", frozenset({"a", "b"}), 3600), 0, fresh=False)
        assert len(it.tokens._at_hand[f"{TENANT}/{ANNA.id}"].grants) == 1


async def test_signing_out_elsewhere_is_noticed_by_the_generation() -> None:
    async with bot() as it:
        await it.signs_in()
        it.tokens.seen(ANNA, await it.store.drop_tokens(f"{TENANT}/{ANNA.id}"))
        with pytest.raises(SignInRequired):
            await it.token()


async def test_a_token_that_graph_refuses_is_renewed_by_one_question_however_many_ask() -> None:
    async with bot() as it:
        await it.signs_in()
        it.pretend.changes = {"access_token": "another-one"}
        again = (it.tokens.token(ANNA, SCOPES, refused="an-access-token") for _ in range(5))
        assert set(await asyncio.gather(*again)) == {"another-one"}
        assert await it.token() == "another-one"
        assert it.pretend.asked["token"] == 1


async def test_a_refused_token_in_the_store_is_not_handed_out_again() -> None:
    async with bot() as it:
        await it.signs_in()
        it.restarted()
        it.pretend.changes = {"access_token": "another-one"}
        assert await it.tokens.token(ANNA, SCOPES, refused="an-access-token") == "another-one"
        it.restarted()
        assert await it.token() == "another-one"


class Late:
    """A store whose renewals come after `meanwhile`, as from an instance that was slow."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.meanwhile: Callable[[], Awaitable[object]] | None = None

    async def keep_tokens(self, *arguments: Any, **options: Any) -> bool:
        if self.meanwhile and options:
            act, self.meanwhile = self.meanwhile, None
            await act()
        return bool(await self._store.keep_tokens(*arguments, **options))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def refresh_token(kept: StoredTokens) -> str:
    (held,) = json.loads(json.loads(kept.value or b"")["cache"])["RefreshToken"].values()
    return str(held["secret"])


@asynccontextmanager
async def renewing() -> AsyncIterator[tuple[Bot, Late, PersonTokens]]:
    """Somebody is signed in; the other instance, on the same store, is to renew a token that is over."""
    async with bot() as it:
        await it.signs_in()
        late = Late(it.store)
        assertions = Assertions(None, "", "app", [], health())  # type: ignore[arg-type]
        it.pretend.changes = {"refresh_token": "renewed"}
        yield it, late, PersonTokens(late, it.entra, assertions, now=lambda: time.time() + 2 * HOUR)


async def test_a_renewal_takes_the_place_of_what_it_renews() -> None:
    async with renewing() as (it, _, other):
        assert await other.token(ANNA, SCOPES)
        assert refresh_token(await it.store.tokens(ANNA.key)) == "renewed"


async def test_a_renewal_that_ends_late_at_one_instance_leaves_a_newer_sign_in_at_another() -> None:
    async with renewing() as (it, late, other):

        async def signs_in_with_a_second_factor() -> None:
            it.pretend.changes = {"refresh_token": "with a second factor"}
            await it.signs_in()

        late.meanwhile = signs_in_with_a_second_factor
        assert await other.token(ANNA, SCOPES)  # what was renewed is good all the same
        assert refresh_token(await it.store.tokens(ANNA.key)) == "with a second factor"


async def test_a_renewal_that_ends_after_a_sign_out_gives_nothing() -> None:
    async with renewing() as (it, late, other):
        late.meanwhile = lambda: it.tokens.sign_out(ANNA)
        with pytest.raises(SignInRequired):
            await other.token(ANNA, SCOPES)
        assert await it.store.tokens(ANNA.key) == StoredTokens(1, None)
