"""A switch for each trouble: what Microsoft does to a bot on a bad day, turned on and off while it runs."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """What can go wrong, by service; WORDS says what each does and which details it takes."""

    GRAPH_THROTTLED = "graph.throttled"
    GRAPH_UNAVAILABLE = "graph.unavailable"
    GRAPH_SLOW = "graph.slow"
    GRAPH_DROPPED = "graph.dropped"
    GRAPH_MALFORMED = "graph.malformed"
    GRAPH_UNAUTHORIZED = "graph.unauthorized"
    GRAPH_NOT_ORGANIZER = "graph.not_organizer"
    GRAPH_NO_LICENCE = "graph.no_licence"
    GRAPH_NO_MAILBOX = "graph.no_mailbox"
    GRAPH_GONE = "graph.gone"
    GRAPH_NULL_LINK = "graph.null_link"
    GRAPH_STRANGE_LINK = "graph.strange_link"
    GRAPH_HIDDEN_JOIN_URL = "graph.hidden_join_url"
    GRAPH_CLAIMS_CHALLENGE = "graph.claims_challenge"
    ENTRA_THROTTLED = "entra.throttled"
    ENTRA_UNAVAILABLE = "entra.unavailable"
    ENTRA_SLOW = "entra.slow"
    ENTRA_DROPPED = "entra.dropped"
    ENTRA_CONSENT_REVOKED = "entra.consent_revoked"
    ENTRA_MFA = "entra.mfa"
    ENTRA_BLOCKED = "entra.blocked"
    ENTRA_NOT_ASSIGNED = "entra.not_assigned"
    ENTRA_ADMIN_CONSENT = "entra.admin_consent"
    ENTRA_DISABLED = "entra.disabled"
    ENTRA_SESSION_ENDED = "entra.session_ended"
    ENTRA_INVALID_CLIENT = "entra.invalid_client"
    CHANNEL_UNAVAILABLE = "channel.unavailable"
    CHANNEL_SLOW = "channel.slow"
    CONNECTOR_REFUSES = "connector.refuses"
    CONNECTOR_DELIVERS_THEN_FAILS = "connector.delivers_then_fails"
    CONNECTOR_SLOW = "connector.slow"
    CONNECTOR_DROPPED = "connector.dropped"
    ROSTER_SLOW = "connector.roster_slow"


WORDS: Mapping[Trouble, str] = {
    Trouble.GRAPH_THROTTLED: "Graph answers 429; retry_after: seconds, absent when not given",
    Trouble.GRAPH_UNAVAILABLE: "Graph answers 503, or `status`; retry_after: seconds",
    Trouble.GRAPH_SLOW: "Graph waits `seconds`, or until this is switched off",
    Trouble.GRAPH_DROPPED: "Graph hangs up without an answer",
    Trouble.GRAPH_MALFORMED: "Graph answers 200 with `text` instead of JSON",
    Trouble.GRAPH_UNAUTHORIZED: "Graph answers 401 InvalidAuthenticationToken",
    Trouble.GRAPH_NOT_ORGANIZER: "online meetings answer 403, 3003",
    Trouble.GRAPH_NO_LICENCE: "online meetings answer 403 for want of a licence",
    Trouble.GRAPH_NO_MAILBOX: "the calendar answers 404 MailboxNotEnabledForRESTAPI",
    Trouble.GRAPH_GONE: "events and online meetings answer 404",
    Trouble.GRAPH_NULL_LINK: "the appointment link is null",
    Trouble.GRAPH_STRANGE_LINK: "the appointment link is `value`, whatever that is",
    Trouble.GRAPH_HIDDEN_JOIN_URL: "the narrow calendar scope hides onlineMeeting",
    Trouble.GRAPH_CLAIMS_CHALLENGE: "Graph answers 401 with a claims challenge until the person has met `claims`",
    Trouble.ENTRA_THROTTLED: "the token endpoint answers 429; retry_after: seconds",
    Trouble.ENTRA_UNAVAILABLE: "the token endpoint answers 503, or `status`; retry_after: seconds",
    Trouble.ENTRA_SLOW: "the token endpoint waits `seconds`, or until this is switched off",
    Trouble.ENTRA_DROPPED: "the token endpoint hangs up without an answer",
    Trouble.ENTRA_CONSENT_REVOKED: "the person's consent is withdrawn at their next token request",
    Trouble.ENTRA_MFA: "a token needs multi-factor authentication, which the sign-in pages offer",
    Trouble.ENTRA_BLOCKED: "Conditional Access blocks the sign-in (53003)",
    Trouble.ENTRA_NOT_ASSIGNED: "the person is not assigned to the app (50105)",
    Trouble.ENTRA_ADMIN_CONSENT: "only an admin may consent (90094)",
    Trouble.ENTRA_DISABLED: "the account is disabled (50057)",
    Trouble.ENTRA_SESSION_ENDED: "refresh tokens are refused (50173)",
    Trouble.ENTRA_INVALID_CLIENT: "the app's secret is refused (7000215)",
    Trouble.CHANNEL_UNAVAILABLE: "the channel's keys cannot be fetched (503)",
    Trouble.CHANNEL_SLOW: "the channel's documents wait `seconds`, or until this is switched off",
    Trouble.CONNECTOR_REFUSES: "the connector answers `status` (429) and delivers nothing; retry_after, code",
    Trouble.CONNECTOR_DELIVERS_THEN_FAILS: "the connector delivers, then answers `status` (504)",
    Trouble.CONNECTOR_SLOW: "the connector waits `seconds`, or until this is switched off",
    Trouble.CONNECTOR_DROPPED: "the connector hangs up without an answer",
    Trouble.ROSTER_SLOW: "the connector waits `seconds` before it says who somebody is, or until this is switched off",
}
ONCE_BY_NATURE = frozenset({Trouble.ENTRA_CONSENT_REVOKED})


@dataclass(eq=False)
class Switch:
    """One trouble that is on: for one person (oid or sign-in name) or all, `times` more times or until switched off.

    `where` narrows it to requests whose path contains those words.
    """

    trouble: Trouble
    times: int | None = None
    person: str = ""
    where: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    struck: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def fits(self, person: str, where: str) -> bool:
        return (not self.person or self.person == person) and self.where in where

    @property
    def spent(self) -> bool:
        return self.times is not None and self.struck >= self.times

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.trouble,
            "times": self.times,
            "person": self.person,
            "where": self.where,
            "struck": self.struck,
            **self.detail,
        }


class Troubles:
    """The switchboard; all switches are off at first. `oid_of` turns a sign-in name into an object id."""

    def __init__(self, oid_of: Callable[[str], str] = str) -> None:
        self._oid_of = oid_of
        self.switches: list[Switch] = []

    def on(
        self, trouble: Trouble, *, times: int | None = None, person: str = "", where: str = "", **detail: Any
    ) -> Switch:
        """Switch on; several of a kind may be on, and the first that fits strikes."""
        if times is None and trouble in ONCE_BY_NATURE:
            times = 1
        switch = Switch(trouble, times, self._oid_of(person) if person else "", where, detail)
        self.switches.append(switch)
        return switch

    def off(self, trouble: Trouble) -> None:
        """Switch off every one of that kind; slow answers under way come at once."""
        self._end([switch for switch in self.switches if switch.trouble == trouble])

    def clear(self) -> None:
        """Switch everything off."""
        self._end(self.switches)

    def _end(self, ended: Sequence[Switch]) -> None:
        for switch in ended:
            switch.over.set()
        self.switches = [switch for switch in self.switches if switch not in ended]

    def strike(self, trouble: Trouble, *, person: str = "", where: str = "") -> Switch | None:
        """The switch that hits this request, counted as used; None when all is well."""
        switch = self.expects(trouble, person=person, where=where)
        if switch:
            switch.struck += 1
        return switch

    def expects(self, trouble: Trouble, *, person: str = "", where: str = "") -> Switch | None:
        """Like `strike`, but only looking."""
        for switch in self.switches:
            if switch.trouble == trouble and not switch.spent and switch.fits(person, where):
                return switch
        return None

    async def linger(self, trouble: Trouble, *, person: str = "", where: str = "") -> None:
        """Wait as long as a slow service would: `seconds`, or until the switch is off."""
        switch = self.strike(trouble, person=person, where=where)
        if switch is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(switch.detail.get("seconds")):
                await switch.over.wait()
