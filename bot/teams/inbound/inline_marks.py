"""Teams writes marks into a text: quotes, mentions, pictures, formatting. Told apart from what a person typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice, pairwise

from bot.joinlinks.plain import SEEN_AS, without_entities
from bot.model.values import value
from bot.reading.pictures import pictures_in

MOST_MARKS = 1_000
"""Marks in one text that are looked at; what comes behind them stays as it is written."""

MOST_QUOTES = 20
"""Messages that one message quotes."""

MENTION = r"<at\b[^<>]*+>(?P<name>[^<>]*+)</at\s*+>"
MARK = re.compile(
    rf"{MENTION}|<(?P<end>/?)(?P<tag>[a-z][\w-]*+)(?P<attributes>(?:[\s/][^<>]*+)?)>|<!--[^<>]*+>", re.IGNORECASE
)
END = re.compile(r"</([a-z][\w-]*+)", re.IGNORECASE)
# How the HTML that repeats a message marks a mention.
MENTION_IN_HTML = re.compile(
    r"<span\b(?=[^<>]*schema\.skype\.com/Mention)[^<>]*+>([^<>]*+)</span\s*+>", re.IGNORECASE | re.ASCII
)
ESCAPED_MARK = re.compile(r"&lt;(/?(?:quoted|at)\b(?:(?!&[lg]t;)[^<>\n]){0,300})&gt;", re.IGNORECASE)
UNSAID = frozenset({"quoted", "quote", "quotedreply", "legacyquote", "attachment", "uriobject", "video", "audio"})
UNSAID |= {"emoji", "customemoji", "ss", "script", "style", "title"}
"""Elements whose content nobody typed: a quoted message, a file, a picture in letters, what a page keeps to itself."""

FORMATTING = frozenset(SEEN_AS) | {
    "a",
    "img",
    "ol",
    "ul",
    "dl",
    "dt",
    "dd",
    "th",
    "td",
    "thead",
    "tbody",
    "strike",
    "del",
}
FORMATTING |= {"blockquote", "codeblock", "big", "small", "readonly", "systemeventmessage", "ins", "q", "section"}
"""What Teams' editor makes of formatting. Another name alone in angle brackets was typed: `<Ben>`."""

BLOCKQUOTE = re.compile(r"<(/?)blockquote\b([^<>]*+)>", re.IGNORECASE)
REPLY = "schema.skype.com/reply"
ALT = re.compile(r"""\salt\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE)
HREF = re.compile(r"""\shref\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE)
LINKS = ("http://", "https://", "msteams:")


@value
class Mention:
    """Somebody who is named with an @."""

    name: str


@value
class Marked:
    """A text's pieces in their order; `is_markup` where anything in it was a mark, so that letters are escaped, too."""

    pieces: tuple[str | Mention, ...]
    is_markup: bool


def read_marks(text: str, *, markup: bool = False) -> Marked:
    """The text without Teams' marks, but with its mentions. In `markup`, whatever looks like a tag is one."""
    written = ESCAPED_MARK.sub(r"<\1>", text) if "&lt;" in text else text
    if "<" not in written:
        return Marked((without_entities(written) if markup else written.replace("&nbsp;", " "),), markup)
    pieces = list(_pieces(written, markup=markup))
    is_markup = markup or len(pieces) > 1  # a mark parts the text
    return Marked(tuple(map(_unescaped, pieces) if is_markup and "&" in written else pieces), is_markup)


def without_quotes(html: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a message without the messages that it replies to, and the text of each of these.

    A reply begins with `<blockquote itemtype="http://schema.skype.com/Reply">`, the quoted message's beginning in it.
    """
    if REPLY not in html.lower():
        return html, ()
    kept, quotes = list[str](), list[str]()
    start = 0  # of what is not kept yet
    depth = begin = 0  # of the quote that is open
    for mark in islice(BLOCKQUOTE.finditer(html), MOST_MARKS):
        ends = bool(mark[1])
        if depth:
            depth += -1 if ends else 1
            if not depth:
                quotes.append(html[begin : mark.start()])
                start = mark.end()
        elif not ends and REPLY in mark[2].lower():
            kept.append(html[start : mark.start()])
            depth = 1
            begin = mark.end()
            start = mark.start()  # one that never ends hides nothing
    return "".join((*kept, html[start:])), tuple(map(_text_of, quotes))


def quoted_by_hand(html: str) -> tuple[str, ...]:
    """The text of each block (the first MOST_QUOTES) that a person made a quotation of; one with an address in it is no
    mere quotation.
    """
    if "<blockquote" not in html.lower():
        return ()
    parts = list(islice(BLOCKQUOTE.finditer(html), MOST_MARKS))
    blocks = (html[begin.end() : end.start()] for begin, end in pairwise(parts) if not begin[1] and end[1])
    return tuple(map(_text_of, islice((block for block in blocks if "://" not in block), MOST_QUOTES)))


def _text_of(html: str) -> str:
    return "".join(piece if isinstance(piece, str) else piece.name for piece in read_marks(html, markup=True).pieces)


def _pieces(text: str, *, markup: bool) -> Iterator[str | Mention]:
    # Where each element ends last.
    ends = {end[1].lower(): end.start() for end in islice(END.finditer(text), MOST_MARKS)}
    at = 0  # where what is not given yet begins
    unsaid = ""  # the element that is open, and whose content nobody typed
    for mark in islice(MARK.finditer(text), MOST_MARKS):
        tag = (mark["tag"] or ("at" if mark["name"] is not None else "!--")).lower()
        if unsaid:
            if tag == unsaid and mark["end"]:
                unsaid = ""
                at = mark.end()
            continue
        seen = _seen(mark, tag, ends, markup=markup)
        if seen is None:
            continue
        yield text[at : mark.start()]
        yield seen
        at = mark.end()
        is_open = tag in UNSAID and not mark["end"] and not mark["attributes"].rstrip().endswith("/")
        unsaid = tag if is_open and ends.get(tag, -1) > at - 1 else ""
    yield text[at:]


def _is_element(mark: re.Match[str], tag: str, ends: Mapping[str, int]) -> bool:
    """Whether a name in angle brackets is markup, known or not: with attributes, or an end."""
    attributes = mark["attributes"] or ""
    return tag == "!--" or tag in ends or "=" in attributes or attributes.endswith("/")


def _seen(mark: re.Match[str], tag: str, ends: Mapping[str, int], *, markup: bool) -> str | Mention | None:
    """What stands in the place of a mark; None for what is none."""
    if mark["name"] is not None:
        return Mention(unescape(mark["name"]).strip())
    if tag in {"img", "emoji"}:
        alt = ALT.search(mark["attributes"])
        shown = unescape(alt[1] or alt[2] or "") if alt else ""
        return f" {shown} " if pictures_in(shown) else " "  # any other picture's name is no word
    if tag == "a" and not mark["end"]:
        href = HREF.search(mark["attributes"])
        address = (href[1] or href[2] or "") if href else ""
        return f" {address} " if address.lower().startswith(LINKS) and not markup else ""
    if tag in UNSAID or tag in FORMATTING or markup or _is_element(mark, tag, ends):
        return SEEN_AS.get(tag, "" if tag == "a" else " ")
    return " " if tag == "at" else None


def _unescaped(piece: str | Mention) -> str | Mention:
    return without_entities(piece) if isinstance(piece, str) else piece
