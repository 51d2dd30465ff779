"""Answers inside an invoke: in time, stored tokens first, and one way to sign in for all that lack the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.errors import AssertionRefused, BotError, Busy, Denied, Misconfigured, Service, SignInRequired
from bot.model import (
    Action,
    ActionKind,
    Command,
    Help,
    Notice,
    Reply,
    SignInNeeded,
    SignInReason,
    Surface,
    Trouble,
    User,
)
from bot.ops.keyring import Keyring
from bot.ports import Store
from bot.records import Records
from bot.storage import open_store
from bot.teams.inbound.roster import MEMBER_KEPT, Roster
from bot.teams.invokes.invoke_answers import InvokeAnswers
from tests.support.fakes import ANNA, BEN, NOW, PLACE, FakeTokens, command
from tests.support.teams.waiting import waiting_for_admin

NEEDED = SignInNeeded(("VirtualAppointment.Read",))
PRESSED = command(press=Action(ActionKind.SAY, text="get link"), surface=Surface.USER_VIEW)


@dataclass
class FakeSignIn:
    """Start links are numbered; an exchange signs the person in, unless it `fails` or `never_ends`."""

    fails: BotError | None = None
    never_ends: bool = False
    exchanged: list[tuple[str, str]] = field(default_factory=list)
    started: list[tuple[str, str, str]] = field(default_factory=list)

    async def start_url(self, user: User, command_id: str, hint: str = "") -> str:
        self.started.append((user.id, command_id, hint))
        return f"https://bot.example/auth/start?c={len(self.started)}"

    async def exchange(self, user: User, assertion: str, needed: SignInNeeded) -> None:
        if self.never_ends:
            await asyncio.Event().wait()
        if self.fails:
            raise self.fails
        self.exchanged.append((user.id, assertion))


@dataclass
class FakeMembers:
    """Describes every member alike."""

    found: dict[str, Any] = field(default_factory=dict)
    never_answers: bool = False
    asked: int = 0

    async def member(self, service_url: str, conversation_id: str, user_id: str) -> dict[str, Any]:
        self.asked += 1
        if self.never_answers:
            await asyncio.Event().wait()
        return self.found


@dataclass
class Desk:
    """Everything that a private answer needs. Whoever has exchanged an assertion, or is in `known`, gets help."""

    store: Store
    sign_in: FakeSignIn = field(default_factory=FakeSignIn)
    tokens: FakeTokens = field(default_factory=FakeTokens)
    members: FakeMembers = field(default_factory=FakeMembers)
    known: set[str] = field(default_factory=set)
    asked: int = 0

    async def reply(self, asked: Command) -> Reply:
        self.asked += 1
        has_tokens = asked.user.id in self.known | {user for user, _ in self.sign_in.exchanged}
        return Help() if has_tokens else NEEDED

    @property
    def records(self) -> Records:
        return Records(self.store, lambda: NOW)

    def private(self, budget: float = 1.0, *, jammed: bool = False) -> InvokeAnswers:
        roster, waiting = Roster(self.members), waiting_for_admin(self.store)
        return InvokeAnswers(self.records, self.tokens, self.sign_in, roster, waiting, budget, lambda _seconds: jammed)

    async def answer(self, assertion: str = "", budget: float = 1.0) -> Reply:
        return await self.private(budget).answer(PRESSED, self.reply, assertion)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    store = open_store("memory://", Keyring([bytes(32)]))
    await store.open()
    yield Desk(store)
    await store.close()


# -- answering ---------------------------------------------------------------------------------------------------------


async def test_whoever_is_signed_in_is_served_whatever_the_invoke_carries(desk: Desk) -> None:
    desk.known.add(ANNA.id)
    desk.sign_in.fails = AssertionRefused("somebody else's")
    assert await desk.answer("an assertion") == Help()
    assert desk.asked == 1


async def test_without_an_assertion_nothing_is_exchanged(desk: Desk) -> None:
    assert await desk.answer() == NEEDED
    assert desk.sign_in.exchanged == []


async def test_with_an_assertion_the_same_is_asked_again(desk: Desk) -> None:
    assert await desk.answer("an assertion") == Help()
    assert desk.sign_in.exchanged == [(ANNA.id, "an assertion")]
    assert desk.asked == 2


async def test_a_foreign_assertion_leaves_everything_as_it_was(desk: Desk) -> None:
    desk.sign_in.fails = AssertionRefused("somebody else's")
    assert await desk.answer("an assertion") == NEEDED
    assert desk.asked == 1


async def test_what_entra_asks_for_beside_is_passed_on(desk: Desk) -> None:
    desk.sign_in.fails = SignInRequired(NEEDED.scopes, SignInReason.EXTRA_CHECK, '{"access_token":{}}')
    assert await desk.answer("an assertion") == replace(NEEDED, claims='{"access_token":{}}')


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Denied(Trouble.NOT_ASSIGNED), Trouble.NOT_ASSIGNED),
        (Busy("no answer", service=Service.GRAPH), Trouble.BUSY),
        (Misconfigured("MicrosoftAppPassword", "expired"), Trouble.OURS),
    ],
    ids=["refused", "busy", "misconfigured"],
)
async def test_a_failed_exchange_is_told_with_a_reference(desk: Desk, fault: BotError, trouble: Trouble) -> None:
    desk.sign_in.fails = fault
    told = await desk.answer("an assertion")
    assert isinstance(told, Notice)
    assert told.trouble is trouble
    assert told.reference
    assert told.retry == PRESSED.press


@pytest.mark.parametrize(("jammed", "trouble"), [(True, Trouble.BOT_BUSY), (False, Trouble.BUSY)])
@pytest.mark.parametrize("slow", ["the answer", "the exchange"])
async def test_what_takes_too_long_ends_with_a_button_to_try_again(
    desk: Desk, slow: str, jammed: bool, trouble: Trouble
) -> None:
    desk.sign_in.never_ends = True

    async def never(asked: Command) -> Reply:
        await asyncio.Event().wait()
        return Help()

    private = desk.private(0.03, jammed=jammed)
    told = await private.answer(PRESSED, never if slow == "the answer" else desk.reply, "an assertion")
    assert isinstance(told, Notice)
    assert (told.trouble, told.retry, bool(told.reference)) == (trouble, PRESSED.press, True)


async def test_tokens_that_were_dropped_elsewhere_are_not_used(desk: Desk) -> None:
    await desk.store.drop_tokens(f"{ANNA.tenant_id}/{ANNA.id}")
    await desk.answer()
    assert desk.tokens.generations == {(ANNA.tenant_id, ANNA.id): 1}


# -- who may sign in ---------------------------------------------------------------------------------------------------

BARRED: dict[str, tuple[dict[str, Any], Trouble]] = {
    "a guest": ({"userRole": "guest", "tenantId": ANNA.tenant_id.upper()}, Trouble.GUEST),
    "anonymous": ({"userRole": "anonymous"}, Trouble.GUEST),
    "of another tenant": ({"userRole": "user", "tenantId": "another"}, Trouble.NOT_ALLOWED_TENANT),
}


@pytest.mark.parametrize("assertion", ["", "an assertion"])
@pytest.mark.parametrize("kind", BARRED)
async def test_who_may_not_sign_in_is_told_before_anything_is_exchanged(desk: Desk, kind: str, assertion: str) -> None:
    desk.members.found, trouble = BARRED[kind]
    told = await desk.answer(assertion)
    assert isinstance(told, Notice)
    assert (told.trouble, told.retry) == (trouble, None)
    assert desk.sign_in.exchanged == []


@pytest.mark.parametrize("found", [{}, {"userRole": None, "tenantId": None}, {"tenantId": ANNA.tenant_id.upper()}])
async def test_who_is_not_known_to_be_anything_else_is_a_member(desk: Desk, found: dict[str, Any]) -> None:
    desk.members.found = found
    assert await desk.answer("an assertion") == Help()


async def test_whoever_is_signed_in_costs_no_question_to_the_roster(desk: Desk) -> None:
    desk.known.add(ANNA.id)
    await desk.answer()
    assert desk.members.asked == 0


async def test_a_roster_without_an_answer_does_not_take_the_time_of_the_invoke(desk: Desk) -> None:
    desk.members.never_answers = True
    assert await desk.answer(budget=0.5) == NEEDED  # and not that there is no time left


async def test_the_roster_is_asked_again_after_some_minutes() -> None:
    members, clock = FakeMembers({"userRole": "guest"}), [0.0]
    roster = Roster(members, lambda: clock[0])
    for clock[0], asked in ((0.0, 1), (MEMBER_KEPT - 1, 1), (MEMBER_KEPT + 1, 2)):
        assert await roster.sign_in_refusal(PRESSED) is Trouble.GUEST
        assert members.asked == asked


async def test_each_conversation_has_its_own_roster() -> None:
    members = FakeMembers({"userRole": "guest"})
    roster = Roster(members)
    await roster.sign_in_refusal(PRESSED)
    elsewhere = replace(PRESSED, address=replace(PLACE, conversation_id="19:other"))
    assert not roster.member(elsewhere).guest
    assert not roster.member(replace(PRESSED, user=BEN)).guest
    assert roster.member(PRESSED).guest


# -- a way to sign in --------------------------------------------------------------------------------------------------


async def test_invokes_that_lack_the_same_share_one_record(desk: Desk) -> None:
    private = desk.private()
    first = await private.ticket(_invoke("f:1"), NEEDED)
    second = await private.ticket(_invoke("f:2"), NEEDED)
    assert first.id == second.id
    assert first.url != second.url
    assert len(await desk.records.waiting(ANNA)) == 1


Change = Callable[[Command], Command]
OTHERS: dict[str, tuple[Change, SignInNeeded]] = {
    "another person": (lambda asked: replace(asked, user=BEN), NEEDED),
    "another place": (lambda asked: replace(asked, address=replace(PLACE, conversation_id="19:other")), NEEDED),
    "other scopes": (lambda asked: asked, SignInNeeded(("OnlineMeetings.Read",), SignInReason.LOOK_UP)),
    "claims": (lambda asked: asked, replace(NEEDED, claims='{"access_token":{}}')),
}


@pytest.mark.parametrize("kind", OTHERS)
async def test_whatever_differs_has_a_record_of_its_own(desk: Desk, kind: str) -> None:
    change, needed = OTHERS[kind]
    private = desk.private()
    first = await private.ticket(_invoke("f:1"), NEEDED)
    assert (await private.ticket(change(_invoke("f:2")), needed)).id != first.id


async def test_a_chat_command_that_waits_is_not_taken_for_an_invoke(desk: Desk) -> None:
    claimed = await desk.records.write_down(command("get link"))
    assert claimed
    await desk.records.wait_for_sign_in(claimed, NEEDED)
    assert (await desk.private().ticket(_invoke("f:1"), NEEDED)).id != claimed.id


async def test_an_invoke_that_teams_repeats_can_sign_in_too(desk: Desk) -> None:
    private = desk.private()
    first = await private.ticket(_invoke("f:1"), NEEDED)
    await desk.records.done(first.id)
    assert (await private.ticket(_invoke("f:1"), NEEDED)).id != first.id


async def test_nothing_of_what_was_asked_is_kept(desk: Desk) -> None:
    asked = replace(_invoke("f:1"), text="physio", html="<p>physio</p>", press=Action(ActionKind.SAY, text="physio"))
    await desk.private().ticket(asked, NEEDED)
    (waiting,) = await desk.records.waiting(ANNA)
    assert "physio" not in repr(waiting.command)
    assert waiting.needed == NEEDED
    assert waiting.command.surface is not Surface.CHAT


async def test_the_sign_in_page_is_told_who_is_expected(desk: Desk) -> None:
    desk.members.found = {"userRole": "user", "userPrincipalName": "anna@clinic.example"}
    private = desk.private()
    await private.answer(_invoke("f:1"), desk.reply)
    ticket = await private.ticket(_invoke("f:1"), NEEDED)
    assert desk.sign_in.started == [(ANNA.id, ticket.id, "anna@clinic.example")]
    assert ticket.url not in repr(ticket)


def _invoke(activity_id: str, **changes: Any) -> Command:
    return command(address=replace(PLACE, activity_id=activity_id), surface=Surface.USER_VIEW, **changes)
