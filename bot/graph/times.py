"""When a meeting is: Graph's dateTime and timeZone, which may be an IANA name, a Windows name, or neither."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo
from functools import lru_cache

from bot.net.lenient_json import text
from bot.ops.zones import zone_named

UTC_NAMES = {"", "utc", "tzone://microsoft/utc"}


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """The zone of the name that Graph says; UTC when it is unknown."""
    return UTC if name.lower() in UTC_NAMES else zone_named(name) or UTC


def moment(value: object, zone: tzinfo) -> datetime | None:
    """A dateTimeTimeZone in `zone`; None when it cannot be read. Graph writes seven decimals and no offset."""
    read = _datetime(text(value, "dateTime"))
    if read is None:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=zone_of(text(value, "timeZone")))).astimezone(zone)


def midnight(value: object, zone: tzinfo) -> datetime | None:
    """The first moment, in `zone`, of the day that an all-day event names: it is that day wherever one is.

    Graph says it as a midnight. Anything else is a moment, as of a day that was moved into the zone that was asked for.
    """
    read = _datetime(text(value, "dateTime"))
    if read is not None and read.time() != time.min:
        read = moment(value, zone)
    return None if read is None else datetime(read.year, read.month, read.day, tzinfo=zone)


def instant(written: str) -> datetime | None:
    """An aware time from ISO 8601 text (UTC without offset); None when it is none."""
    read = _datetime(written)
    return read if read is None or read.tzinfo else read.replace(tzinfo=UTC)


def _datetime(written: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        return None
    # Year 1 and 9999 are Graph's "never": they cannot be moved to another zone.
    return read if 1900 < read.year < 9000 else None
