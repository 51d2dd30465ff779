"""Who speaks, and where: a member of staff, the conversation, and who is signed in."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from bot.model.values import value


@value
class User:
    """A member of staff as Entra knows them: tenant and object id together are the key, the name is decoration."""

    tenant_id: str
    id: str
    name: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """The person as one text, in the store and wherever work is counted for each."""
        return f"{self.tenant_id}/{self.id}"


class ChatKind(StrEnum):
    """Who reads along: `conversation.conversationType` of a Teams activity."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@value
class Address:
    """Where an answer goes; enough to post it later and from another instance."""

    service_url: str
    conversation_id: str
    kind: ChatKind
    bot_id: str
    user_id: str
    activity_id: str


@value
class Account:
    """Who is signed in, and what the bot may do for them."""

    user: User
    username: str
    scopes: tuple[str, ...]
