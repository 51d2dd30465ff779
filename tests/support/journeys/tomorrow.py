"""A day's visits that are always tomorrow's, also in a run that goes on past midnight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, overload
from zoneinfo import ZoneInfo

from sandbox.world.meetings import Event, teams_event
from sandbox.world.people import ANNA

LONDON = ZoneInfo("Europe/London")


def tomorrow() -> date:
    """In the clinic's own time; for today's visits may be over."""
    return datetime.now(LONDON).date() + timedelta(days=1)


def visit(day: date, n: int, subject: str, *others: Any, organizer: Any = ANNA, closed: bool = False) -> Event:
    """The n-th one of a day, every half an hour from half past eight."""
    start = datetime.combine(day, time(8, 30), LONDON) + timedelta(minutes=30 * n)
    return teams_event(f"visit-{n}", subject, start, start + timedelta(minutes=30), organizer, others, closed=closed)


class Tomorrow(Sequence[Event]):
    """What `made` makes of tomorrow's date, whenever somebody looks."""

    def __init__(self, made: Callable[[date], Sequence[Event]]) -> None:
        self._made = cache(made)

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Event]: ...
    def __getitem__(self, place: int | slice) -> Event | Sequence[Event]:
        return self._made(tomorrow())[place]

    def __len__(self) -> int:
        return len(self._made(tomorrow()))
