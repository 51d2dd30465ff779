"""The whole examination: everything is asked, and told in the order in which it is mended."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.doctor import clock, consent, credential, entra_app, keys, package, public_url, services, store
from bot.doctor.finding import Finding, unchecked
from bot.doctor.patient import Patient
from bot.doctor.places import LOOK, REFUSED
from bot.doctor.registration import registration
from bot.errors import BotError, Busy
from bot.signin.entra import BOT_SCOPE
from bot.signin.setup import tenant_setting


async def examine(patient: Patient) -> list[Finding]:
    """All lines but those of the settings, which are in order by now."""
    answers = await services.reached(patient)
    stored, public, entra, channel = await asyncio.gather(
        store.findings(patient), public_url.findings(patient), of_entra(patient, answers), keys.finding(patient)
    )
    return [
        clock.verdict(patient.now(), answers),
        *stored,
        *public,
        *entra,
        channel,
        *services.findings(patient, answers),
        await asyncio.to_thread(package.finding, patient.package, patient.settings),
    ]


async def of_entra(patient: Patient, answers: services.Reached) -> list[Finding]:
    """The tenant, the credential, the app and what is approved. Without Entra none of it is known."""
    if not answers.entra.works:
        return [unchecked(check, "Entra first") for check in checks_of_entra(patient)]
    tenant = credential.tenant(tenant_setting(patient.settings), await tenant_fault(patient))
    if tenant.fix:
        return [tenant, *(unchecked(check, "the tenant first") for check in checks_of_entra(patient)[1:])]
    known = await registration(patient)
    answer = await credential.own_answer(patient, patient.room.home, BOT_SCOPE)
    proved = credential.credential(patient.app_id, answer)
    found = [
        tenant,
        proved,
        credential.expiry(patient.settings, known, patient.now()),
        *await entra_app.findings(patient, known),
        *consent.findings(patient, known),
    ]
    return [*map(with_token_refused, found)] if patient.admin_token else found


def with_token_refused(finding: Finding) -> Finding:
    """Who has given a token is not told to give one."""
    return replace(finding, fix=REFUSED) if finding.fix == LOOK[0] else finding


async def tenant_fault(patient: Patient) -> BotError | None:
    """Why a tenant cannot be served."""
    for tenant in patient.settings.tenants:
        try:
            await patient.room.discovery.document(tenant)
        except Busy:
            continue
        except BotError as error:
            return error
    return None


def checks_of_entra(patient: Patient) -> Sequence[str]:
    """The names of its lines."""
    return (*credential.CHECKS, *entra_app.CHECKS, *map(consent.name, patient.scopes))
