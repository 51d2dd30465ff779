"""The bot answers in the person's own language, and says times as that person's clock and calendar show them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale

from bot.languages.catalogue import msg
from bot.languages.listed import LANGUAGES
from bot.languages.negotiation import formats_for, language_for, nearest, region_of, served_by, zone_for
from bot.languages.words import Words

__all__ = ["LANGUAGES", "Words", "formats_for", "language_for", "msg", "nearest", "served_by", "words"]


def words(locale: str, timezone: str, now: datetime, *, guessed: bool = False) -> Words:
    """The words of a person whose Teams says `locale` (BCP 47) and `timezone` (IANA or an offset), at the aware `now`.

    A language that we do not have reads as English, an unknown zone as UTC. Where the zone is `guessed`, times say
    which one they are in.
    """
    language, formats, zone, region = _of(locale, timezone)
    return Words(language, formats, zone, now, guessed, region)


@lru_cache(maxsize=512)  # people of one bot have a handful
def _of(locale: str, timezone: str) -> tuple[str, Locale, ZoneInfo, str]:
    language = language_for(locale)
    return language, formats_for(language, locale), zone_for(timezone), region_of(locale)
