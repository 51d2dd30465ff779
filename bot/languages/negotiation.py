"""What Teams says of a person's language, region and zone, turned into something that exists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.languages.cldr import locale_named
from bot.languages.listed import LANGUAGES, SOURCE
from bot.ops.zones import zone_named

UTC = ZoneInfo("UTC")
# CLDR's bare 'en' is American, with a 12-hour clock; without a region the rest of the world's is the better guess.
WITHOUT_REGION = {"en": "en_GB"}
SUNDAY = 6
TAGS_REMEMBERED = 512  # tags: people of one bot have a handful, whatever a stranger may send


@lru_cache(TAGS_REMEMBERED)
def language_for(tag: str) -> str:
    """The language of the list that serves a BCP 47 tag; English when none does."""
    return served_by(tag) or SOURCE


@lru_cache(TAGS_REMEMBERED)
def served_by(tag: str) -> str | None:
    """The language of the list that a reader of a BCP 47 tag reads."""
    return nearest(tag, LANGUAGES)


def nearest(tag: str, offered: Sequence[str]) -> str | None:
    """The language among `offered` that a reader of `tag` reads; None when there is none.

    Itself, a wider one ('de' for 'de-AT'), or another kind of it in the same script ('pt-BR' for 'pt-PT', 'zh-Hans'
    for 'zh-CN' but not for 'zh-TW').
    """
    known = {language.casefold(): language for language in offered}
    wanted = tag.replace("_", "-").casefold()
    while wanted:
        if wanted in known:
            return known[wanted]
        wanted = wanted.rpartition("-")[0]
    kind = _language_and_script(tag)
    return next((language for language in offered if _language_and_script(language) == kind), None)


def _language_and_script(tag: str) -> tuple[str, str]:
    """'zh-CN' is Chinese in simplified script, says CLDR; the script is "" where it says nothing."""
    language, *subtags = tag.replace("_", "-").lower().split("-")
    script = next((subtag.title() for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), "")
    likely = get_global("likely_subtags")
    whole = likely.get(f"{language}_{region_of(tag)}") or likely.get(language, "")
    return language, script or (whole.split("_")[1] if whole.count("_") == 2 else "")


@lru_cache(TAGS_REMEMBERED)
def formats_for(language: str, tag: str) -> Locale:
    """How to write times and dates: `language` as it is written in the region of `tag`, where CLDR knows that."""
    for candidate in (f"{language}_{region_of(tag)}", WITHOUT_REGION.get(language, language)):
        try:
            return locale_named(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return locale_named(SOURCE)


def week_begins(tag: str) -> int:
    """The weekday (Monday is 0) on which 'next week' begins for a person with this tag: CLDR's, by the region.

    Where Saturday and Sunday are free that is Monday, also where printed calendars put Sunday first.
    """
    formats = formats_for(language_for(tag), tag)
    return 0 if formats.weekend_end == SUNDAY else formats.first_week_day


@lru_cache(TAGS_REMEMBERED)
def writes_hyphens(tag: str) -> bool:
    """Whether a person with this tag writes 24-11-2026, as the Dutch do: CLDR's, by the region."""
    return "dd-MM" in formats_for(language_for(tag), tag).date_formats["short"].pattern


@lru_cache(TAGS_REMEMBERED)
def hours_of(locale: Locale, region: str) -> str:
    """'h' where the region has a clock of twelve hours and `locale` has not; 'H' the other way round; else "".

    It matters where CLDR does not know the language in the region: German is written in the United States with the
    clock of the place, as ICU does it for de-US.
    """
    if not region or region == locale.territory:
        return ""
    place = get_global("likely_subtags").get(f"und_{region}", f"en_{region}")  # CLDR, "Likely Subtags": und is English
    try:
        there = _twelve_hours(locale_named(place))
    except (UnknownLocaleError, ValueError):
        return ""
    return "" if there == _twelve_hours(locale) else "h" if there else "H"


def _twelve_hours(locale: Locale) -> bool:
    return "h" in locale.time_formats["short"].pattern


def region_of(tag: str) -> str:
    """The region of a BCP 47 tag ('AT' of 'de-AT' and of 'de-Latn-AT'), or nothing."""
    subtags = tag.replace("_", "-").split("-")[1:]
    regions = [part.upper() for part in subtags if len(part) == 2 and part.isascii() and part.isalpha()]
    return regions[0] if regions else ""


def zone_for(name: str) -> ZoneInfo:
    """The IANA zone of that name; UTC when there is no such, since a wrong guess would be worse than a plain one."""
    return zone_named(name) or UTC
