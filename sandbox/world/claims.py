"""What tokens say, as far as both sides of a token need it: for whom they are, and which contexts they met."""

from __future__ import annotations

import json

GRAPH = "https://graph.microsoft.com"
BOT_FRAMEWORK = "https://api.botframework.com"
TEAMS_DESKTOP = "1fec8e78-bce4-4aaf-ab1b-5451cc387264"


def contexts_in(claims: str) -> frozenset[str]:
    """The authentication contexts (`acrs`) that a claims parameter insists on. Raises ValueError for other JSON."""
    try:
        wanted = json.loads(claims or "{}").get("access_token", {}).get("acrs") or {}
        values = wanted.get("values") or [wanted.get("value")]
    except AttributeError as other:
        raise ValueError(claims) from other
    return frozenset(str(value) for value in values if value)
