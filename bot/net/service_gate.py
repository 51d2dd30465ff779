"""When Teams does not take messages, one at a time is tried until it does; the others wait without being sent.

What it does not take in one conversation alone (somebody has blocked the bot, a chat is broken) holds back nobody else.

Teams may deliver a message and say that it did not (500 to 504, or nothing at all), so that whoever sends on makes
copies. Here an answer of which nobody knows whether it arrived is sent a second time only once Teams takes messages
again: as others' messages show that are taken and none refused for a while, or else a typing indicator, which harms
nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cachetools import LRUCache

from bot.ops.at_hand import at_hand
from bot.ops.budgets import Patience

SERVICES = 64  # Teams has a handful: one a region
CLOSES_AFTER = 3  # failures in a row: one alone may be that message's own …
CONVERSATIONS = 3  # … and those of fewer conversations than these may be theirs
APART = 0.001  # seconds between two who are held back: they keep their order, and whoever has tried goes behind them
STILL_DOWN = 60.0  # seconds after a failure for which a closed gate stands for a service that is down


@dataclass(slots=True)
class ServiceGate:
    """One Teams service's state, as its answers to our messages tell. `clock` gives seconds that never jump."""

    clock: Callable[[], float]
    patience: Patience
    failures: int = 0
    failed_at: float = float("-inf")
    tries_at: float = float("-inf")
    taken: bool | None = None  # the last outcome; None: nothing was sent yet
    held: int = 0  # how many were held back since the last try
    failing: set[str] = field(default_factory=set)  # conversations it has failed in since it took anything

    @property
    def is_closed(self) -> bool:
        """For everybody."""
        return self.failures >= CLOSES_AFTER and len(self.failing) >= CONVERSATIONS

    def held_back(self, conversation: str) -> float:
        """Seconds until the caller should look again; 0: it may send there now. One of the held back is let through."""
        if self.failures < CLOSES_AFTER or not (self.is_closed or conversation in self.failing):
            return 0.0
        now = self.clock()
        if now < self.tries_at:
            self.held += 1
            return self.tries_at - now + self.held * APART
        self.tries_at = now + self._pause()  # others wait for this one's outcome
        self.held = 0
        return 0.0

    def may_repeat(self) -> bool | None:
        """Whether what may have arrived already may be sent once more; None: only if typing is taken now."""
        quiet = self.clock() - self.failed_at
        if self.taken:
            return quiet >= self.patience.quiet
        return None if quiet >= self.patience.quiet_alone else False

    def quiet_in(self) -> float:
        """Seconds until it has been `quiet`, if nothing fails meanwhile: sooner nothing may be repeated."""
        return max(0.0, self.failed_at + self.patience.quiet - self.clock())

    def accepted(self) -> None:
        """Teams took a message."""
        self.failures = 0
        self.taken = True
        self.failing.clear()

    def failed(self, conversation: str) -> None:
        """Teams did not, or did not say so."""
        self.failures += 1
        if len(self.failing) < CONVERSATIONS:
            self.failing.add(conversation)
        self.failed_at = self.clock()
        self.taken = False
        self.tries_at = self.failed_at + self._pause()

    def _pause(self) -> float:
        probes = self.patience.probes
        return probes[min(max(self.failures - CLOSES_AFTER, 0), len(probes) - 1)]


class ServiceGates:
    """A gate a service, made when it is first asked for."""

    def __init__(self, clock: Callable[[], float], patience: Patience) -> None:
        self._clock = clock
        self._patience = patience
        self._gates: LRUCache[str, ServiceGate] = LRUCache(SERVICES)

    def of(self, service: str) -> ServiceGate:
        """That service's."""
        gate = at_hand(self._gates, service)
        if gate is None:
            gate = self._gates[service] = ServiceGate(self._clock, self._patience)
        return gate

    def any_closed(self) -> bool:
        """Whether a service takes no messages, as far as was tried lately: nobody may write there any more."""
        lately = self._clock() - STILL_DOWN
        return any(gate.is_closed and gate.failed_at > lately for gate in self._gates.values())
