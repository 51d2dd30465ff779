"""Who asks a service that does not answer hears so at once; one question a while finds out when it is back.

Trouble of one tenant, one kind of question or one person holds nobody else back: there is a breaker for each tenant and
kind of question, and only who has failed several times in a row is held back by their own failures; everybody is once
several people have failed and nobody was served in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

import structlog

log = structlog.get_logger()
OWN_FAILURES = 3  # questions of one person in a row
FAILING_PEOPLE = 3  # … or people in a row, after whom it is not one mailbox
PAUSES = (1.0, 2.0, 5.0)  # seconds until the next probe: after the first failure at that, the second, and so on
ONE_FAILURE = 0.3  # seconds within which one person's failures are one: they have asked for several things at once
MOST_PEOPLE = 100
RECENT = 60.0  # seconds; an older failure tells nothing


class _Failing(NamedTuple):
    """How often one person was not answered in a row, and when it was last counted."""

    times: int
    at: float


class Breaker:
    """One service for one tenant and kind of question, as its outcomes tell. `clock` gives seconds that never jump.

    `pauses` before each next probe, the last one from then on.
    """

    __slots__ = ("_clock", "_failed_at", "_failures", "_name", "_pauses", "_probes", "_tries_at", "_who")

    def __init__(self, name: str, clock: Callable[[], float], pauses: Sequence[float] = PAUSES) -> None:
        self._name = name
        self._clock = clock
        self._pauses = pauses
        self._failures = 0
        self._failed_at = self._tries_at = float("-inf")
        self._probes = 0
        self._who: dict[str, _Failing] = {}

    def held_back(self, who: str) -> float:
        """Seconds for which this person need not ask; 0: they may, as anybody while all is well, or as the probe."""
        if not self._failures:
            return 0.0
        now = self._clock()
        if now - self._failed_at > RECENT:
            self._forget()
        if not self._holds(who):
            return 0.0
        if now < self._tries_at:
            return self._tries_at - now
        self._tries_at = now + self._pause()  # others wait for this one's outcome
        return 0.0

    def works(self) -> None:
        """It has answered, be it with a refusal."""
        if self._failures:
            if self._probes:
                log.info("upstream_answers_again", upstream=self._name)
            self._forget()

    def fails(self, who: str) -> None:
        """It has not answered this person."""
        self._failures += 1
        self._failed_at = self._clock()
        before = self._who.get(who)
        if before is None and len(self._who) < MOST_PEOPLE:
            self._who[who] = _Failing(1, self._failed_at)
        elif before is not None and self._failed_at - before.at > ONE_FAILURE:
            self._who[who] = _Failing(before.times + 1, self._failed_at)
        if self._holds(who):
            if not self._probes:
                log.warning("upstream_not_asked", upstream=self._name, failures=self._failures, people=len(self._who))
            self._tries_at = self._failed_at + self._pause()
            self._probes += 1

    @property
    def is_open(self) -> bool:
        """Whether everybody is held back."""
        return len(self._who) >= FAILING_PEOPLE and self._clock() - self._failed_at <= RECENT

    def _holds(self, who: str) -> bool:
        failing = self._who.get(who)
        return len(self._who) >= FAILING_PEOPLE or (failing is not None and failing.times >= OWN_FAILURES)

    def _pause(self) -> float:
        return self._pauses[min(self._probes, len(self._pauses) - 1)]

    def _forget(self) -> None:
        self._failures = self._probes = 0
        self._who.clear()


class Breakers:
    """A breaker for each tenant and kind of question of one service; both are few, and none is a stranger's."""

    def __init__(self, service: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._service = service
        self._clock = clock
        self._breakers: dict[Hashable, Breaker] = {}

    def of(self, tenant: str, kind: str = "") -> Breaker:
        """That one."""
        found = self._breakers.get((tenant, kind))
        if found is None:
            found = self._breakers[tenant, kind] = Breaker(f"{self._service} {kind}".rstrip(), self._clock)
        return found

    def details(self) -> Mapping[str, object]:
        """For the body of /readyz: how many are open, where any is."""
        count = sum(breaker.is_open for breaker in self._breakers.values())
        return {"not_asked": count} if count else {}
