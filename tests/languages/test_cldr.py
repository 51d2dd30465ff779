"""What CLDR knows of money and measures stays in no memory; days, languages and zones are as ever."""

from __future__ import annotations

from datetime import date

import pytest
from babel import UnknownLocaleError, localedata
from babel.dates import format_date, get_timezone_name

from bot.languages.cldr import UNREAD, locale_named


def test_money_and_measures_are_forgotten_once_a_locale_is_named() -> None:
    assert set(UNREAD) <= set(localedata.load("is"))  # Icelandic: nobody else has asked for it
    locale_named("is")
    assert not set(UNREAD) & set(localedata.load("is"))


@pytest.mark.parametrize("tag", ["fo-DK", "zh-Hans-SG", "zh_Hans_SG"])
def test_those_from_which_a_locale_inherits_forget_them_too(tag: str) -> None:
    name = str(locale_named(tag))
    inherited = localedata.load("root") | localedata.load(name.partition("_")[0]) | localedata.load(name)
    assert not set(UNREAD) & set(inherited)


def test_what_is_read_is_as_it_was() -> None:
    faroese = locale_named("fo")
    assert format_date(date(2026, 11, 24), "full", locale=faroese) == "týsdagur, 24. november 2026"
    assert get_timezone_name("Europe/Berlin", locale=faroese) == "Miðevropa tíð"
    assert faroese.get_display_name(locale_named("de")) == "Färöisch"


@pytest.mark.parametrize("tag", ["", "xx-YY", "no such name"])
def test_what_is_no_locale_is_refused(tag: str) -> None:
    with pytest.raises((UnknownLocaleError, ValueError)):
        locale_named(tag)
