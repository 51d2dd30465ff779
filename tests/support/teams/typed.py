"""A message of Teams, and what the bot reads of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.model import Command, User
from bot.ops.keyring import Keyring
from bot.teams.inbound.activities import Defaults, command_from
from bot.teams.inbound.mentions import beside_mentions
from bot.teams.inbound.payload import Entity, parse
from bot.teams.outbound.button_codec import ButtonCodec

ANNA = User("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222", "Anna")
BOT = {"id": "28:bot", "name": "Appointment Link"}
BUTTONS = ButtonCodec(Keyring([bytes(32)]))
NOW = datetime(2026, 11, 28, 18, 20, tzinfo=UTC)
MESSAGE: dict[str, Any] = {
    "type": "message",
    "channelId": "msteams",
    "serviceUrl": "https://smba.trafficmanager.net/emea/",
    "conversation": {"id": "a:1x", "conversationType": "personal", "tenantId": ANNA.tenant_id},
    "from": {"id": "29:1x", "name": "Anna", "aadObjectId": ANNA.id},
    "recipient": BOT,
    "channelData": {"tenant": {"id": ANNA.tenant_id}},
}


def heard(*, zone: str = "UTC", now: datetime = NOW, **changes: Any) -> Command:
    """The command that a message becomes; `zone` is the default one."""
    sent = parse(json.dumps(MESSAGE | changes).encode())
    found = command_from(sent, ANNA, BUTTONS, Defaults(timezone=zone), now)
    assert isinstance(found, Command)
    return found


def without_mention(text: str, entities: Iterable[Entity], bot_id: str) -> str:
    """What is said beside the bot's mention, in one line."""
    return " ".join(beside_mentions(text, entities, bot_id).split())


def html(content: object) -> dict[str, Any]:
    """The attachment that repeats a message as HTML."""
    return {"contentType": "text/html", "content": content}


def mention(name: str = BOT["name"], id: str = BOT["id"], **changes: Any) -> dict[str, Any]:
    """The entity of a mention."""
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": id, "name": name}} | changes
