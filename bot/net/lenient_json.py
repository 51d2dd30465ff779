"""Reads JSON of others, in which anything may be missing, null or of another type: then it is empty."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any

import orjson

Json = dict[str, object]
TEXT_NAMES = ("text", "body", "content", "html", "value")
DEEPEST = 4


def part(holder: object, *path: str) -> object:
    """What is found under `path`; None when any step is missing."""
    for name in path:
        holder = holder.get(name) if isinstance(holder, (dict, Mapping)) else None  # a dict is known at once
    return holder


def text(holder: object, *path: str) -> str:
    """The string under `path`; "" when there is none. A list of a thousand events asks for ten thousand."""
    for name in path:
        holder = holder.get(name) if isinstance(holder, (dict, Mapping)) else None
    return holder if isinstance(holder, str) else ""


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


def one_or_more(holder: object, *path: str) -> list[Mapping[str, Any]]:
    """The objects of the list under `path`, which may come as JSON text; or the object that stands there alone."""
    found = unpacked(part(holder, *path))
    return [found] if isinstance(found, Mapping) else mappings(found)


def text_within(found: object, depth: int = 0) -> str:
    """The text of a message, also where it is wrapped in objects or lists, or was escaped once too often; else ""."""
    found = unpacked(found)
    if isinstance(found, str):
        return unescape(found) if "<" not in found and "&lt;" in found else found
    if isinstance(found, Mapping):
        found = [found[name] for name in TEXT_NAMES if name in found]
    parts = found[:DEEPEST] if isinstance(found, list) and depth < DEEPEST else ()
    return next(filter(None, (text_within(part, depth + 1) for part in parts)), "")


def number(holder: object, *path: str) -> int:
    """The whole number under `path`, also as text or with a point; else 0."""
    found = part(holder, *path)
    try:
        return int(float(found)) if isinstance(found, (int, float, str)) and not isinstance(found, bool) else 0
    except (ValueError, OverflowError):
        return 0


def unpacked(found: object) -> object:
    """The object, list or text of which `found` is the JSON text; anything else as it is."""
    if not isinstance(found, str) or not found.lstrip().startswith(("{", "[", '"')):
        return found
    try:
        return orjson.loads(found)
    except ValueError:
        return found
