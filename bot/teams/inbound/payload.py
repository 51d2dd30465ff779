"""The shape of an activity: read once, and checked before any SDK sees it, which would end in HTTP 500."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StrictBool,
    StrictStr,
    ValidationError,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, core_schema

from bot.net.lenient_json import unpacked

TEAMS = "msteams"  # the channel's id
WHOLE_TEXT = "json_invalid"  # pydantic's word for a body that is no JSON, or not to its parser


class _ElseNothing:
    """Marks what counts as absent when it has another type: nobody is refused over it."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), default=None, on_error="default")


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
    is_group: Annotated[StrictBool | None, _ElseNothing()] = None


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
    team: Annotated[Identified | None, _ElseNothing()] = None
    channel: Annotated[Identified | None, _ElseNothing()] = None
    event_type: Annotated[StrictStr | None, _ElseNothing()] = None


class Mentioned(_Part):
    """Who an `<at>` stands for."""

    id: StrictStr | None = None
    name: StrictStr | None = None


class Entity(_Part):
    """A mention, or what the client says about itself (`clientInfo`). Each client has entities of its own, too."""

    type: Annotated[StrictStr | None, _ElseNothing()] = None
    text: Annotated[StrictStr | None, _ElseNothing()] = None
    mentioned: Annotated[Mentioned | None, _ElseNothing()] = None
    locale: Annotated[StrictStr | None, _ElseNothing()] = None
    timezone: Annotated[StrictStr | None, _ElseNothing()] = None


class Attachment(_Part):
    """Part of a message; Teams repeats the text as `text/html`."""

    content_type: StrictStr | None = None
    content: Any = None


OBJECTS = frozenset({"action", "data", "authentication", "messagePayload", "queryOptions", "parameters"})


def _unpacked_value(value: object) -> object:
    """Some clients send an object as the text of one; what may be any text (a state, a token) stays as it is."""
    found = unpacked(value)
    if not isinstance(found, dict):
        return found
    return {name: unpacked(part) if name in OBJECTS else part for name, part in found.items()}


class Inbound(_Part):
    """An activity of Teams (protocol.md §1). All but type, channel, service URL and conversation may be absent.

    `value` is what a button or an invoke sent; where that, or an object in it, came
    as JSON text, the object.
    """

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
    timestamp: StrictStr | None = None
    local_timestamp: Annotated[StrictStr | None, _ElseNothing()] = None
    local_timezone: Annotated[StrictStr | None, _ElseNothing()] = None
    channel_data: ChannelData | None = None
    entities: tuple[Entity, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    members_added: tuple[Identified | None, ...] | None = None
    value: Annotated[Any, BeforeValidator(_unpacked_value)] = None

    @property
    def event_type(self) -> str:
        """Teams' own name for what has happened; "" where there is none."""
        return (self.channel_data and self.channel_data.event_type) or ""

    @property
    def adds_the_bot(self) -> bool:
        """Whether the bot itself is among those who were added to the conversation."""
        added = {member.id for member in self.members_added or () if member}
        return self.recipient is not None and self.recipient.id in added


def parse(body: bytes) -> Inbound:
    """The activity in the body of a request. Raises ValueError (which pydantic's error is) or RecursionError."""
    try:
        return Inbound.model_validate_json(body)
    except ValidationError as error:
        if error.error_count() > 1 or error.errors()[0]["type"] != WHOLE_TEXT:
            raise
    return Inbound.model_validate(_mended(body))


def _mended(body: bytes) -> Any:
    """A body that pydantic's parser refuses though it is JSON: half a surrogate pair (an emoji cut in two) is valid
    there, but no text to hash or send on.
    """
    raw = json.loads(body.decode(errors="replace"))
    return json.loads(json.dumps(raw, ensure_ascii=False).encode(errors="replace"))
