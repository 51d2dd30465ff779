"""'@Bot get link' says *get link*: the bot's own mention goes, everything else a person wrote stays."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from bot.teams.inbound.payload import Entity

AT = re.compile(r"<at\b[^<>]{0,200}>(.{0,300}?)</at>", re.DOTALL | re.IGNORECASE)
# Whoever is mentioned before the first word is addressed, and no part of what is said.
ADDRESSED = re.compile(r"^(?:(?:&nbsp;|\s)*<at\b[^<>]{0,200}>[^<>]{0,300}</at>)+", re.IGNORECASE)
SPACES = re.compile(r"(?:&nbsp;|\s)+")
# What Teams writes for letters that mean something in markup. Nothing else: '&not' and '&copy' are parts of addresses.
ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|#39);")


def without_mention(text: str | None, entities: Iterable[Entity], bot_id: str) -> str:
    """`text` without the mentions of the bot; another person's mention becomes their name.

    Teams marks a mention as `<at>Name</at>` in the text and repeats it in `entities` with the id of who is meant
    (protocol.md §1). Text in which the name merely occurs is left alone. Such text comes with its letters escaped, as
    markup has them.
    """
    ours = {_spoken(entity.text) for entity in entities if _is_mention_of(entity, bot_id)}

    def replacement(match: re.Match[str]) -> str:
        return " " if _spoken(match.group(0)) in ours else match.group(1)

    addressed = ADDRESSED.sub("", text or "")
    plain = SPACES.sub(" ", AT.sub(replacement, addressed)).strip()
    return ESCAPED.sub(lambda letter: html.unescape(letter.group()), plain) if AT.search(text or "") else plain


def _is_mention_of(entity: Entity, bot_id: str) -> bool:
    return entity.type == "mention" and entity.mentioned is not None and entity.mentioned.id == bot_id


def _spoken(mention: str | None) -> str:
    """The name inside `<at …>name</at>`, since the tag's attributes differ between text and entity."""
    match = AT.fullmatch((mention or "").strip())
    return html.unescape(match.group(1) if match else mention or "").strip().casefold()
