"""'day after tomorrow' or 'tomorrow': an expression for one of many phrases, the longest that fits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def longest_first(phrases: Iterable[str]) -> list[str]:
    """The phrases in the order in which they are tried."""
    return sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))


def one_of(phrases: Iterable[str]) -> str:
    """One of these phrases, the longest that fits: 'day after tomorrow' before 'tomorrow'. Of no phrases, none.

    Those that begin with the same sign are tried together: one by one, hundreds take ten times as long.
    """
    by_sign = defaultdict[str, list[str]](list)
    for phrase in longest_first(phrases):
        by_sign[phrase[0]].append(re.escape(phrase[1:]))
    return (
        "(?:" + ("|".join(f"{re.escape(sign)}(?:{'|'.join(ends)})" for sign, ends in by_sign.items()) or "(?!)") + ")"
    )
