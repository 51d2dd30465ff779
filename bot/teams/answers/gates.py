"""Whether Teams takes messages at the moment, for each of its services; what was sent to it tells."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from cachetools import LRUCache

from bot.errors import Busy, DeliveryUnknown, Undeliverable
from bot.model import Address
from bot.ops.budgets import Patience
from bot.records import Claimed
from bot.teams.answers.service_gate import ServiceGate

SERVICES = 64  # Teams has a handful: one a region


class Gates:
    """A gate a service. `typing` shows a typing indicator and tells whether Teams took it."""

    def __init__(
        self, typing: Callable[[Address], Awaitable[bool]], clock: Callable[[], float], patience: Patience
    ) -> None:
        self._typing = typing
        self._clock = clock
        self._patience = patience
        self._gates: LRUCache[str, ServiceGate] = LRUCache(SERVICES)

    async def wait(self, claimed: Claimed) -> float:
        """Seconds to put the command off; 0: its answer may be sent now."""
        gate = self._of(claimed.command.address.service_url)
        if claimed.tried.uncertain and not await self._may_repeat(gate, claimed.command.address):
            return self._patience.back_off[0]
        return gate.wait()

    def any_closed(self) -> bool:
        """Whether a service takes no messages."""
        return any(gate.is_closed for gate in self._gates.values())

    @contextmanager
    def sending(self, service_url: str) -> Iterator[None]:
        """What comes of a message that is sent in the block."""
        gate = self._of(service_url)
        try:
            yield
        except Undeliverable:
            gate.accepted()  # it answers, and means it
            raise
        except DeliveryUnknown:
            gate.failed()
            raise
        except Busy as error:
            if error.retry_after is None:
                gate.failed()
            raise
        gate.accepted()

    async def _may_repeat(self, gate: ServiceGate, address: Address) -> bool:
        sure = gate.may_repeat()
        return await self._typing(address) if sure is None else sure

    def _of(self, service_url: str) -> ServiceGate:
        gate = self._gates.get(service_url)
        if gate is None:
            gate = self._gates[service_url] = ServiceGate(self._clock, self._patience)
        return gate
