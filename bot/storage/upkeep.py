"""What an operator does with a store: copy it, encrypt it anew, and have it forget a person."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress

from bot.errors import SettingsError
from bot.model.values import value
from bot.ops.keyring import Keyring, Unreadable
from bot.storage.entries import Entry, Item, Person, Record, Secret, Shelf
from bot.storage.envelope import ITEMS, PEOPLE, SECRETS, TABLE, hashed, keyed_with

CLOSED = (
    "STORAGE_ENCRYPTION_KEYS: opens none of the names in this store (or nothing is in it, or an earlier release wrote "
    "it last: start the bot on it once)"
)
PERSON = re.compile(r"[^/]*/[^/]*")
"""How the owner of a command is written who is a person: tenant and object id."""
WORDS: dict[type[Entry], str] = {Secret: "secrets", Person: "people", Record: "commands", Item: "items"}


@value
class Copied:
    """Rows that were copied, and those that the target had already, by kind."""

    added: Counter[str]
    there: Counter[str]


@value
class Rotated:
    """Values that the first key encrypts now, and did before; that changed in that moment; that do not open although
    their key is here; whose key is not here.
    """

    anew: int
    before: int
    busy: int
    closed: int
    keyless: int


async def copy(entries: AsyncIterator[Entry], target: Shelf, keyring: Keyring) -> Copied:
    """Copy what the target does not have yet: it may be done again.

    Names are hashed with the store's secret, which therefore comes first. Raises SettingsError for a target that has
    another one, and so knows everybody by other names, and for a source whose secret no key opens.
    """
    copied = Copied(Counter(), Counter())
    held = await _opened_secret(target, keyring)
    own = b""
    async for entry in entries:
        if isinstance(entry, Secret):
            secret = b"" if own else _opened(keyring, entry)
            if not secret:
                continue
            own = secret
            if held not in (b"", own):
                raise SettingsError(
                    ["the target is in use, and names are hashed otherwise there; give it an empty store"]
                )
            if held:
                copied.there[WORDS[Secret]] += 1
                continue
        elif not own:
            break
        done = await target.add(entry)
        (copied.added if done else copied.there)[WORDS[type(entry)]] += 1
    if not own:
        raise SettingsError([CLOSED])
    return copied


async def rotate(shelf: Shelf, keyring: Keyring) -> Rotated:
    """Encrypt every value with the first key, while the bot goes on; what it writes meanwhile has that key already.

    Tokens that the releases before have written open only with their owner's name, which no store has: they are
    `closed` until the person's tokens are next renewed.
    """
    anew = before = busy = closed = keyless = 0
    async for entry in shelf.entries():
        if not entry.value or keyring.is_current(entry.value):
            before += bool(entry.value)
            continue
        try:
            value = keyring.encrypt(keyring.decrypt(entry.value, *_context(entry)), *_context(entry))
        except Unreadable:
            ours = keyring.has_key_of(entry.value)
            closed, keyless = closed + ours, keyless + (not ours)
            continue
        replaced = await shelf.replace(entry, value)
        anew, busy = anew + replaced, busy + (not replaced)
    return Rotated(anew, before, busy, closed, keyless)


async def forget(
    shelf: Shelf, drop_tokens: Callable[[str], Awaitable[object]], keyring: Keyring, tenant: str, person: str
) -> Counter[str]:
    """Erase all that is kept of a person; how many rows, by kind. Raises SettingsError where no key opens the names.

    `drop_tokens` is the store's. What stays is the person's generation, a number under a hash, by which running bots
    forget their tokens, too.
    """
    key = f"{tenant}/{person}"
    secret = await _opened_secret(shelf, keyring)
    if not secret:
        raise SettingsError([CLOSED])
    owner = keyed_with(secret)("owner", key)
    own = hashed("item", key)
    removed: Counter[str] = Counter()
    async for entry in shelf.entries():
        match entry:
            case Person() if entry.owner == owner and entry.value:
                await drop_tokens(key)
                removed["tokens"] += 1
            case Record() if entry.owner == owner or (_is_nobodys(keyring, entry) and _names(keyring, entry, person)):
                removed[WORDS[Record]] += await shelf.remove(entry)
            case Item() if entry.key in (owner, own) or _names(keyring, entry, person):
                removed[WORDS[Item]] += await shelf.remove(entry)
    return removed


def _is_nobodys(keyring: Keyring, entry: Record) -> bool:
    """Whether it is no person's own: what waits for an admin is the tenant's. What others ask may name the person."""
    with suppress(Unreadable, ValueError, IndexError, AttributeError):
        header, _, _ = keyring.decrypt(entry.value or b"", *_context(entry)).partition(b"\n")
        return not PERSON.fullmatch(json.loads(header)[1])
    return False


def _names(keyring: Keyring, entry: Record | Item, person: str) -> bool:
    """Whether the person stands in it, as in a sign-in page's link, or in what waits for their admin."""
    with suppress(Unreadable):
        return person.encode() in keyring.decrypt(entry.value or b"", *_context(entry))
    return False


def _context(entry: Entry) -> Iterable[str]:
    """What its value is bound to, as `bot.storage.encrypted` does it."""
    match entry:
        case Secret():
            return (SECRETS,)
        case Person():
            return PEOPLE, entry.owner
        case Record():
            return TABLE, entry.id
        case Item():
            return ITEMS, entry.table, entry.key


async def _opened_secret(shelf: Shelf, keyring: Keyring) -> bytes:
    """The oldest that opens; b"" when there is none."""
    async for entry in shelf.entries():
        if not isinstance(entry, Secret):
            break
        if secret := _opened(keyring, entry):
            return secret
    return b""


def _opened(keyring: Keyring, secret: Secret) -> bytes:
    with suppress(Unreadable):
        return keyring.decrypt(secret.value, SECRETS)
    return b""
