"""An activity of Teams becomes a Command; a rendered Reply becomes an activity. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from bot.model import Address, ChatKind, Command, Trouble, User
from bot.ops.zones import zone_named
from bot.teams.inbound.mentions import without_mention
from bot.teams.inbound.payload import Inbound
from bot.teams.outbound.button_codec import ButtonCodec
from cards import Rendered

CARD = "application/vnd.microsoft.card.adaptive"
OAUTH_CARD = "application/vnd.microsoft.card.oauth"
# How Teams marks a mention in the HTML that repeats a message.
MENTION_IN_HTML = re.compile(r"<span\b[^<>]{0,300}schema\.skype\.com/Mention[^<>]{0,300}>([^<>]{0,300})</span>")
LONGEST_TEXT = 64 * 1024
MARKED_UP = re.compile(r"\s*<(?:p|div)\b[^<>]*>", re.IGNORECASE)
MARKUP = re.compile(r"<(?!/?at\b)/?[a-z][^<>]*>", re.IGNORECASE)  # a mention stays: it is taken out by its entity
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)  # BCP 47, as far as Teams uses it


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is assumed when the client does not say."""

    locale: str = "en"
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class StalePress:
    """A button of ours whose data cannot be opened (any more)."""


def user_from(activity: Inbound, tenants: Collection[str]) -> User | Trouble:
    """The sender, or why they cannot be served. Teams vouches for the ids: the activity's token is checked."""
    sender = activity.sender
    if sender is None or not sender.aad_object_id:
        return Trouble.UNKNOWN_SENDER
    tenant = tenant_of(activity).lower()
    if tenant not in tenants:
        return Trouble.NOT_ALLOWED_TENANT
    return User(tenant, sender.aad_object_id.lower(), sender.name or "")


def address_from(activity: Inbound) -> Address:
    """Where the answer goes."""
    return Address(
        service_url=activity.service_url,
        conversation_id=activity.conversation.id,
        kind=_kind(activity.conversation.conversation_type),
        bot_id=activity.recipient.id if activity.recipient else "",
        user_id=activity.sender.id if activity.sender else "",
        activity_id=activity.id or "",
    )


def command_from(
    activity: Inbound, user: User, presses: ButtonCodec, defaults: Defaults, now: datetime
) -> Command | StalePress:
    """What the person asks for, in words or by a pressed button."""
    pressed = isinstance(activity.value, Mapping) and bool(activity.value)
    press = presses.press_in(user, activity.conversation.id, activity.value) if pressed else None
    if pressed and press is None and not activity.text:
        return StalePress()
    bot_id = activity.recipient.id if activity.recipient else ""
    return Command(
        user=user,
        address=address_from(activity),
        text=without_mention(_words(activity)[:LONGEST_TEXT], activity.entities or (), bot_id),
        html=_html(activity),
        now=now,
        timezone=timezone_of(activity, defaults),
        locale=locale_of(activity, defaults),
        press=press,
        meeting_chat=meeting_chat_of(activity),
        targeted=is_targeted(activity),
    )


def message(rendered: Rendered, address: Address, locale: str) -> dict[str, Any]:
    """A rendered reply as a message activity."""
    attachments = [{"contentType": CARD, "content": rendered.card}] if rendered.card else []
    text = {"text": rendered.text, "textFormat": "plain"} if rendered.text else {}
    return _activity(address, locale) | text | {"summary": rendered.summary, "attachments": attachments}


def oauth_message(content: Mapping[str, Any], summary: str, address: Address, locale: str) -> dict[str, Any]:
    """The sign-in card as a message activity."""
    attachments = [{"contentType": OAUTH_CARD, "content": dict(content)}]
    return _activity(address, locale) | {"summary": summary, "attachments": attachments}


def timezone_of(activity: Inbound, defaults: Defaults) -> str:
    """The person's zone as an IANA name: the message's, else the client's, else the default."""
    client = (entity.timezone for entity in activity.entities or () if entity.type == "clientInfo")
    named = (zone_named(name) for name in (activity.local_timezone, *client) if name)
    return next((zone.key for zone in named if zone), defaults.timezone)


def locale_of(activity: Inbound, defaults: Defaults) -> str:
    """The person's language: the message's, else the client's, else the default."""
    client = (entity.locale for entity in activity.entities or () if entity.type == "clientInfo")
    named = (name for name in (activity.locale, *client) if name and TAG.fullmatch(name))
    return next(named, defaults.locale)


def _activity(address: Address, locale: str) -> dict[str, Any]:
    return {
        "type": "message",
        "from": {"id": address.bot_id},
        "recipient": {"id": address.user_id},
        "conversation": {"id": address.conversation_id},
        "locale": locale,
    }


def tenant_of(activity: Inbound) -> str:
    """From `channelData`; `conversation.tenantId` says the same where channelData is missing."""
    data = activity.channel_data
    return (data.tenant.id if data and data.tenant else None) or activity.conversation.tenant_id or ""


def is_targeted(activity: Inbound) -> bool:
    """Whether only the bot sees this message among others (a slash command), and only its writer may see the answer."""
    shared = _kind(activity.conversation.conversation_type) is not ChatKind.PERSONAL
    return shared and bool(activity.recipient and activity.recipient.is_targeted)


def meeting_chat_of(activity: Inbound) -> str:
    """Teams' id of the meeting whose chat this is; empty elsewhere."""
    data = activity.channel_data
    return (data.meeting.id if data and data.meeting else None) or ""


def _kind(conversation_type: str | None) -> ChatKind:
    """An unknown kind counts as one where others read along."""
    match conversation_type:
        case "personal":
            return ChatKind.PERSONAL
        case "channel":
            return ChatKind.CHANNEL
        case _:
            return ChatKind.GROUP


def _words(activity: Inbound) -> str:
    """What was typed. Some clients send it as markup, or only as the attachment that repeats it as markup."""
    text = activity.text or ""
    if text.strip() and not MARKED_UP.match(text):
        return text
    marked_up = MENTION_IN_HTML.sub(r"<at>\1</at>", text if text.strip() else _html(activity))
    return unescape(MARKUP.sub(" ", marked_up))


def _html(activity: Inbound) -> str:
    parts = [a.content for a in activity.attachments or () if a.content_type == "text/html"]
    return "\n".join(part for part in parts if isinstance(part, str))[:LONGEST_TEXT]
