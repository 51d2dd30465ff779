"""A link that a mail program broke over several lines: which of what follows still belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.joinlinks.budget import Budget
from bot.joinlinks.link import JoinLink, Kind
from bot.joinlinks.read import is_final, read_link

MAX_LINES = 24
"""Lines that a link may be broken over: a wrapped one has a thousand characters and more, a line 72."""

FULL_LINE = 30
"""Characters of a full line at least; a shorter one is the link's last."""

MAX_FOLDED = 4096
NEXT_LINE = re.compile(r"\r?\n[ \t>]{0,20}([^\s<>\"\\|\[\]{}`«»“”]+)")


def read_folded(text: str, end: int, trailing: str, budget: Budget) -> JoinLink:
    """The link that `text` begins with, up to `end`, or going on in the lines behind that if it says more.

    The word in the line behind it is taken only if it makes it whole: else it is the next word. `trailing` are signs
    that end a sentence rather than a link. Raises OutOfBudget.
    """
    best = read_link(text[:end].rstrip(trailing), budget)
    if is_final(best):
        return best
    *shorter, longest = (text[:end], *_longer(text, end))
    link = read_link(longest.rstrip(trailing), budget) if shorter else best
    if _tells(link) <= _tells(best):
        return best
    if len(longest) - len(shorter[-1]) < FULL_LINE and len(shorter) > 1:  # the last line may be the next word
        less = read_link(shorter[-1].rstrip(trailing), budget)
        link = less if _tells(less) == _tells(link) else link
    return link if link.is_whole or link.kind is not Kind.SHORT else best


def _longer(text: str, end: int) -> Iterator[str]:
    """The text of the link with one line after the other; what was written as an address ends it."""
    joined = text[:end]
    for _ in range(MAX_LINES):
        line = NEXT_LINE.match(text, end)
        if line is None or len(joined) + len(line[1]) > MAX_FOLDED:
            return
        joined, end = joined + line[1], line.end()
        yield joined
        if len(line[1]) < FULL_LINE:
            return


def _tells(link: JoinLink) -> int:
    return link.is_meeting + link.is_whole
