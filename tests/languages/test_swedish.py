"""What people type in Swedish, and what it means."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.languages import asked_back, hours, meant, read

LOCALE = "sv-SE"


@pytest.mark.parametrize(
    ("typed", "command", "rest"),
    [
        ("hämta länk", "get_link", ""),
        ("Hämta länken", "get_link", ""),
        ("länk", "get_link", ""),
        ("kundlänk", "get_link", ""),
        ("hamta lank", "get_link", ""),
        ("hitta kundlänken fysio i morgon", "get_link", "fysio i morgon"),
        ("länk fysio på fredag", "get_link", "fysio på fredag"),
        ("patientlänk", "get_link", ""),
        ("möteslänk", "get_link", ""),
        ("länk till kunden", "get_link", ""),
        ("hej, kan du skicka länken", "get_link", ""),
        ("jag behöver en länk", "get_link", ""),
        ("snälla ge mig kundlänken", "get_link", ""),
        ("mina möten", "meetings", ""),
        ("visa mina möten", "meetings", ""),
        ("möten", "meetings", ""),
        ("alla kommande möten", "meetings", ""),
        ("vem är jag", "who_am_i", ""),
        ("mitt konto", "who_am_i", ""),
        ("logga ut", "sign_out", ""),
        ("Logga ut!", "sign_out", ""),
        ("försök igen", "again", ""),
        ("en gång till", "again", ""),
        ("igen", "again", ""),
        ("hjälp", "help", ""),
        ("vad kan du", "help", ""),
        ("get link", "get_link", ""),
        ("hej", "small_talk", "hej"),
        ("tack så mycket", "small_talk", "tack så mycket"),
        ("tack för hjälpen!", "small_talk", "tack för hjälpen!"),
        ("okej", "small_talk", "okej"),
        ("nej tack", "small_talk", "nej tack"),
        ("hej då", "small_talk", "hej då"),
    ],
)
def test_a_phrase_means_its_command(typed: str, command: str, rest: str) -> None:
    assert meant(typed) == (command, rest)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("i dag", (2026, 11, 23), (2026, 11, 23)),
        ("idag", (2026, 11, 23), (2026, 11, 23)),
        ("i morgon", (2026, 11, 24), (2026, 11, 24)),
        ("imorgon", (2026, 11, 24), (2026, 11, 24)),
        ("i övermorgon", (2026, 11, 25), (2026, 11, 25)),
        ("i går", (2026, 11, 22), (2026, 11, 22)),
        ("på fredag", (2026, 11, 27), (2026, 11, 27)),
        ("fre", (2026, 11, 27), (2026, 11, 27)),
        ("lördag", (2026, 11, 28), (2026, 11, 28)),
        ("den 24:e", (2026, 11, 24), (2026, 11, 24)),
        ("den 3 december", (2026, 12, 3), (2026, 12, 3)),
        ("3 dec 2026", (2026, 12, 3), (2026, 12, 3)),
        ("3/12", (2026, 12, 3), (2026, 12, 3)),
        ("2026-12-03", (2026, 12, 3), (2026, 12, 3)),
        ("denna vecka", (2026, 11, 23), (2026, 11, 29)),
        ("nästa vecka", (2026, 11, 30), (2026, 12, 6)),
        ("onsdag nästa vecka", (2026, 12, 2), (2026, 12, 2)),
        ("förra veckan", (2026, 11, 16), (2026, 11, 22)),
        ("om tre dagar", (2026, 11, 26), (2026, 11, 26)),
        ("för 3 dagar sedan", (2026, 11, 20), (2026, 11, 20)),
        ("de närmaste 7 dagarna", (2026, 11, 23), (2026, 11, 30)),
        ("fredag morgon", (2026, 11, 27), (2026, 11, 27)),
        ("tisdag 10.15", (2026, 11, 24), (2026, 11, 24)),
        ("1:a december", (2026, 12, 1), (2026, 12, 1)),
        ("i morgon fm", (2026, 11, 24), (2026, 11, 24)),
        ("i kväll", (2026, 11, 23), (2026, 11, 23)),
    ],
)
def test_days_are_read(typed: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert read(typed, LOCALE) == ("", date(*first), date(*last), True)


@pytest.mark.parametrize("typed", ["i morgon", "söndag", "på söndag", "25 okt", "25/10", "den 25:e"])
def test_the_day_on_which_clocks_change_is_a_day_like_others(typed: str) -> None:
    sunday = date(2026, 10, 25)
    assert read(typed, LOCALE, date(2026, 10, 24)) == ("", sunday, sunday, True)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("kl 14", ((14, 0),)),
        ("kl. 14.30", ((14, 30),)),
        ("kl.14", ((14, 0),)),
        ("klockan 9", ((9, 0), (21, 0))),
        ("14:30", ((14, 30),)),
        ("halv tre", ((2, 30), (14, 30))),
        ("kvart över tre", ((3, 15), (15, 15))),
        ("kvart i 16", ((15, 45),)),
        ("i eftermiddag kl 3", ((15, 0),)),
        ("i morgon kl 15", ((15, 0),)),
        ("i kväll kl 8", ((20, 0),)),
    ],
)
def test_times_are_read(typed: str, begins: tuple[tuple[int, int], ...]) -> None:
    assert hours(typed, LOCALE) == begins


@pytest.mark.parametrize("typed", ["nästa fredag", "om en vecka", "i fredags", "veckan efter nästa", "om en månad"])
def test_what_may_be_another_day_is_asked(typed: str) -> None:
    assert asked_back(typed, LOCALE)
