"""The Teams app that was packed, beside the settings of the bot that is to answer it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.net.lenient_json import items, mappings, text
from bot.ops.endpoints import application_uri
from bot.ops.places import PYTHON
from bot.ops.settings import Settings

CHECK = "manifest"
PACK = f"{PYTHON} -m manifest.pack"
UPLOAD = (
    "Pack again under a higher APP_VERSION and upload it in Teams admin center → Teams apps → Manage apps → the app."
)


def finding(path: Path, settings: Settings) -> Finding:
    """Of the package at `path`."""
    if not path.is_file():
        return unchecked(CHECK, f"{path} is not there", "Pack the app, or name the package with --package.", PACK)
    try:
        with zipfile.ZipFile(path) as package:
            manifest = json.loads(package.read("manifest.json"))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return fix(CHECK, f"{path} is no app package", UPLOAD, PACK)
    wrong = list(differences(manifest, settings))
    return fix(CHECK, "; ".join(wrong), UPLOAD, PACK) if wrong else ok(CHECK, f"{path} is for this bot")


def differences(manifest: object, settings: Settings) -> Iterator[str]:
    """What the package says otherwise than the settings."""
    app = settings.app_id
    place = urlsplit(settings.public_url).netloc
    bots = {text(bot, "botId") for part in ("bots", "composeExtensions") for bot in mappings(manifest, part)}
    if bots != {app}:
        yield "botId is not MicrosoftAppId"
    if text(manifest, "webApplicationInfo", "id") != app:
        yield "webApplicationInfo.id is not MicrosoftAppId"
    if text(manifest, "webApplicationInfo", "resource") != application_uri(app):
        yield f"webApplicationInfo.resource is not {application_uri(app)}"
    if place not in items(manifest, "validDomains"):
        yield f"validDomains lacks {place}"
