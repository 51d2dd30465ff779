"""From a Command to a Reply: finds what was asked for, has it done in time, and turns every error into words."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import structlog

from bot.commands.again import as_a_meeting, said_again
from bot.commands.recognition import as_said, nearly, recognize
from bot.commands.spec import Run
from bot.errors import Busy, Denied, Misconfigured, SignInRequired
from bot.model import Command, Meeting, Notice, Reply, SignInNeeded, Trouble
from bot.ops.budgets import COMMAND
from bot.ops.loop_watch import Jammed, never_jammed
from bot.ops.metrics import Metrics, outcome_of, outcome_of_error, surface_of
from bot.ops.telemetry import current_reference, failure

log = structlog.get_logger()
WORTH_ANOTHER_TRY = frozenset({Trouble.NO_USABLE_LINK, Trouble.OURS})


class Dispatcher:
    """Answers a command within `budget` seconds. Never raises, but for cancellation.

    `commands`: what does each, by its name (bot.commands).
    """

    def __init__(
        self,
        commands: Mapping[str, Run],
        budget: float = COMMAND,
        reference: Callable[[], str] = current_reference,
        metrics: Metrics | None = None,
        jammed: Jammed = never_jammed,
    ) -> None:
        self._commands = commands
        self._budget = budget
        self._reference = reference
        self._metrics = metrics or Metrics()
        self._jammed = jammed

    async def __call__(self, command: Command) -> Reply:
        """The reply. Every Notice has the reference under which the log has its cause."""
        return await self.run(command, self._answer)

    async def run(self, command: Command, answer: Run) -> Reply:
        """What `answer` makes of the command, with the same care: in time, and every error in words."""
        reference = self._reference()
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._budget):
                reply = await answer(command)
        except TimeoutError:  # whoever raises it: what takes so long is what Microsoft is asked, or too much at once
            trouble = Trouble.BOT_BUSY if self._jammed(self._budget) else Trouble.BUSY
            log.warning("busy", detail="out of time", trouble=trouble, reference=reference)
            reply = Notice(trouble, retry=said_again(command))
        except Exception as error:  # noqa: BLE001 - the one place where errors become words, besides the web edge
            reply = _reply_to(error, command, reference)
        else:
            _log_notice(reply, reference)
        self._metrics.step_seconds.took(time.monotonic() - began, "dispatch")
        if isinstance(reply, Notice):
            self._metrics.troubles.add(reply.trouble.value)
        return replace(reply, reference=reference) if isinstance(reply, Notice) else reply

    async def _answer(self, command: Command) -> Reply:
        recognized = recognize(command)
        if recognized is None:
            reply = _not_understood(as_said(command))
            self._metrics.commands.add("none", surface_of(command), outcome_of(reply))
            return reply
        name = recognized.spec.name
        return await self.counted(name, recognized.command, self._commands[name])

    async def counted(self, name: str, command: Command, answer: Run) -> Reply:
        """What `answer` makes of the command that is called `name`; how that ended is counted."""
        outcome = "busy"  # time is up
        try:
            reply = await answer(command)
            outcome = outcome_of(reply)
        except Exception as error:
            outcome = outcome_of_error(error)
            raise
        finally:
            self._metrics.commands.add(name, surface_of(command), outcome)
        return reply


def _not_understood(command: Command) -> Notice:
    """Unknown words may be a misspelled command's, or a meeting's: the person decides, nobody is asked before."""
    if command.press:
        return Notice(Trouble.STALE_CARD)
    return Notice(Trouble.NOT_UNDERSTOOD, retry=as_a_meeting(command), meant=nearly(command))


def _reply_to(error: Exception, command: Command, reference: str) -> Reply:
    match error:
        case SignInRequired():
            return SignInNeeded(error.scopes, error.why, error.claims)
        case Denied():
            is_ours = error.trouble is Trouble.OURS
            note = log.error if is_ours else log.info
            note("refused", trouble=error.trouble, detail=str(error), reference=reference)
            retry = said_again(command) if error.trouble in WORTH_ANOTHER_TRY else None
            meeting = error.meeting or _pressed(command)
            return Notice(error.trouble, meeting, retry=retry, url=error.url, reported=is_ours)
        case Busy():
            log.warning("busy", service=str(error.service), detail=str(error), reference=reference)
            return Notice(error.trouble, retry=said_again(command))
        case Misconfigured():
            log.error("misconfigured", setting=error.setting, detail=str(error), reference=reference)
            return Notice(Trouble.OURS, retry=said_again(command), reported=True)
        case _:
            log.error("failed", **failure(error), reference=reference)
            return Notice(Trouble.OURS, retry=said_again(command), reported=True)


def _log_notice(reply: Reply, reference: str) -> None:
    if isinstance(reply, Notice):
        log.info("notice", trouble=reply.trouble, reference=reference)


def _pressed(command: Command) -> Meeting | None:
    return command.press.meeting if command.press else None
