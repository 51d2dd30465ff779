"""A rendered reply as the message activity that carries it to Teams. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.model import Address
from cards import Rendered

CARD = "application/vnd.microsoft.card.adaptive"
OAUTH_CARD = "application/vnd.microsoft.card.oauth"


def message(rendered: Rendered, address: Address, locale: str, above: str = "") -> dict[str, Any]:
    """A rendered reply as a message activity; `above` stands above its card."""
    attachments = [{"contentType": CARD, "content": rendered.card}] if rendered.card else []
    said = rendered.text or above
    text = {"text": said, "textFormat": "plain"} if said else {}
    return _activity(address, locale) | text | {"summary": rendered.summary, "attachments": attachments}


def oauth_message(content: Mapping[str, Any], summary: str, address: Address, locale: str) -> dict[str, Any]:
    """The sign-in card as a message activity."""
    attachments = [{"contentType": OAUTH_CARD, "content": dict(content)}]
    return _activity(address, locale) | {"summary": summary, "attachments": attachments}


def _activity(address: Address, locale: str) -> dict[str, Any]:
    return {
        "type": "message",
        "from": {"id": address.bot_id},
        "recipient": {"id": address.user_id},
        "conversation": {"id": address.conversation_id},
        "locale": locale,
    }
