"""The settings: every problem at once, each with the place where the right value stands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.places import OVERVIEW, SECRETS
from bot.ops.settings import KEY_COMMAND

CHECK = "settings"
WHERE: dict[str, tuple[str, str]] = {
    "MicrosoftAppId": (
        f"Copy the Application (client) ID from {OVERVIEW}.",
        'az ad app list --show-mine --query "[].{name:displayName, MicrosoftAppId:appId}" -o table',
    ),
    "MicrosoftAppTenantId": (
        f"Copy the Directory (tenant) ID from {OVERVIEW}.",
        "az account show --query tenantId -o tsv",
    ),
    "MicrosoftAppPassword": (
        f"Make a client secret in {SECRETS} and set its Value, not its Secret ID.",
        "az ad app credential reset --id $MicrosoftAppId --append --query password -o tsv",
    ),
    "STORAGE_ENCRYPTION_KEYS": ("Make a key once, keep it safe, and set it for every instance.", KEY_COMMAND),
    "PUBLIC_URL": (
        "Set the https address at which Teams reaches the bot, as in Azure portal → the Azure Bot → Configuration →"
        " Messaging endpoint without /api/messages.",
        'az bot show --name "$BOT" --resource-group "$GROUP" --query properties.endpoint -o tsv',
    ),
}
ELSE = ("Set it as docs/settings.md says, in the bot's environment or its .env file.", "")


def findings(faults: Sequence[str]) -> list[Finding]:
    """A line a fault, each as the start would name it; one line when there is none."""
    return [_line(fault) for fault in faults] or [ok(CHECK, "complete, and each can be")]


def _line(fault: str) -> Finding:
    where, command = WHERE.get(fault.partition(":")[0], ELSE)
    return fix(CHECK, fault, where, command)


def rest() -> list[Finding]:
    """All else, when settings are wrong."""
    return [unchecked("everything else", "the settings first")]
