"""What has become of a command: it was answered, waits for its person's sign-in, or goes on in their own chat."""

from __future__ import annotations

from typing import TypeAlias

from bot.model import Command
from bot.model.values import value


@value
class Answered:
    """A message that Teams took; `reply` is its kind, for the log."""

    reply: str


@value
class WaitsForSignIn:
    """The sign-in card is out, and the record says so."""


@value
class MovedTo:
    """It is to be answered as `command`, in the person's own chat."""

    command: Command


Outcome: TypeAlias = Answered | WaitsForSignIn | MovedTo
