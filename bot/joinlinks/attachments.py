"""A message whose link is only in a card: every text in its attachments, whatever card that is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

MAX_DEPTH = 24
MAX_VALUES = 5_000
MAX_ATTACHED_TEXT = 128 * 1024  # characters
FOLD = re.compile(r"\r?\n[ \t]")  # where iCalendar breaks a line of more than 75 bytes (RFC 5545, 3.1)
ESCAPED = re.compile(r"\\([nN,;])")  # a line break and two signs in its texts (3.3.11)


def texts_in(attachments: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """The texts of each attachment, one line each in the order written, JSON inside of texts read as well.

    Cards nest, and senders are strangers: 24 levels deep, 5,000 values and 128 KB in all are read, the rest is not.
    """
    budget = _Budget()
    return tuple("\n".join(_strings(attachment, 0, budget)) for attachment in attachments)


class _Budget:
    """What may still be read."""

    def __init__(self) -> None:
        self.values = MAX_VALUES
        self.text = MAX_ATTACHED_TEXT

    def allows(self, depth: int, size: int = 0) -> bool:
        self.values -= 1
        self.text -= size
        return depth <= MAX_DEPTH and self.values >= 0 and self.text >= 0


def _strings(node: object, depth: int, budget: _Budget) -> Iterator[str]:
    if not budget.allows(depth, len(node) if isinstance(node, str) else 0):
        return
    match node:
        case str():
            inner = _decoded(node)
            yield from (_as_read(node),) if inner is None else _strings(inner, depth + 1, budget)
        case Mapping():
            for value in node.values():
                yield from _strings(value, depth + 1, budget)
        case list() | tuple():
            for value in node:
                yield from _strings(value, depth + 1, budget)


def _decoded(text: str) -> object:
    """The JSON that a text is, if it is an object or a list; Teams hands over a card's content as text."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _as_read(text: str) -> str:
    """The text; a calendar file's without its folds and escapes."""
    if "BEGIN:VCALENDAR" not in text:
        return text
    return ESCAPED.sub(lambda sign: sign[1] if sign[1] in ",;" else "\n", FOLD.sub("", text))
