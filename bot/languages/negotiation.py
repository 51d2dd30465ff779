"""What Teams says of a person's language, region and zone, turned into something that exists."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from bot.languages.catalogue import LANGUAGES, SOURCE
from bot.ops.zones import zone_named

UTC = ZoneInfo("UTC")
# CLDR's bare 'en' is American, with a 12-hour clock; without a region the rest of the world's is the better guess.
WITHOUT_REGION = {"en": "en_GB"}
REMEMBERED = 512  # tags: people of one bot have a handful, whatever a stranger may send


@lru_cache(REMEMBERED)
def language_for(tag: str) -> str:
    """The language of LANGUAGES that serves a BCP 47 tag: 'de-AT' is served by 'de', an unknown one by English."""
    wanted = tag.replace("_", "-").casefold()
    offered = {language.casefold(): language for language in LANGUAGES}
    while wanted:
        if wanted in offered:
            return offered[wanted]
        wanted = wanted.rpartition("-")[0]
    return SOURCE


@lru_cache(REMEMBERED)
def formats_for(language: str, tag: str) -> Locale:
    """How to write times and dates: `language` as it is written in the region of `tag`, where CLDR knows that."""
    for candidate in (f"{language}_{region_of(tag)}", WITHOUT_REGION.get(language, language)):
        try:
            return Locale.parse(candidate.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(SOURCE)


def region_of(tag: str) -> str:
    """The region of a BCP 47 tag ('AT' of 'de-AT' and of 'de-Latn-AT'), or nothing."""
    subtags = tag.replace("_", "-").split("-")[1:]
    regions = [part.upper() for part in subtags if len(part) == 2 and part.isascii() and part.isalpha()]
    return regions[0] if regions else ""


def zone_for(name: str) -> ZoneInfo:
    """The IANA zone of that name; UTC when there is no such, since a wrong guess would be worse than a plain one."""
    return zone_named(name) or UTC
