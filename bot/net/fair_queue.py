"""Who is served next: everybody in turn, a few at a time, however much one of them asks for.

Tenants take turns, and within each its people: `who` is a person's key, *tenant/person*. A tenant that is alone may use
everything; beside others, none keeps them out.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from enum import Enum, auto
from typing import Generic, TypeVar

from bot.model.values import value
from bot.net.shares import Shares, one_less, tenant_of

T = TypeVar("T")


class Full(Enum):
    """Why no more is taken on."""

    FOR_ALL = auto()
    FOR_THEM = auto()  # this one person has as many waiting as anybody may


@value
class QueueLimits:
    """How much is taken on: at work and waiting (as `Shares` says), in all and for each person."""

    at_work: int = 128
    waiting: int = 400
    at_work_each: int = 2
    waiting_each: int = 20


USUAL_LIMITS = QueueLimits()


class FairQueue(Generic[T]):
    """Round robin between tenants, and between the people of each.

    Who is at work to the full is passed over until one of theirs is finished.
    """

    def __init__(self, limits: QueueLimits) -> None:
        self._limits = limits
        self._waiting: dict[str, deque[T]] = {}
        self._shares = Shares(limits.waiting)  # of those that wait, and those that arrive
        self._in_turn: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()  # who waits and may be served
        self._at_work: dict[str, int] = {}  # nobody with 0
        self._arriving: dict[str, int] = {}  # taken on, and not here yet
        self._busy = 0
        self.has_room = self._shares.has_room
        self.is_behind = self._shares.is_behind

    @property
    def free(self) -> int:
        """How many more can be added so that whoever comes finds half of the places to wait in free."""
        return max(0, self._limits.at_work + self._limits.waiting // 2 - self._busy - self._shares.count)

    @property
    def at_work(self) -> int:
        """How many are at work."""
        return self._busy

    @property
    def waiting(self) -> int:
        """How many wait, those that arrive included."""
        return self._shares.count

    @property
    def is_idle(self) -> bool:
        return not self._busy and not self._shares.count

    def take_on(self, who: str) -> Full | None:
        """None: there is room for another one of this person's, and it is kept until `arrived`."""
        arriving = self._arriving.get(who, 0)
        if len(self._waiting.get(who, ())) + arriving >= self._limits.waiting_each:
            return Full.FOR_THEM
        if not self.has_room(who):
            return Full.FOR_ALL
        self._arriving[who] = arriving + 1
        self._shares.comes(who)
        return None

    def arrived(self, who: str) -> None:
        """What was taken on is added now, or will never come."""
        self._shares.goes(who)
        one_less(self._arriving, who)

    def add(self, who: str, item: T) -> None:
        """`item` waits for its turn, whether or not there is room for it."""
        self._waiting.setdefault(who, deque()).append(item)
        self._shares.comes(who)
        self._offer(who)

    def next(self, most: int | None = None) -> T | None:
        """Whose turn it is goes to work; None when nobody may, or `most` are at work."""
        if not self._in_turn or self._busy >= self._limits.at_work or (most is not None and self._busy >= most):
            return None
        tenant, people = self._in_turn.popitem(last=False)
        who, _ = people.popitem(last=False)
        if people:
            self._in_turn[tenant] = people
        item = self._waiting[who].popleft()
        if not self._waiting[who]:
            del self._waiting[who]
        self._at_work[who] = self._at_work.get(who, 0) + 1
        self._busy += 1
        self._shares.goes(who)
        self._offer(who)
        return item

    def finished(self, who: str) -> None:
        """One of this person's is no longer at work."""
        self._busy -= 1
        one_less(self._at_work, who)
        self._offer(who)

    def _offer(self, who: str) -> None:
        """Into the round of their tenant, at its end, if something of theirs waits and may go to work."""
        if who in self._waiting and self._at_work.get(who, 0) < self._limits.at_work_each:
            tenant = tenant_of(who)
            if (people := self._in_turn.get(tenant)) is None:
                people = self._in_turn[tenant] = OrderedDict()
            people.setdefault(who)
