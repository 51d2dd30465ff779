"""Everybody has their turn, a few at a time, however much one of them asks for."""

from __future__ import annotations

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.net.fair_queue import FairQueue, Full, QueueLimits

LIMITS = QueueLimits(at_work=4, waiting=8, at_work_each=2, waiting_each=3)


def served(queue: FairQueue[str], turns: int) -> list[str]:
    """Whose turn it is, each finished before the next."""
    order = []
    for _ in range(turns):
        who = queue.next()
        assert who
        order.append(who)
        queue.finished(who)
    return order


def test_people_take_turns() -> None:
    queue: FairQueue[str] = FairQueue(QueueLimits())
    for who in ("anna", "anna", "anna", "ben", "carla"):
        queue.add(who, who)
    assert served(queue, 5) == ["anna", "ben", "carla", "anna", "anna"]


def test_who_is_at_work_to_the_full_waits_for_their_own() -> None:
    queue: FairQueue[str] = FairQueue(LIMITS)
    for number in range(3):
        queue.add("anna", f"anna {number}")
    assert [queue.next(), queue.next(), queue.next()] == ["anna 0", "anna 1", None]
    queue.add("ben", "ben")
    assert queue.next() == "ben"
    queue.finished("anna")
    assert queue.next() == "anna 2"


def test_nobody_is_taken_on_beyond_what_may_wait() -> None:
    queue: FairQueue[str] = FairQueue(LIMITS)
    assert [queue.take_on("anna") for _ in range(4)] == [None, None, None, Full.FOR_THEM]
    assert [queue.take_on(who) for who in "bcdef"] == [None] * 5
    assert queue.take_on("g") is Full.FOR_ALL
    queue.arrived("anna")
    assert queue.take_on("g") is None


def test_tenants_take_turns_and_within_each_its_people() -> None:
    queue: FairQueue[str] = FairQueue(QueueLimits())
    for who in ("big/anna", "big/anna", "big/ben", "big/carla", "small/dora", "small/emil", "big/ben"):
        queue.add(who, who)
    two_of_each = ["big/anna", "small/dora", "big/ben", "small/emil"]
    assert served(queue, 7) == [*two_of_each, "big/carla", "big/anna", "big/ben"]


def test_a_tenant_that_is_alone_may_use_everything_and_keeps_no_other_out() -> None:
    queue: FairQueue[str] = FairQueue(LIMITS)
    assert [queue.take_on(f"big/{n}") for n in range(9)] == [None] * 8 + [Full.FOR_ALL]
    assert [queue.take_on(f"small/{n}") for n in range(3)] == [None, None, Full.FOR_ALL]
    queue.arrived("big/0")
    assert queue.take_on("big/0") is Full.FOR_ALL
    assert queue.take_on("small/2") is None
    for who in (*(f"big/{n}" for n in range(1, 8)), *(f"small/{n}" for n in range(3))):
        queue.arrived(who)
    assert [queue.take_on(f"big/{n}") for n in range(9)] == [None] * 8 + [Full.FOR_ALL]


def test_a_thousand_of_one_tenant_cost_another_one_turn() -> None:
    queue: FairQueue[str] = FairQueue(QueueLimits(at_work=1, waiting=1000))
    for number in range(1000):
        queue.add(f"big/{number}", f"big/{number}")
    assert served(queue, 1) == ["big/0"]
    queue.add("small/dora", "small/dora")
    assert served(queue, 3) == ["big/1", "small/dora", "big/2"]


def test_others_at_work_may_leave_less_room() -> None:
    queue: FairQueue[str] = FairQueue(LIMITS)
    for who in "abc":
        queue.add(who, who)
    assert queue.next(1) == "a"
    assert queue.next(1) is None
    assert queue.next() == "b"


class Queues(RuleBasedStateMachine):
    """Whatever happens in whatever order: nothing is lost, nobody has too much, and whoever may work does."""

    def __init__(self) -> None:
        super().__init__()
        self.queue: FairQueue[tuple[str, int]] = FairQueue(LIMITS)
        self.waiting: list[tuple[str, int]] = []
        self.at_work: list[tuple[str, int]] = []
        self.count = 0

    @rule(who=st.sampled_from(["a/1", "a/2", "b/1", "b/2", "c"]))
    def add(self, who: str) -> None:
        self.count += 1
        self.queue.add(who, (who, self.count))
        self.waiting.append((who, self.count))

    @rule()
    def next(self) -> None:
        item = self.queue.next()
        if item is None:
            busy = Counter(who for who, _ in self.at_work)
            may = [who for who, _ in self.waiting if busy[who] < LIMITS.at_work_each]
            assert not may or len(self.at_work) >= LIMITS.at_work
            return
        first_of_theirs = next(other for other in self.waiting if other[0] == item[0])
        assert item == first_of_theirs
        self.waiting.remove(item)
        self.at_work.append(item)

    @precondition(lambda self: self.at_work)
    @rule(data=st.data())
    def finished(self, data: st.DataObject) -> None:
        item = data.draw(st.sampled_from(self.at_work))
        self.at_work.remove(item)
        self.queue.finished(item[0])

    @invariant()
    def nobody_has_more_than_their_share(self) -> None:
        assert len(self.at_work) <= LIMITS.at_work
        assert all(count <= LIMITS.at_work_each for count in Counter(who for who, _ in self.at_work).values())
        assert self.queue.is_idle == (not self.waiting and not self.at_work)


TestQueues = Queues.TestCase
TestQueues.settings = settings(max_examples=50, stateful_step_count=40, deadline=None)
