"""An address inside another one is encoded: once or several times, as a parameter, or in base64."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from bot.joinlinks.budget import Budget

MAX_ENCODINGS = 6
ESCAPE = 3  # what an escape, or a percent sign that is none, costs more than another character


def decodings(text: str, budget: Budget) -> Iterator[str]:
    """The text as written, percent-decoded once, twice, … as long as that changes it. Raises OutOfBudget."""
    yield text
    for _ in range(MAX_ENCODINGS):
        if "%" not in text:
            return
        budget.spend(len(text) + ESCAPE * text.count("%"))
        if (plain := unquote(text)) == text:
            return
        yield (text := plain)


def fully_decoded(text: str, budget: Budget) -> str:
    """The last of its decodings."""
    *_, last = decodings(text, budget)
    return last


def parameters(url: str, names: tuple[str, ...], budget: Budget) -> dict[str, str]:
    """These query parameters as written, by lower-case name, the first of each; what is missing is not there.

    Found also where the question mark itself was percent-encoded or & became &amp;.
    """
    pattern = _parameter(names)
    for plain in decodings(url, budget):
        if found := pattern.findall(plain):
            return {name.lower(): value for name, value in reversed(found)}
    return {}


@cache
def _parameter(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[?&](?:amp;)*+({'|'.join(names)})=([^&#]*+)", re.IGNORECASE)


def from_base64(coded: str) -> str:
    """The text behind base64, url-safe or not, percent-encoded or not, padded or not; "" when it is none."""
    standard = unquote(unquote(coded)).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4)).decode()
    except ValueError:
        return ""
