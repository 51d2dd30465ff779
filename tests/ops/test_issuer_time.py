"""Microsoft's time: it holds while this machine's clock jumps, and says what is wrong with that."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import formatdate

import pytest

from bot.ops.issuer_time import CLOCK_AHEAD, CLOCK_BEHIND, IssuerTime

NOON = 1_795_953_600.0
HOUR = 3600.0


class Machine:
    """Its clock can be set, its ticks cannot."""

    def __init__(self, clock: float = NOON) -> None:
        self.clock = clock
        self.ticks = 100.0

    def passes(self, seconds: float) -> None:
        self.clock += seconds
        self.ticks += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def issuer_time(machine: Machine) -> IssuerTime:
    return IssuerTime(lambda: machine.clock, lambda: machine.ticks)


def test_until_microsoft_has_said_something_this_machine_is_believed(machine: Machine, issuer_time: IssuerTime) -> None:
    machine.clock += HOUR
    assert issuer_time.now() == NOON + HOUR
    assert issuer_time.fault == ""


@pytest.mark.parametrize(("age", "seconds"), [("", 0), ("0", 0), ("40", 40), ("soon", 0), ("9" * 40, 0)])
def test_before_the_first_token_the_date_beside_the_keys_holds(
    machine: Machine, issuer_time: IssuerTime, age: str, seconds: int
) -> None:
    machine.clock -= HOUR
    issuer_time.supposed(formatdate(NOON, usegmt=True), age)
    machine.clock += 2 * HOUR
    assert issuer_time.now() == NOON + seconds
    issuer_time.supposed("soon")
    assert issuer_time.now() == NOON + seconds
    issuer_time.heard(formatdate(NOON + 600, usegmt=True))
    issuer_time.supposed(formatdate(NOON, usegmt=True))
    assert issuer_time.now() == NOON + 600


@pytest.mark.parametrize(("jump", "fault"), [(HOUR, CLOCK_AHEAD), (-HOUR, CLOCK_BEHIND), (120.0, "")])
def test_a_jump_of_this_machines_clock_changes_nothing_and_is_named(
    machine: Machine, issuer_time: IssuerTime, jump: float, fault: str
) -> None:
    issuer_time.heard(formatdate(NOON, usegmt=True))
    machine.passes(60)
    machine.clock += jump
    assert issuer_time.now() == NOON + 60
    assert issuer_time.date().timestamp() == NOON + 60
    assert issuer_time.fault == fault


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "soon", ""])
def test_a_date_of_no_time_of_ours_is_passed_over(issuer_time: IssuerTime, date: str) -> None:
    issuer_time.heard(date)
    issuer_time.heard(date)
    assert issuer_time.date().timestamp() == NOON


def test_a_clock_that_was_wrong_from_the_start_is_put_right(machine: Machine, issuer_time: IssuerTime) -> None:
    machine.clock -= HOUR
    issuer_time.heard(formatdate(NOON, usegmt=True))
    assert issuer_time.now() == NOON


@pytest.mark.parametrize("date", ["", "tomorrow", "Sun, 31 Feb 2026 25:61:00 GMT", "9" * 400])
def test_what_is_no_date_says_nothing(machine: Machine, issuer_time: IssuerTime, date: str) -> None:
    issuer_time.heard(date)
    machine.clock += 7
    assert issuer_time.now() == NOON + 7


def test_one_odd_date_is_passed_over_and_a_second_one_like_it_is_believed(
    machine: Machine, issuer_time: IssuerTime
) -> None:
    issuer_time.heard(formatdate(NOON, usegmt=True))
    machine.passes(60)
    issuer_time.heard(formatdate(NOON + HOUR, usegmt=True))
    assert issuer_time.now() == NOON + 60
    issuer_time.heard(formatdate(machine.clock, usegmt=True))
    issuer_time.heard(formatdate(machine.clock + HOUR, usegmt=True))
    assert issuer_time.now() == NOON + 60
    machine.passes(600)
    issuer_time.heard(formatdate(machine.clock + HOUR, usegmt=True))
    assert issuer_time.now() == NOON + 660 + HOUR


def test_a_date_that_stands_still_is_never_believed_against_what_was_told_before(
    machine: Machine, issuer_time: IssuerTime
) -> None:
    issuer_time.heard(formatdate(NOON, usegmt=True))
    for _ in range(9):
        machine.passes(HOUR)
        issuer_time.heard(formatdate(NOON - HOUR, usegmt=True))
    assert issuer_time.now() == NOON + 9 * HOUR


@pytest.mark.parametrize("says", [IssuerTime.heard, IssuerTime.supposed])
@pytest.mark.parametrize("date", [formatdate(NOON, usegmt=True), ""])
async def test_what_needs_the_time_waits_for_a_first_answer_of_microsofts(
    issuer_time: IssuerTime, says: Callable[[IssuerTime, str], None], date: str
) -> None:
    done: list[float] = []

    async def action() -> None:
        done.append(issuer_time.now())

    duty = issuer_time.once_heard(action)
    await duty()
    assert done == []
    says(issuer_time, date)
    await duty()
    assert done == [NOON]
