"""The app registration as the directory has it: read with an administrator's token, where the doctor is given one.

Microsoft Graph: *application*, *servicePrincipal* and *oauth2PermissionGrant* resources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from bot.doctor.asking import ServiceAnswer
from bot.doctor.patient import Patient
from bot.model.values import value
from bot.net.lenient_json import items, mappings, number, part, text
from bot.signin.assertion import SCOPE

FIELDS = "api,identifierUris,web,spa,passwordCredentials"
EVERYBODY = "AllPrincipals"


@value
class Secret:
    """The first letters of a client secret, which the directory shows, and when it ends."""

    hint: str = field(repr=False)
    ends: datetime | None


@value
class Registration:
    """`scope_id` is that of the enabled scope access_as_user, "" when there is none; `clients` may have it unasked.

    `granted`: what an admin has granted for everybody; None: that could not be read.
    """

    uris: frozenset[str]
    token_version: int
    scope_id: str
    clients: frozenset[str]
    web: frozenset[str]
    spa: frozenset[str]
    secrets: tuple[Secret, ...]
    granted: frozenset[str] | None


async def registration(patient: Patient) -> Registration | None:
    """As the administrator's token may read it; None: it may not, or there is none."""
    if not patient.admin_token:
        return None
    app, principal = (f"{patient.endpoints.graph}/{kind}(appId='{patient.app_id}')" for kind in KINDS)
    found = await patient.asker.get(f"{app}?$select={FIELDS}", patient.admin_token)
    if found.status != 200:
        return None
    grants = await patient.asker.get(f"{principal}/oauth2PermissionGrants", patient.admin_token)
    return read(found.json, grants)


KINDS = ("applications", "servicePrincipals")


def read(app: object, grants: ServiceAnswer) -> Registration:
    """The two documents as values."""
    scope_id = next((text(each, "id") for each in mappings(app, "api", "oauth2PermissionScopes") if is_ours(each)), "")
    return Registration(
        uris=texts(app, "identifierUris"),
        token_version=number(app, "api", "requestedAccessTokenVersion"),
        scope_id=scope_id,
        clients=authorized(app, scope_id),
        web=texts(app, "web", "redirectUris"),
        spa=texts(app, "spa", "redirectUris"),
        secrets=tuple(Secret(text(each, "hint"), when(each)) for each in mappings(app, "passwordCredentials")),
        granted=granted(grants.json) if grants.status == 200 else None,
    )


def is_ours(scope: Mapping[str, Any]) -> bool:
    """Whether it is the scope that Teams asks for, and can be had."""
    return text(scope, "value") == SCOPE and part(scope, "isEnabled") is True


def authorized(app: object, scope_id: str) -> frozenset[str]:
    """The clients that may have our scope without asking anybody."""
    listed = mappings(app, "api", "preAuthorizedApplications")
    return frozenset(
        text(each, "appId").lower() for each in listed if scope_id in items(each, "delegatedPermissionIds")
    )


def granted(grants: object) -> frozenset[str]:
    """What is granted for everybody in the tenant."""
    for_all = (each for each in mappings(grants, "value") if text(each, "consentType") == EVERYBODY)
    return frozenset(scope for each in for_all for scope in text(each, "scope").split())


def texts(holder: object, *path: str) -> frozenset[str]:
    """The strings of a list."""
    return frozenset(each for each in items(holder, *path) if isinstance(each, str))


def when(credential: Mapping[str, Any]) -> datetime | None:
    """The end of a credential; None where it does not say."""
    try:
        return datetime.fromisoformat(text(credential, "endDateTime"))
    except ValueError:
        return None
