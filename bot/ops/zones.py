"""Time zones by the names that Teams, Outlook, people and operators use, and a zone for an offset that has no name."""

from __future__ import annotations

import re
import struct
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo

from tzlocal.windows_tz import tz_win, win_tz

MAX_ZONE_NAME = 100
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)
"""No place on earth is further from UTC."""

# 'UTC+05:30', 'GMT-9:30', '+0530', and what Windows' settings show: '(UTC+05:30) Chennai, Kolkata'.
WRITTEN_OFFSET = re.compile(
    r"\(?(?:utc|gmt|z)?\s?(?:([+-])\s?(\d\d?)(?::?([0-5]\d))?(?:\s[^\n]*)?)?(?:\)[^\n]*)?", re.IGNORECASE
)
MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
NOWHERE = frozenset({"factory", "localtime", "posixrules"})
"""Files among those of the zones that name no place; one is the zone of the machine itself."""
SAME_ZONES = re.compile(r"^(?:posix|right)/", re.IGNORECASE)  # the same zones once more; by 'right', seconds apart
UTC_NAMES = frozenset({"UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "ZULU", "UNIVERSAL", "GREENWICH", "UTC+00:00"})
IN_BRACKETS = re.compile(r"\s*\([^()]*+\)$")
IN_SUMMER = re.compile(r"\b(?:daylight|summer) time$")  # by Windows, a zone has the name of its winter all the year


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of an IANA or Windows name, in any case, or of an offset ('UTC+05:30'); None when nobody knows it."""
    return _zone(name) if len(name) <= MAX_ZONE_NAME else None


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo | None:
    name = SAME_ZONES.sub("", name.translate(MINUS))
    if name.casefold() in NOWHERE:
        return None
    try:
        return ZoneInfo(win_tz.get(name, name))
    except (ValueError, LookupError, OSError):
        # LookupError: no such zone. The others: "..", "Europe" and the like are looked for among files.
        known = _in_any_spelling()
        place = known.get(_folded(name)) or known.get(_folded(IN_BRACKETS.sub("", name)))
        return ZoneInfo(place) if place else _written_as_offset(name)


@lru_cache(maxsize=1)
def _in_any_spelling() -> dict[str, str]:
    """IANA's names by themselves and by those of Windows, as `_folded` has both."""
    return {_folded(name): name for name in tz_win} | {_folded(name): zone for name, zone in win_tz.items()}


def _folded(name: str) -> str:
    folded = " ".join(name.replace("_", " ").replace("\\", "/").split()).casefold()
    return IN_SUMMER.sub("standard time", folded)


def _written_as_offset(name: str) -> ZoneInfo | None:
    found = WRITTEN_OFFSET.fullmatch(name.strip())
    if found is None or not name.strip():
        return None
    sign, hours, minutes = found.groups()
    if sign is None:
        return ZoneInfo("UTC")
    return zone_of_offset(offset_written(sign, hours, minutes))


def offset_written(sign: str, hours: str, minutes: str | None) -> timedelta:
    """'-', '9', '30' as what they say."""
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return size if sign == "+" else -size


def zone_of_offset(offset: timedelta) -> ZoneInfo | None:
    """The zone that is always so far from UTC, with the key 'UTC+05:30'; None where nobody is so far."""
    minutes = offset // timedelta(minutes=1)
    return _fixed(minutes) if WEST <= offset <= EAST else None


@lru_cache(maxsize=128)
def _fixed(minutes: int) -> ZoneInfo:
    """As a ZoneInfo, which everything that shows times takes: a file of one rule (RFC 8536), made here."""
    key = offset_name(timedelta(minutes=minutes))
    mark = b"UTC\0"
    counts = struct.pack(">6l", 0, 0, 0, 0, 1, len(mark))
    rule = struct.pack(">lbb", minutes * 60, 0, 0)
    return ZoneInfo.from_file(BytesIO(b"TZif" + bytes(16) + counts + rule + mark), key=key)


def offset_name(offset: timedelta) -> str:
    """'UTC+05:30'; 'UTC+00:00' for none."""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours:02}:{minutes:02}"


def is_utc(zone: ZoneInfo) -> bool:
    """Whether the zone is UTC by one of its names, or Greenwich's without a summer."""
    return zone.key.rpartition("/")[2].upper() in UTC_NAMES


def is_offset(name: str) -> bool:
    """Whether a key says an offset and no place."""
    return name.startswith(("UTC+", "UTC-"))


def offset_at(zone: ZoneInfo, moment: datetime) -> timedelta:
    """How far the zone is from UTC at an aware moment."""
    return moment.astimezone(zone).utcoffset() or timedelta()
