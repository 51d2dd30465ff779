"""What the bot asks leave for, and when: the least first, more only with a reason that the person reads."""

from __future__ import annotations

from bot.model import SignInReason
from bot.model.values import value

APPOINTMENT = "VirtualAppointment.Read"
LOOK_UP = "OnlineMeetings.Read"
WIDER_CALENDAR = "Calendars.Read"


@value
class Permit:
    """Scopes for one question to Graph; `why` is told to a person who has not granted them yet (None: as it comes)."""

    scopes: tuple[str, ...]
    why: SignInReason | None = None


@value
class ScopeSet:
    """The three sets. Each holds the first one, so that a single token serves everything that a person does."""

    base: Permit
    look_up: Permit
    wider_calendar: Permit


def permits(calendar_scope: str, link_scope: str = APPOINTMENT) -> ScopeSet:
    """The sets, where the calendar is first read with `calendar_scope`, and links are asked for with `link_scope`.

    Either of VirtualAppointment.Read and OnlineMeetings.Read does for a link (Microsoft Graph,
    *virtualAppointment: getVirtualAppointmentJoinWebUrl*).
    """
    base = (link_scope, calendar_scope)
    return ScopeSet(
        Permit(base),
        Permit(_with(base, LOOK_UP), SignInReason.LOOK_UP),
        Permit(_with(base, WIDER_CALENDAR), SignInReason.WIDER_CALENDAR),
    )


def _with(base: tuple[str, ...], more: str) -> tuple[str, ...]:
    return base if more in base else (*base, more)


def all_scopes(calendar_scope: str, link_scope: str = APPOINTMENT) -> tuple[str, ...]:
    """Every scope that may be asked for one day: what an admin is offered to approve at once."""
    sets = permits(calendar_scope, link_scope)
    return tuple(dict.fromkeys((*sets.base.scopes, *sets.look_up.scopes, *sets.wider_calendar.scopes)))
