"""Who asks for more than can be done is told so at once, in words; somebody who asks and asks is told once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog

from bot.commands.again import said_again
from bot.errors import BotError
from bot.model import Command, Notice, Trouble
from bot.model.values import value
from bot.ops.telemetry import bound_reference, current_reference, failure
from bot.teams.answers.delivery import Delivery
from bot.teams.answers.tasks import Tasks
from bot.teams.outbound.error_replies import with_reference

log = structlog.get_logger()
TELLING_AT_ONCE = 8  # messages under way; they are in the way of the answers
APOLOGY_PAUSE = 0.04  # seconds between two of them, so that a rush is told 200 a second at most
MOST_APOLOGIES = 10_000  # people who wait to be told: more than a tenant has at their desks


Asker: TypeAlias = tuple[str, str]
"""Somebody in a conversation, by Teams' ids: those of the conversation, and of who speaks there."""
Read: TypeAlias = Callable[[], Command | None]
"""Reads the question; None when it is nobody's whom the bot serves."""


@value
class RefusedQuestion:
    """A question that was not taken on, or must wait, and the reference under which the log has it."""

    read: Read
    trouble: Trouble
    reference: str


class Apologies:
    """At most one waits for each person in each conversation; the newest question counts.

    Thousands of questions a second may be refused: a question is read, and words and log line are made, when somebody
    is told.
    """

    def __init__(self, delivery: Delivery, tasks: Tasks, pause: Callable[[float], Awaitable[None]]) -> None:
        self._delivery = delivery
        self._tasks = tasks
        self._pause = pause
        self._to_tell: OrderedDict[Asker, RefusedQuestion] = OrderedDict()
        self._telling = 0

    def __len__(self) -> int:
        return len(self._to_tell)

    def tell(self, asker: Asker, read: Read, trouble: Trouble) -> None:
        """What they have asked is not taken on, or must wait, for `trouble`."""
        if asker not in self._to_tell and len(self._to_tell) >= MOST_APOLOGIES:
            log.error("nobody_told", trouble=str(trouble))
            return
        self._to_tell[asker] = RefusedQuestion(read, trouble, current_reference())
        if self._telling < TELLING_AT_ONCE:
            self._telling += 1
            self._tasks.start(self._tell_all())

    async def _tell_all(self) -> None:
        try:
            while self._to_tell:
                _, refused = self._to_tell.popitem(last=False)
                with bound_reference(refused.reference):
                    await self._tell(refused)
                await self._pause(APOLOGY_PAUSE)
        finally:
            self._telling -= 1

    async def _tell(self, refused: RefusedQuestion) -> None:
        try:
            if command := refused.read():
                notice = with_reference(Notice(refused.trouble), retry=said_again(command))
                await self._delivery.post(notice, command)
        except BotError as error:
            log.warning("apology_not_delivered", cause=str(error))
        except Exception as error:  # noqa: BLE001 — the others who wait are told all the same
            log.error("apology_failed", **failure(error))
