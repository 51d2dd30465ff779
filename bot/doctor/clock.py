"""The machine's clock beside Microsoft's: tokens are refused when they differ."""

from __future__ import annotations

from datetime import datetime

from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.services import Reached

CHECK = "clock"
MOST_DRIFT = 60.0  # seconds; Entra takes an assertion that is five minutes off, and a part of that is spent on the way


def verdict(now: datetime, answers: Reached) -> Finding:
    """Against the first service that tells its time."""
    told = (answer.date for answer in (answers.entra, answers.graph, answers.connector))
    date = next((date for date in told if date), None)
    if date is None:
        return unchecked(CHECK, "no service tells the time")
    seconds = (now - date).total_seconds()
    if abs(seconds) <= MOST_DRIFT:
        return ok(CHECK, "as Microsoft's")
    side = "ahead" if seconds > 0 else "behind"
    how = "Switch the machine's time synchronization on (Windows: Settings → Time & language → Date & time → Sync now)."
    return fix(CHECK, f"{abs(seconds):.0f} seconds {side}", how, "sudo timedatectl set-ntp true")
