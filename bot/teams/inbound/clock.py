"""Which time zone a person's clock shows: by its name, by its offset, or as it was when their card was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import Action, Command
from bot.model.values import value
from bot.ops.zones import MINUS, is_offset, is_utc, offset_at, offset_written, zone_named, zone_of_offset
from bot.teams.inbound.payload import Inbound

QUARTER = timedelta(minutes=15)
# However a clock is written, its offset follows the time: '23:50:00.5+05:30', '11:50 PM +0530', '23:50:00 GMT-0930'.
OFFSET = re.compile(
    r":\d\d(?:\.\d{1,9})?\s?(?:[AP]M)?\s?(?:GMT|UTC)?\s?([+-])(\d\d?)(?::?([0-5]\d))?(?!\d)", re.IGNORECASE
)
MAX_TIMESTAMP = 100  # characters
DATE_ONLY = len("2026-11-28")


@value
class PersonsZone:
    """`name` is an IANA name or an offset; `guessed` says that the client named no zone."""

    name: str
    guessed: bool


def persons_zone(activity: Inbound, default: str, now: datetime) -> PersonsZone:
    """The zone that the message names, else the client; else one by the offset of its clock; else the default.

    An offset alone does not tell when clocks change: the default zone is the better guess where it has that offset now.
    """
    first = zone_named(activity.local_timezone or "")
    if first and not is_utc(first):  # nearly always: what the clock shows says no more
        return _as_named(first)
    offset = offset_of(activity, now)
    # A client, or a server between, also says UTC of a zone that it does not know.
    candidates = (zone for zone in (first, *_of_client(activity)) if zone)
    named = next((zone for zone in candidates if not (offset and is_utc(zone))), None)
    if named:
        return _as_named(named)
    told = None if offset is None else zone_of_offset(offset)
    usual = zone_named(default)
    if told is None or (usual and offset_at(usual, now) == offset):
        return PersonsZone(default, guessed=True)
    return PersonsZone(told.key, guessed=True)


def offset_of(activity: Inbound, now: datetime) -> timedelta | None:
    """How far the person's clock is from UTC, by `localTimestamp`; None where that does not tell.

    It comes with its offset (Bot Framework, "Activity schema"); one without is compared with `timestamp`, or `now`. One
    that ends in Z was written by somebody who did not know.
    """
    written = (activity.local_timestamp or "")[:MAX_TIMESTAMP].translate(MINUS).strip()
    if told := OFFSET.search(written):
        return offset_written(*told.groups())
    local, sent = _moment(written), _moment(activity.timestamp or "")
    if local is None or written.endswith(("Z", "z")) or len(written) == DATE_ONLY:
        return None
    return local.utcoffset() if local.tzinfo else _rounded(local - _without_zone(sent or now))


def with_press(command: Command, press: Action | None) -> Command:
    """The command with what was pressed. Where the client does not name the zone, the card remembers it.

    Not where the clock is another one by now: whoever travels reads the times of the place.
    """
    if press is None:
        return command
    zone = zone_named(press.timezone) if command.timezone_guessed else None
    if zone and not _is_another(command, zone):
        command = replace(command, timezone=zone.key, timezone_guessed=is_offset(zone.key))
    return replace(command, press=press)


def _is_another(command: Command, zone: ZoneInfo) -> bool:
    told = zone_named(command.timezone) if is_offset(command.timezone) else None
    return told is not None and offset_at(told, command.now) != offset_at(zone, command.now)


def _as_named(zone: ZoneInfo) -> PersonsZone:
    return PersonsZone(zone.key, guessed=is_offset(zone.key))


def _of_client(activity: Inbound) -> Iterator[ZoneInfo | None]:
    return (zone_named(entity.timezone or "") for entity in activity.entities if entity.type == "clientInfo")


def _moment(written: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(written)
    return None


def _without_zone(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _rounded(difference: timedelta) -> timedelta:
    """Two clocks, and the way between them, are some seconds apart."""
    return round(difference / QUARTER) * QUARTER
