"""How long Microsoft asks to wait: the header Retry-After, which Graph, Entra and the connector send alike."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds_to_wait(retry_after: str, now: float) -> float:
    """Seconds from the header (seconds, or an HTTP date; `now` is in epoch seconds); 0 when it makes no sense."""
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", retry_after.strip(), re.ASCII):
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.fromtimestamp(now, UTC)).total_seconds())
