"""What a value is: an object that never changes, made of its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(made: type[T]) -> type[T]:
    """A frozen dataclass with slots, for what is made with every message: mypy lets nobody change it.

    Python's own freezing sets each field by a detour that takes ten times as long, and a message makes a hundred
    values: a tenth of its processor time.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)
