"""A message as its reader takes it in: what is hidden left out, and what it quotes told from what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from urllib.parse import urljoin

from bot.joinlinks.plain import as_seen, without_soft_breaks
from bot.model.values import value

MAX_MAIL = 256 * 1024  # characters
MAX_PARTS = 100
"""Messages of a thread that are told apart; the rest counts as one."""

MAX_MARKS = 1000
"""Hidden elements, and changes between what is said and what is quoted, that are looked at in one message."""

MARKUP = re.compile(r"<(?:html|body|div|p|br|a|span|table|blockquote|b|i|strong|attachment)\b[^<>]*+>", re.IGNORECASE)
HIDDEN = re.compile(r"<(?:!--|(head|style|script|title|template|xml)\b)", re.IGNORECASE)
ENDS: dict[str | None, re.Pattern[str]] = {
    name: re.compile(f"</{name}[^<>]*+>?", re.IGNORECASE)
    for name in ("head", "style", "script", "title", "template", "xml")
} | {None: re.compile("-->")}
BLOCKQUOTE = re.compile(r"<blockquote\b[^<>]*+>", re.IGNORECASE)
END_OF_BLOCKQUOTE = re.compile(r"</blockquote\b[^<>]*+>", re.IGNORECASE)
BASE = re.compile(r"<base\b([^<>]*+)>", re.IGNORECASE)
BASE_HREF = re.compile(r"\shref\s*+=\s*+[\"']?([^\"'\s<>]+)", re.IGNORECASE)
RELATIVE = re.compile(r"(\shref\s*+=\s*+)([\"'])(?![a-z][a-z0-9+.-]*+:)([^\"'<>]++)\2", re.IGNORECASE)
IN, OUT = "\x02", "\x03"  # where a quotation begins and ends
QUOTED_LINES = re.compile(r"(?:\n[ \t]{0,20}+>[^\n]*+)++")
QUOTE_MARK = re.compile(r"\n[ \t]{0,20}+>[ >]*+")

# "From: … / Sent: …", "-----Original Message-----", "On Monday Anna wrote:" and their like begin an older message.
OLDER = re.compile(
    r"\n(?:[ \t*]*+(?:From|Von|De|Od|Da|Van|Fra|Från|Lähettäjä|Feladó|Kimden|От|Від)[ \t*\u00a0]*+:[^\n]{1,300}+\n"
    r"\s{0,20}+[^\s:][^\n:]{1,24}+:"
    r"|[ \t]*+-{3,20}+[ \t]?[^\n-]{4,40}+-{3,20}+[ \t]*+(?![^\n])"
    r"|[ \t]*+(?:On|Am|Le|El|W dniu|Dnia|Il|Op|Em|Den)\b(?P<line>[^\n]{12,400}+)(?<=[: \t])(?![^\n]))"
)
WROTE = re.compile(r"(?:wrote|schrieb|écrit|escribió|napisał|scritto|schreef|escreveu|skrev)[^\n:]{0,60}+:[ \t]*+\Z")


@value
class Part:
    """One message of a thread as plain text, with the address of each anchor in front of it."""

    text: str
    quoted: bool = False


def parts_of(body: str) -> tuple[Part, ...]:
    """What a message says itself, then what it quotes; `body` is HTML or plain text, read up to 256 KB."""
    return tuple(_parts(_lines(without_soft_breaks(body[:MAX_MAIL])))) if body else ()


def _lines(body: str) -> str:
    """Lines as seen; those of a quotation between IN and OUT."""
    body = body.replace(IN, "").replace(OUT, "").replace("\r\n", "\n")
    if "<" not in body or not MARKUP.search(body):
        return as_seen(_marked(body))
    html = without_hidden(_resolved(body))
    html = html if "<pre" in html.lower() else " ".join(html.split())
    html = END_OF_BLOCKQUOTE.sub(f"\n{OUT}\n", BLOCKQUOTE.sub(f"\n{IN}\n", html))
    return _marked(as_seen(html))


def _marked(text: str) -> str:
    """Lines that begin with '>' are quotations too."""
    if ">" not in text:
        return text
    return QUOTED_LINES.sub(_in_place_of_quotation, f"\n{text}", MAX_MARKS)[1:]


def _in_place_of_quotation(lines: re.Match[str]) -> str:
    return "\n" + IN + QUOTE_MARK.sub("\n", lines[0]) + OUT


def _parts(text: str) -> Iterator[Part]:
    for quoted, stretch in _stretches(text):
        older = islice(OLDER.finditer(f"\n{stretch}"), MAX_PARTS)
        begins = [0, *(each.start() for each in older if _is_header(each)), len(stretch)]
        for begin, end in pairwise(begins):
            if said := stretch[begin:end].strip():
                yield Part(said, quoted)


def _is_header(older: re.Match[str]) -> bool:
    return older["line"] is None or bool(WROTE.search(older["line"][-100:]))


def _stretches(text: str) -> Iterator[tuple[bool, str]]:
    """What lies outside of all quotations, and what lies within: neighbouring pieces of a kind are one text."""
    own, within = list[str](), list[str]()
    depth = 0  # quotations within each other
    for piece in re.split(f"([{IN}{OUT}])", text, maxsplit=2 * MAX_MARKS):
        if piece in (IN, OUT):
            depth = max(0, depth + (1 if piece == IN else -1))
        else:
            (within if depth else own).append(piece)
    yield False, "\n".join(own)
    yield True, "\n".join(within)


def without_hidden(html: str) -> str:
    """The HTML without comments (Outlook's conditional ones too), heads, styles and scripts."""
    kept = list[str]()
    at = 0  # where what is not kept yet begins
    unclosed = set[str | None]()
    for opened in islice(HIDDEN.finditer(html), MAX_MARKS):
        element = opened[1].lower() if opened[1] else None
        # What is never closed hides nothing; looking for its end once is enough.
        if opened.start() < at or element in unclosed:
            continue
        if end := ENDS[element].search(html, opened.end()):
            kept.append(html[at : opened.start()])
            at = end.end()
        else:
            unclosed.add(element)
    return "".join([*kept, html[at:]])


def _resolved(html: str) -> str:
    """Relative addresses made whole where a `<base>` says what they are relative to; the base itself is no link."""
    tag = BASE.search(html)
    base = BASE_HREF.search(tag[1]) if tag else None
    if base is None:
        return html
    return RELATIVE.sub(
        lambda href: f"{href[1]}{href[2]}{_joined(base[1], href[3])}{href[2]}", BASE.sub("", html), MAX_MARKS
    )


def _joined(base: str, relative: str) -> str:
    try:
        return urljoin(base, relative)
    except ValueError:
        return relative
