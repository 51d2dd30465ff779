"""The Entra app: what Teams asks it for, who may ask, and where Microsoft sends people back to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urlencode

import jwt

from bot.doctor.asking import ServiceAnswer
from bot.doctor.credential import own_answer
from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.patient import Patient
from bot.doctor.places import AUTHENTICATION, EXPOSE, LOOK, MANIFEST, patch
from bot.doctor.registration import Registration
from bot.errors import BotError
from bot.net.lenient_json import mapping, text
from bot.ops.endpoints import application_uri
from bot.signin.refusals import error_codes
from bot.signin.setup import CALLBACK

URI, VERSION, SCOPE, CLIENTS, REDIRECT = (
    "Application ID URI",
    "token version",
    "access_as_user",
    "clients",
    "redirect URI",
)
CHECKS = (URI, VERSION, SCOPE, CLIENTS, REDIRECT)
TEAMS_CLIENTS = {
    "1fec8e78-bce4-4aaf-ab1b-5451cc387264": "Teams, desktop and mobile",
    "5e3ce6c0-2b1f-4285-8d4b-75ee78787346": "Teams, web",
}
OFFICE_CLIENTS = {
    "d3590ed6-52b3-4102-aeff-aad2292ab01c": "Outlook, desktop; Microsoft 365, mobile",
    "bc59ab01-8403-45c6-8796-ac3ef710b3e3": "Outlook, web",
    "27922004-5251-4030-b22d-91ecd9a37ea4": "Outlook, mobile",
    "4765445b-32c6-49b0-83e6-1d93765276ca": "Microsoft 365, web",
    "0ec893e0-5785-4de6-99da-4ed124e5296c": "Microsoft 365, desktop",
}
NO_SUCH_RESOURCE = "500011"
CODE = re.compile(rb"AADSTS(\d{1,9})")


async def findings(patient: Patient, registration: Registration | None) -> list[Finding]:
    """Its five lines. The app's own token for itself tells the first two, without anybody's permission."""
    answer = await own_answer(patient, patient.room.home, f"{application_uri(patient.app_id)}/.default")
    page = await patient.asker.get(authorize_url(patient))
    return [
        identifier(patient.app_id, answer, registration),
        version(patient.app_id, answer, registration),
        exposed(patient.app_id, registration),
        clients(patient, registration),
        redirect(patient.app_id, callback(patient), page, registration),
    ]


def callback(patient: Patient) -> str:
    """Where Microsoft sends people back to."""
    return f"{patient.settings.public_url}{CALLBACK}"


def authorize_url(patient: Patient) -> str:
    """A question of a browser without any session, which is to be shown no page."""
    query = {
        "client_id": patient.app_id,
        "response_type": "code",
        "redirect_uri": callback(patient),
        "response_mode": "query",
        "scope": "openid",
        "prompt": "none",
        "state": "doctor",
        "nonce": "doctor",
    }
    return f"{patient.endpoints.login}/{patient.settings.tenants[0]}/oauth2/v2.0/authorize?{urlencode(query)}"


def claims_of(answer: object) -> Mapping[str, object]:
    """What the app's own token for itself says; it is addressed to us, and only looked at."""
    try:
        return jwt.decode(text(answer, "access_token"), options={"verify_signature": False})
    except jwt.PyJWTError:
        return {}


def identifier(app_id: str, answer: object, registration: Registration | None) -> Finding:
    """Whether Entra knows the app under the name by which Teams asks for it."""
    wanted = application_uri(app_id)
    known = wanted in registration.uris if registration else None
    if known is None and text(answer, "access_token"):
        known = True
    if known is None and NO_SUCH_RESOURCE in error_codes(mapping(answer)):
        known = False
    if known is None:
        return _unknown(URI, answer)
    if known:
        return ok(URI, wanted)
    command = f"az ad app update --id {app_id} --identifier-uris {wanted}"
    return fix(URI, f"is not {wanted}", f"Set it in {EXPOSE} → Application ID URI; the botid- is part of it.", command)


def version(app_id: str, answer: object, registration: Registration | None) -> Finding:
    """Version 1 tokens are taken too, but many tenants then refuse the Application ID URI."""
    told = text(claims_of(answer), "ver")
    if registration:
        told = "2.0" if registration.token_version == 2 else "1.0"
    if not told:
        return _unknown(VERSION, answer)
    if told == "2.0":
        return ok(VERSION, "2")
    command = patch(app_id, '{"api":{"requestedAccessTokenVersion":2}}')
    return fix(VERSION, "1", f"Set api.requestedAccessTokenVersion to 2 in {MANIFEST}.", command)


def exposed(app_id: str, registration: Registration | None) -> Finding:
    """Whether there is the scope that Teams asks for."""
    if registration is None:
        return unchecked(SCOPE, "only the directory knows", *LOOK)
    if registration.scope_id:
        return ok(SCOPE, "exposed and enabled")
    how = f"Add the scope access_as_user, enabled, for admins and users, in {EXPOSE} → Scopes defined by this API."
    return fix(
        SCOPE,
        "is not exposed, or disabled",
        how,
        patch(app_id, json.dumps({"api": {"oauth2PermissionScopes": [_SCOPE]}})),
    )


_SCOPE = {
    "id": "5e0ab1e8-6d1c-4a3c-9d8f-0d8c7a2a8b51",  # as in infra/entra-app.json
    "value": "access_as_user",
    "type": "User",
    "isEnabled": True,
    "adminConsentDisplayName": "Sign in",
    "adminConsentDescription": "Teams may sign people in",
    "userConsentDisplayName": "Sign in",
    "userConsentDescription": "Teams may sign you in",
}


def clients(patient: Patient, registration: Registration | None) -> Finding:
    """Whether Teams, and Outlook where it is served, may have a token without asking anybody."""
    if registration is None:
        return unchecked(CLIENTS, "only the directory, or a sign-in, can tell", *LOOK)
    if not registration.scope_id:
        return unchecked(CLIENTS, "access_as_user first")
    wanted = TEAMS_CLIENTS | (OFFICE_CLIENTS if patient.settings.office_channels else {})
    missing = {id: name for id, name in wanted.items() if id not in registration.clients}
    if not missing:
        return ok(CLIENTS, f"{len(wanted)} pre-authorized")
    how = f"Add each with the scope ticked in {EXPOSE} → Authorized client applications."
    all_of_them = [
        {"appId": id, "delegatedPermissionIds": [registration.scope_id]} for id in (*registration.clients, *missing)
    ]
    command = patch(patient.app_id, json.dumps({"api": {"preAuthorizedApplications": all_of_them}}))
    seen = "; ".join(f"{name} ({id})" for id, name in missing.items())
    return fix(CLIENTS, f"not pre-authorized: {seen}", how, command)


def redirect(app_id: str, wanted: str, page: ServiceAnswer, registration: Registration | None) -> Finding:
    """Whether Entra would send a browser back to us: it does, or its page says why not."""
    others = sorted(registration.web - {wanted}) if registration else []
    command = f"az ad app update --id {app_id} --web-redirect-uris {' '.join([*others, wanted])}"
    if registration and wanted in registration.spa:
        how = f"Remove it from Single-page application and add it under Web in {AUTHENTICATION}."
        return fix(REDIRECT, f"{wanted} is registered for the wrong platform", how, command)
    codes = {code.decode() for code in CODE.findall(page.body)}
    if page.status in {302, 303} and page.headers.get("Location", "").startswith(f"{wanted}?"):
        return ok(REDIRECT, wanted)
    if "50011" in codes or (registration and wanted not in registration.web):
        how = f"Add it, to the letter, under Web → Redirect URIs in {AUTHENTICATION}."
        return fix(REDIRECT, f"{wanted} is not registered", how, command)
    if registration:
        return ok(REDIRECT, wanted)
    seen = page.fault or f"Entra's page does not say ({page.status} {' '.join(sorted(codes))})".replace(" )", ")")
    return unchecked(REDIRECT, seen, *LOOK)


def _unknown(check: str, answer: object) -> Finding:
    if isinstance(answer, BotError):
        return unchecked(check, "Entra first")
    return unchecked(check, "the credential first", *LOOK)
