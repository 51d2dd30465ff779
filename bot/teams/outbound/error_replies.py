"""What a person reads of an error, with a reference under which the log has its cause."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog

from bot.errors import BotError, Busy, Denied, Misconfigured, SendRefusal, Undeliverable
from bot.model import Action, Notice, Trouble
from bot.ops.telemetry import current_reference, failure

log = structlog.get_logger()


def notice_for(error: BaseException) -> Notice:
    """What the person reads when something ends in `error`; what is ours is logged as an error, with its cause."""
    match error:
        case Denied() if error.trouble is not Trouble.OURS:
            return Notice(error.trouble, error.meeting, url=error.url)
        case Busy() if error.trouble is not Trouble.OURS:
            return Notice(error.trouble)
        case TimeoutError():
            return Notice(Trouble.BUSY)
        case Misconfigured():
            return ours("misconfigured", setting=error.setting, detail=str(error))
        case BotError():
            return ours("ended_badly", error_type=type(error).__name__, detail=str(error))
    return ours("failed", **failure(error))


def ours(event: str, **about: Any) -> Notice:
    """That something went wrong on our side; `event` is the error in the log that has the cause."""
    reference = current_reference()
    log.error(event, **about, reference=reference)
    return Notice(Trouble.OURS, reference=reference, reported=True)


def refused(refusal: Undeliverable) -> Notice:
    """Why Teams did not take an answer, for somebody who reads it in their own chat."""
    match refusal.refusal:
        case SendRefusal.SWITCHED_OFF:
            return Notice(Trouble.APP_DISABLED)
        case SendRefusal.INTERNAL:
            return Notice(Trouble.TEAMS_BUSY)
        case SendRefusal.OURS | SendRefusal.TOO_LARGE | SendRefusal.MALFORMED:
            return ours("message_refused", cause=str(refusal))
        case _:
            return Notice(Trouble.NO_ANSWER_THERE)


def with_reference(notice: Notice, *, retry: Action | None = None) -> Notice:
    """`notice` with its reference, and with `retry` where it has no way to try again of its own."""
    reference = notice.reference or current_reference()
    log.info("told", trouble=str(notice.trouble), reference=reference)
    return replace(notice, retry=notice.retry or retry, reference=reference)
