"""An answer that Teams does not take is tried for a quarter of an hour; what may have arrived is sent twice at most."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.ops.budgets import PATIENCE
from bot.records.attempts import (
    MOST_FAULTS,
    MOST_UNCERTAIN,
    NOT_TRIED,
    NotYet,
    Tried,
    after,
    put_off,
)

failures = st.builds(NotYet, st.floats(0, 120), st.booleans(), st.booleans())


def delays(failure: NotYet, most: int = 100) -> list[float]:
    """The pauses until it is given up."""
    tried, found = NOT_TRIED, list[float]()
    for _ in range(most):
        then = after(tried, failure, PATIENCE)
        if then is None:
            break
        tried, delay = then
        found.append(delay)
    return found


def test_the_pauses_grow_to_a_minute_and_go_on_for_a_quarter_of_an_hour() -> None:
    pauses = delays(NotYet())
    assert pauses[:6] == [1, 5, 15, 60, 60, 60]
    assert 900 <= sum(pauses) < 1000


def test_what_teams_asks_for_is_kept_to_at_every_attempt() -> None:
    pauses = delays(NotYet(retry_after=90))
    assert set(pauses) == {90}
    assert sum(pauses) >= 900


def test_what_may_have_arrived_is_sent_once_more_and_no_oftener() -> None:
    assert len(delays(NotYet(uncertain=True))) == MOST_UNCERTAIN - 1


def test_certain_failures_in_between_do_not_count_as_that() -> None:
    tried, _ = after(NOT_TRIED, NotYet(uncertain=True), PATIENCE) or (NOT_TRIED, 0)
    for _ in range(5):
        tried, _ = after(tried, NotYet(), PATIENCE) or (NOT_TRIED, 0)
    assert tried.uncertain == 1
    assert after(tried, NotYet(uncertain=True), PATIENCE) is None


def test_a_fault_of_our_own_is_not_tried_for_ever() -> None:
    assert len(delays(NotYet(fault=True))) == MOST_FAULTS - 1


@given(st.lists(failures, max_size=60))
def test_every_command_comes_to_an_end(many: list[NotYet]) -> None:
    tried: Tried = NOT_TRIED
    waited = 0.0
    for failure in many:
        then = after(tried, failure, PATIENCE)
        if then is None:
            break
        tried, delay = then
        waited += delay
        assert tried.waited == waited
        assert tried.uncertain < MOST_UNCERTAIN
    assert waited <= PATIENCE.keep_trying * 2


def test_waiting_for_a_closed_service_is_no_attempt_and_ends_too() -> None:
    tried = Tried(times=1, uncertain=1)
    for _ in range(450):
        then = put_off(tried, 2, PATIENCE)
        assert then
        tried = then[0]
    assert (tried.times, tried.uncertain) == (1, 1)
    assert put_off(tried, 2, PATIENCE) is None
