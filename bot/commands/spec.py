"""What a command is: phrases that people say, the button that means the same, and what is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.model import ActionKind, Command, Reply


class CommandName(StrEnum):
    """The names of the commands; also those of their phrases in a Vocabulary."""

    GET_LINK = "get_link"
    WHO_AM_I = "who_am_i"
    SIGN_OUT = "sign_out"
    HELP = "help"
    MEETINGS = "meetings"
    COPY = "copy"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One thing that a person can ask for.

    `phrases` are folded, in all languages; none: it can only be pressed. `verb` is its button, if it has one. `run`
    gets the command with `text` cut down to what followed the phrase; `takes_words`: something may follow.
    """

    name: CommandName
    run: Callable[[Command], Awaitable[Reply]]
    phrases: tuple[str, ...] = ()
    verb: ActionKind | None = None
    takes_words: bool = False
