"""How long Microsoft asks to wait: the header Retry-After, which Graph, Entra and the connector send alike."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 3600.0  # seconds; whoever asks for more is asked again after an hour
MAX_HEADER = 64  # letters; an HTTP date has 29
SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)


def seconds_to_wait(retry_after: str, now: float) -> float:
    """Seconds from the header (seconds, or an HTTP date; `now` is in epoch seconds), an hour at most.

    0 when it makes no sense, or when the date is over.
    """
    written = retry_after.strip() if len(retry_after) <= MAX_HEADER else ""
    if SECONDS.fullmatch(written):
        return min(LONGEST_WAIT, float(written))
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(LONGEST_WAIT, max(0.0, (aware - datetime.fromtimestamp(now, UTC)).total_seconds()))
