"""An activity of Teams in the bot's words: who speaks, where, and what they ask for. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol

from bot.model import Action, Address, ChatKind, Command, Trouble, User
from bot.model.values import value
from bot.teams.inbound.clock import persons_zone, with_press
from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.typed import typed_in

OWN_CHAT = "a:"
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)  # BCP 47, as far as Teams uses it


@value
class Defaults:
    """What is assumed when the client does not say."""

    locale: str = "en"
    timezone: str = "UTC"


class ButtonReader(Protocol):
    """What opens the data of a pressed button."""

    def press_in(self, user: User, conversation_id: str, sent: object) -> Action | None:
        """What the button stands for; None when it was not made for this person, here."""
        ...


@value
class Heard:
    """What an activity asks for, and from whom; `refusal` says why it cannot be served, where it cannot."""

    command: Command
    refusal: Trouble | None = None


@value
class ActivityReader:
    """Reads activities for the people of `tenants`; `now` is the time of day, aware."""

    tenants: Collection[str]
    buttons: ButtonReader
    defaults: Defaults
    now: Callable[[], datetime]

    def said(self, activity: Inbound) -> Heard:
        """What a message says or presses."""
        user = user_from(activity, self.tenants)
        if isinstance(user, Trouble):
            return self.sent(activity)
        command = command_from(activity, user, self.buttons, self.defaults, self.now())
        return Heard(command) if isinstance(command, Command) else Heard(self._bare(activity, user), command)

    def sent(self, activity: Inbound) -> Heard:
        """A command without words: only who, where and in which language."""
        user = user_from(activity, self.tenants)
        if isinstance(user, Trouble):
            return Heard(self._bare(activity, _stranger(activity)), user)
        return Heard(self._bare(activity, user))

    def _bare(self, activity: Inbound, user: User) -> Command:
        now = self.now()
        zone = persons_zone(activity, self.defaults.timezone, now)
        return Command(
            user=user,
            address=address_from(activity),
            text="",
            now=now,
            timezone=zone.name,
            timezone_guessed=zone.guessed,
            locale=locale_of(activity, self.defaults),
            meeting_chat=meeting_chat_of(activity),
            targeted=is_targeted(activity),
        )


def user_from(activity: Inbound, tenants: Collection[str]) -> User | Trouble:
    """The sender, or why they cannot be served. Teams vouches for the ids: the activity's token is checked."""
    sender = activity.sender
    if sender is None or not sender.aad_object_id:
        return Trouble.UNKNOWN_SENDER
    if activity.tenant not in tenants:
        return Trouble.NOT_ALLOWED_TENANT
    return User(activity.tenant, sender.aad_object_id.lower(), sender.name or "")


def address_from(activity: Inbound) -> Address:
    """Where the answer goes."""
    return Address(
        service_url=activity.service_url,
        conversation_id=activity.conversation.id,
        kind=kind_of(activity),
        bot_id=activity.recipient.id if activity.recipient else "",
        user_id=activity.sender.id if activity.sender else "",
        activity_id=activity.id or "",
    )


def command_from(
    activity: Inbound, user: User, buttons: ButtonReader, defaults: Defaults, now: datetime
) -> Command | Trouble:
    """What the person asks for, in words or by a pressed button; STALE_CARD for a button that cannot be opened."""
    pressed = isinstance(activity.value, Mapping) and bool(activity.value)
    press = buttons.press_in(user, activity.conversation.id, activity.value) if pressed else None
    if pressed and press is None and not activity.text:
        return Trouble.STALE_CARD
    words, html = typed_in(activity)
    zone = persons_zone(activity, defaults.timezone, now)
    command = Command(
        user=user,
        address=address_from(activity),
        text=words,
        html=html,
        now=now,
        timezone=zone.name,
        timezone_guessed=zone.guessed,
        locale=locale_of(activity, defaults),
        meeting_chat=meeting_chat_of(activity),
        targeted=is_targeted(activity),
    )
    return with_press(command, press)


def locale_of(activity: Inbound, defaults: Defaults) -> str:
    """The person's language: the message's, else the client's, else the default."""
    if activity.locale and TAG.fullmatch(activity.locale):
        return activity.locale
    client = (entity.locale for entity in activity.entities if entity.type == "clientInfo")
    return next((name for name in client if name and TAG.fullmatch(name)), defaults.locale)


def is_targeted(activity: Inbound) -> bool:
    """Whether only the bot sees this message among others (a slash command), and only its writer may see the answer."""
    return kind_of(activity) is not ChatKind.PERSONAL and bool(activity.recipient and activity.recipient.is_targeted)


def meeting_chat_of(activity: Inbound) -> str:
    """Teams' id of the meeting whose chat this is; empty elsewhere."""
    data = activity.channel_data
    return (data.meeting.id if data and data.meeting else None) or ""


def kind_of(activity: Inbound) -> ChatKind:
    """An unknown kind counts as one where others read along; a missing one does, unless all else says otherwise."""
    match (activity.conversation.conversation_type or "").lower():
        case "personal":
            return ChatKind.PERSONAL
        case "channel":
            return ChatKind.CHANNEL
        case "" if _is_between_two(activity):
            return ChatKind.PERSONAL
        case _:
            return ChatKind.GROUP


def _is_between_two(activity: Inbound) -> bool:
    """Teams names a person's own chat with a bot 'a:…', all others 19:…"""
    data = activity.channel_data
    shared = activity.conversation.is_group or (data and (data.team or data.channel or data.meeting))
    return not shared and activity.conversation.id.startswith(OWN_CHAT)


def _stranger(activity: Inbound) -> User:
    """A sender who is nobody to us, for the record of the delivery and for an answer in their own chat."""
    return User(activity.tenant or "-", activity.sender.id if activity.sender else "-")
