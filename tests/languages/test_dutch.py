"""What people type in Dutch, in the Netherlands and in Flanders."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.wording import sure_days, times, understood

NL = "nl-NL"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("link ophalen", ("get_link", "")),
        ("Link ophalen fysio morgen", ("get_link", "fysio morgen")),
        ("klantlink", ("get_link", "")),
        ("klantlink ophalen mevrouw De Vries", ("get_link", "mevrouw De Vries")),
        ("patiëntenlink vrijdag", ("get_link", "vrijdag")),
        ("haal de link fysio", ("get_link", "fysio")),
        ("geef me de link", ("get_link", "")),
        ("Kunt u mij de klantlink sturen", ("get_link", "sturen")),
        ("goedemorgen, link alstublieft", ("get_link", "alstublieft")),
        ("afspraaklink Jansen", ("get_link", "Jansen")),
        ("mijn afspraken", ("meetings", "")),
        ("afspraken", ("meetings", "")),
        ("Alle komende vergaderingen", ("meetings", "")),
        ("toon mijn afspraken", ("meetings", "")),
        ("wie ben ik?", ("who_am_i", "")),
        ("mijn account", ("who_am_i", "")),
        ("Afmelden", ("sign_out", "")),
        ("meld me af", ("sign_out", "")),
        ("uitloggen", ("sign_out", "")),
        ("opnieuw proberen", ("again", "")),
        ("probeer het nog eens", ("again", "")),
        ("nogmaals", ("again", "")),
        ("help", ("help", "")),
        ("hulp", ("help", "")),
        ("Wat kunt u?", ("help", "")),
        ("get link physio", ("get_link", "physio")),
        ("linkje onzin", None),
    ],
)
def test_commands_are_understood(typed: str, expected: tuple[str, str] | None) -> None:
    assert understood(typed) == expected


@pytest.mark.parametrize("typed", ["Hallo!", "dank u wel", "prima", "laat maar", "tot ziens", "Fijn weekend"])
def test_courtesy_is_answered_in_kind(typed: str) -> None:
    assert understood(typed) == ("small_talk", typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vandaag", ("11-23",)),
        ("Morgen", ("11-24",)),
        ("overmorgen", ("11-25",)),
        ("gisteren", ("11-22",)),
        ("morgenmiddag", ("11-24",)),
        ("vrijdag", ("11-27",)),
        ("vr", ("11-27",)),
        ("komende vrijdag", ("11-27",)),
        ("vrijdag over een week", ("12-04",)),
        ("maandag volgende week", ("11-30",)),
        ("volgende week", ("11-30", "12-06")),
        ("deze week", ("11-23", "11-29")),
        ("over drie dagen", ("11-26",)),
        ("de komende 7 dagen", ("11-23", "11-30")),
        ("2 dagen geleden", ("11-21",)),
        ("3 december", ("12-03",)),
        ("3 dec", ("12-03",)),
        ("di 1 dec", ("12-01",)),
        ("3-12-2026", ("12-03",)),
        ("24-11", ("11-24",)),
        ("3/12", ("12-03",)),
        ("de 3e", ("12-03",)),
        ("de 24ste november", ("11-24",)),
        ("tomorrow", ("11-24",)),
    ],
)
def test_days_are_read(typed: str, expected: tuple[str, ...]) -> None:
    assert sure_days(typed, NL) == expected


@pytest.mark.parametrize("typed", ["volgende vrijdag", "komende week", "over een week", "zo", "3-12", "binnenkort"])
def test_what_may_be_another_day_is_not_taken_for_sure(typed: str) -> None:
    assert sure_days(typed, NL) == ()


@pytest.mark.parametrize(
    ("typed", "today", "expected"),
    [
        ("morgen om 2 uur", date(2026, 10, 24), ("10-25",)),
        ("vandaag", date(2026, 10, 25), ("10-25",)),
        ("over 1 dag", date(2027, 3, 27), ("03-28",)),
        ("zondag", date(2027, 3, 27), ("03-28",)),
    ],
)
def test_a_day_on_which_the_clocks_change_is_a_day(typed: str, today: date, expected: tuple[str, ...]) -> None:
    assert sure_days(typed, NL, today) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("om 15 uur", ("15:00",)),
        ("15u", ("15:00",)),
        ("14-15 uur", ("14-15",)),
        ("14.30 uur", ("14:30",)),
        ("14u30", ("14:30",)),
        ("14:30", ("14:30",)),
        ("om 3 uur 's middags", ("15:00",)),
        ("half vier", ("3:30", "15:30")),
        ("half 5 's middags", ("16:30",)),
        ("kwart voor drie", ("2:45", "14:45")),
        ("kwart over 10", ("10:15", "22:15")),
        ("vijf voor half vier", ("3:25", "15:25")),
        ("morgenmiddag", ("12-18",)),
        ("morgenochtend", ("0-12",)),
        ("vrijdagmiddag", ("12-18",)),
        ("maandag morgen", ("0-12",)),
        ("vanmiddag", ("12-18",)),
        ("vanavond", ("17-24",)),
        ("morgen 9 uur", ("9:00", "21:00")),
        ("10 over 3", ()),
        ("over 2 uur", ()),
        ("over een uur", ()),
        ("een uurtje", ()),
    ],
)
def test_times_are_read(typed: str, expected: tuple[str, ...]) -> None:
    assert times(typed, NL) == expected
