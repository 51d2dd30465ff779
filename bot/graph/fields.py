"""Reads Graph's JSON, in which anything may be missing, null or of another type: then it is empty."""

from __future__ import annotations

Json = dict[str, object]


def part(holder: object, *path: str) -> object:
    """What is found under `path`; None when any step is missing."""
    for name in path:
        holder = holder.get(name) if isinstance(holder, dict) else None
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
