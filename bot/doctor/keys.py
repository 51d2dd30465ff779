"""The keys by which the bot knows that an activity comes from Teams."""

from __future__ import annotations

from bot.doctor.asking import ServiceAnswer
from bot.doctor.finding import Finding, fix, ok
from bot.doctor.patient import Patient
from bot.doctor.places import DIRECTLY
from bot.net.jwks import SigningKey, parse_keys
from bot.net.lenient_json import text
from bot.teams.inbound.payload import TEAMS

CHECK = "Teams' keys"


async def finding(patient: Patient) -> Finding:
    """Fetched as the bot fetches them."""
    url = patient.endpoints.channel_metadata
    metadata = await patient.asker.get(url)
    keys_url = text(metadata.json, "jwks_uri")
    answer = await patient.asker.get(keys_url) if keys_url else metadata
    return verdict(url, answer)


def verdict(url: str, answer: ServiceAnswer) -> Finding:
    """Of what came under the address that the metadata names, or instead of it."""
    look = f"{DIRECTLY} {url}"
    keys = readable(answer.json)
    if any(TEAMS in key.endorsements for key in keys.values()):
        return ok(CHECK, f"{len(keys)} keys, of which one at least may sign for Teams")
    if keys:
        how = "Wait, and look at Azure portal → Service Health → Azure Bot Service."
        return fix(CHECK, "no key may sign for Teams", how, look)
    seen = answer.fault or f"no keys came ({answer.status})"
    how = "Let this machine reach login.botframework.com on port 443, and nothing between change what it answers."
    return fix(CHECK, seen, how, look)


def readable(document: object) -> dict[str, SigningKey]:
    """The keys in a document that may be anything."""
    try:
        return parse_keys(document)
    except (ValueError, KeyError, TypeError):
        return {}
