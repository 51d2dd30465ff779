"""The places in Microsoft's portals where things are mended, spelled as they stand there."""

from __future__ import annotations

from bot.ops.places import PYTHON

REGISTRATION = "Entra admin center → App registrations → the bot's app"
OVERVIEW = f"{REGISTRATION} → Overview"
SECRETS = f"{REGISTRATION} → Certificates & secrets → Client secrets"
CERTIFICATES = f"{REGISTRATION} → Certificates & secrets → Certificates"
FEDERATED = f"{REGISTRATION} → Certificates & secrets → Federated credentials"
AUTHENTICATION = f"{REGISTRATION} → Authentication"
EXPOSE = f"{REGISTRATION} → Expose an API"
MANIFEST = f"{REGISTRATION} → Manifest"
ENTERPRISE = "Entra admin center → Enterprise applications → the bot's app"
REDIS = "Azure portal → Azure Managed Redis → the cache"
MACHINE = "Azure portal → the machine or container app → Identity"
BOT = "Azure portal → the Azure Bot"
LOOK = (
    "Sign in with the Azure CLI as somebody who may read app registrations, and give the doctor that token:",
    "GRAPH_TOKEN=$(az account get-access-token --resource-type ms-graph --query accessToken -o tsv)"
    f" {PYTHON} -m bot.doctor",
)
"""How the doctor is let look at what only the directory knows."""

REFUSED = "GRAPH_TOKEN is of another tenant, has ended, or may not read app registrations; take another one:"
DIRECTLY = "curl --noproxy '*' -sS"
"""As the bot asks, which heeds no HTTPS_PROXY: through a proxy, what it cannot reach might answer."""


def patch(app_id: str, body: str) -> str:
    """The command that changes a part of the registration."""
    url = f"https://graph.microsoft.com/v1.0/applications(appId='{app_id}')"
    return f"az rest --method PATCH --url \"{url}\" --headers Content-Type=application/json --body '{body}'"
