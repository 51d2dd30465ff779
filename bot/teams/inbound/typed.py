"""What a person typed, of all that Teams puts into a message: no quotes, no mention of the bot, no marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.commands.recognition import PHRASES
from bot.net.lenient_json import text_within
from bot.reading.folding import has_words
from bot.reading.pictures import without_marks
from bot.teams.inbound.inline_marks import MENTION_IN_HTML, MOST_QUOTES, quoted_by_hand, without_quotes
from bot.teams.inbound.mentions import beside_mentions
from bot.teams.inbound.payload import Inbound

MAX_TYPED = 64 * 1024  # characters
MARKED_UP = re.compile(r"\s*<(?:p|div)\b[^<>]*>", re.IGNORECASE)
QUOTED_LINE = re.compile(r"\s*(?:>|&gt;)")
ITEM = re.compile(r"[^\S\n]*(?:(\d{1,2})[.)]|[-*•–·▪◦●○])[^\S\n]+")


def typed_in(activity: Inbound) -> tuple[str, str]:
    """The words of a message in one line, and the message as HTML, where Teams gives it, both without what it quotes.

    Some clients send the words as markup, or only as the attachment that repeats them as markup.
    """
    html, quotes = without_quotes(_html(activity)[:MAX_TYPED])
    plain, beside = without_quotes((activity.text or "")[:MAX_TYPED])
    said = _words(activity, plain, markup=bool(MARKED_UP.match(plain)))
    if not said:
        said = _words(activity, html, markup=True)
    by_hand = (*quoted_by_hand(plain), *quoted_by_hand(html))
    return _without_quoted_lines(said, (*beside, *quotes, *filter(_is_no_command, by_hand))[:MOST_QUOTES]), html


def _words(activity: Inbound, written: str, *, markup: bool) -> str:
    if not written:
        return ""
    bot = activity.recipient
    if "schema.skype.com/mention" in written.lower():
        written = MENTION_IN_HTML.sub(r"<at>\1</at>", written)
    id, name = (bot.id, bot.name or "") if bot else ("", "")
    said = without_marks(beside_mentions(written, activity.entities, id, name, markup=markup))
    return " ".join(_without_items(_without_answered_lines(_without_handle(said, name))).split())


def _without_handle(said: str, name: str) -> str:
    """'@Appointment Link get link', typed by hand, calls the bot as well."""
    if not name or "@" not in said:
        return said
    return re.sub(rf"(?<!\S)@{re.escape(name)}(?!\w)", " ", said, flags=re.IGNORECASE)


def _without_answered_lines(said: str) -> str:
    """'> Which meeting?' in front of one's own words is what they answer."""
    if ">" not in said and "&gt;" not in said:
        return said
    lines = said.splitlines()
    own = next((number for number, line in enumerate(lines) if line.strip() and not QUOTED_LINE.match(line)), 0)
    quoted = " ".join(lines[:own])
    rest = "\n".join(lines[own:])
    return said if "://" in quoted or not (_is_no_command(quoted) and has_words(rest)) else rest


def _is_no_command(quote: str) -> bool:
    """Whoever quotes a command in a message says it."""
    return PHRASES.spoken(quote.replace("&gt;", ">")) is None


def _without_items(said: str) -> str:
    """Lines that are the points of a list, from 1 on or with a bullet each, without what marks them."""
    if not ITEM.match(said.lstrip()):
        return said
    lines = [line for line in said.splitlines() if line.strip()]
    if len(lines) < 2:
        return said
    items = [ITEM.match(line) for line in lines]
    numbers = [item[1] and int(item[1]) for item in items if item]
    in_order = list(range(1, len(lines) + 1))
    is_list = len(numbers) == len(lines) and numbers in (in_order, [None] * len(lines))
    return "\n".join(line[item.end() :] for line, item in zip(lines, items, strict=True) if item) if is_list else said


def _without_quoted_lines(said: str, quotes: Iterable[str]) -> str:
    """Some clients repeat the quoted message at the beginning of the text, too."""
    for quote in quotes:
        quoted = " ".join(without_marks(quote).split())
        if quoted and said.startswith(quoted):
            said = said[len(quoted) :].lstrip()
    return said


def _html(activity: Inbound) -> str:
    """The attachments that repeat the text as markup; some clients wrap it in an object, or in the text of one."""
    parts = [part.content for part in activity.attachments if _is_html(part.content_type or "")]
    return "\n".join(filter(None, map(text_within, parts)))


def _is_html(media_type: str) -> bool:
    """Whatever else the media type says."""
    return media_type.partition(";")[0].strip().lower() == "text/html"
