"""How the bot proves to Entra that it is the app: whether that works, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.x509 import load_pem_x509_certificate

from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.patient import Patient
from bot.doctor.places import CERTIFICATES, ENTERPRISE, FEDERATED, LOOK, MACHINE, OVERVIEW, SECRETS
from bot.doctor.registration import Registration
from bot.errors import BotError, Misconfigured
from bot.net.lenient_json import mapping, text
from bot.ops.settings import Settings
from bot.signin.credential import NO_IDENTITY, certificate
from bot.signin.refusals import FEDERATED as FEDERATED_CODES
from bot.signin.refusals import error_codes

TENANT, CREDENTIAL, EXPIRY = "tenant", "credential", "credential's end"
CHECKS = (TENANT, CREDENTIAL, EXPIRY)
SECRET_EXPIRES_SOON = 30  # days
NEW_SECRET = "az ad app credential reset --id {app} --append --years 1 --query password -o tsv"  # noqa: S105 — a command
UPLOAD = "az ad app credential reset --id {app} --append --cert @public.pem"
MENDED: Mapping[str, tuple[str, str, str]] = {
    "7000215": (
        "MicrosoftAppPassword is no secret of this app",
        f"Make a secret in {SECRETS} and set its Value, not its Secret ID, as MicrosoftAppPassword.",
        NEW_SECRET,
    ),
    "7000222": (
        "MicrosoftAppPassword has expired",
        f"Make a new secret in {SECRETS} and set its Value as MicrosoftAppPassword.",
        NEW_SECRET,
    ),
    "700027": (
        "Entra does not know this certificate, or it has ended",
        f"Upload the public part of MicrosoftAppCertificatePath, a new one if it has ended, in {CERTIFICATES}.",
        UPLOAD,
    ),
    "1000502": (
        "the certificate has ended, or has not begun",
        f"Make a new certificate, upload it in {CERTIFICATES}, then set it as MicrosoftAppCertificatePath.",
        UPLOAD,
    ),
    "700024": (
        "what the certificate signed is out of date",
        "Set this machine's clock: Entra takes five minutes of difference.",
        "sudo timedatectl set-ntp true",
    ),
    "700016": (
        "Entra knows no app of this id in this tenant",
        f"Copy MicrosoftAppId and MicrosoftAppTenantId from {OVERVIEW}; they must belong together.",
        'az ad app show --id {app} --query "{{appId:appId, name:displayName}}"',
    ),
    "7000112": (
        "the app is disabled",
        f"Switch it on in {ENTERPRISE} → Properties → Enabled for users to sign-in.",
        "az ad sp update --id {app} --set accountEnabled=true",
    ),
    "700211": (
        "the federated credential names another issuer, subject or audience",
        f"Pick the managed identity anew in {FEDERATED}.",
        "az ad app federated-credential list --id {app}",
    ),
}
IDENTITY = f"Give the bot's machine the identity of MicrosoftAppManagedIdentity in {MACHINE}, and look from there."
MENDED = {**MENDED, **dict.fromkeys(FEDERATED_CODES, MENDED["700211"])}


async def own_answer(patient: Patient, tenant_id: str, scope: str) -> object:
    """Entra's answer to the app's own sign-in, or the BotError for which there is none."""
    try:
        return await patient.room.entra.own_answer(tenant_id, scope)
    except BotError as error:
        return error


def credential(app_id: str, answer: object) -> Finding:
    """Of Entra's answer."""
    if isinstance(answer, BotError) and is_without_identity(answer):
        return fix(CREDENTIAL, str(answer), IDENTITY, "az identity list -o table")
    if isinstance(answer, BotError):
        return unchecked(CREDENTIAL, "Entra first")
    if text(answer, "access_token"):
        return ok(CREDENTIAL, "Entra gives the bot its token")
    codes = sorted(error_codes(mapping(answer)))
    known = next((MENDED[code] for code in codes if code in MENDED), None)
    if known is None:
        how = f"Look the code up at https://login.microsoftonline.com/error, and the app in {OVERVIEW}."
        return fix(CREDENTIAL, f"Entra refuses the app: {' '.join(f'AADSTS{code}' for code in codes)}", how)
    seen, how, command = known
    return fix(CREDENTIAL, seen, how, command.format(app=app_id))


def is_without_identity(error: BotError) -> bool:
    """Whether Entra was not asked, since the machine gave nothing to prove by."""
    return isinstance(error, Misconfigured) or str(error).startswith(NO_IDENTITY)


def expiry(settings: Settings, registration: Registration | None, now: datetime) -> Finding:
    """When a certificate or a secret ends, as far as that can be known."""
    if settings.managed_identity:
        return ok(EXPIRY, "a managed identity: nothing to renew")
    if settings.certificate_path:
        ends = certificate_end(settings)
        return ended(ends, now, f"Make a new certificate, upload it in {CERTIFICATES}, then set it.", UPLOAD, settings)
    if registration is None:
        return unchecked(EXPIRY, "only the directory knows when a secret ends", *LOOK)
    secret = settings.app_password.get_secret_value()
    known = [each.ends for each in registration.secrets if each.ends and each.hint and secret.startswith(each.hint)]
    if not known:
        return unchecked(EXPIRY, "the directory lists no secret that begins like this one")
    how = f"Make a new secret in {SECRETS}, set its Value as MicrosoftAppPassword, restart, then delete the old one."
    return ended(max(known), now, how, NEW_SECRET, settings)


def ended(ends: datetime, now: datetime, how: str, command: str, settings: Settings) -> Finding:
    """Of an end that is known."""
    days = (ends - now).days
    if days < SECRET_EXPIRES_SOON:
        seen = f"in {days} days, on" if days >= 0 else "was on"
        return fix(EXPIRY, f"{seen} {ends:%Y-%m-%d}", how, command.format(app=settings.app_id))
    return ok(EXPIRY, f"in {days} days, on {ends:%Y-%m-%d}")


def certificate_end(settings: Settings) -> datetime:
    """Of the file that the bot signs with."""
    opened: Any = certificate(Path(settings.certificate_path), settings.certificate_password.get_secret_value())
    return load_pem_x509_certificate(opened["public_certificate"].encode()).not_valid_after_utc


def tenant(setting: str, fault: BaseException | None) -> Finding:
    """Whether Entra knows the tenants, and they are in the cloud that has the call."""
    if fault is None:
        return ok(TENANT, "Entra knows it, and it is in the global cloud")
    how = f"Copy the Directory (tenant) ID from {OVERVIEW}; GCC High, DoD and 21Vianet do not have what the bot needs."
    return fix(TENANT, str(fault).removeprefix(f"{setting}: "), how, "az account show --query tenantId -o tsv")
