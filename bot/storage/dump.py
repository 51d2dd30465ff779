"""A backup: all rows of a store in one file of JSON lines. Values are as encrypted in it as they were in the store."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bot.errors import SettingsError
from bot.storage.entries import Entry, Item, Person, Record, Secret

FORMAT = "appointment-link-bot store, 1"
KINDS: Mapping[str, type[Entry]] = {"secret": Secret, "person": Person, "record": Record, "item": Item}
NAMES = {kind: name for name, kind in KINDS.items()}


async def write(path: Path, entries: AsyncIterator[Entry], taken: float) -> int:
    """Write a backup `taken` at that epoch second, for this account's eyes only; the number of rows.

    The file gets its name when it is complete.
    """
    beside = path.with_name(f"{path.name}.part")
    try:
        number = await _write(beside, entries, taken)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)  # a full disk needs the room
        raise
    return number


async def _write(path: Path, entries: AsyncIterator[Entry], taken: float) -> int:
    number = 0
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(json.dumps({"format": FORMAT, "taken": taken}) + "\n")
        async for entry in entries:
            file.write(json.dumps(_line(entry)) + "\n")
            number += 1
        file.write(json.dumps({"rows": number}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return number


def read(path: Path, now: float) -> list[Entry]:
    """What a backup holds and has not expired by `now`. Raises SettingsError for what is no whole backup."""
    try:
        first, *lines, last = [json.loads(line) for line in path.read_text("ascii").splitlines()]
        whole = first["format"] == FORMAT and last == {"rows": len(lines)}
        entries = [_entry(line) for line in lines] if whole else []
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise SettingsError([f"{path.name}: is not a whole backup of a store"])
    return list(_later(entries, max(0.0, now - first["taken"])))


def _later(entries: list[Entry], seconds: float) -> Iterator[Entry]:
    for entry in entries:
        if isinstance(entry, Secret | Person):
            yield entry
        elif entry.left > seconds:
            yield _aged(entry, seconds)


def _aged(entry: Record | Item, seconds: float) -> Entry:
    if isinstance(entry, Item):
        return replace(entry, left=entry.left - seconds)
    due = None if entry.due is None else entry.due - seconds
    return replace(entry, left=entry.left - seconds, age=entry.age + seconds, due=due)


def _line(entry: Entry) -> dict[str, Any]:
    value = None if entry.value is None else b64encode(entry.value).decode()
    return {"kind": NAMES[type(entry)], **asdict(entry), "value": value}


def _entry(line: dict[str, Any]) -> Entry:
    kind = KINDS[line.pop("kind")]
    if line["value"] is not None:
        line["value"] = b64decode(line["value"], validate=True)
    return kind(**line)
