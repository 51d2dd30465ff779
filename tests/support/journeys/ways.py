"""The way that a message takes through the rooms of the bot, as it is seen from outside: every call, in its order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
# What everybody may use: values, ports, errors, and leaves that know nothing of a message's way.
LEAVES = ("model", "ports", "errors", "net", "ops", "languages", "reading", "joinlinks")
DUTIES = {"every", "later", "attempted", "_ask_store"}  # what the program does now and then, whoever has written


class Step(NamedTuple):
    """A call from one room into another, which is one way there and one back."""

    origin: str
    room: str
    function: str


def room_of(frame: FrameType) -> str:
    """'' for what is none of ours, or a leaf. `bot/teams` is a house of its own, each folder in it a room."""
    try:
        top, *path = Path(frame.f_code.co_filename).relative_to(ROOT).with_suffix("").parts
    except ValueError:
        return ""
    match top, path:
        case "cards", _:
            return top
        case "bot", ["teams", room, _, *_]:
            return f"teams/{room}"
        case "bot", [room, *_] if room not in LEAVES:
            return room
        case "app", []:
            return top
    return ""


def is_property(frame: FrameType) -> bool:
    """Whether a value is only asked for a part of itself."""
    owner = type(frame.f_locals.get("self"))
    return isinstance(getattr(owner, frame.f_code.co_name, None), property)


def rooms_above(frame: FrameType) -> Iterator[FrameType]:
    """The callers of a frame that are in rooms, the nearest first."""
    caller = frame.f_back
    while caller:
        if room_of(caller):
            yield caller
        caller = caller.f_back


@contextmanager
def steps_between_rooms() -> Iterator[list[Step]]:
    """The steps of all that is called meanwhile. A coroutine that goes on after a pause is not called again."""
    steps: list[Step] = []
    begun: list[FrameType] = []  # kept, so that no other frame takes a place in memory that is known
    known: set[int] = set()

    def call(frame: FrameType, event: str, _argument: object) -> None:
        if event != "call" or not room_of(frame) or id(frame) in known or is_property(frame):
            return
        begun.append(frame)
        known.add(id(frame))
        callers = list(rooms_above(frame))
        if callers and room_of(callers[0]) != room_of(frame) and all(c.f_code.co_name not in DUTIES for c in callers):
            steps.append(Step(room_of(callers[0]), room_of(frame), frame.f_code.co_name))

    sys.setprofile(call)
    try:
        yield steps
    finally:
        sys.setprofile(None)
