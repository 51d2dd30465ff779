"""The settings: every problem at once, each with the place where the right value stands."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.places import OVERVIEW, SECRETS
from bot.errors import SettingsError
from bot.ops.audit import STDERR
from bot.ops.otel_settings import signals_wanted
from bot.ops.places import env_file, passed_over, placed
from bot.ops.settings import IN_QUOTES, KEY_COMMAND, PASSWORD, Settings, near_name_faults

CHECK = "settings"
# By the setting, or by the whole of what is wrong with it.
WHERE: dict[str, tuple[str, str]] = {
    "MicrosoftAppId": (
        f"Copy the Application (client) ID from {OVERVIEW}.",
        'az ad app list --show-mine --query "[].{name:displayName, MicrosoftAppId:appId}" -o table',
    ),
    "MicrosoftAppTenantId": (
        f"Copy the Directory (tenant) ID from {OVERVIEW}.",
        "az account show --query tenantId -o tsv",
    ),
    PASSWORD: (
        f"Make a client secret in {SECRETS} and set its Value, not its Secret ID.",
        "az ad app credential reset --id $MicrosoftAppId --append --query password -o tsv",
    ),
    f"{PASSWORD}: {IN_QUOTES}": ("Take the quotes off. The secret itself may be right: no new one is needed.", ""),
    "STORAGE_ENCRYPTION_KEYS": ("Make a key once, keep it safe, and set it for every instance.", KEY_COMMAND),
    "PUBLIC_URL": (
        "Set the https address at which Teams reaches the bot, as in Azure portal → the Azure Bot → Configuration →"
        " Messaging endpoint without /api/messages.",
        'az bot show --name "$BOT" --resource-group "$GROUP" --query properties.endpoint -o tsv',
    ),
}
ELSE = ("Set it as docs/settings.md says, in the bot's environment or its .env file.", "")


def found_by_the_start(settings: Settings, environment: Mapping[str, str] = os.environ) -> Sequence[str]:
    """Faults that the start finds or tells of after the settings are read. The doctor, perhaps another account, makes
    no file.
    """
    faults: list[str] = []
    try:
        faults += [*passed_over(env_file(environment)), *near_name_faults(environment)]
        signals_wanted(environment)
    except SettingsError as error:
        faults += error.faults
    if settings.audit_log not in {"", STDERR} and not _is_writable(placed(settings.audit_log)):
        faults.append(f"AUDIT_LOG: {placed(settings.audit_log)} cannot be written by this account")
    if settings.unserved_tenants:
        faults.append("ALLOWED_TENANTS: names more than MicrosoftAppTenantId, which a SingleTenant app serves alone")
    return faults


def _is_writable(path: Path) -> bool:
    if os.path.exists(path):
        return not os.path.isdir(path) and os.access(path, os.W_OK)
    return os.access(path.parent, os.W_OK | os.X_OK)


def findings(faults: Sequence[str]) -> list[Finding]:
    """A line a fault, each as the start would name it; one line when there is none."""
    return [_line(fault) for fault in faults] or [ok(CHECK, "complete, and each can be")]


def _line(fault: str) -> Finding:
    where, command = WHERE.get(fault) or WHERE.get(fault.partition(":")[0], ELSE)
    return fix(CHECK, fault, where, command)


def rest() -> list[Finding]:
    """All else, when settings are wrong."""
    return [unchecked("everything else", "the settings first")]
