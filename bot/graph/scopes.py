"""What the bot asks leave for, and when: the least first, more only with a reason that the person reads."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Why

APPOINTMENT = "VirtualAppointment.Read"
LOOK_UP = "OnlineMeetings.Read"
WIDER_CALENDAR = "Calendars.Read"


@dataclass(frozen=True, slots=True)
class Permit:
    """Scopes for one question to Graph; `why` is told to a person who has not granted them yet (None: as it comes)."""

    scopes: tuple[str, ...]
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Permits:
    """The three sets. Each holds the first one, so that a single token serves everything that a person does."""

    base: Permit
    look_up: Permit
    wider_calendar: Permit


def permits(calendar_scope: str) -> Permits:
    """The sets, where the calendar is first read with `calendar_scope`."""
    base = (APPOINTMENT, calendar_scope)
    wider = base if WIDER_CALENDAR in base else (*base, WIDER_CALENDAR)
    return Permits(Permit(base), Permit((*base, LOOK_UP), Why.LOOK_UP), Permit(wider, Why.WIDER_CALENDAR))


def all_scopes(calendar_scope: str) -> tuple[str, ...]:
    """Every scope that may be asked for one day: what an admin is offered to approve at once."""
    sets = permits(calendar_scope)
    return tuple(dict.fromkeys((*sets.base.scopes, *sets.look_up.scopes, *sets.wider_calendar.scopes)))
