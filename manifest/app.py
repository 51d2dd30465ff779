"""The manifest: what Teams is told about the bot, as pure functions from settings and words to JSON.

Keys and limits: Microsoft's schema, npm `@microsoft/app-manifest`; the tests hold the result against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.commands import COMMANDS
from bot.commands.spec import Menu
from bot.languages import LANGUAGES
from bot.languages.catalogue import catalogue
from bot.ops.endpoints import application_uri
from manifest.edition import GENERAL, Edition
from manifest.extension import compose_extension
from manifest.settings import PackSettings
from manifest.words import DEFAULT_LANGUAGE, AppWords, app_words

SCHEMA_URL = "https://developer.microsoft.com/json-schemas/teams/v{}/MicrosoftTeams.schema.json"
ACCENT_COLOR = "#0E767B"
COLOR_ICON, OUTLINE_ICON = "color.png", "outline.png"

# Which commands Teams offers in which scopes; at most three lists of twelve.
PERSONAL, SHARED = ("personal",), ("team", "groupChat")
COMMAND_LISTS = tuple(
    (scopes, tuple(spec.name for spec in COMMANDS if menu in spec.menu))
    for scopes, menu in ((PERSONAL, Menu.PERSONAL), (SHARED, Menu.SHARED))
)

# Teams takes the file of a person's language, and of their language and region; it knows no scripts. Who reads another
# Portuguese is answered by the bot in ours, too.
TEAMS_TAGS = {"pt-BR": "pt", "zh-Hans": "zh-CN"}

# What a newcomer may press instead of typing: the requests that help has for getting a link.
STARTERS = tuple(line for spec in COMMANDS if spec.name == "get_link" for line in spec.help if line.request)

# For a meeting's own chat: its id and link, from Teams. Granted meeting by meeting, or team by team, when the app is
# added there. The bot reads nothing else of a chat or a team.
MEETING_PERMISSIONS = ("OnlineMeeting.ReadBasic.Chat", "ChannelMeeting.ReadBasic.Group")

# The places of the manifest that a language file may replace, as far as this manifest has them.
TRANSLATED = re.compile(
    r"(name|description)\.(short|full)"
    r"|bots\[0\]\.commandLists\[\d+\]\.commands\[\d+\]\.(title|description|prompt)"
    r"|composeExtensions\[0\]\.commands\[\d+\]\."
    r"((parameters\[\d+\]\.)?(title|description)|samplePrompts\[\d+\]\.text|taskInfo\.title)"
)


def manifest(settings: PackSettings, language: str = DEFAULT_LANGUAGE, edition: Edition = GENERAL) -> dict[str, Any]:
    """manifest.json, with the words of `language`."""
    said = app_words(language)
    return {
        "$schema": SCHEMA_URL.format(edition.schema_version),
        "manifestVersion": edition.schema_version,
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
        # From 1.25 on Teams demands this of an app with the scope `team`. There is one value, and it stands for every
        # kind of channel, private and shared ones too.
        "supportsChannelFeatures": "tier1",
        "bots": [_bot(settings, said, language, edition)],
        "composeExtensions": [compose_extension(settings.app_id, said)],
        "validDomains": [settings.host],
        "webApplicationInfo": {"id": settings.app_id, "resource": application_uri(settings.app_id)},
        "authorization": {"permissions": {"resourceSpecific": _meeting_permissions()}},
    }


def language_file(settings: PackSettings, language: str, edition: Edition = GENERAL) -> dict[str, str]:
    """The words of `language` keyed by their place in the manifest: 'bots[0].commandLists[0].commands[1].title'."""
    schema = SCHEMA_URL.format(edition.schema_version).replace(".schema", ".Localization.schema")
    whole = manifest(settings, language, edition)
    translated = {place: text for place, text in texts(whole) if TRANSLATED.fullmatch(place)}
    return {"$schema": schema, **translated}


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
    files = [{"languageTag": TEAMS_TAGS.get(each, each), "file": language_file_name(each)} for each in others]
    return {"defaultLanguageTag": DEFAULT_LANGUAGE, "additionalLanguages": files}


def _meeting_permissions() -> list[dict[str, str]]:
    return [{"name": name, "type": "Application"} for name in MEETING_PERMISSIONS]


def _bot(settings: PackSettings, said: AppWords, language: str, edition: Edition) -> dict[str, Any]:
    targeted = {"supportsTargetedMessages": True} if edition.slash_commands else {}
    return {
        "botId": settings.app_id,
        "scopes": [*PERSONAL, *SHARED],
        "isNotificationOnly": False,
        "supportsFiles": False,
        **targeted,
        "commandLists": [_command_list(said, scopes, names, language, edition) for scopes, names in COMMAND_LISTS],
    }


def _command_list(
    said: AppWords, scopes: tuple[str, ...], names: tuple[str, ...], language: str, edition: Edition
) -> dict[str, Any]:
    phrases = [said.commands[name] for name in names]
    commands = [{"title": phrase.title, "description": phrase.description} for phrase in phrases]
    if edition.prompt_starters and scopes == PERSONAL:
        starters = list(_starters(language))
        typed = {starter["title"].casefold() for starter in starters}
        commands = [*starters, *(command for command in commands if command["title"].casefold() not in typed)]
    # In a personal chat everything is for one person's eyes already: slash commands are for the shared conversations.
    triggers = {"triggers": ["mention", "slash"]} if edition.slash_commands and scopes == SHARED else {}
    return {"scopes": list(scopes), **triggers, "commands": commands}


def _starters(language: str) -> Iterator[dict[str, str]]:
    """Prompt starters: Teams writes the prompt into the box, and the person sends it."""
    translate = catalogue(language).gettext
    for line in STARTERS:
        typed = translate(line.example)
        yield {"title": typed, "description": translate(line.meaning), "type": "prompt", "prompt": typed}


def texts(part: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with its place in it, as language files write places."""
    match part:
        case str():
            yield place, part
        case list():
            for index, item in enumerate(part):
                yield from texts(item, f"{place}[{index}]")
        case dict():
            for key, item in part.items():
                yield from texts(item, f"{place}.{key}" if place else key)
