"""A store with something around each of its operations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, cast

from bot.ports import Store

Operation: TypeAlias = Callable[..., Awaitable[Any]]
OPERATIONS = (
    "ping",
    "record",
    "await_sign_in",
    "sign_in_offered",
    "resume",
    "waiting",
    "find",
    "renew",
    "postpone",
    "let_go",
    "done",
    "take_over",
    "tokens",
    "keep_tokens",
    "drop_tokens",
    "put",
    "replace",
    "get",
    "take",
    "sweep",
)
"""What is asked of a store once it is open."""


class _Wrapped:
    """Every operation of `store`, as `around` makes it, and nothing of its own."""

    def __init__(self, store: Store, around: Callable[[str, Operation], Operation]) -> None:
        self.open = store.open
        self.close = store.close
        for name in OPERATIONS:
            setattr(self, name, around(name, getattr(store, name)))


def wrapped(store: Store, around: Callable[[str, Operation], Operation]) -> Store:
    """`store`, in which `around` is asked once what stands in each operation's place, by its name."""
    return cast("Store", _Wrapped(store, around))
