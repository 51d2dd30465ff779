"""What a person reads of an error, with a reference under which the log has its cause."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.errors import Busy, Denied, Misconfigured
from bot.model import Action, Notice, Trouble
from bot.ops.telemetry import current_reference

log = structlog.get_logger()


def notice_for(error: BaseException) -> Notice:
    """What the person reads when something ends in `error`; an operator's fault is logged with its setting."""
    match error:
        case Denied():
            return Notice(error.trouble, url=error.url)
        case Busy():
            return Notice(error.trouble)
        case TimeoutError():
            return Notice(Trouble.BUSY)
        case Misconfigured():
            log.error("misconfigured", setting=error.setting, detail=str(error))
    return Notice(Trouble.OURS)


def with_reference(notice: Notice, *, retry: Action | None = None) -> Notice:
    """`notice` with its reference, and with `retry` where it has no way to try again of its own."""
    reference = notice.reference or current_reference()
    log.info("told", trouble=str(notice.trouble), reference=reference)
    return replace(notice, retry=notice.retry or retry, reference=reference)
