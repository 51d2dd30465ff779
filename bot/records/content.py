"""What is kept of a command, as JSON; what another release wrote and this one cannot read counts as absent."""

from __future__ import annotations

from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from bot.model import Command, Notice, SignInNeeded, Welcome
from bot.model.values import value
from bot.records.attempts import NOT_TRIED, Tried

KnownReply: TypeAlias = Notice | Welcome


@value
class Content:
    """A command; what signing in for it needs, once that is known; what it is answered with, where that was known from
    the start; and what has been tried.
    """

    command: Command
    needed: SignInNeeded | None = None
    reply: KnownReply | None = None
    tried: Tried = NOT_TRIED


_CONTENT = TypeAdapter(Content)
_NOTICE = TypeAdapter(Notice)
_written = _CONTENT.serializer.to_json  # without the adapter's dozen of options: half the time


def dump(content: Content) -> bytes:
    """The content as bytes."""
    return _written(content, exclude_defaults=True)


def load(value: bytes) -> Content | None:
    """The content in `value`, or None."""
    try:
        return _CONTENT.validate_json(value)
    except ValidationError:
        return None


def dump_notice(notice: Notice) -> bytes:
    """The notice as bytes."""
    return _NOTICE.dump_json(notice, exclude_defaults=True)


def load_notice(value: bytes) -> Notice | None:
    """The notice in `value`, or None."""
    try:
        return _NOTICE.validate_json(value)
    except ValidationError:
        return None
