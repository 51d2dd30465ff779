"""'@Bot get link' says *get link*: the bot's own mention goes, everything else a person wrote stays."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from bot.teams.inbound.payload import Entity

AT = re.compile(r"<at\b[^<>]{0,200}+>([^<>]{0,300}+)</at>", re.IGNORECASE)
# Whoever is mentioned before the first word is addressed, and no part of what is said.
ADDRESSED = re.compile(r"(?:\s*+<at\b[^<>]{0,200}+>[^<>]{0,300}+</at>)+", re.IGNORECASE)
MOST = 1000
"""Mentions in one message that are looked at."""

# What Teams writes for letters that mean something in markup. Nothing else: '&not' and '&copy' are parts of addresses.
ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&"))


def without_mention(text: str | None, entities: Iterable[Entity], bot_id: str) -> str:
    """`text` without the mentions of the bot; another person's mention becomes their name.

    Teams marks a mention as `<at>Name</at>` in the text and repeats it in `entities` with the id of who is meant
    (protocol.md §1). Text in which the name merely occurs is left alone. Such text comes with its letters escaped, as
    markup has them.
    """
    ours = {_spoken(entity.text) for entity in entities if _is_mention_of(entity, bot_id)}

    def replacement(match: re.Match[str]) -> str:
        return " " if _spoken(match.group(0)) in ours else match.group(1)

    written = (text or "").replace("&nbsp;", " ")
    addressed = ADDRESSED.match(written)
    said = written[addressed.end() :] if addressed else written
    plain = " ".join(AT.sub(replacement, said, MOST).split())
    return _unescaped(plain) if addressed or AT.search(said) else plain


def _unescaped(text: str) -> str:
    for escaped, letter in ESCAPED:
        text = text.replace(escaped, letter)
    return text


def _is_mention_of(entity: Entity, bot_id: str) -> bool:
    return entity.type == "mention" and entity.mentioned is not None and entity.mentioned.id == bot_id


def _spoken(mention: str | None) -> str:
    """The name inside `<at …>name</at>`, since the tag's attributes differ between text and entity."""
    match = AT.fullmatch((mention or "").strip())
    return html.unescape(match.group(1) if match else mention or "").strip().casefold()
