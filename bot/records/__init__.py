"""A command is written down before Teams hears 'received', and stays on record until it is answered."""

from __future__ import annotations

from bot.records.attempts import NotYet, Tried
from bot.records.content import Content, KnownReply
from bot.records.once import Once
from bot.records.records import Claimed, Records

__all__ = ["Claimed", "Content", "KnownReply", "NotYet", "Once", "Records", "Tried"]
