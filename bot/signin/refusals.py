"""What Entra's error codes mean for the person and the operator, as one table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import AssertionRefused, BotError, Busy, Denied, Misconfigured, Service, SignInRequired
from bot.model import SignInReason, Trouble
from bot.net.lenient_json import items, text
from bot.ops.settings import CERTIFICATE, MANAGED_IDENTITY

CREDENTIAL = "MicrosoftAppPassword or the certificate"

# Codes may change, says Microsoft, so the kind of error (`error`, `suberror`) decides, and a code refines it
# (protocol.md §9). What no page can mend, whatever the kind:
ENDINGS = {
    "50105": Trouble.NOT_ASSIGNED,
    "50057": Trouble.ACCOUNT_DISABLED,
    "50020": Trouble.GUEST,
    "90072": Trouble.GUEST,
    "51004": Trouble.GUEST,
    "16003": Trouble.GUEST,
    "90094": Trouble.ADMIN_CONSENT,
    "90008": Trouble.ADMIN_CONSENT,
    "90093": Trouble.ADMIN_CONSENT,
    "90095": Trouble.ADMIN_CONSENT,
    "700016": Trouble.ADMIN_CONSENT,
    "650052": Trouble.ADMIN_CONSENT,
}
# Of device, place and risk: Teams' token, exchanged by a server, proves none of them, and a browser may. Those of
# Conditional Access begin with 53, and new ones are added to them.
POLICY = re.compile(r"53\d{3,4}|50005|50131|50155|50187|50002[123]|500021[1-3]|700003", re.ASCII)
# No federated credential of the app has the issuer, subject and audience of the managed identity's token.
FEDERATED = ("70021", "700211", "700212", "700213", "7002137", "7002138")
OPERATOR = {
    "7000215": (CREDENTIAL, "wrong secret"),
    "7000222": (CREDENTIAL, "the secret has expired"),
    "700027": (CERTIFICATE, "Entra does not know this certificate, or it has ended"),
    "1000502": (CERTIFICATE, "the certificate has ended, or has not begun"),
    "700024": (CERTIFICATE, "the clock of this machine is wrong"),
    **dict.fromkeys(FEDERATED, (MANAGED_IDENTITY, "no federated credential of the app is for this identity")),
    "7000112": ("MicrosoftAppId", "the app is disabled"),
    "500131": (
        "MicrosoftAppId",
        "Teams' tokens are for another app; Application ID URI and manifest must name this one",
    ),
    "500011": ("MicrosoftAppId", "an API permission is missing in the app registration"),
    "650057": ("MicrosoftAppId", "an API permission is missing in the app registration"),
    "65005": ("MicrosoftAppId", "an API permission is missing in the app registration"),
    "500014": ("MicrosoftAppId", "Graph, or another API, is switched off in the tenant"),
    "7000114": ("MicrosoftAppId", "the app may not exchange tokens of people"),
    "50194": ("MicrosoftAppType", "the app registration is for one tenant"),
    "90002": ("MicrosoftAppTenantId", "Entra does not know this tenant"),
    "50059": ("MicrosoftAppTenantId", "Entra does not know this tenant"),
    "50128": ("MicrosoftAppTenantId", "Entra does not know this tenant"),
    "70011": ("CALENDAR_SCOPE or LINK_SCOPE", "Entra does not know this scope"),
}
LATER = {"90033", "90024", "90025", "90055", "50087", "50196"}
BAD_ASSERTION = {"50013", "500133"}
EXPIRED = {"70043", "70044", "700082", "700084", "70008", "50173", "50133", "50132", "50089"}
DEAD = {"bad_token", "token_expired"}
CONSENT = {"65001", "65004"}
# A second factor, a device that says who it is, a check by somebody else.
EXTRA_CHECK = {"50072", "50074", "50076", "50078", "50079", "50097", "50125", "50127", "50129", "50158", "500121"}
EXTRA_CHECK |= {"50055", "50140", "50142", "50199"}  # a new password, a question that only a page can ask
INTERACTION = {"interaction_required", "login_required", "consent_required", "basic_action", "additional_action"}
PASSING = {"temporarily_unavailable", "server_error"}
CODE = re.compile(r"\d{1,9}", re.ASCII)
CLAIMED = re.compile(r"AADSTS(\d{1,9})(?!\d)", re.ASCII)
WORD = re.compile(r"[\w.-]{1,60}", re.ASCII)
DESCRIPTION = 200  # letters of a description in which the code is looked for; it stands first


def refusal(result: Mapping[str, Any], scopes: Sequence[str], admin_consent_url: str) -> BotError:
    """The error to raise for MSAL's error dict (or an OAuth error redirect's query). None of its text is kept."""
    error = _word(result, "error")
    suberror = _word(result, "suberror")
    claims = text(result, "claims")
    codes = error_codes(result)
    detail = f"{error or 'no error'} {suberror} {sorted(codes)}"
    if error in PASSING:
        return Busy(detail, service=Service.ENTRA)
    if trouble := next((ENDINGS[code] for code in sorted(codes) if code in ENDINGS), None):
        return Denied(trouble, detail, url=admin_consent_url if trouble is Trouble.ADMIN_CONSENT else "")
    if {error, suberror} & INTERACTION:
        otherwise = Trouble.BLOCKED_BY_POLICY if _by_policy(codes) else None
        return SignInRequired(scopes, _reason(error, suberror, codes, claims), claims, otherwise)
    if _by_policy(codes):
        return Denied(Trouble.BLOCKED_BY_POLICY, detail)
    if codes & LATER:
        return Busy(detail, service=Service.ENTRA)
    if operator := next((OPERATOR[code] for code in sorted(codes) if code in OPERATOR), None):
        return Misconfigured(operator[0], f"{operator[1]} ({detail})")
    if codes & BAD_ASSERTION:
        return AssertionRefused(detail)
    if error == "invalid_grant" or claims or codes & EXTRA_CHECK:
        return SignInRequired(scopes, _reason(error, suberror, codes, claims), claims)
    if codes & EXPIRED or suberror in DEAD:
        return SignInRequired(scopes, SignInReason.EXPIRED)
    if codes & CONSENT:
        return SignInRequired(scopes, SignInReason.FIRST_USE, claims)
    setting = CREDENTIAL if error == "invalid_client" else "MicrosoftAppId"
    return Misconfigured(setting, f"Entra refuses the app: {detail}")


def about_the_credential(fault: Misconfigured) -> bool:
    """Whether the bot has failed to prove that it is the app, which says nothing about the app or the person."""
    return fault.setting in {CREDENTIAL, CERTIFICATE, MANAGED_IDENTITY}


def _by_policy(codes: set[str]) -> bool:
    return any(POLICY.fullmatch(code) for code in codes)


def _reason(error: str, suberror: str, codes: set[str], claims: str) -> SignInReason:
    """What the person is told of it."""
    if codes & CONSENT or "consent_required" in {error, suberror}:
        return SignInReason.FIRST_USE
    if codes & EXPIRED or suberror in DEAD:
        return SignInReason.EXPIRED
    if claims or codes & EXTRA_CHECK or {error, suberror} & (INTERACTION - {"login_required"}):
        return SignInReason.EXTRA_CHECK
    return SignInReason.EXPIRED


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
