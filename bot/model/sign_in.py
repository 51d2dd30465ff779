"""Why somebody is asked to sign in, and how a visit to the sign-in pages ends."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from bot.model.people import User
from bot.model.problems import Notice
from bot.model.values import value


class SignInReason(StrEnum):
    """Why the person is asked to sign in, said in one sentence on the card."""

    FIRST_USE = "first_use"
    EXPIRED = "expired"
    EXTRA_CHECK = "extra_check"  # MFA or another condition (claims challenge)
    LOOK_UP = "look_up"  # OnlineMeetings.Read, to find a meeting by the number or short link that the person gave
    LINK_LOOK_UP = "link_look_up"  # the same, because Microsoft does not know the meeting by what the calendar says
    WIDER_CALENDAR = "wider_calendar"  # Calendars.Read, because the narrow scope hides the join link


@value
class SignInNeeded:
    """The person must sign in or consent before this can go on. `claims` is the claims challenge, if there is one."""

    scopes: tuple[str, ...]
    why: SignInReason = SignInReason.FIRST_USE
    claims: str = field(default="", repr=False)


class SignInOutcome(StrEnum):
    """How a visit to the sign-in pages ends; bot.web has a page for each."""

    SIGNED_IN = "signed_in"
    ALREADY = "already"  # the command is answered: nothing is left to do
    OTHER_ACCOUNT = "other_account"  # not the person who asked: nothing was kept
    DECLINED = "declined"
    ADMIN = "admin"  # an admin must approve, or decide otherwise
    ADMIN_DONE = "admin_done"  # an admin came back from approving
    BUSY = "busy"
    EXPIRED = "expired"  # an unknown, used or old link
    NO_COOKIE = "no_cookie"  # the browser gives no cookie back, which ties a visit to it
    FAILED = "failed"


@value
class Redirect:
    """Send the browser to Microsoft, with this secret in its cookie."""

    url: str
    browser: str


@value
class SignInVisit:
    """What the page says. `handle` lets the person start over; user and command_id say whose command goes on.

    `tenant`: whose admin has just approved, by a link that we have made. `reader`: whose link it is, as far as that is
    known, whoever may be at the browser.
    """

    end: SignInOutcome
    handle: str = ""
    user: User | None = None
    command_id: str = ""
    notice: Notice | None = None
    tenant: str = ""
    reader: User | None = None
