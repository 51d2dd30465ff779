"""What tokens say, as far as both sides of a token need it: for whom, which contexts were met, what its app can do."""

from __future__ import annotations

import json

GRAPH = "https://graph.microsoft.com"
BOT_FRAMEWORK = "https://api.botframework.com"
TEAMS_DESKTOP = "1fec8e78-bce4-4aaf-ab1b-5451cc387264"
CHALLENGES = "CP1"  # the capability of an app that understands a claims challenge


def contexts_in(claims: str) -> frozenset[str]:
    """The authentication contexts (`acrs`) that a claims parameter insists on. Raises ValueError for other JSON."""
    return _values(claims, "acrs")


def capabilities_in(claims: str) -> frozenset[str]:
    """What the app says in a claims parameter that it is capable of (`xms_cc`). Raises ValueError for other JSON."""
    return _values(claims, "xms_cc")


def _values(claims: str, name: str) -> frozenset[str]:
    try:
        wanted = json.loads(claims or "{}").get("access_token", {}).get(name) or {}
        values = wanted.get("values") or [wanted.get("value")]
    except AttributeError as other:
        raise ValueError(claims) from other
    return frozenset(str(value) for value in values if value)
