"""The log an operator reads at 3 a.m.: one JSON object a line, a request id on each, no token, link or title in any."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any, Protocol, TextIO, cast

import orjson
import structlog

from bot.ops.lines import Lines

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read out on the phone without a mistake
DEEPEST_FRAMES = 6
SECRET = re.compile(
    r"eyJ[\w-]+\.[\w-]*\.?[\w-]*"  # a JWT, or the first part of one
    r"|\b(?:0\.A|1\.A)[\w.-]{40,}"  # refresh tokens and authorization codes of Entra
    r"|(?i:bearer)\s+(?!token(?!\S))\S+"  # but not the words "bearer token"
    r"|(?i:(?:https?|msteams)(?::|%3a)\S+)"
)
# Every SECRET has one of these in its lower-case form. None has an s, i or k: their Unicode relatives (ſ, ı, the Kelvin
# sign) are the same letter to an expression that ignores case, but not to `lower()`.
SUSPICIOUS = ("eyj", "0.a", "1.a", "bearer", "http", "team")
QUOTING = re.compile(r"[\n(<]")  # with it begins what Python shows of a value
QUIET_LOGGERS = ("aiohttp", "asyncio", "urllib3", "botbuilder", "botframework", "msrest")
# MSAL logs a token answer that it cannot read, refresh token and all; bot.signin reports every failure.
MUTED_LOGGERS = ("msal",)

_LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_UNEVEN = bytes(range(256 - 256 % len(ALPHABET), 256))  # would make the alphabet's first letters likelier than the rest
_references: list[str] = []
_reference: ContextVar[str] = ContextVar("reference", default="")
_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
# A dataclass is told by its `repr`, which leaves out what is secret.
_AS_TEXT = orjson.OPT_PASSTHROUGH_DATACLASS


def new_reference() -> str:
    """A short id that leads from a card to the log line, such as `K7M2-9QXR`."""
    if not _references:
        _references.extend(_drawn(os.urandom(4096)))
    return _references.pop()


def _drawn(random: bytes) -> list[str]:
    """As many references as there are random bytes for, eight each."""
    letters = random.translate(_LETTERS, _UNEVEN).decode()
    return [f"{letters[start : start + 4]}-{letters[start + 4 : start + 8]}" for start in range(0, len(letters) - 7, 8)]


def current_reference() -> str:
    """The reference that the log of this request or task is bound to, else a new one."""
    return _reference.get() or new_reference()


class bound_reference:  # noqa: N801 — reads as the function it is; a generator would cost three times as much
    """`with bound_reference(…)`: all that is logged inside, and in tasks that begin there, has this reference."""

    __slots__ = ("_reference", "_token")

    def __init__(self, reference: str) -> None:
        self._reference = reference

    def __enter__(self) -> None:
        self._token = _reference.set(self._reference)

    def __exit__(self, *_: object) -> None:
        _reference.reset(self._token)


def with_reference(_logger: Any, _level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A line has the reference under which it is written, unless it names one itself."""
    if reference := _reference.get():
        event.setdefault("reference", reference)
    return event


def redact(value: Any) -> Any:
    """`value` with everything that looks like a token or a link blotted out, at any depth, in names too."""
    match value:
        case str():
            return SECRET.sub("[redacted]", value)
        case dict():
            return {redact(str(key)): redact(item) for key, item in value.items()}
        case list() | tuple():
            return [redact(item) for item in value]
        case int() | float() | bool() | None:
            return value
        case _:
            return redact(str(value))


def failure(error: BaseException) -> dict[str, Any]:
    """What may be said of an unexpected error: its type and where it arose. Its text may quote a title or a link."""
    frames = list(traceback.walk_tb(error.__traceback__))[-DEEPEST_FRAMES:]
    return {"error_type": type(error).__name__, "where": [_place(frame, line) for frame, line in frames]}


def _place(frame: FrameType, line: int) -> str:
    """`graph/session.py:131 _attempt`: the folder too, since several have a file of the same name."""
    code = frame.f_code
    return f"{'/'.join(Path(code.co_filename).parts[-2:])}:{line} {code.co_name}"


class Exporter(Protocol):
    """Takes part in the log: adds to each line, and is handed each as it is written."""

    def add(self, _logger: Any, _level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]: ...
    def write(self, line: str) -> None: ...


class _Both:
    """The log's stream, and an exporter beside it."""

    def __init__(self, out: Lines, exporter: Exporter) -> None:
        self._out = out
        self._exporter = exporter
        self.flush = out.flush

    def write(self, line: str) -> None:
        self._out.write(line)
        self._exporter.write(line)


def configure_logging(level: str, exporter: Exporter | None = None) -> None:
    """Write structured lines to stdout; libraries speak only from WARNING on, and through the same redaction."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # half an emoji becomes \\ud83d, which is JSON, and never an error
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    lines = Lines(sys.stdout)
    out = _Both(lines, exporter) if exporter else lines
    added = [with_reference, exporter.add] if exporter else [with_reference]
    structlog.configure(
        processors=[*added, log_line],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", out)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(cast("TextIO", out))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                _without_trace,
                structlog.stdlib.add_logger_name,
                *added,
            ],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, log_line],
        )
    )
    logging.captureWarnings(capture=True)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in MUTED_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def log_line(_logger: Any, level: str, event: MutableMapping[str, Any]) -> str:
    """The line as it is written. Redaction is the net under the rule that nothing secret is logged in the first place:
    the finished line is looked at once, and taken apart only when it may hold something.
    """
    event["level"] = level
    event["timestamp"] = orjson.dumps(datetime.now(UTC), option=orjson.OPT_UTC_Z)[1:-1].decode()
    try:
        line = _members(event) if all(map(str.isidentifier, event)) else _encode(event)
    except TypeError:  # half an emoji, a number of a hundred digits, a name that is no text
        return _encode(redact(event))
    if any(map(line.lower().__contains__, SUSPICIOUS)):
        return _encode(redact(event))
    return line


def _members(event: Mapping[str, Any]) -> str:
    """An object whose names need no escape. With a space behind them, which the fast encoder leaves out: who watches
    the log looks for `"event": "ready"`.
    """
    members = [f'"{name}": {orjson.dumps(value, str, _AS_TEXT).decode()}' for name, value in event.items()]
    return f"{{{', '.join(members)}}}"


def _without_trace(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A library's traceback becomes the type and the place; its text goes, since nobody knows what it quotes.

    asyncio itself repeats the error, and what a callback was called with, in the line's own text.
    """
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and record.exc_info and record.exc_info[1]:
        event["event"] = QUOTING.split(str(event.get("event")), maxsplit=1)[0].rstrip()
        event.update(failure(record.exc_info[1]))
        record.exc_info, record.exc_text = None, None
    event.pop("exc_info", None)
    return event
