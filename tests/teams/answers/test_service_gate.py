"""While Teams takes no messages one at a time is tried; what may have arrived waits for a sign that it takes them."""

from __future__ import annotations

import pytest

from bot.model import Address, Command
from bot.net.service_gate import ServiceGate, ServiceGates
from bot.ops.budgets import PATIENCE
from bot.ports import CommandRecord
from bot.records import Claimed, Tried
from bot.teams.answers.gates import Gates
from tests.support.fakes import PLACE, command
from tests.support.storage import Clock

ANOTHER = "a:another"
SURE, UNSURE = Tried(), Tried(times=1, uncertain=1)


def gate(clock: Clock, failures: int = 0) -> ServiceGate:
    """One that has failed so often in a row, each time in another conversation."""
    found = ServiceGate(clock.ticks, PATIENCE)
    for number in range(failures):
        found.failed(f"a:{number}")
    return found


def test_one_message_that_fails_may_be_that_messages_own_fault() -> None:
    assert gate(Clock(), failures=2).held_back(ANOTHER) == 0


def test_behind_a_closed_gate_one_tries_and_the_others_wait() -> None:
    clock = Clock()
    closed = gate(clock, failures=3)
    assert closed.is_closed
    assert closed.held_back(ANOTHER) == pytest.approx(1, abs=0.01)
    clock.passes(1)
    assert closed.held_back(ANOTHER) == 0
    assert closed.held_back(ANOTHER) == pytest.approx(1, abs=0.01)
    closed.failed(ANOTHER)
    assert closed.held_back(ANOTHER) == pytest.approx(2, abs=0.01)
    clock.passes(2)
    assert closed.held_back(ANOTHER) == 0
    closed.accepted()
    assert closed.held_back(ANOTHER) == 0
    assert [closed.held_back(ANOTHER) for _ in range(5)] == [0] * 5


def test_what_fails_in_one_conversation_alone_holds_back_nobody_else() -> None:
    failing = gate(Clock())
    for _ in range(30):
        failing.failed("a:broken")
    assert not failing.is_closed
    assert failing.held_back("a:broken") == pytest.approx(5, abs=0.01)
    assert failing.held_back(ANOTHER) == 0
    failing.accepted()
    assert failing.held_back("a:broken") == 0


def test_tries_are_five_seconds_apart_at_most() -> None:
    clock = Clock()
    closed = gate(clock, failures=30)
    assert closed.held_back(ANOTHER) == pytest.approx(5, abs=0.01)


def test_what_may_have_arrived_may_be_repeated_once_others_are_taken_and_none_has_failed_for_a_while() -> None:
    clock = Clock()
    failing = gate(clock, failures=1)
    assert failing.may_repeat() is False
    failing.accepted()
    assert failing.may_repeat() is False
    clock.passes(5)
    assert failing.may_repeat() is True


def test_a_service_that_takes_every_other_message_is_not_taken_for_well() -> None:
    clock = Clock()
    failing = gate(clock)
    for _ in range(60):
        failing.failed(ANOTHER)
        clock.passes(1)
        failing.accepted()
        clock.passes(1)
        assert failing.may_repeat() is False


def test_a_gate_at_which_nobody_writes_any_more_stops_nobody_elsewhere() -> None:
    clock = Clock()
    gates = ServiceGates(clock.ticks, PATIENCE)
    for conversation in "abc":
        gates.of("https://there.example/").failed(conversation)
    assert gates.any_closed()
    clock.passes(61)
    assert not gates.any_closed()


def test_where_nobody_else_writes_it_waits_for_a_while_and_for_typing() -> None:
    clock = Clock()
    failing = gate(clock, failures=1)
    clock.passes(9)
    assert failing.may_repeat() is False
    clock.passes(1)
    assert failing.may_repeat() is None
    assert gate(clock).may_repeat() is None  # nothing is known after a restart


def claimed(tried: Tried) -> Claimed:
    return Claimed(command("help"), CommandRecord("id", "owner", "chat", 0, 1, b""), tried=tried)


@pytest.mark.parametrize(("typing", "seconds"), [(True, 0.0), (False, 1.0)])
async def test_the_typing_indicator_of_the_very_conversation_decides(*, typing: bool, seconds: float) -> None:
    typed: list[Address] = []

    async def show(asked: Command) -> bool:
        typed.append(asked.address)
        return typing

    gates = Gates(ServiceGates(Clock().ticks, PATIENCE), show)
    assert await gates.held_back(claimed(SURE)) == 0
    assert typed == []
    assert await gates.held_back(claimed(UNSURE)) == seconds
    assert typed == [PLACE]


async def test_what_may_have_arrived_is_not_looked_at_again_before_it_may_be_repeated() -> None:
    clock = Clock()
    services = ServiceGates(clock.ticks, PATIENCE)
    gates = Gates(services, lambda _asked: pytest.fail("typing"))
    services.of(PLACE.service_url).failed(ANOTHER)
    assert await gates.held_back(claimed(UNSURE)) == PATIENCE.quiet
    clock.passes(4.5)
    assert await gates.held_back(claimed(UNSURE)) == PATIENCE.back_off[0]
