"""What Teams refuses to take, whatever the day: too large, empty, for a client that does not exist yet."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.world.people import Clock

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
MAX_BYTES = 28 * 1024  # below every limit that Microsoft has written down
NEWEST_CARD = (1, 5)
SECOND = 1.0


@dataclass(eq=False)
class ConnectorRefusal(Exception):
    """The connector's answer to what it does not take: an HTTP status and Teams' word for it."""

    status: int
    code: str
    headers: dict[str, str] = field(default_factory=dict)


def check(activity: Mapping[str, Any]) -> None:
    """Raise ConnectorRefusal for an activity that no client could show."""
    if len(json.dumps(activity, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")) > MAX_BYTES:
        raise ConnectorRefusal(413, "MessageSizeTooBig")
    if activity.get("type") == "message" and not activity.get("text") and not activity.get("attachments"):
        raise ConnectorRefusal(400, "BadSyntax")
    if any(version(card) > NEWEST_CARD for card in cards(activity)):
        raise ConnectorRefusal(400, "BadArgument")


def cards(activity: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for attachment in activity.get("attachments") or ():
        if attachment.get("contentType") == ADAPTIVE:
            yield attachment.get("content") or {}


def version(card: Mapping[str, Any]) -> tuple[int, ...]:
    """A card without one is of the first. Raises ConnectorRefusal for what is no version."""
    try:
        return tuple(int(part) for part in str(card.get("version", "1.0")).split("."))
    except ValueError as wrong:
        raise ConnectorRefusal(400, "BadArgument") from wrong


class Rates:
    """How much goes into each conversation. `clock` is the sandbox's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sent: defaultdict[str, deque[float]] = defaultdict(deque)

    def exceeded(self, conversation: str, most: int) -> bool:
        """Whether this one would be more than `most` within a second; if not, it counts."""
        now, sent = self._clock().timestamp(), self._sent[conversation]
        while sent and sent[0] <= now - SECOND:
            sent.popleft()
        if len(sent) >= most:
            return True
        sent.append(now)
        return False
