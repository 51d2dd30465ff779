"""A message as its reader takes it in: what is hidden left out, and what it quotes told from what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urljoin

from bot.joinlinks.find import as_seen
from bot.joinlinks.folding import without_soft_breaks

MAX_BODY = 256 * 1024

MARKUP = re.compile(r"<(?:html|body|div|p|br|a|span|table|blockquote|b|i|strong|attachment)\b[^<>]*>", re.IGNORECASE)
HIDDEN = re.compile(r"<!--|<(head|style|script|title|template|xml)\b", re.IGNORECASE)
BREAK = re.compile(r"</?(?:p|div|tr|li|table|h[1-6]|hr|br|pre)\b[^<>]*>", re.IGNORECASE)
BLOCKQUOTE = re.compile(r"<(/?)blockquote\b[^<>]*>", re.IGNORECASE)
BASE = re.compile(r"<base\b([^<>]*)>", re.IGNORECASE)
BASE_HREF = re.compile(r"\shref\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
RELATIVE = re.compile(r"(\shref\s*=\s*)([\"'])(?![a-z][a-z0-9+.-]*:)([^\"'<>]+)\2", re.IGNORECASE)
IN, OUT = "\x02", "\x03"  # where a block quote begins and ends

# "From: … / Sent: …", "-----Original Message-----", "On Monday Anna wrote:" and their like begin an older message.
OLDER = re.compile(
    r"^[ \t*]*(?:From|Von|De|Od|Da|Van|Fra|Från|Lähettäjä|Feladó|Kimden|От|Від)[ \t*\u00a0]*:[^\n]{1,300}\n\s{0,20}"
    r"[^\s:][^\n:]{1,24}:"
    r"|^[ \t]*-{3,20}[ \t]?[^\n-]{4,40}-{3,20}[ \t]*$"
    r"|^[ \t]*(?:On|Am|Le|El|W dniu|Dnia|Il|Op|Em|Den)\b[^\n]{8,300}"
    r"(?:wrote|schrieb|écrit|escribió|napisał|scritto|schreef|escreveu|skrev)[^\n]{0,60}:[ \t]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a thread as plain text, with the address of each anchor in front of it."""

    text: str
    quoted: bool = False


def parts_of(body: str) -> tuple[Part, ...]:
    """What a message says itself, then what it quotes; `body` is HTML or plain text, read up to 256 KB."""
    return tuple(_parts(_lines(without_soft_breaks(body[:MAX_BODY]))))


def _lines(body: str) -> str:
    """Lines as seen; those of a quotation between IN and OUT."""
    body = body.replace(IN, "").replace(OUT, "").replace("\r\n", "\n")
    if not MARKUP.search(body):
        return as_seen(_marked(body))
    html = without_hidden(_resolved(body))
    html = html if "<pre" in html.lower() else re.sub(r"\s+", " ", html)
    html = BLOCKQUOTE.sub(lambda tag: f"\n{OUT if tag[1] else IN}\n", html)
    return _marked(as_seen(BREAK.sub("\n", html)))


def _marked(text: str) -> str:
    """Lines that begin with '>' are quotations too."""
    return re.sub(r"^[ \t]{0,20}>[^\n]*", lambda line: f"{IN}{line[0].lstrip(' >')}{OUT}", text, flags=re.MULTILINE)


def _parts(text: str) -> Iterator[Part]:
    for quoted, stretch in _stretches(text):
        begins = [0, *(older.start() for older in OLDER.finditer(stretch)), len(stretch)]
        for begin, end in pairwise(begins):
            if said := stretch[begin:end].strip():
                yield Part(said, quoted)


def _stretches(text: str) -> Iterator[tuple[bool, str]]:
    """What lies outside of all quotations, and what lies within: neighbouring pieces of a kind are one text."""
    own, within, depth = [""], [""], 0
    for piece in re.split(f"([{IN}{OUT}])", text):
        if piece in (IN, OUT):
            depth = max(0, depth + (1 if piece == IN else -1))
        else:
            (within if depth else own).append(piece)
    yield False, "\n".join(own)
    yield True, "\n".join(within)


def without_hidden(html: str) -> str:
    """The HTML without comments (Outlook's conditional ones too), heads, styles and scripts."""
    kept, at, unclosed = [], 0, set()
    for opened in HIDDEN.finditer(html):
        closing = f"</{opened[1].lower()}[^<>]*>?" if opened[1] else "-->"
        # What is never closed hides nothing; looking for its end once is enough.
        if opened.start() < at or closing in unclosed:
            continue
        if end := re.compile(closing, re.IGNORECASE).search(html, opened.end()):
            kept.append(html[at : opened.start()])
            at = end.end()
        else:
            unclosed.add(closing)
    return "".join([*kept, html[at:]])


def _resolved(html: str) -> str:
    """Relative addresses made whole where a `<base>` says what they are relative to; the base itself is no link."""
    tag = BASE.search(html)
    base = BASE_HREF.search(tag[1]) if tag else None
    if base is None:
        return html
    return RELATIVE.sub(lambda href: f"{href[1]}{href[2]}{_joined(base[1], href[3])}{href[2]}", BASE.sub("", html))


def _joined(base: str, relative: str) -> str:
    try:
        return urljoin(base, relative)
    except ValueError:
        return relative
