"""What can go wrong at Microsoft: a name for each trouble, its words, and what kind of fault it is, if one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sandbox.world.faults import FOREVER, Ending, Fault


class Trouble(StrEnum):
    """What can go wrong, by service; WORDS says what each does and which details it takes."""

    GRAPH_FAULT = "graph.fault"
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
    ENTRA_FAULT = "entra.fault"
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
    CHANNEL_FAULT = "channel.fault"
    CHANNEL_UNAVAILABLE = "channel.unavailable"
    CHANNEL_SLOW = "channel.slow"
    CONNECTOR_FAULT = "connector.fault"
    CONNECTOR_REFUSES = "connector.refuses"
    CONNECTOR_DELIVERS_THEN_FAILS = "connector.delivers_then_fails"
    CONNECTOR_SLOW = "connector.slow"
    CONNECTOR_DROPPED = "connector.dropped"
    CONNECTOR_RATE_LIMIT = "connector.rate_limit"
    ROSTER_SLOW = "connector.roster_slow"

    @property
    def service(self) -> str:
        return str(self).partition(".")[0]


WORDS: Mapping[Trouble, str] = {
    Trouble.GRAPH_FAULT: "Graph answers as it is told here: the details are the fields of a Fault",
    Trouble.GRAPH_THROTTLED: "Graph answers 429; retry_after: seconds, absent when not given",
    Trouble.GRAPH_UNAVAILABLE: "Graph answers 503, or `status`; retry_after: seconds",
    Trouble.GRAPH_SLOW: "Graph waits `seconds`, or until this is switched off",
    Trouble.GRAPH_DROPPED: "Graph hangs up without an answer",
    Trouble.GRAPH_MALFORMED: "Graph answers 200 with `body` instead of JSON",
    Trouble.GRAPH_UNAUTHORIZED: "Graph answers 401 InvalidAuthenticationToken",
    Trouble.GRAPH_NOT_ORGANIZER: "online meetings answer 403, 3003",
    Trouble.GRAPH_NO_LICENCE: "online meetings answer 403 for want of a licence",
    Trouble.GRAPH_NO_MAILBOX: "the calendar answers 404 MailboxNotEnabledForRESTAPI",
    Trouble.GRAPH_GONE: "events and online meetings answer 404",
    Trouble.GRAPH_NULL_LINK: "the appointment link is null",
    Trouble.GRAPH_STRANGE_LINK: "the appointment link is `value`, whatever that is",
    Trouble.GRAPH_HIDDEN_JOIN_URL: "the narrow calendar scope hides onlineMeeting",
    Trouble.GRAPH_CLAIMS_CHALLENGE: "Graph answers 401 with a claims challenge until the person has met `claims`",
    Trouble.ENTRA_FAULT: "discovery, keys and the token endpoint answer as they are told here; narrow it by where",
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
    Trouble.CHANNEL_FAULT: "who has the channel's documents answers as is told here",
    Trouble.CHANNEL_UNAVAILABLE: "the channel's keys cannot be fetched (503)",
    Trouble.CHANNEL_SLOW: "the channel's documents wait `seconds`, or until this is switched off",
    Trouble.CONNECTOR_FAULT: "the connector answers as it is told here; narrow it by where: message, typing",
    Trouble.CONNECTOR_REFUSES: "the connector answers `status` (429) and delivers nothing; retry_after, code",
    Trouble.CONNECTOR_DELIVERS_THEN_FAILS: "the connector delivers, then answers `status` (504)",
    Trouble.CONNECTOR_SLOW: "the connector waits `seconds`, or until this is switched off",
    Trouble.CONNECTOR_DROPPED: "the connector hangs up without an answer",
    Trouble.CONNECTOR_RATE_LIMIT: "the connector takes `most` (7) activities a second in a conversation, else 429",
    Trouble.ROSTER_SLOW: "the connector waits `seconds` before it says who somebody is, or until this is switched off",
}
ONCE_BY_NATURE = frozenset({Trouble.ENTRA_CONSENT_REVOKED})

FAULTS: Mapping[Trouble, Fault] = {
    Trouble.GRAPH_FAULT: Fault(),
    Trouble.GRAPH_THROTTLED: Fault(429),
    Trouble.GRAPH_UNAVAILABLE: Fault(503),
    Trouble.GRAPH_SLOW: Fault(seconds=FOREVER),
    Trouble.GRAPH_DROPPED: Fault(ending=Ending.HANG_UP),
    Trouble.GRAPH_MALFORMED: Fault(200, body="<html>"),
    Trouble.ENTRA_FAULT: Fault(),
    Trouble.ENTRA_THROTTLED: Fault(429),
    Trouble.ENTRA_UNAVAILABLE: Fault(503),
    Trouble.ENTRA_SLOW: Fault(seconds=FOREVER),
    Trouble.ENTRA_DROPPED: Fault(ending=Ending.HANG_UP),
    Trouble.CHANNEL_FAULT: Fault(),
    Trouble.CHANNEL_UNAVAILABLE: Fault(503),
    Trouble.CHANNEL_SLOW: Fault(seconds=FOREVER),
    Trouble.CONNECTOR_FAULT: Fault(),
    Trouble.CONNECTOR_REFUSES: Fault(429),
    Trouble.CONNECTOR_DELIVERS_THEN_FAILS: Fault(504, delivers=True),
    Trouble.CONNECTOR_SLOW: Fault(seconds=FOREVER),
    Trouble.CONNECTOR_DROPPED: Fault(ending=Ending.HANG_UP),
    Trouble.ROSTER_SLOW: Fault(seconds=FOREVER),
}
"""The troubles that are faults; details change their fields."""

ROUTES: Mapping[Trouble, str] = {
    Trouble.ENTRA_THROTTLED: "/token",
    Trouble.ENTRA_UNAVAILABLE: "/token",
    Trouble.ENTRA_SLOW: "/token",
    Trouble.ENTRA_DROPPED: "/token",
    Trouble.CONNECTOR_REFUSES: "/activities",
    Trouble.CONNECTOR_DELIVERS_THEN_FAILS: "/activities",
    Trouble.CONNECTOR_SLOW: "/activities",
    Trouble.CONNECTOR_DROPPED: "/activities",
    Trouble.ROSTER_SLOW: "/members/",
}
"""Where a fault that is not met on all routes of its service is met."""
