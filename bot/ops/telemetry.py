"""The log an operator reads at 3 a.m.: one JSON object a line, a request id on each, no token, link or title in any."""

from __future__ import annotations

import logging
import re
import secrets
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read out on the phone without a mistake
DEEPEST_FRAMES = 6
SECRET = re.compile(
    r"eyJ[\w-]+\.[\w-]*\.?[\w-]*"  # a JWT, or the first part of one
    r"|\b(?:0\.A|1\.A)[\w.-]{40,}"  # refresh tokens and authorization codes of Entra
    r"|(?i:bearer)\s+\S+"
    r"|(?i:(?:https?|msteams)(?::|%3a)\S+)"
)
QUIET = ("aiohttp", "asyncio", "urllib3", "botbuilder", "botframework", "msrest")
SILENT = ("msal",)  # logs a token answer that it cannot read, refresh token and all; bot.signin reports every failure


def new_reference() -> str:
    """A short id that leads from a card to the log line, such as `K7M2-9QXR`."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


def current_reference() -> str:
    """The reference that the log of this request or task is bound to, else a new one."""
    return str(structlog.contextvars.get_contextvars().get("reference") or new_reference())


def redact(value: Any) -> Any:
    """`value` with everything that looks like a token or a link blotted out, at any depth."""
    match value:
        case str():
            return SECRET.sub("[redacted]", value)
        case dict():
            return {key: redact(item) for key, item in value.items()}
        case list() | tuple():
            return [redact(item) for item in value]
        case int() | float() | bool() | None:
            return value
        case _:
            return redact(str(value))


def _redact_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The net under the rule that nothing secret is logged in the first place."""
    return {key: redact(value) for key, value in event.items()}


def failure(error: BaseException) -> dict[str, Any]:
    """What may be said of an unexpected error: its type and where it arose. Its text may quote a title or a link."""
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST_FRAMES:]
    return {"error_type": type(error).__name__, "where": [_place(frame) for frame in frames]}


def _place(frame: traceback.FrameSummary) -> str:
    """`graph/session.py:131 _attempt`: the folder too, since several have a file of the same name."""
    return f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"


def configure_logging(level: str) -> None:
    """Write structured lines to stdout; libraries speak only from WARNING on, and through the same redaction."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _redact_event,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_without_trace, structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.captureWarnings(capture=True)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _without_trace(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A library's traceback becomes the type and the place; its text goes, since nobody knows what it quotes."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and record.exc_info and record.exc_info[1]:
        event.update(failure(record.exc_info[1]))
        record.exc_info, record.exc_text = None, None
    event.pop("exc_info", None)
    return event
