"""What an admin has approved for everybody: each permission the bot may ask for, and the link that approves all."""

from __future__ import annotations

from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.patient import Patient
from bot.doctor.places import ENTERPRISE, LOOK
from bot.doctor.registration import Registration

CHECK = "consent"


def findings(patient: Patient, registration: Registration | None) -> list[Finding]:
    """A line for each permission."""
    granted = registration.granted if registration else None
    return [verdict(patient, scope, granted) for scope in patient.scopes]


def name(scope: str) -> str:
    """The line's name."""
    return f"{CHECK} {scope}"


def verdict(patient: Patient, scope: str, granted: frozenset[str] | None) -> Finding:
    """Of one permission."""
    if granted is None:
        return unchecked(name(scope), "only the directory knows", *LOOK)
    if scope in granted:
        return ok(name(scope), "granted for everybody")
    link = patient.room.entra.admin_consent_url(patient.settings.tenants[0])
    how = f"Press Grant admin consent in {ENTERPRISE} → Security → Permissions, or have an admin open this link: {link}"
    return fix(
        name(scope), "not granted for everybody", how, f"az ad app permission admin-consent --id {patient.app_id}"
    )
