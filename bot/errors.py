"""Everything that one room raises and another one reads, as one tree.

    BotError
    ├── SignInRequired          the person must sign in or consent: scopes, why, claims, otherwise
    ├── Denied                  a refusal the person should read about: trouble, meeting
    ├── AssertionRefused        a Teams SSO token that is not this person's own, or not valid
    ├── Undeliverable           Teams does not take our message, and will not later: refusal
    ├── Unauthorized            a request whose token is missing, not Microsoft's, not for this bot, or out of date
    ├── Busy                    a service is slow, down or throttling, and has not done it: service, retry_after
    │   ├── Throttled           … since it was asked for too much
    │   ├── DeliveryUnknown     … and may have done it all the same
    │   ├── NotAnswering        … and has not lately, so that it was not asked
    │   ├── BotRefused          … because it does not know the bot at the moment
    │   └── KeysUnavailable     … so that nobody can tell now whether a token is genuine
    ├── Misconfigured           the operator must act: setting
    └── SettingsError           the program must not start: faults, one line each

Foreign errors are translated into these at the edge they come from (`raise … from …`), and turned into words for the
person in two places: by the dispatcher, and around it by `teams/outbound/error_replies`. What never leaves its room is
defined there.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.model import Meeting, SignInReason, Trouble


class BotError(Exception):
    """Base of the tree. Its text is for the log only: no token, link, title or name may be in it."""


class SignInRequired(BotError):
    """The person must sign in or consent to `scopes`; `claims` is the claims challenge to pass on, if any.

    `otherwise`: what stands in the way where the sign-in page has not helped; None: only that it was not finished.
    """

    def __init__(
        self,
        scopes: Sequence[str],
        why: SignInReason = SignInReason.FIRST_USE,
        claims: str = "",
        otherwise: Trouble | None = None,
    ) -> None:
        super().__init__(f"sign-in needed ({why})")
        self.scopes = tuple(scopes)
        self.why = why
        self.claims = claims
        self.otherwise = otherwise


class Denied(BotError):
    """Microsoft, or what was asked for, says no: `trouble` says why, to the person; `detail` is for the log.

    `meeting` is the one that was asked for, `url` where the person can do something about it; both where there is one.
    """

    def __init__(self, trouble: Trouble, detail: str = "", meeting: Meeting | None = None, url: str = "") -> None:
        super().__init__(f"{trouble}: {detail}" if detail else str(trouble))
        self.trouble = trouble
        self.meeting = meeting
        self.url = url


class AssertionRefused(BotError):
    """The SSO token is not the sender's own, not for this bot, or not valid; nothing may be bound to it."""


class Unauthorized(BotError):
    """A request's token is missing, not Microsoft's, not for this bot, or out of date: 401."""


class SendRefusal(StrEnum):
    """Why Teams does not take a message, however often it is sent."""

    BLOCKED = "blocked"  # the person has blocked the bot
    SWITCHED_OFF = "switched off"  # an admin has switched the app off
    NOT_INSTALLED = "not installed"  # the app is not where the message was to go
    GONE = "gone"  # there is no such conversation
    TOO_LARGE = "too large"  # the message
    MALFORMED = "malformed"  # the message
    INTERNAL = "internal"  # a fault of Teams' own
    OURS = "ours"  # a fault of ours, or one that nobody knows

    @property
    def about_the_message(self) -> bool:
        """Whether another message might be taken."""
        return self in {SendRefusal.TOO_LARGE, SendRefusal.MALFORMED}


class Undeliverable(BotError):
    """Teams does not take this message here, and will not later: `refusal` says why.

    `reason` is Teams' own word for it, for the log.
    """

    def __init__(self, text: str, reason: str = "", refusal: SendRefusal = SendRefusal.OURS) -> None:
        super().__init__(text)
        self.reason = reason
        self.refusal = refusal


class Service(StrEnum):
    """Who is busy, by the name that a person may read."""

    BOT = "bot"
    TEAMS = "Teams"
    GRAPH = "Graph"
    ENTRA = "Entra"


BUSY = {Service.BOT: Trouble.BOT_BUSY, Service.TEAMS: Trouble.TEAMS_BUSY}  # everybody else is Microsoft 365


class Busy(BotError):
    """`service` did not do what was asked inside the budget. Asking again does no harm, but for DeliveryUnknown.

    `retry_after` is how many seconds it asked to wait before that; None when it did not say.
    """

    def __init__(self, text: str, *, service: Service = Service.BOT, retry_after: float | None = None) -> None:
        super().__init__(text)
        self.service = service
        self.retry_after = retry_after

    @property
    def trouble(self) -> Trouble:
        """Its words, which name who is busy."""
        return BUSY.get(self.service, Trouble.BUSY)


class Throttled(Busy):
    """`service` has not done it since it was asked for too much (429)."""


class DeliveryUnknown(Busy):
    """`service` may have done what was asked, and did not say so: doing it again may do it twice."""


class NotAnswering(Busy):
    """`service` has not answered several people lately: it was not asked, and nobody has waited for it."""

    @property
    def trouble(self) -> Trouble:
        """Words of their own: the next moment will hardly be better."""
        return Trouble.NOT_ANSWERING


class BotRefused(Busy):
    """`service` does not know the bot at the moment: its token, or its registration, is refused."""

    @property
    def trouble(self) -> Trouble:
        """Nobody is busy: it is for the operator to mend."""
        return Trouble.OURS


class KeysUnavailable(Busy):
    """An issuer's keys cannot be had now: a token may be genuine, and nobody can tell. 503, never 401."""


class Misconfigured(BotError):
    """The operator must act; `setting` names the variable to look at."""

    def __init__(self, setting: str, detail: str) -> None:
        super().__init__(f"{setting}: {detail}")
        self.setting = setting


class NoRoom(Misconfigured):
    """What `setting` names takes no more, or its disk fails: when somebody has mended that, it goes on as it is set."""


class SettingsError(BotError):
    """The program must not start: one line a fault, each naming its variable. `passing`: a later start may do."""

    def __init__(self, faults: Sequence[str], *, passing: bool = False) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
        self.passing = passing
