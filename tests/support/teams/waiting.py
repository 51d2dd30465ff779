"""Those who wait for an admin, where nobody has a chat but the one they ask in."""

from __future__ import annotations

from bot.model import Command
from bot.ports import Store
from bot.records.approvals import Approvals
from bot.teams.answers.approvals import WaitingForAdmin
from bot.teams.answers.tasks import Tasks
from tests.support.fakes import NOW


def waiting_for_admin(store: Store) -> WaitingForAdmin:
    """Over a store of the test's."""
    return WaitingForAdmin(Approvals(store, lambda: NOW), _as_it_is, Tasks())


async def _as_it_is(command: Command) -> Command:
    return command
