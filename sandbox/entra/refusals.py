"""How Entra says no: every refusal with its AADSTS number, in the shape MSAL reads."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MFA_POLICY = json.dumps({"access_token": {"polids": {"essential": True, "values": ["sandbox-mfa-policy"]}}})


@dataclass(eq=False)
class Refusal(Exception):
    """An answer of the token endpoint that is not a token."""

    error: str
    code: int
    words: str
    status: int = 400
    suberror: str = ""
    claims: str = ""

    def as_json(self, now: datetime) -> dict[str, Any]:
        trace, correlation, at = str(uuid.uuid4()), str(uuid.uuid4()), now.strftime("%Y-%m-%d %H:%M:%SZ")
        described = f"Trace ID: {trace} Correlation ID: {correlation} Timestamp: {at}"
        extra = {"suberror": self.suberror, "claims": self.claims}
        return {
            "error": self.error,
            "error_description": f"AADSTS{self.code}: {self.words} {described}",
            "error_codes": [self.code],
            "timestamp": at,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": f"https://login.microsoftonline.com/error?code={self.code}",
            **{name: value for name, value in extra.items() if value},
        }


def consent_required() -> Refusal:
    words = "The user or administrator has not consented to use the application. Send an interactive request."
    return Refusal("invalid_grant", 65001, words, suberror="consent_required")


def mfa_required(claims: str = MFA_POLICY) -> Refusal:
    words = "Due to a configuration change, you must use multi-factor authentication to access the resource."
    return Refusal("interaction_required", 50076, words, suberror="basic_action", claims=claims)


def blocked() -> Refusal:
    words = "Access has been blocked by Conditional Access policies."
    return Refusal("invalid_grant", 53003, words, suberror="message_only")


def not_assigned() -> Refusal:
    return Refusal("invalid_grant", 50105, "The signed in user is not assigned to a role for the application.")


def disabled() -> Refusal:
    return Refusal("invalid_grant", 50057, "The user account is disabled.")


def session_ended() -> Refusal:
    words = "The provided grant has expired due to it being revoked, a fresh auth token is needed."
    return Refusal("invalid_grant", 50173, words, suberror="bad_token")


def bad_grant(words: str, code: int = 70000) -> Refusal:
    return Refusal("invalid_grant", code, words)


def bad_request(words: str, code: int = 900144) -> Refusal:
    return Refusal("invalid_request", code, words)


def unknown_tenant(tenant: str) -> Refusal:
    return Refusal("invalid_tenant", 90002, f"Tenant '{tenant}' not found.")


def foreign_account() -> Refusal:
    return Refusal("invalid_grant", 50020, "User account does not exist in this tenant.")


def admin_only() -> Refusal:
    return Refusal("consent_required", 90094, "Admin consent is required for the permissions requested.")


def login_required() -> Refusal:
    words = "Session information is not sufficient for single-sign-on."
    return Refusal("login_required", 50058, words)


def declined() -> Refusal:
    return Refusal("access_denied", 65004, "User declined to consent to access the app.")


def invalid_client(code: int, words: str) -> Refusal:
    return Refusal("invalid_client", code, words, status=401)


def throttled() -> Refusal:
    return Refusal("temporarily_unavailable", 90055, "Too many requests. Try again later.", status=429)


def unavailable(status: int = 503) -> Refusal:
    return Refusal("temporarily_unavailable", 90033, "A transient error has occurred. Try again.", status=status)
