"""What a value is: an object that never changes, made of its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
Parts = Callable[[object], object]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(made: type[T]) -> type[T]:
    """A frozen dataclass with slots: mypy lets nobody change it.

    Python's own freezing sets each field by a detour that takes ten times as long, and a message makes a hundred
    values. What compares and shows them is the same for all of them: Python's own is written and compiled for each
    class, which for a hundred and fifty was a tenth of the start (docs/decisions/0011).
    """
    kind: Any = dataclass(slots=True, eq=False, repr=False)(made)
    kind.__eq__, kind.__hash__ = _compared(_parts(*(part.name for part in fields(kind) if part.compare)))
    kind.__repr__ = _shown
    new: type[T] = kind
    return new


def changed(old: T, **parts: object) -> T:
    """Another value, of `old` and new `parts`, in a third of the time that `dataclasses.replace` takes."""
    kind: Any = type(old)
    new: T = kind(*_parts_of(kind)(old))
    for name, part in parts.items():
        setattr(new, name, part)
    return new


@cache
def _parts_of(kind: Any) -> Callable[[object], tuple[Any, ...]]:
    """All parts of a value of this kind, of which it has several."""
    return attrgetter(*(part.name for part in fields(kind)))


def _parts(*names: str) -> Parts:
    """What reads these parts of a value at once."""
    return attrgetter(*names) if names else lambda _: ()


def _compared(parts: Parts) -> tuple[Callable[[object, object], bool], Callable[[object], int]]:
    """`__eq__` and `__hash__` by these parts."""

    def equal(one: object, other: object) -> bool:
        return parts(one) == parts(other) if type(one) is type(other) else NotImplemented

    return equal, lambda one: hash(parts(one))


def _shown(one: Any) -> str:
    """`__repr__`: the parts that may be shown."""
    parts = ", ".join(f"{part.name}={getattr(one, part.name)!r}" for part in fields(one) if part.repr)
    return f"{type(one).__qualname__}({parts})"
