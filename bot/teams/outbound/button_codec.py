"""A button carries what it stands for, sealed for its reader: an edited, foreign or outdated one opens for nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from bot.commands.get_link import GET_LINK
from bot.commands.recognition import sought
from bot.languages import LANGUAGES
from bot.languages.chosen import AUTOMATIC
from bot.model import Action, ActionKind, User
from bot.net.json_bytes import json_bytes
from bot.net.json_codec import JsonCodec
from bot.net.lenient_json import mapping, text, unpacked
from bot.ops.keyring import Keyring
from bot.ops.zones import zone_named
from bot.teams.outbound.sealed import seal, unseal
from cards import fields

PRESS = JsonCodec(Action)
THREAD = ";messageid="  # what follows in a channel's conversation id is the id of the thread's first message
# What nearly every press says, so that a row of the picker takes some 300 characters instead of 700. Changing it makes
# the buttons of older cards unreadable.
USUAL_PRESS = (
    b'{"verb":"say","text":"get link ","language":"en","link":"https://visit.teams.microsoft.com/webrtc-svc/api/route?tid='
    b'&convId=19:meeting_@thread.v2&oid=&JoinWebUrl=https%3A%2F%2Fteams.microsoft.com","verb":"copy","all_day":true,'
    b'"own":true,"series":true,"event_id":"AAMkA","graph_id":"MSo","verb":"get_link","meeting":{"subject":"","start":"'
    b'2026-11-30T10:00:00Z","end":"2026-12-01T09:30:00Z","organizer":{"name":"Dr ","email":"@clinic.com","id":"-"},'
    b'"join_url":"https://teams.microsoft.com/l/meetup-join/19%3ameeting_%40thread.v2/0?context=%7b%22Tid%22%3a%22%22%2c%22Oid%22'
    b'%3a%22%22%7d"}}'
)
# They move a link out of the place where it was asked for, or take it back from there.
DISCLOSING = frozenset({ActionKind.PREVIEW, ActionKind.POST_HERE, ActionKind.REMOVE, ActionKind.SEND_TO_ME})
# Beside these, fields say how a customer is invited.
INVITING = frozenset({ActionKind.INVITATION, ActionKind.INSERT})
# Beside these, a field may name a meeting: the button's own kind, and that of older cards.
NAMING = frozenset({ActionKind.MEETINGS, ActionKind.SAY})


DATED = b"\x01"  # what a press that says its day begins with; those of the first release are JSON, and begin with {
EPOCH = date(2020, 1, 1)
DISCLOSES_FOR = 7  # days: who reads along by then may not be who did when the link was asked for
HOLDS_FOR = 30  # days that a meeting or link in a button is good for; words alone are good as long as the key


def utc_today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


class ButtonCodec:
    """Seals and opens the data of buttons; a press knows the day on which it was made, and is outdated some day."""

    def __init__(self, keyring: Keyring, today: Callable[[], date] = utc_today) -> None:
        self._keyring = keyring
        self._today = today
        self._sealed_again = lru_cache(maxsize=2048)(self._sealed)  # *My meetings* stands on each card of a person's

    def press_in(self, user: User, conversation_id: str, sent: object) -> Action | None:
        """The press in what a button sent, sealed for this person or this conversation, with what was filled in.

        A drop-down's choice carries a press of its own and wins over the button beside it, but not over one for what
        is ticked.
        """
        data = mapping(unpacked(sent))
        chosen = data.get(fields.CHOICE)
        words = text(data, fields.WORDS).strip()
        beside = self._opened(user, conversation_id, data.get(fields.PRESS))
        if beside and beside.verb is ActionKind.GET_LINKS:
            return _with_ticks(beside, data)
        press = self._opened(user, conversation_id, chosen) if chosen else beside
        if press and press.verb in NAMING and words and not chosen:
            press = GET_LINK.request(sought(words))
        if press and press.verb is ActionKind.LANGUAGE:
            return _for_reader(press, data)
        return _for_customer(press, data) if press and press.verb in INVITING else press

    def _opened(self, user: User, conversation_id: str, sealed: object) -> Action | None:
        return self.open(user, conversation_id, sealed) or self.open_shared(conversation_id, sealed)

    def seal(self, user: User, conversation_id: str, press: Action, timezone: str | None = None) -> str:
        """`press` as text for a card that `user` reads, whose time zone that is (None: as the press says); what tells
        others is good in this conversation only.
        """
        context = _context_here(user, conversation_id) if press.verb in DISCLOSING else _context(user)
        return self._seal(press, context, timezone)

    def open(self, user: User, conversation_id: str, sealed: object) -> Action | None:
        """The press, or None: not sealed by us, not for this person (here), outdated, or with a key that is gone."""
        return self._open(sealed, _context(user)) or self._open(sealed, _context_here(user, conversation_id))

    def seal_shared(self, conversation_id: str, press: Action) -> str:
        """`press` for a card that everybody in a conversation sees; it must hold nothing of anybody's."""
        return self._seal(press, _shared(conversation_id))

    def open_shared(self, conversation_id: str, sealed: object) -> Action | None:
        """A press of a shared card of this very conversation."""
        return self._open(sealed, _shared(conversation_id))

    def _seal(self, press: Action, context: tuple[str, ...], timezone: str | None = None) -> str:
        sealed = self._sealed_again if _says_the_same_to_all(press) else self._sealed
        return sealed(press, context, timezone, self._today())

    def _sealed(self, press: Action, context: tuple[str, ...], timezone: str | None, today: date) -> str:
        dated = DATED + (today - EPOCH).days.to_bytes(2, "big") + _written(press, timezone)
        return seal(self._keyring, dated, *context, usual=USUAL_PRESS, small=_is_one_of_many(press))

    def _open(self, sealed: object, context: tuple[str, ...]) -> Action | None:
        packed = unseal(self._keyring, sealed, *context, usual=USUAL_PRESS)
        if packed is None:
            return None
        made, written = _dated(packed)
        press = PRESS.decode(written)
        if press is None:  # sealed by another version of the bot
            return None
        age = 0 if made is None else (self._today() - EPOCH).days - made
        return None if _is_outdated(press, age) else press


def _is_outdated(press: Action, age: int) -> bool:
    if press.verb in DISCLOSING:
        return age > DISCLOSES_FOR
    return age > HOLDS_FOR and press.holds_meetings


def _written(press: Action, timezone: str | None) -> bytes:
    """The press as JSON. A zone is written behind what is there: a copy of the press takes longer than its text."""
    if timezone is None or timezone == press.timezone:
        return PRESS.encode(press)
    elsewhere = replace(press, timezone="") if press.timezone else press
    return PRESS.encode(elsewhere)[:-1] + _zone(timezone)


@lru_cache(maxsize=256)
def _zone(timezone: str) -> bytes:
    return b"," + json_bytes({"timezone": timezone})[1:] if timezone else b"}"


def _says_the_same_to_all(press: Action) -> bool:
    """*My meetings*, *Help*: nothing of anybody's, no words that somebody said."""
    return not (press.holds_meetings or press.said_on or press.meeting_chat or press.message)


def _is_one_of_many(press: Action) -> bool:
    """Whether a card may have a hundred such buttons: a list's meetings."""
    return press.meeting is not None and press.verb is ActionKind.GET_LINK


def _for_customer(press: Action, data: Mapping[str, Any]) -> Action:
    """With what was picked for the customer; what is none of ours to pick changes nothing."""
    language = text(data, fields.LANGUAGE)
    zone = text(data, fields.ZONE)
    form = text(data, fields.INCLUDE)
    return replace(
        press,
        language=language if language in LANGUAGES else press.language,
        zone=zone if zone and zone_named(zone) else press.zone,
        # A button without them beside it (*Try again*) knows by itself what was ticked.
        with_title=_ticked(data, fields.TITLE) if fields.TITLE in data else press.with_title,
        with_name=_ticked(data, fields.NAME) if fields.NAME in data else press.with_name,
        form=form if form in fields.FORMS else press.form,
    )


def _for_reader(press: Action, data: Mapping[str, Any]) -> Action:
    """With the language that was picked to be answered in."""
    language = text(data, fields.LANGUAGE)
    return replace(press, language=language) if language in (*LANGUAGES, AUTOMATIC) else press


def _with_ticks(press: Action, data: Mapping[str, Any]) -> Action:
    """With what is ticked beside it; a button without anything to tick knows by itself what is meant."""
    ticked = tuple(n for n in range(len(press.meetings)) if _ticked(data, fields.tick(n)))
    return replace(press, ticked=ticked) if ticked else press


def _ticked(data: Mapping[str, Any], name: str) -> bool:
    return str(data.get(name)).lower() == "true"


def _dated(packed: bytes) -> tuple[int | None, bytes]:
    """The day on which a press was made (since EPOCH; None where it does not say), and its JSON."""
    if not packed.startswith(DATED):
        return None, packed
    return int.from_bytes(packed[1:3], "big"), packed[3:]


def _context(user: User) -> tuple[str, ...]:
    return ("press", user.tenant_id, user.id)


def _context_here(user: User, conversation_id: str) -> tuple[str, ...]:
    return (*_context(user), *_shared(conversation_id))


def _shared(conversation_id: str) -> tuple[str, ...]:
    """A channel is one conversation, whichever of its threads an activity names, or none."""
    return ("shared press", conversation_id.partition(THREAD)[0])
