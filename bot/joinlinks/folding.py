"""A link that a mail program broke over several lines: which of what follows still belongs to it."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from bot.joinlinks.link import JoinLink, Kind, read_link

MAX_LINES = 24
"""Lines that a link may be broken over: a wrapped one has a thousand characters and more, a line 72."""

FULL = 30
"""Characters of a full line at least; a shorter one is the link's last."""

MAX_LINK = 4096
SOFT_BREAK = re.compile(r"(?<=\S)=\r?\n")
NEXT_LINE = re.compile(r"\r?\n[ \t>]{0,20}([^\s<>\"\\|\[\]{}`«»“”]+)")


def without_soft_breaks(text: str) -> str:
    """Text that is still quoted-printable, as it lies in a mail's source, decoded; any other text as it is."""
    if "=3D" not in text or not SOFT_BREAK.search(text):
        return text
    return quopri.decodestring(text.encode(errors="replace")).decode(errors="replace")


def read_folded(text: str, start: int, end: int, limit: int, trailing: str) -> JoinLink:
    """The link that stands in `text` from `start` to `end`, or goes on in the lines up to `limit` if that says more.

    Only as much is taken as makes it whole, so that the words behind it stay words. `trailing` are signs that end a
    sentence rather than a link.
    """
    best = read_link(text[start:end].rstrip(trailing))
    for joined in _longer(text, start, end, limit):
        if _is_whole(best):
            break
        link = read_link(joined.rstrip(trailing))
        if _tells(link) > _tells(best) and (link.kind is not Kind.SHORT or _is_whole(link)):
            best = link
    return best


def _longer(text: str, start: int, end: int, limit: int) -> Iterator[str]:
    """The text of the link with one line after the other; what was written as an address ends it."""
    joined = text[start:end]
    for _ in range(MAX_LINES):
        line = NEXT_LINE.match(text, end, limit)
        if line is None or len(joined) + len(line[1]) > MAX_LINK:
            return
        joined, end = joined + line[1], line.end()
        yield joined
        if len(line[1]) < FULL:
            return


def _tells(link: JoinLink) -> int:
    return link.is_meeting + _is_whole(link)


def _is_whole(link: JoinLink) -> bool:
    """Whether it holds what stands at the end of such a link: the organizer, or the passcode behind the number."""
    return bool(link.organizer_id) or (link.kind is Kind.SHORT and "?p=" in link.url)
