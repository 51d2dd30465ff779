"""What Entra's error codes mean for the person and the operator, as one table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import AssertionRefused, BotError, Busy, Denied, Misconfigured, Service, SignInRequired
from bot.model import SignInReason, Trouble
from bot.net.lenient_json import items, text

CREDENTIAL = "MicrosoftAppPassword or the certificate"

# Codes may change, says Microsoft, so `error` and `suberror` come first where they say the same (protocol.md §9).
ADMIN = {
    "50105": Trouble.NOT_ASSIGNED,
    "53000": Trouble.BLOCKED_BY_POLICY,
    "53001": Trouble.BLOCKED_BY_POLICY,
    "53002": Trouble.BLOCKED_BY_POLICY,
    "53003": Trouble.BLOCKED_BY_POLICY,
    "50131": Trouble.BLOCKED_BY_POLICY,
    "530003": Trouble.BLOCKED_BY_POLICY,
    "530032": Trouble.BLOCKED_BY_POLICY,
    "50057": Trouble.ACCOUNT_DISABLED,
    "50020": Trouble.GUEST,
    "90072": Trouble.GUEST,
    "90094": Trouble.ADMIN_CONSENT,
    "90008": Trouble.ADMIN_CONSENT,
    "700016": Trouble.ADMIN_CONSENT,
    "650052": Trouble.ADMIN_CONSENT,
}
OPERATOR = {
    "7000215": (CREDENTIAL, "wrong secret"),
    "7000222": (CREDENTIAL, "the secret has expired"),
    "700027": ("MicrosoftAppCertificatePath", "Entra does not know this certificate"),
    "700024": ("MicrosoftAppCertificatePath", "the clock of this machine is wrong"),
    "7000112": ("MicrosoftAppId", "the app is disabled"),
    "500131": (
        "MicrosoftAppId",
        "Teams' tokens are for another app; Application ID URI and manifest must name this one",
    ),
    "500011": ("MicrosoftAppId", "an API permission is missing in the app registration"),
    "650057": ("MicrosoftAppId", "an API permission is missing in the app registration"),
    "65005": ("MicrosoftAppId", "an API permission is missing in the app registration"),
    "70011": ("CALENDAR_SCOPE", "Entra does not know this scope"),
}
LATER = {"90033", "50087", "50196"}
BAD_ASSERTION = {"50013", "500133"}
EXPIRED = {"70043", "700082", "700084", "70008", "50173", "50133", "50132", "50089"}
CONSENT = {"65001", "65004"}
EXTRA_CHECK = {"50072", "50074", "50076", "50079", "50158", "500121"}  # a second factor was asked for and not given
CODE = re.compile(r"\d{1,9}", re.ASCII)
CLAIMED = re.compile(r"AADSTS(\d{1,9})(?!\d)", re.ASCII)
WORD = re.compile(r"[\w.-]{1,60}", re.ASCII)
DESCRIPTION = 200  # letters of a description in which the code is looked for; it stands first


def refusal(result: Mapping[str, Any], scopes: Sequence[str], admin_consent_url: str) -> BotError:
    """The error to raise for MSAL's error dict (or an OAuth error redirect's query). None of its text is kept."""
    error, suberror = _word(result, "error"), _word(result, "suberror")
    codes = error_codes(result)
    detail = f"{error or 'no error'} {suberror} {sorted(codes)}"
    if operator := next((OPERATOR[code] for code in sorted(codes) if code in OPERATOR), None):
        return Misconfigured(operator[0], f"{operator[1]} ({detail})")
    if trouble := next((ADMIN[code] for code in sorted(codes) if code in ADMIN), None):
        return Denied(trouble, detail, url=admin_consent_url if trouble is Trouble.ADMIN_CONSENT else "")
    if codes & BAD_ASSERTION:
        return AssertionRefused(detail)
    if codes & LATER or error in {"temporarily_unavailable", "server_error"}:
        return Busy(detail, service=Service.ENTRA)
    if codes & EXPIRED or suberror in {"bad_token", "token_expired"}:
        return SignInRequired(scopes, SignInReason.EXPIRED)
    if codes & CONSENT or "consent_required" in {error, suberror}:
        return SignInRequired(scopes, SignInReason.FIRST_USE, text(result, "claims"))
    if error == "interaction_required" or text(result, "claims"):
        return SignInRequired(scopes, SignInReason.EXTRA_CHECK, text(result, "claims"))
    if error in {"invalid_grant", "login_required"}:
        return SignInRequired(scopes, SignInReason.EXPIRED)
    setting = CREDENTIAL if error == "invalid_client" else "MicrosoftAppId"
    return Misconfigured(setting, f"Entra refuses the app: {detail}")


def error_codes(result: Mapping[str, Any]) -> set[str]:
    """The AADSTS numbers of an error, as digits: `error_codes`, else the one that its description begins with."""
    listed = {str(code) for code in items(result, "error_codes") if _is_code(code)}
    described = CLAIMED.search(text(result, "error_description")[:DESCRIPTION])
    return listed or ({described[1]} if described else set())


def _is_code(code: object) -> bool:
    if isinstance(code, str):
        return CODE.fullmatch(code) is not None
    return isinstance(code, int) and not isinstance(code, bool) and 0 < code < 10**9


def _word(result: Mapping[str, Any], name: str) -> str:
    """A member that is one of OAuth's short words; anything else may be a text, which is not ours to keep."""
    written = text(result, name)
    return written if WORD.fullmatch(written) else ""
