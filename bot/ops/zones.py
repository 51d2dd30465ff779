"""Time zones by the names that Teams, Outlook and operators use: IANA's, and those of Windows."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tzlocal.windows_tz import win_tz

LONGEST = 100


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of an IANA or Windows name; None when nobody knows it."""
    if len(name) > LONGEST:
        return None
    try:
        return ZoneInfo(win_tz.get(name, name))
    except (ValueError, LookupError, OSError):
        # LookupError: no such zone. The others: "..", "Europe" and the like are looked for among files.
        return None
