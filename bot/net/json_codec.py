"""Values as JSON, for the store and for what travels sealed, and back: what another release wrote may be unreadable."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class JsonCodec(Generic[T]):
    """Values of one kind. What reads and writes them is built with the first one: a start does not wait for it."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind

    def prepare(self) -> None:
        """Build it now: some ten milliseconds for a kind with many parts."""
        _ = self._to_json

    def encode(self, value: T) -> bytes:
        """`value` without the parts that are as they mostly are."""
        return self._to_json(value, exclude_defaults=True)

    def decode(self, said: bytes) -> T | None:
        """The value; None for what is none of this kind, as far as this release knows it."""
        try:
            return self._adapter.validate_json(said)
        except ValidationError:
            return None

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self._kind)

    @cached_property
    def _to_json(self) -> Callable[..., bytes]:
        return self._adapter.serializer.to_json  # without the adapter's dozen of options: half the time
