"""Time zones by either of the names that Outlook takes: Windows' and IANA's."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

PREFERENCE = re.compile(r'outlook\.timezone\s*=\s*"?([^",;]+)"?', re.IGNORECASE)


def preferred_zone(prefer: str) -> tuple[str, ZoneInfo]:
    """The zone of a Prefer header, under the name it was asked by; UTC when there is none. KeyError: no such zone."""
    found = PREFERENCE.search(prefer)
    name = found.group(1).strip() if found else "UTC"
    iana = get_global("windows_zone_mapping").get(name, name)
    try:
        return name, ZoneInfo(iana)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise KeyError(name) from None
