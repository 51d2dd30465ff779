"""'get link https://teams.microsoft.com/l/…': every link in a message, however mail programs and people wrapped it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from bot.joinlinks.budget import Budget, OutOfBudget
from bot.joinlinks.folding import read_folded
from bot.joinlinks.link import JoinLink, each_once
from bot.joinlinks.plain import any_case, as_seen, without_soft_breaks
from bot.joinlinks.read import as_stored

MAX_TEXT_WITH_LINKS = 64 * 1024


COLON, SLASH = "(?::|%(?:25){0,5}3[aA])", "(?:/|%(?:25){0,5}2[fF])"
TEAMS, MICROSOFT, COM = any_case("teams."), any_case("microsoft."), any_case("com")
DOMAINS = f"{MICROSOFT}(?:{COM}|{any_case('us')}|{any_case('cn')})|{any_case('cloud.microsoft')}|{any_case('live.com')}"
HOSTS = rf"(?:{any_case('visit.')})?{TEAMS}(?:{DOMAINS})"
AFTER_BRACE = "(?:(?<=%7[bB])|(?<=%257[bB])|(?<=%25257[bB]))"
HALF_DECODED = (
    r"[^<>{}\n%]{0,200}+(?:%(?!(?:25){0,2}7[dD])[^<>{}\n%]{0,200}+){0,12}+(?:\}|%(?:25){0,2}7[dD])"  # up to its brace
)
LINK = re.compile(
    rf"(?=[hHmMtTvV])(?:{any_case('http')}[sS]?{COLON}{SLASH}{{2}}|{any_case('msteams')}{COLON}{SLASH}"
    rf"|(?<![\w.@/%=&:-]){HOSTS}/)"
    # A context that somebody decoded is raw JSON, quotes and all; or half of it, and its braces are still encoded.
    rf"(?:[^\s<>\"\\|\[\]{{}}`«»“”]++|\{{[^<>{{}}\n]{{0,400}}+\}}|(?:\{{|{AFTER_BRACE}(?=[\"\\“”])){HALF_DECODED})*+"
)
BEHIND = 5 * 1024
"""Characters behind a link that may belong to it, and the margins of their lines."""

TRAILING = ".,;:!?'*_~)}…’‘"


def find_links(text: str, html: str = "") -> tuple[JoinLink, ...]:
    """All links in a message, in order of appearance, each meeting once; also links that are no Teams meeting.

    `html` is the same message with markup: hrefs count, and so does what can be seen. Links that mail services
    rewrote, `visit` links, percent-encoding and entities are looked through. Only the first 64 KB of each are read,
    and of those as many links as a budget allows. Never raises.
    """
    stored = None if html else as_stored(text)  # thousands of meetings of a calendar are asked for their link
    return (stored,) if stored else each_once(chain(*links_apart(text, html)))


def link_in(url: str) -> JoinLink | None:
    """The Teams link that a join URL is, if it is one."""
    return next((link for link in find_links(url) if link.is_meeting), None) if url else None


@lru_cache(maxsize=64)  # on its way to an answer, a message is asked for its links half a dozen times
def links_apart(text: str, html: str) -> tuple[tuple[JoinLink, ...], tuple[JoinLink, ...]]:
    """The links in the text, and those in its markup, all of one budget."""
    budget = Budget()
    shown, marked_up = (tuple(links_seen(_as_seen(each), budget)) if each else () for each in (text, html))
    return shown, marked_up


@lru_cache(maxsize=4)  # the same markup stands beside the message, and beside what a command leaves of it
def _as_seen(marked_up: str) -> str:
    return as_seen(_bounded(without_soft_breaks(marked_up)))


def links_seen(text: str, budget: Budget) -> Iterator[JoinLink]:
    """The links in a text without markup, as far as the budget goes; what is written twice is read once."""
    found = [*LINK.finditer(text)]
    known = set[str]()
    limits = [*(link.start() for link in found[1:]), len(text)]
    try:
        for each, limit in zip(found, limits, strict=False):
            start, end = each.span()
            goes_on = text.startswith(("\n", "\r"), end)  # what follows may belong to it
            written = text[start : min(limit, end + BEHIND)] if goes_on else each[0]
            if written in known:
                continue
            known.add(written)
            link, steps, size = _read(written, end - start)
            budget.spend(size, steps)
            if not (link.names_meeting and _is_cut(each[0])):
                yield link
    except OutOfBudget:
        return


@lru_cache(maxsize=256)  # a message, its markup and what a command leaves of both have the same links
def _read(written: str, end: int) -> tuple[JoinLink, int, int]:
    """The link that a text begins with, up to `end` or going on behind it, and the steps and size that reading it took.

    Raises OutOfBudget when a whole message's budget is too little for it.
    """
    left, all_of_it = Budget(), Budget()
    link = read_folded(written, end, TRAILING, left)
    return link, all_of_it.steps - left.steps, all_of_it.size - left.size


def without_links(text: str) -> str:
    """The text with every link replaced by a bar."""
    return LINK.sub(" | ", text)


def _is_cut(written: str) -> bool:
    """Whether a preview ended inside the link: it may name another meeting. A context that is closed is whole."""
    bare = written.rstrip(TRAILING)
    end = written[len(bare) :]
    return ("…" in end or "..." in end) and not (end.startswith("}") or bare.lower().endswith("%7d"))


def _bounded(text: str) -> str:
    """A link that the cut goes through would name another meeting or none: it goes too."""
    return text if len(text) <= MAX_TEXT_WITH_LINKS else text[:MAX_TEXT_WITH_LINKS].rsplit(maxsplit=1)[0]
