"""Which language, clock and time zone the person's Teams is set to: a form on the page of switches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale
from babel.core import get_global

CLOCKS = {"": "as in the language's own country", "GB": "24 hours (United Kingdom)", "US": "12 hours (United States)"}
ZONES = (
    *("Europe/London", "Europe/Berlin", "Europe/Warsaw", "Europe/Helsinki", "Asia/Dubai", "Asia/Kolkata"),
    *(
        "Asia/Shanghai",
        "Asia/Tokyo",
        "Australia/Sydney",
        "America/New_York",
        "America/Los_Angeles",
        "America/Sao_Paulo",
    ),
)
AS_IT_IS = "as the browser is set"


@dataclass(frozen=True, slots=True)
class Reader:
    """`language` is a BCP 47 tag, `region` tells which clock is read, `zone` is an IANA name; "": as the browser is."""

    language: str = ""
    region: str = ""
    zone: str = ""

    def locale(self, told: str) -> str:
        """As Teams writes it: a language and a region, 'zh-CN'. `told` is what the Playground says."""
        if not self.language and not self.region:
            return told
        language, *subtags = (self.language or told).split("-")
        own = next((subtag for subtag in subtags if len(subtag) == 2), "")
        usual = get_global("likely_subtags").get(language, "").rpartition("_")[2]
        region = self.region or own or usual
        return f"{language}-{region}" if region else language


AS_PLAYGROUND = Reader()


def reader_in(form: Mapping[str, str], languages: Iterable[str]) -> Reader:
    """What was picked. Raises ValueError for what is not on the form, and for a zone that does not exist."""
    language, region = form.get("language", ""), form.get("clock", "")
    zone = form.get("other_zone", "").strip() or form.get("zone", "")
    if language not in ("", *languages) or region not in CLOCKS:
        raise ValueError(language)
    try:
        return Reader(language, region, ZoneInfo(zone).key if zone else "")
    except (ZoneInfoNotFoundError, OSError) as unknown:
        raise ValueError(zone) from unknown


def reader_form(reader: Reader, languages: Iterable[str], path: str) -> str:
    """It posts everything with `reader` for the button."""
    other = "" if reader.zone in ZONES else reader.zone
    fields = (
        _select("language", "Language", {"": AS_IT_IS} | {tag: _own_name(tag) for tag in languages}, reader.language),
        _select("clock", "Clock", CLOCKS, reader.region),
        _select("zone", "Time zone", {"": AS_IT_IS} | {zone: zone for zone in ZONES}, reader.zone),
        '<label for="other_zone">Another zone</label>'
        '<input id="other_zone" name="other_zone" list="zones" autocomplete="off" placeholder="Asia/Kathmandu"'
        f' value="{escape(other)}">',
    )
    known = "".join(f'<option value="{escape(zone)}">' for zone in sorted(available_timezones()))
    button = '<button name="reader" value="yes">Set Teams so</button>'
    return (
        f'<form method="post" action="{path}" class="reader" aria-label="How Teams is set">'
        f'<span class="fields">{"".join(fields)}</span>'
        f'<datalist id="zones">{known}</datalist>{button}</form>'
    )


def _select(name: str, label: str, choices: Mapping[str, str], chosen: str) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in choices.items()
    )
    return f'<label for="{name}">{escape(label)}</label><select id="{name}" name="{name}">{options}</select>'


def _own_name(tag: str) -> str:
    locale = Locale.parse(tag, sep="-")
    return f"{locale.get_display_name(locale)} – {locale.get_display_name('en')}"
