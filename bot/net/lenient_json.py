"""Reads JSON of others, in which anything may be missing, null or of another type: then it is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

Json = dict[str, object]


def part(holder: object, *path: str) -> object:
    """What is found under `path`; None when any step is missing."""
    for name in path:
        holder = holder.get(name) if isinstance(holder, (dict, Mapping)) else None  # a dict is known at once
    return holder


def text(holder: object, *path: str) -> str:
    """The string under `path`; "" when there is none."""
    found = part(holder, *path)
    return found if isinstance(found, str) else ""


def flag(holder: object, *path: str) -> bool:
    """Whether true, and nothing else, stands under `path`."""
    return part(holder, *path) is True


def items(holder: object, *path: str) -> list[object]:
    """The list under `path`; [] when there is none."""
    found = part(holder, *path)
    return found if isinstance(found, list) else []


def mapping(holder: object, *path: str) -> Mapping[str, Any]:
    """The object under `path`; an empty one when there is none."""
    found = part(holder, *path)
    return found if isinstance(found, Mapping) else {}


def mappings(holder: object, *path: str) -> list[Mapping[str, Any]]:
    """The objects of the list under `path`."""
    return [item for item in items(holder, *path) if isinstance(item, Mapping)]


def number(holder: object, *path: str) -> int:
    """The whole number under `path`, also as text or with a point; else 0."""
    found = part(holder, *path)
    try:
        return int(float(found)) if isinstance(found, (int, float, str)) and not isinstance(found, bool) else 0
    except (ValueError, OverflowError):
        return 0


def unpacked(found: object) -> object:
    """The object, or the text, of which `found` is the JSON text; anything else as it is."""
    if not isinstance(found, str) or not found.lstrip().startswith(("{", '"')):
        return found
    try:
        return orjson.loads(found)
    except ValueError:
        return found
