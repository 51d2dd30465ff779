"""How a record and its names look to a back end: hashes outside, everything else inside one encrypted envelope."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache

from bot.net.json_bytes import json_bytes
from bot.ops.keyring import Keyring, Unreadable
from bot.ports import CommandRecord
from bot.storage.rows import RecordRow

TABLE = "deliveries"
PEOPLE = "people"
ITEMS = "items"
SECRETS = "secrets"
# Tables of items whose keys are people: those that bot/records names, which a test holds against this list.
OF_PEOPLE = frozenset({"customer language", "reader language", "waits for an admin", "failed question"})
HASHES_REMEMBERED = 4096
Keyed = Callable[[str, str], str]
"""The keyed hash of a name; the first argument is its kind, as in `hashed`."""


def hashed(kind: str, name: str) -> str:
    """SHA-256 of a name, hex. `kind` keeps one text in two roles apart: nobody can match a key to a person."""
    # Half a surrogate pair is legal in JSON and therefore in a Teams id: it must not break us.
    text = f"appointment-link-bot/{kind}\0{name}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keyed_with(secret: bytes) -> Keyed:
    """HMAC-SHA-256 of the hash, hex: whoever reads the store, but lacks the secret, cannot try out who is in it."""

    @lru_cache(HASHES_REMEMBERED)  # whoever writes, writes more than once
    def keyed(kind: str, name: str) -> str:
        return rekeyed(secret, hashed(kind, name))

    return keyed


def rekeyed(secret: bytes, name: str) -> str:
    """The keyed hash of what an earlier release has hashed without a key."""
    return hmac.digest(secret, name.encode(), "sha256").hex()


def opens(keyring: Keyring, secrets: Sequence[bytes]) -> bool:
    """Whether our keys open the store that has these secrets; one without any holds nothing."""
    for secret in secrets:
        with suppress(Unreadable):
            keyring.decrypt(secret, SECRETS)
            return True
    return not secrets


def encrypted_record(keyring: Keyring, keyed: Keyed, record: CommandRecord) -> RecordRow:
    """The row of `record`. Id, owner and conversation go into the envelope too, since the row has only their hashes."""
    header = json_bytes([record.id, record.owner, record.conversation])
    row = hashed("id", record.id)
    return RecordRow(
        id=row,
        owner=keyed("owner", record.owner),
        conversation=keyed("place", record.conversation),
        # JSON without indent holds no line break, so the first one ends the header.
        value=keyring.encrypt(header + b"\n" + record.value, TABLE, row),
    )


def decrypted_record(keyring: Keyring, keyed: Keyed, row: RecordRow) -> CommandRecord:
    """The record in `row`. Raises Unreadable, also when row and envelope name different people or places."""
    header, _, value = keyring.decrypt(row.value, TABLE, row.id).partition(b"\n")
    id, owner, conversation = json.loads(header)
    if (row.owner, row.conversation) != (keyed("owner", owner), keyed("place", conversation)):
        raise Unreadable("the row was given to somebody else")
    return CommandRecord(id, owner, conversation, row.generation, row.attempt, value)
