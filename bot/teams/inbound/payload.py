"""The shape of an activity, checked before the SDK sees it, which turns wrong shapes into HTTP 500."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr
from pydantic.alias_generators import to_camel


class _Part(BaseModel):
    """A JSON object of Teams: what we read is typed, what we do not read is let through."""

    model_config = ConfigDict(extra="ignore", alias_generator=to_camel, frozen=True)


class Account(_Part):
    """A person or the bot. `aad_object_id` is absent for anonymous and connector senders."""

    id: StrictStr = Field(min_length=1)
    name: StrictStr | None = None
    aad_object_id: StrictStr | None = None
    is_targeted: StrictBool | None = None


class Conversation(_Part):
    """Where it was said. The SDK loses `tenantId` (it maps `tenantID`); here it is kept."""

    id: StrictStr = Field(min_length=1)
    conversation_type: StrictStr | None = None
    tenant_id: StrictStr | None = None


class Identified(_Part):
    """An object that is read for its id alone."""

    id: StrictStr | None = None


class Named(_Part):
    """An object that is read for its name alone."""

    name: StrictStr | None = None


class ChannelData(_Part):
    """What Teams adds to an activity."""

    tenant: Identified | None = None
    meeting: Identified | None = None
    source: Named | None = None


class Mentioned(_Part):
    """Who an `<at>` stands for."""

    id: StrictStr | None = None
    name: StrictStr | None = None


class Entity(_Part):
    """A mention, or what the client says about itself (`clientInfo`)."""

    type: StrictStr | None = None
    text: StrictStr | None = None
    mentioned: Mentioned | None = None
    locale: StrictStr | None = None
    timezone: StrictStr | None = None


class Attachment(_Part):
    """Part of a message; Teams repeats the text as `text/html`."""

    content_type: StrictStr | None = None
    content: Any = None


class Inbound(_Part):
    """An activity of Teams (protocol.md §1). All but type, channel, service URL and conversation may be absent."""

    type: StrictStr = Field(min_length=1)
    channel_id: StrictStr = Field(min_length=1)
    service_url: StrictStr = Field(min_length=1)
    conversation: Conversation
    sender: Account | None = Field(None, alias="from")
    recipient: Account | None = None
    id: StrictStr | None = None
    name: StrictStr | None = None
    action: StrictStr | None = None
    text: StrictStr | None = None
    locale: StrictStr | None = None
    local_timezone: StrictStr | None = None
    channel_data: ChannelData | None = None
    entities: tuple[Entity, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    value: Any = None
