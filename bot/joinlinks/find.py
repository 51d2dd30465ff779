"""'get link https://teams.microsoft.com/l/…': every link in a message, however mail programs and people wrapped it."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator

from bot.joinlinks.folding import read_folded, without_soft_breaks
from bot.joinlinks.link import JoinLink

MAX_TEXT = 64 * 1024

BREAKS = {"br", "p", "div", "tr", "li", "table", "pre"}
INLINE = {"b", "i", "u", "s", "em", "strong", "span", "font", "code", "wbr", "mark", "sub", "sup"}
# `<https://…>` is a link in angle brackets, not a tag: a tag's name is followed by white space, a slash or its end.
TAG = re.compile(r"</?([a-z][a-z0-9]*)((?:[\s/][^<>]*)?)>", re.IGNORECASE)
ADDRESS = re.compile(r"""\s(?:href|originalsrc)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
MARKDOWN_ESCAPE = re.compile(r"\\([_*~`()\[\]#.!-])")

COLON, SLASH = "(?::|%(?:25){0,5}3a)", "(?:/|%(?:25){0,5}2f)"
HOSTS = r"(?:visit\.)?teams\.(?:microsoft\.(?:com|us|cn)|cloud\.microsoft|live\.com)"
LINK = re.compile(
    rf"(?:https?{COLON}{SLASH}{{2}}|msteams{COLON}{SLASH}|(?<![\w.@/%=&:-]){HOSTS}/)"
    # A context that somebody decoded is raw JSON, quotes and all.
    r"(?:[^\s<>\"\\|\[\]{}`«»“”]|\{[^<>{}\n]{0,400}\})*",
    re.IGNORECASE,
)
TRAILING = ".,;:!?'*_~)}…’‘"


def find_links(text: str, html: str = "") -> tuple[JoinLink, ...]:
    """All links in a message, in order of appearance, each meeting once; also links that are no Teams meeting.

    `html` is the same message with markup: hrefs count, and so does what can be seen. SafeLinks, Proofpoint's links,
    `visit` links, percent-encoding and entities are looked through. Only the first 64 KB of each are read. Never
    raises.
    """
    found: dict[tuple[str, ...], JoinLink] = {}
    for link in (*_links(text), *_links(html)):
        known = found.setdefault(link.same_as, link)
        if link.organizer_id and not known.organizer_id:
            found[link.same_as] = link
    return tuple(found.values())


def without_links(text: str) -> str:
    """The text with every link replaced by a bar."""
    return LINK.sub(" | ", text)


def as_seen(marked_up: str) -> str:
    """Text as a reader sees it, without markup, with the address of each anchor in front of it."""
    text = TAG.sub(_in_place_of_tag, INVISIBLE.sub("", marked_up))
    return MARKDOWN_ESCAPE.sub(r"\1", ENTITY.sub(lambda entity: entities.unescape(entity[0]), text))


def _links(marked_up: str) -> Iterator[JoinLink]:
    text = as_seen(_bounded(without_soft_breaks(marked_up)))
    found = [*LINK.finditer(text)]
    limits = [*(link.start() for link in found[1:]), len(text)]
    for written, limit in zip(found, limits, strict=False):
        link = read_folded(text, *written.span(), limit, TRAILING)
        if not (link.is_meeting and _is_cut(written[0])):
            yield link


def _is_cut(written: str) -> bool:
    """Whether a preview ended inside the link: it may name another meeting. A context that is closed is whole."""
    bare = written.rstrip(TRAILING)
    end = written[len(bare) :]
    return ("…" in end or "..." in end) and not (end.startswith("}") or bare.lower().endswith("%7d"))


def _bounded(text: str) -> str:
    """A link that the cut goes through would name another meeting or none: it goes too."""
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT].rsplit(maxsplit=1)[0]


def _in_place_of_tag(tag: re.Match[str]) -> str:
    addresses = [" ".join(filter(None, match.groups())) for match in ADDRESS.finditer(tag[2])]
    if addresses:
        return f" {' '.join(addresses)} "
    name = tag[1].lower()
    return "\n" if name in BREAKS else "" if name in INLINE else " "
