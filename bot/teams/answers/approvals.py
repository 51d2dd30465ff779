"""Whoever needs an admin first is remembered, and told in their own chat when the admin has approved."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog
from cachetools import TTLCache

from bot.errors import BotError, Undeliverable
from bot.model import FOR_ADMINS, Command, Notice, SignInNeeded, SignInReason, Trouble, User
from bot.records.approvals import DECLINED, REFUSED, ROOMS, Approvals
from bot.teams.answers.answers import in_own_chat
from bot.teams.answers.tasks import Tasks

log = structlog.get_logger()
NOBODY_WAITS_FOR = 60.0  # seconds for which it is believed that nobody of a tenant waits, whoever signs in
MOST_TENANTS = 1000
PAUSES = (1.0, 10.0, 60.0)  # seconds until those are told whom the store has kept from it


class WaitingForAdmin:
    """What is known of it, in the background: nobody waits for it, and a failing store or Teams costs nobody else."""

    def __init__(
        self,
        approvals: Approvals,
        own_chat: Callable[[Command], Awaitable[Command]],
        tasks: Tasks,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`own_chat` makes a command one of the person's own chat with the bot. Raises Undeliverable and Busy."""
        self._approvals = approvals
        self._own_chat = own_chat
        self._tasks = tasks
        self._pause = pause
        self._nobody: TTLCache[str, bool] = TTLCache(MOST_TENANTS, NOBODY_WAITS_FOR)

    def notified(self, command: Command, notice: Notice) -> None:
        """The person reads `notice`: if it sends them to an admin, they wait from now on."""
        if notice.trouble in FOR_ADMINS and notice.url:
            self._nobody.pop(command.user.tenant_id, None)
            room = REFUSED if notice.trouble is Trouble.ADMIN_CONSENT else DECLINED
            self._tasks.start_until_taken(partial(self._wait, command, room))  # it is promised

    def signed_in(self, user: User, needed: SignInNeeded, *, silently: bool) -> None:
        """The person has got in; silently, at first use or after a refusal: an admin has approved for everybody."""
        if user.tenant_id not in self._nobody:
            self._start(self._is_in(user, silently=silently, first=needed.why is SignInReason.FIRST_USE))

    async def approved(self, tenant_id: str) -> None:
        """An admin has come back from the link that we had made."""
        self._start(self._tell(tenant_id))

    async def _wait(self, command: Command, room: str) -> None:
        """Where the extension is used, two people may be alone, and the bot be no member."""
        try:
            own = command if in_own_chat(command) else await self._own_chat(command)
        except Undeliverable as refusal:  # there is no chat in which they could be told
            log.warning("waiting_for_admin_failed", cause=str(refusal))
        else:
            await self._approvals.wait(own, room)

    async def _is_in(self, user: User, *, silently: bool, first: bool) -> None:
        was_refused = await self._approvals.is_in(user)
        if silently and (first or was_refused):
            await self._tell(user.tenant_id, (REFUSED,))
        if await self._approvals.nobody(user.tenant_id):
            self._nobody[user.tenant_id] = True

    async def _tell(self, tenant_id: str, rooms: Sequence[str] = ROOMS) -> None:
        """Whoever was claimed when the store failed waits again once the claim has ended: some tries more find them."""
        fault = await self._tell_once(tenant_id, rooms)
        for pause in PAUSES if fault else ():
            await self._pause(pause)
            fault = await self._tell_once(tenant_id, rooms)
        if fault:
            raise fault

    async def _tell_once(self, tenant_id: str, rooms: Sequence[str]) -> BotError | None:
        """Who waits there is told; what has kept somebody from it."""
        try:
            people = await self._approvals.approved(tenant_id, rooms)
        except BotError as fault:
            return fault
        if people:
            log.info("approved", tenant=tenant_id, people=people)
        return None

    def _start(self, work: Awaitable[None]) -> None:
        self._tasks.start(_quietly(work))


async def _quietly(work: Awaitable[None]) -> None:
    try:
        await work
    except BotError as error:
        log.warning("waiting_for_admin_failed", cause=str(error))
