"""How a delivery and its names look to a back end: hashes outside, everything else inside one sealed envelope."""

from __future__ import annotations

import hashlib
import json

from bot.ops.keyring import Keyring, Unreadable
from bot.ports import CommandRecord
from bot.storage.rows import DeliveryRow

TABLE = "deliveries"


def hashed(kind: str, name: str) -> str:
    """SHA-256 of a name, hex. `kind` keeps one text in two roles apart: nobody can match a key to a person."""
    # Half a surrogate pair is legal in JSON and therefore in a Teams id: it must not break us.
    text = f"appointment-link-bot/{kind}\0{name}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def encrypted_record(keyring: Keyring, delivery: CommandRecord) -> DeliveryRow:
    """The row of `delivery`. Id, owner and place go into the envelope too, since the row has only their hashes."""
    header = json.dumps([delivery.id, delivery.owner, delivery.place]).encode()
    row = hashed("id", delivery.id)
    return DeliveryRow(
        id=row,
        owner=hashed("owner", delivery.owner),
        place=hashed("place", delivery.place),
        # JSON without indent holds no line break, so the first one ends the header.
        value=keyring.seal(header + b"\n" + delivery.value, TABLE, row),
    )


def decrypted_record(keyring: Keyring, row: DeliveryRow) -> CommandRecord:
    """The delivery in `row`. Raises Unreadable, also when the row says another owner or place than the envelope."""
    header, _, value = keyring.open(row.value, TABLE, row.id).partition(b"\n")
    id, owner, place = json.loads(header)
    if (row.owner, row.place) != (hashed("owner", owner), hashed("place", place)):
        raise Unreadable("the row was given to somebody else")
    return CommandRecord(id, owner, place, row.generation, row.attempt, value)
