"""Which SDK carries the turns: botbuilder, unless the program is put together with another one."""

from __future__ import annotations

from collections.abc import Callable

from bot.teams.inbound.turns import Turn, Turns
from bot.teams.sdk.connector import Connector

# An SDK, given the bot and the line to Teams on which it may send.
Seam = Callable[[Turns, Connector], Turn]


def botbuilder(turns: Turns, connector: Connector) -> Turn:
    """Every turn goes through botbuilder's CloudAdapter and TeamsActivityHandler."""
    from bot.teams.sdk.adapter import TeamsAdapter  # noqa: PLC0415 — an SDK that is not used is not loaded

    return TeamsAdapter(turns, connector).turn
