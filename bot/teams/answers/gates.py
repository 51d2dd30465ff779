"""Whether a command's answer may be sent to Teams now, or is to wait until Teams takes messages again."""

from __future__ import annotations

from bot.model import Command
from bot.net.service_gate import ServiceGate, ServiceGates
from bot.net.session import fresh_connection
from bot.records import Claimed
from bot.teams.outbound.sending import ShowTyping


class Gates:
    """Asks the gate of the service; where nothing else tells, whether it takes a typing indicator."""

    def __init__(self, services: ServiceGates, typing: ShowTyping) -> None:
        self._services = services
        self._typing = typing

    async def held_back(self, claimed: Claimed) -> float:
        """Seconds to put the command off; 0: its answer may be sent now."""
        gate = self._services.of(claimed.command.address.service_url)
        if claimed.tried.uncertain and not await self._may_repeat(gate, claimed.command):
            return max(gate.patience.back_off[0], gate.quiet_in())
        return gate.held_back(claimed.command.address.conversation_id)

    def any_closed(self) -> bool:
        """Whether a service takes no messages."""
        return self._services.any_closed()

    async def _may_repeat(self, gate: ServiceGate, command: Command) -> bool:
        sure = gate.may_repeat()
        if sure is not None:
            return sure
        with fresh_connection():
            return await self._typing(command)
