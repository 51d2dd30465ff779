"""A store with so many people in it, each signed in: written through the bot's own code, before the bot is started."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path

import msal

from benchmarks.lab.tokens import LIFETIME, token_answer
from benchmarks.lab.world import APP_ID, SCOPES, TENANT, Person
from bot.model import User
from bot.ops.keyring import Keyring
from bot.storage import open_store

KEY = bytes(range(32))
ENCODED_KEY = base64.urlsafe_b64encode(KEY).decode()
AT_ONCE = 500
TOKENS = f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"


async def people_in(file: Path, people: range, lifetime: int = LIFETIME) -> None:
    """Write the tokens of these people into the store in `file`; they are good for `lifetime` seconds."""
    await people_at(f"sqlite:///{file}", people, lifetime)


async def people_at(url: str, people: range, lifetime: int = LIFETIME) -> None:
    """The same into the store at `url`."""
    store = open_store(url, Keyring([KEY]))
    await store.open()
    try:
        for first in range(people.start, people.stop, AT_ONCE):
            some = map(Person, range(first, min(first + AT_ONCE, people.stop)))
            await asyncio.gather(*(store.keep_tokens(User(TENANT, p.oid).key, kept(p, lifetime), 0) for p in some))
    finally:
        await store.close()


def kept(person: Person, lifetime: int) -> bytes:
    """What the bot keeps of a person who has signed in (bot/signin/tokens.py)."""
    value = {"cache": cache(person, lifetime), "username": person.upn, "scopes": list(SCOPES)}
    return json.dumps(value).encode()


def cache(person: Person, lifetime: int) -> str:
    """MSAL's cache after the person's first sign-in."""
    built = msal.SerializableTokenCache()
    scopes = [f"https://graph.microsoft.com/{scope}" for scope in SCOPES]
    built.add(
        {
            "client_id": APP_ID,
            "scope": scopes,
            "token_endpoint": TOKENS,
            "environment": "login.microsoftonline.com",
            "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "response": token_answer(person, " ".join(scopes), lifetime),
        }
    )
    return str(built.serialize())
