"""Marked-up text as its reader sees it, in one pass over each kind of mark."""

from __future__ import annotations

import quopri
import re
from functools import lru_cache
from html import unescape

MAX_MARKS = 3_000
"""Tags, and entities, that are replaced in one text; what comes behind them stays as it is written."""

BREAKS = {"br", "p", "div", "tr", "li", "table", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {"b", "i", "u", "s", "em", "strong", "span", "font", "code", "wbr", "mark", "sub", "sup"}
SEEN_AS = dict.fromkeys(BREAKS, "\n") | dict.fromkeys(INLINE, "")
# `<https://…>` is a link in angle brackets, not a tag: a tag's name is followed by white space, a slash or its end.
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20}+)([\s/][^<>]*+)?>")
ADDRESS = re.compile(r"""\s(?:href|originalsrc)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"']++))""", re.IGNORECASE)
# With their semicolon only: '&not' and '&copy' are parts of addresses.
COMMON = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0"), ("&#39;", "'"), ("&amp;", "&"))
RARE = re.compile(r"&(?!amp;)(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
OTHER_DIGIT = re.compile("[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]")
_DIGITS = tuple((chr(zero + digit), str(digit)) for zero in (0x660, 0x6F0, 0xFF10) for digit in range(10))
MARKDOWN = "_*~`()[]#.!-"
SOFT_BREAK = re.compile(r"=(?<=\S=)\r?\n")  # begins with its sign, so that a search skips ahead to it


def any_case(text: str) -> str:
    """A pattern of the text in upper and lower case, without a flag that keeps a search from skipping ahead."""
    return "".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else re.escape(sign) for sign in text)


def as_seen(marked_up: str) -> str:
    """Text as a reader sees it, without markup, with the address of each anchor in front of it."""
    text = visible(marked_up)
    if "<" in text:
        text = TAG.sub(_in_place_of_tag, text, count=MAX_MARKS)
    text = without_entities(text)
    if "\\" in text:
        for sign in MARKDOWN:
            text = text.replace(f"\\{sign}", sign)
    return text


def without_entities(text: str) -> str:
    """The text with the signs that entities stand for."""
    if "&" not in text:
        return text
    text = RARE.sub(lambda entity: _sign(entity[0]), text, count=MAX_MARKS)
    for entity, sign in COMMON:
        text = text.replace(entity, sign)
    return text


def with_plain_digits(text: str) -> str:
    """The text with Arabic and Persian digits, and the wide ones of Japanese keyboards, as 0 to 9."""
    if text.isascii() or not OTHER_DIGIT.search(text):
        return text
    for digit, plain in _DIGITS:  # a tenth of the time of `str.translate`
        text = text.replace(digit, plain)
    return text


def visible(text: str) -> str:
    """The text without signs that nobody sees: direction marks, joiners, soft hyphens."""
    return text if text.isascii() else _visible(text)


@lru_cache(maxsize=4)  # links, numbers and labels are looked for in the same text
def _visible(text: str) -> str:
    return INVISIBLE.sub("", text)


def without_soft_breaks(text: str) -> str:
    """Text that is still quoted-printable, as it lies in a mail's source, decoded; any other text as it is."""
    if "=3D" not in text or not SOFT_BREAK.search(text):
        return text
    return quopri.decodestring(text.encode(errors="replace")).decode(errors="replace")


def _in_place_of_tag(tag: re.Match[str]) -> str:
    name, attributes = tag.groups()
    if attributes and (addresses := ADDRESS.findall(attributes)):
        return f" {' '.join(filter(None, (''.join(address) for address in addresses)))} "
    return SEEN_AS.get(name.lower(), " ")


_sign = lru_cache(maxsize=512)(unescape)
