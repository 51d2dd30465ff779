"""The settings that production needs, and no others."""

from __future__ import annotations

import base64

GUID = "6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10"
KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "MicrosoftAppId": GUID,
    "MicrosoftAppPassword": "hush",
    "MicrosoftAppTenantId": GUID.upper(),
    "PUBLIC_URL": "https://bot.example.com/",
    "STORAGE_ENCRYPTION_KEYS": KEY,
}
