"""How the world writes days and times, and what it calls languages and places: CLDR as Babel has it, without the rest.

Money and measures, which nobody asks this bot for, are more than half of a language's data: half a MiB of each.
"""

from __future__ import annotations

from itertools import accumulate

from babel import Locale, localedata

UNREAD = (
    *("unit_patterns", "compound_unit_patterns", "unit_display_names", "date_fields"),
    *("currency_names", "currency_names_plural", "currency_symbols", "currency_formats", "currency_unit_patterns"),
    *("compact_currency_formats", "compact_decimal_formats", "interval_formats"),
)


def locale_named(identifier: str) -> Locale:
    """The locale of a BCP 47 tag, or of a name of Babel's. Raises UnknownLocaleError, and ValueError."""
    locale = Locale.parse(identifier.replace("-", "_"))
    for name in ("root", *accumulate(str(locale).split("_"), "{}_{}".format)):  # each has all of those before it
        if localedata.exists(name):
            _forget_unread(name)
    return locale


def _forget_unread(name: str) -> None:
    """Babel keeps what it has loaded, and hands out the same again."""
    data = localedata.load(name)
    for part in UNREAD:
        data.pop(part, None)
