"""What the bot needs of tracing, as a Protocol; by default nothing is traced, and that costs next to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeAlias


class Span(Protocol):
    """A stretch of work."""

    def note(self, outcome: str) -> None:
        """How it ended, as a metric's label has it."""
        ...


Where: TypeAlias = object | None
"""A place in a trace, to go on from in another task."""


class Tracing(Protocol):
    """Spans, whose names and attributes are words of our own: no person, meeting or link."""

    def span(
        self, name: str, *, kind: str = "internal", after: Where = None, **attributes: str
    ) -> AbstractContextManager[Span]:
        """The block is a span, below the one around it, or below `after`. `kind`: internal, server or client."""
        ...

    def here(self) -> Where:
        """The place in the trace that the caller is in."""
        ...

    def headers(self) -> Mapping[str, str]:
        """What tells a service of the trace (W3C Trace Context: `traceparent`)."""
        ...


class _NoSpan:
    def note(self, outcome: str) -> None:
        """Nobody listens."""


class _NotTraced:
    def __init__(self) -> None:
        self._nothing: AbstractContextManager[Span] = nullcontext(_NoSpan())

    def span(
        self,
        name: str,
        *,
        kind: str = "internal",
        after: Where = None,
        **attributes: str,
    ) -> AbstractContextManager[Span]:
        return self._nothing

    def here(self) -> Where:
        return None

    def headers(self) -> Mapping[str, str]:
        return {}


NOT_TRACED: Tracing = _NotTraced()
