"""The shape of an activity: read once, and checked before any SDK sees it, which would end in HTTP 500."""

from __future__ import annotations

import json
from typing import Annotated, Any, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
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


class _EachElseLeftOut:
    """Marks a list whose items count as absent when they are of another type, and so does a list that is none."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        item = core_schema.with_default_schema(handler.generate_schema(get_args(source)[0]), on_error="omit")
        each = core_schema.tuple_variable_schema(item)
        return core_schema.with_default_schema(each, default=(), on_error="default")


Written = Annotated[Annotated[str, Field(coerce_numbers_to_str=True)] | None, _ElseNothing()]
"""A text; of a number, its digits; anything else counts as absent."""

Flag = Annotated[bool | None, _ElseNothing()]


class _Part(BaseModel):
    """A JSON object of Teams: what we read is typed, what we do not read is let through."""

    model_config = ConfigDict(extra="ignore", alias_generator=to_camel, frozen=True, defer_build=True)


class InboundAccount(_Part):
    """A person or the bot. `aad_object_id` is absent for anonymous and connector senders."""

    id: StrictStr = Field(min_length=1)
    name: Written = None
    aad_object_id: Annotated[StrictStr | None, _ElseNothing()] = None
    is_targeted: Flag = None


class Conversation(_Part):
    """Where it was said. The SDK loses `tenantId` (it maps `tenantID`); here it is kept."""

    id: StrictStr = Field(min_length=1)
    conversation_type: Written = None
    tenant_id: Annotated[StrictStr | None, _ElseNothing()] = None
    is_group: Flag = None


class Identified(_Part):
    """An object that is read for its id alone."""

    id: Written = None


class Named(_Part):
    """An object that is read for its name alone."""

    name: Written = None


class ChannelData(_Part):
    """What Teams adds to an activity."""

    tenant: Annotated[Identified | None, _ElseNothing()] = None
    meeting: Annotated[Identified | None, _ElseNothing()] = None
    source: Annotated[Named | None, _ElseNothing()] = None
    team: Annotated[Identified | None, _ElseNothing()] = None
    channel: Annotated[Identified | None, _ElseNothing()] = None
    event_type: Written = None


class Mentioned(_Part):
    """Who an `<at>` stands for."""

    id: StrictStr | None = None
    name: StrictStr | None = None


class Entity(_Part):
    """A mention, or what the client says about itself (`clientInfo`). Each client has entities of its own, too."""

    type: Written = None
    text: Written = None
    mentioned: Annotated[Mentioned | None, _ElseNothing()] = None
    locale: Written = None
    timezone: Written = None


class Attachment(_Part):
    """Part of a message; Teams repeats the text as `text/html`."""

    content_type: Written = None
    content: Any = None


OBJECTS = frozenset({"action", "data", "authentication", "messagePayload", "queryOptions", "parameters"})


def _unpacked_value(value: object) -> object:
    """Some clients send an object as the text of one; what may be any text (a state, a token) stays as it is."""
    found = unpacked(value)
    if not isinstance(found, dict):
        return found
    return {name: unpacked(part) if name in OBJECTS else part for name, part in found.items()}


class Inbound(_Part):
    """An activity of Teams (protocol.md §1).

    Without type, channel, service URL, conversation and a sender nobody can be answered: such an activity is refused.
    All else may be absent, or of any shape, and is then nothing.
    `value` is what a button or an invoke sent; where that, or an object in it, came as JSON text, the object.
    """

    type: StrictStr = Field(min_length=1)
    channel_id: StrictStr = Field(min_length=1)
    service_url: StrictStr = Field(min_length=1)
    conversation: Conversation
    sender: InboundAccount | None = Field(None, alias="from")
    recipient: Annotated[InboundAccount | None, _ElseNothing()] = None
    id: Written = None
    name: Written = None
    action: Written = None
    text: Written = None
    locale: Written = None
    timestamp: Written = None
    local_timestamp: Written = None
    local_timezone: Written = None
    channel_data: Annotated[ChannelData | None, _ElseNothing()] = None
    entities: Annotated[tuple[Entity, ...], _EachElseLeftOut()] = ()
    attachments: Annotated[tuple[Attachment, ...], _EachElseLeftOut()] = ()
    members_added: Annotated[tuple[Identified, ...], _EachElseLeftOut()] = ()
    value: Annotated[Any, BeforeValidator(_unpacked_value)] = None

    @property
    def tenant(self) -> str:
        """From `channelData`; `conversation.tenantId` says the same where channelData is missing. In small letters."""
        data = self.channel_data
        return ((data.tenant.id if data and data.tenant else None) or self.conversation.tenant_id or "").lower()

    @property
    def event_type(self) -> str:
        """Teams' own name for what has happened; "" where there is none."""
        return (self.channel_data and self.channel_data.event_type) or ""

    @property
    def adds_the_bot(self) -> bool:
        """Whether the bot itself is among those who were added to the conversation."""
        added = {member.id for member in self.members_added}
        return self.recipient is not None and self.recipient.id in added


def prepare() -> None:
    """Build now what checks an activity, and is else built with the first one: ten milliseconds."""
    Inbound.model_rebuild()


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
