"""'@Bot get link' says *get link*: the bot's own mention goes, everything else a person wrote stays."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.teams.inbound.inline_marks import Mention, read_marks
from bot.teams.inbound.payload import Entity

AT = re.compile(r"<at\b[^<>]*+>([^<>]*+)</at\s*+>", re.IGNORECASE)
MOST_MENTIONS = 1000
"""Mentions in one message, and entities, that are looked at; of those behind them the name stays."""


def beside_mentions(
    text: str, entities: Iterable[Entity], bot_id: str, bot_name: str = "", *, markup: bool = False
) -> str:
    """`text` without Teams' marks and without the mentions of the bot; another person's mention becomes their name.

    Teams marks a mention as `<at>Name</at>` in the text and repeats it in `entities` with the id of who is meant
    (protocol.md §1). Text in which the name merely occurs is left alone. Spaces and line breaks stay as they are.
    """
    marked = read_marks(text, markup=markup)
    mentions = [piece.name for piece in marked.pieces if isinstance(piece, Mention)][:MOST_MENTIONS]
    if not mentions:
        return "".join(map(str, marked.pieces))
    ours = set(_ours(mentions, [each for each in entities if each.type == "mention"][:MOST_MENTIONS], bot_id, bot_name))
    return "".join(_said(marked.pieces, ours))


def _said(pieces: Sequence[str | Mention], ours: set[int]) -> Iterator[str]:
    """Whoever is mentioned before the first word is addressed, and no part of what is said."""
    begun = False
    number = 0  # of the mention
    for piece in pieces:
        if isinstance(piece, str):
            begun = begun or bool(piece.strip())
            yield piece
        else:
            yield piece.name if begun and number not in ours else " "
            number += 1


def _ours(mentions: Sequence[str], entities: Sequence[Entity], bot_id: str, bot_name: str) -> Iterator[int]:
    """Which mentions are the bot's: by the name that an entity, or the recipient, has for it.

    A name that nobody claims is that of an entity whose names occur nowhere, in their order; and if the bot is called
    by none, the first such name is its: somebody has called it.
    """
    if not mentions:
        return
    names = [_folded(name) for name in mentions]
    of_bot = [entity for entity in entities if entity.mentioned and entity.mentioned.id == bot_id]
    own = {_folded(bot_name), *(name for entity in of_bot for name in _names(entity))} - {""}
    known = own.union(name for entity in entities for name in _names(entity))
    called = [number for number, name in enumerate(names) if name in own]
    nobodys = [number for number, name in enumerate(names) if name not in known]
    seen = frozenset(names)
    unseen = [entity for entity in entities if seen.isdisjoint(_names(entity))] if nobodys else []
    renamed = [number for number, entity in zip(nobodys, unseen, strict=False) if entity in of_bot]
    yield from called
    yield from renamed
    if not called and not renamed:
        yield from nobodys[len(unseen) : len(unseen) + 1]


def _names(entity: Entity) -> frozenset[str]:
    """What the entity says that somebody is called; since a tag's attributes differ from the text's, without them."""
    match = AT.fullmatch((entity.text or "").strip())
    written = match.group(1) if match else entity.text or ""
    of_account = entity.mentioned.name if entity.mentioned else ""
    return frozenset(filter(None, (_folded(html.unescape(written)), _folded(of_account or ""))))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold().lstrip("@")
