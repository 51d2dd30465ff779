"""'get link 248 123 456 789 12': the numeric meeting id, told apart from dates, times and telephone numbers."""

from __future__ import annotations

import re

from bot.joinlinks.find import without_links
from bot.joinlinks.link import DIGITS
from bot.joinlinks.phone import GAP, without_phones
from bot.joinlinks.plain import visible, with_plain_digits

MAX_TEXT_WITH_NUMBER = 4 * 1024
"""Characters in which a number that nobody calls the meeting's is looked for."""

LONG_RUN = re.compile(rf"[0-9](?<![0-9][0-9])(?:{GAP}?[0-9]){{8,}}+")
"""Digits, with no more than one gap between two of them, as many as the shortest meeting id has."""

NOT_A_NUMBER = re.compile(
    rf"(?=[+\d])(?:(?:\+|(?<!\w)(?<!\d{GAP})00)\d(?:{GAP}?[\d().,/#]){{5,40}}"  # +49 69 1234567,,123456789#
    rf"|(?<!\d)(?:\d{{4}}-\d\d-\d\d|\d\d?([./-])\d\d?\1(?:\d{{4}}|\d\d)|\d\d?[:.]\d\d(?:[:.]\d\d)?)(?!\d))",
    re.ASCII,
)
# A group of three in front means that the run is longer than any id.
EDGE = rf"(?<![\w/%@])(?<!\d[.,:])(?<!(?<!\d)\d{{3}}{GAP})"
END = rf"(?!{GAP}?\d|[\w#@%/]|[.,:]\d)"
# Teams writes groups of three; people do not always.
WRITTEN = (
    re.compile(rf"(?=\d){EDGE}\d{{3}}(?:{GAP}?\d{{3}}){{2,4}}(?:{GAP}?\d{{1,2}})?{END}", re.ASCII),
    re.compile(rf"(?=\d){EDGE}\d{{3,15}}(?:{GAP}\d{{3,12}}){{0,4}}{END}", re.ASCII),
)


def number_in(text: str) -> str:
    """The digits of the numeric meeting id (9 to 15) in a text; "" when there is none."""
    beginning = with_plain_digits(visible(text[:MAX_TEXT_WITH_NUMBER]))
    if not LONG_RUN.search(beginning):
        return ""
    rest = without_phones(NOT_A_NUMBER.sub(" | ", without_links(beginning)))
    runs = (re.sub(r"\D", "", run[0]) for pattern in WRITTEN for run in pattern.finditer(rest))
    return next((run for run in runs if len(run) in DIGITS), "")
