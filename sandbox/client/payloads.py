"""The message that an action is used on, as Teams describes it to the bot (`messagePayload`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sandbox.client.activities import Json
from sandbox.client.chats import Chat
from sandbox.world.people import Person


def message_payload(
    sender: Person,
    body: str,
    at: datetime,
    *,
    attachments: Sequence[Mapping[str, Any]] = (),
    chat: Chat | None = None,
) -> Json:
    """Somebody's message. `body` is HTML; `at` is aware and decides the id."""
    id = str(int(at.timestamp() * 1000))
    where = (chat or Chat.personal(sender)).id
    return {
        "id": id,
        "replyToId": None,
        "messageType": "message",
        "createdDateTime": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "lastModifiedDateTime": None,
        "deleted": False,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": "en-us",
        "linkToMessage": f"https://teams.microsoft.com/l/message/{where}/{id}",
        "from": {
            "device": None,
            "conversation": None,
            "user": {"userIdentityType": "aadUser", "id": sender.oid, "displayName": sender.name},
            "application": None,
        },
        "body": {"contentType": "html", "content": body},
        "attachmentLayout": None,
        "attachments": [{"id": str(number), **attachment} for number, attachment in enumerate(attachments)],
        "mentions": [],
        "reactions": [],
    }
