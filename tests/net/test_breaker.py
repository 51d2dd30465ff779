"""A service that does not answer is left alone, for everybody or for one person, and found again by one question."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.net.breaker import FAILING_PEOPLE, OWN_FAILURES, RECENT, Breakers


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breakers(clock: Clock) -> Breakers:
    return Breakers("graph", clock)


def down(breakers: Breakers, tenant: str = "t", kind: str = "calendar", people: int = FAILING_PEOPLE) -> None:
    for number in range(people):
        breakers.of(tenant, kind).fails(f"person {number}")


def test_while_all_is_well_nobody_waits(breakers: Breakers) -> None:
    breaker = breakers.of("t", "calendar")
    for _ in range(OWN_FAILURES * FAILING_PEOPLE):
        breaker.works()
        assert breaker.held_back("anna") == 0
        breaker.fails("anna")
        breaker.works()
    assert breakers.details() == {}


def test_several_people_in_a_row_hold_everybody_back_and_one_asks_for_all(breakers: Breakers, clock: Clock) -> None:
    down(breakers)
    breaker = breakers.of("t", "calendar")
    assert breaker.held_back("anna") == pytest.approx(1.0)
    assert breakers.details() == {"not_asked": 1}
    clock.now += 1.0
    assert breaker.held_back("anna") == 0
    assert breaker.held_back("ben") > 0, "one probe is enough"


def test_each_failed_probe_makes_the_pause_longer_and_one_answer_ends_it(breakers: Breakers, clock: Clock) -> None:
    down(breakers)
    breaker = breakers.of("t", "calendar")
    for pause in (2.0, 5.0, 5.0):
        clock.now += 5.0
        assert breaker.held_back("anna") == 0
        breaker.fails("anna")
        assert breaker.held_back("ben") == pytest.approx(pause)
    with capture_logs() as log:
        breaker.works()
    assert [line["event"] for line in log] == ["upstream_answers_again"]
    assert breaker.held_back("ben") == 0


def test_one_persons_trouble_holds_that_person_back_alone(breakers: Breakers, clock: Clock) -> None:
    breaker = breakers.of("t", "calendar")
    for _ in range(OWN_FAILURES * FAILING_PEOPLE):
        clock.now += 1
        breaker.fails("anna")
    assert breaker.held_back("anna") > 0
    assert breaker.held_back("ben") == 0
    assert breakers.details() == {}


def test_one_tenants_trouble_and_one_kind_of_question_hold_no_other_back(breakers: Breakers) -> None:
    down(breakers)
    assert breakers.of("t", "calendar").held_back("x") > 0
    assert breakers.of("another", "calendar").held_back("x") == 0
    assert breakers.of("t", "link").held_back("x") == 0


def test_what_nobody_has_asked_for_a_minute_is_asked_again(breakers: Breakers, clock: Clock) -> None:
    down(breakers)
    clock.now += RECENT + 1
    assert breakers.details() == {}
    assert [breakers.of("t", "calendar").held_back(who) for who in ("anna", "ben", "osei")] == [0, 0, 0]


def test_a_probe_that_never_comes_back_is_followed_by_another(breakers: Breakers, clock: Clock) -> None:
    down(breakers)
    breaker = breakers.of("t", "calendar")
    clock.now += 1
    assert breaker.held_back("anna") == 0
    clock.now += 5
    assert breaker.held_back("ben") == 0


def test_the_log_has_one_line_when_it_begins(breakers: Breakers) -> None:
    with capture_logs() as log:
        down(breakers, people=FAILING_PEOPLE * 5)
    assert [line["event"] for line in log] == ["upstream_not_asked"]


def test_what_one_person_asks_for_at_once_is_one_failure(breakers: Breakers) -> None:
    breaker = breakers.of("t", "calendar")
    for _ in range(OWN_FAILURES * FAILING_PEOPLE):
        breaker.fails("anna")
    assert breaker.held_back("anna") == 0
