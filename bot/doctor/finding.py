"""What the doctor says of one thing: that it is in order, what mends it, or why nobody could look."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from bot.model.values import value


class Mark(StrEnum):
    """How a thing is; the values are what an operator and a script read."""

    OK = "ok"
    FIX = "fix"
    UNCHECKED = "not checked"


@value
class Finding:
    """One line of the table.

    `check` is its stable name, `seen` what was found. `fix` is one sentence with the place where it is mended,
    `command` what does it at a prompt. Nothing in it is secret: it is meant for tickets and chats.
    """

    check: str
    state: Mark
    seen: str
    fix: str = ""
    command: str = ""


def ok(check: str, seen: str) -> Finding:
    """In order."""
    return Finding(check, Mark.OK, seen)


def fix(check: str, seen: str, how: str, command: str = "") -> Finding:
    """To be mended: `how` is a sentence with the place, `command` does it."""
    return Finding(check, Mark.FIX, seen, how, command)


def unchecked(check: str, why: str, how: str = "", command: str = "") -> Finding:
    """Nobody could look; `how` and `command` are what lets the doctor look."""
    return Finding(check, Mark.UNCHECKED, why, how, command)


def is_healthy(findings: Iterable[Finding]) -> bool:
    """Whether nothing is to be mended."""
    return all(finding.state is not Mark.FIX for finding in findings)
