"""A sign-in ends in words or in the answer, whatever Teams, the store or the bot's own loop does in that moment."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.errors import Busy, DeliveryUnknown, Denied, Service, SignInRequired
from bot.model import SignInNeeded, Trouble, User
from bot.ops.budgets import INVOKE_WHOLE
from bot.ports import CommandRecord
from bot.records import Claimed
from bot.teams.sign_in import events
from bot.teams.sign_in.events import SignInEvents
from tests.support.fakes import ANNA, PLACE, FakeTokens, command
from tests.support.teams.answers import Desk, NoSignIn, desk, words
from tests.support.teams.waiting import waiting_for_admin

NEEDED = SignInNeeded(("VirtualAppointment.Read",))
MANY = 60


class NobodySignedIn(FakeTokens):
    async def token(self, user: User, scopes: Sequence[str], *, claims: str = "", refused: str = "") -> str:
        raise SignInRequired(scopes)


@dataclass
class Room:
    """Somebody has read the sign-in card of a command."""

    here: Desk
    waiting: Claimed
    events: SignInEvents

    @property
    def chat(self) -> str:
        return self.waiting.command.address.conversation_id

    async def told(self) -> list[str]:
        """What was said since the sign-in card."""
        await self.here.settles()
        await self.here.passes(60)
        return [words(message) for message in self.here.teams.sent[1:]]


async def room(sign_in: NoSignIn, tokens: FakeTokens | None = None, *, jammed: bool = False) -> Room:
    here = await desk()
    here.replies["link"] = NEEDED
    await here.says("link")
    await here.settles()
    (waiting,) = await here.records.waiting(ANNA)
    answers = here.room
    hears = SignInEvents(
        here.records,
        tokens or NobodySignedIn(),
        sign_in,
        answers.runner,
        answers.messenger,
        answers.tasks,
        waiting_for_admin(here.store),
        lambda _seconds: jammed,
    )
    return Room(here, waiting, hears)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "AGAIN", (0.01, 0.01))


class StoreFailsOnce(NoSignIn):
    """Start links cannot be made the first time."""

    asked = 0

    async def start_url(self, user: User, command_id: str, hint: str = "") -> str:
        self.asked += 1
        if self.asked == 1:
            raise Busy("the SQLite file is locked")
        return await super().start_url(user, command_id, hint)


async def test_a_failed_silent_try_is_told_also_where_teams_is_busy_the_first_time() -> None:
    at = await room(NoSignIn())
    at.here.teams.faults = [lambda: Busy("429", service=Service.TEAMS, retry_after=1)]
    at.events.silent_failed(ANNA, at.chat, "invokeerror")
    at.events.silent_failed(ANNA, at.chat, "invokeerror")  # another client
    assert len(await at.told()) == 1


async def test_where_it_may_have_arrived_it_is_not_told_again() -> None:
    at = await room(NoSignIn())
    at.here.teams.faults = [lambda: DeliveryUnknown("504", service=Service.TEAMS)]
    at.events.silent_failed(ANNA, at.chat, "invokeerror")
    assert await at.told() == []


async def test_a_closed_window_is_told_also_where_the_store_fails_the_first_time() -> None:
    at = await room(StoreFailsOnce())
    at.events.popup_closed(ANNA, at.chat, "CancelledByUser")
    assert len(await at.told()) == 1


class TooSlow(NoSignIn):
    """The first one is refused after a while, the next ones are never answered."""

    asked = 0

    async def exchange(self, user: User, assertion: str, needed: SignInNeeded) -> None:
        self.asked += 1
        if self.asked == 1:
            await asyncio.sleep(0.45)
            raise SignInRequired(needed.scopes)
        await asyncio.Event().wait()


@pytest.mark.parametrize(("jammed", "busy"), [(True, "I have too much to do"), (False, "Microsoft is busy")])
async def test_a_client_that_waited_for_another_one_ends_within_its_invoke(jammed: bool, busy: str) -> None:
    at = await room(TooSlow(), jammed=jammed)

    async def client() -> int:
        async with asyncio.timeout(INVOKE_WHOLE):
            return await at.events.exchanged(ANNA, at.chat, at.waiting.id, "an assertion")

    assert sorted(await asyncio.gather(client(), client())) == [200, 412]
    (said,) = await at.told()
    assert busy in said


async def test_many_that_wait_for_one_sign_in_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at = await room(NoSignIn(), FakeTokens())
    for number in range(MANY):
        asked = replace(command(f"question {number}"), address=replace(PLACE, activity_id=f"a{number}"))
        claimed = await at.here.records.write_down(asked)
        assert claimed
        await at.here.records.wait_for_sign_in(claimed, NEEDED)
    read, usual = 0, at.here.store.waiting

    async def waiting(*args: Any) -> Sequence[CommandRecord]:
        nonlocal read
        read += 1
        return await usual(*args)

    monkeypatch.setattr(at.here.store, "waiting", waiting)
    at.here.replies.clear()
    await at.events.signed_in(ANNA, at.waiting.id)
    assert read == 1
    await at.here.settles()
    assert await at.here.records.waiting(ANNA) == []


class Allowed(NoSignIn):
    async def exchange(self, user: User, assertion: str, needed: SignInNeeded) -> None:
        """Whatever is asked for."""


class Refused(NoSignIn):
    async def exchange(self, user: User, assertion: str, needed: SignInNeeded) -> None:
        raise Denied(Trouble.NOT_ASSIGNED)


@pytest.mark.parametrize(
    ("sign_in", "words_said"), [(Allowed(), "get link"), (Refused(), "do not have access")], ids=["allowed", "refused"]
)
async def test_a_client_whose_exchange_is_over_hears_so_whatever_fails_beside_it(
    monkeypatch: pytest.MonkeyPatch, sign_in: NoSignIn, words_said: str
) -> None:
    at = await room(sign_in, FakeTokens())
    at.here.replies.clear()

    async def locked(*_args: Any) -> Sequence[CommandRecord]:
        raise Busy("the SQLite file is locked")

    with monkeypatch.context() as moment:
        moment.setattr(at.here.store, "waiting", locked)
        assert await at.events.exchanged(ANNA, at.chat, at.waiting.id, "an assertion") == 200
    (said,) = await at.told()
    assert words_said in said


@pytest.mark.parametrize(
    ("sign_in", "words_said"), [(Allowed(), "get link"), (Refused(), "do not have access")], ids=["allowed", "refused"]
)
async def test_whoever_asked_hears_so_too_where_the_invoke_ends_before_the_store_answers(
    monkeypatch: pytest.MonkeyPatch, sign_in: NoSignIn, words_said: str
) -> None:
    at = await room(sign_in, FakeTokens())
    at.here.replies.clear()
    given_up = asyncio.Event()

    async def silent(*_args: Any) -> Sequence[CommandRecord]:
        await given_up.wait()
        raise Busy("Redis cannot be reached")

    with monkeypatch.context() as moment:
        moment.setattr(at.here.store, "waiting", silent)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await at.events.exchanged(ANNA, at.chat, at.waiting.id, "an assertion")
    given_up.set()
    await at.here.settles()
    (said,) = [words(message) for message in at.here.teams.sent[1:]]
    assert words_said in said
