"""The manifest: what Teams is told about the bot, as pure functions from settings and words to JSON.

Keys and limits: Microsoft's schema, npm `@microsoft/app-manifest`; the tests hold the result against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from manifest.settings import PackSettings
from manifest.words import DEFAULT_LANGUAGE, LANGUAGES, Words, words

# 1.25 is the oldest version with every key that the package for general use will want (`supportsChannelFeatures` is the
# last of them). Teams refuses a package whose version it does not know yet, and newer versions add nothing for us until
# 1.29 (slash commands, targeted messages), which is in preview.
SCHEMA_VERSION = "1.25"
SCHEMA_URL = "https://developer.microsoft.com/json-schemas/teams/v{}/MicrosoftTeams.schema.json"
ACCENT_COLOR = "#0E767B"
COLOR_ICON, OUTLINE_ICON = "color.png", "outline.png"

# Which commands Teams offers in which scopes; at most three lists of twelve.
COMMAND_LISTS = ((("personal",), ("get_link", "who_am_i", "sign_out", "help")),)

# The places of the manifest that a language file may replace, as far as this manifest has them.
TRANSLATED = re.compile(
    r"(name|description)\.(short|full)"
    r"|bots\[0\]\.commandLists\[\d+\]\.commands\[\d+\]\.(title|description)"
)


def manifest(settings: PackSettings, language: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """manifest.json, with the words of `language`."""
    said = words(language)
    return {
        "$schema": SCHEMA_URL.format(SCHEMA_VERSION),
        "manifestVersion": SCHEMA_VERSION,
        "version": settings.app_version,
        # The app's own id, so that packing again always updates the same app, and audit logs, Entra and the Teams
        # admin centre show one number.
        "id": settings.app_id,
        "developer": _developer(settings),
        "localizationInfo": _languages(),
        "name": {"short": settings.bot_name, "full": f"{settings.bot_name}: {said.tagline}"},
        "description": {"short": said.short, "full": said.full},
        "icons": {"color": COLOR_ICON, "outline": OUTLINE_ICON},
        "accentColor": ACCENT_COLOR,
        "defaultInstallScope": "personal",
        "bots": [_bot(settings, said)],
        "validDomains": [settings.host],
        "webApplicationInfo": {"id": settings.app_id, "resource": f"api://botid-{settings.app_id}"},
    }


def language_file(settings: PackSettings, language: str) -> dict[str, str]:
    """The words of `language` keyed by their place in the manifest: 'bots[0].commandLists[0].commands[1].title'."""
    schema = SCHEMA_URL.format(SCHEMA_VERSION).replace(".schema", ".Localization.schema")
    texts = {place: text for place, text in _texts(manifest(settings, language)) if TRANSLATED.fullmatch(place)}
    return {"$schema": schema, **texts}


def language_file_name(language: str) -> str:
    """Teams finds language files beside manifest.json, by the name that the manifest gives."""
    return f"{language}.json"


def _developer(settings: PackSettings) -> dict[str, str]:
    return {
        "name": settings.developer_name,
        "websiteUrl": settings.website_url,
        "privacyUrl": settings.privacy_url,
        "termsOfUseUrl": settings.terms_url,
    }


def _languages() -> dict[str, Any]:
    others = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
    files = [{"languageTag": language, "file": language_file_name(language)} for language in others]
    return {"defaultLanguageTag": DEFAULT_LANGUAGE, "additionalLanguages": files}


def _bot(settings: PackSettings, said: Words) -> dict[str, Any]:
    return {
        "botId": settings.app_id,
        "scopes": ["personal"],
        "isNotificationOnly": False,
        "supportsFiles": False,
        "commandLists": [_command_list(said, scopes, names) for scopes, names in COMMAND_LISTS],
    }


def _command_list(said: Words, scopes: tuple[str, ...], names: tuple[str, ...]) -> dict[str, Any]:
    phrases = [said.commands[name] for name in names]
    commands = [{"title": phrase.title, "description": phrase.description} for phrase in phrases]
    return {"scopes": list(scopes), "commands": commands}


def _texts(part: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with its place."""
    match part:
        case str():
            yield place, part
        case list():
            for index, item in enumerate(part):
                yield from _texts(item, f"{place}[{index}]")
        case dict():
            for key, item in part.items():
                yield from _texts(item, f"{place}.{key}" if place else key)
