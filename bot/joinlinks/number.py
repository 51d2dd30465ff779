"""'get link 248 123 456 789 12': the numeric meeting id, told apart from dates, times and telephone numbers."""

from __future__ import annotations

import re

from bot.joinlinks.find import without_links
from bot.joinlinks.link import DIGITS

MAX_TEXT = 64 * 1024
GAP = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015-]"
NOT_A_NUMBER = re.compile(
    rf"(?:\+|(?<!\w)(?<!\d{GAP})00)\d(?:{GAP}?[\d().,/#]){{5,40}}"  # +49 69 1234567,,123456789#
    rf"|(?<!\d)\d{{4}}-\d\d-\d\d(?!\d)"
    rf"|(?<!\d)\d\d?([./-])\d\d?\1(?:\d{{4}}|\d\d)(?!\d)"
    rf"|(?<!\d)\d\d?[:.]\d\d(?:[:.]\d\d)?(?!\d)",
    re.ASCII,
)
# A group of three in front means that the run is longer than any id.
EDGE, END = rf"(?<![\w/%@])(?<!\d[.,:])(?<!(?<!\d)\d{{3}}{GAP})", rf"(?!{GAP}?\d|[\w#@%/]|[.,:]\d)"
# Teams writes groups of three; people do not always.
WRITTEN = (
    re.compile(rf"{EDGE}\d{{3}}(?:{GAP}?\d{{3}}){{2,4}}(?:{GAP}?\d{{1,2}})?{END}", re.ASCII),
    re.compile(rf"{EDGE}\d{{3,15}}(?:{GAP}\d{{3,12}}){{0,4}}{END}", re.ASCII),
)


def number_in(text: str) -> str:
    """The digits of the numeric meeting id (9 to 15) in a text; "" when there is none."""
    rest = NOT_A_NUMBER.sub(" | ", without_links(text[:MAX_TEXT]))
    runs = (re.sub(r"\D", "", run[0]) for pattern in WRITTEN for run in pattern.finditer(rest))
    return next((run for run in runs if len(run) in DIGITS), "")
