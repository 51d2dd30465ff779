"""What a person typed, of all that Teams puts into a message: no quotes, no mention of the bot, no marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.net.lenient_json import text as text_at
from bot.net.lenient_json import unpacked
from bot.reading.pictures import without_marks
from bot.teams.inbound.inline_marks import MENTION_IN_HTML, without_quotes
from bot.teams.inbound.mentions import beside_mentions
from bot.teams.inbound.payload import Inbound

LONGEST = 64 * 1024
MOST_QUOTES = 20
MARKED_UP = re.compile(r"\s*<(?:p|div)\b[^<>]*>", re.IGNORECASE)
ITEM = re.compile(r"[^\S\n]*(?:(\d{1,2})[.)]|[-*•–·▪◦●○])[^\S\n]+")


def typed_in(activity: Inbound) -> tuple[str, str]:
    """The words of a message in one line, and the message as HTML, where Teams gives it, both without what it quotes.

    Some clients send the words as markup, or only as the attachment that repeats them as markup.
    """
    html, quotes = without_quotes(_html(activity)[:LONGEST])
    plain, beside = without_quotes((activity.text or "")[:LONGEST])
    said = _words(activity, plain, markup=bool(MARKED_UP.match(plain)))
    if not said:
        said = _words(activity, html, markup=True)
    return _without_quoted_lines(said, (*beside, *quotes)[:MOST_QUOTES]), html


def _words(activity: Inbound, written: str, *, markup: bool) -> str:
    if not written:
        return ""
    bot = activity.recipient
    if "schema.skype.com/mention" in written.lower():
        written = MENTION_IN_HTML.sub(r"<at>\1</at>", written)
    id, name = (bot.id, bot.name or "") if bot else ("", "")
    said = without_marks(beside_mentions(written, activity.entities or (), id, name, markup=markup))
    return " ".join(_without_items(_without_handle(said, name)).split())


def _without_handle(said: str, name: str) -> str:
    """'@Appointment Links get link', typed by hand, calls the bot as well."""
    if not name or "@" not in said:
        return said
    return re.sub(rf"(?<!\S)@{re.escape(name)}(?!\w)", " ", said, flags=re.IGNORECASE)


def _without_items(said: str) -> str:
    """Lines that are the points of a list, from 1 on or with a bullet each, without what marks them."""
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
    contents = (unpacked(part.content) for part in activity.attachments or () if part.content_type == "text/html")
    return "\n".join(filter(None, map(_markup, contents)))


def _markup(content: object) -> str:
    if isinstance(content, str):
        return content
    return next(filter(None, (text_at(content, name) for name in ("text", "body", "content"))), "")
