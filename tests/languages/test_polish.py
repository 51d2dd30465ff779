"""What people type in Polish, with and without its own letters."""

from __future__ import annotations

from datetime import date

import pytest

from bot.reading.folding import fold
from tests.support.wording import sure_days, times, understood

PL = "pl-PL"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pobierz link", ("get_link", "")),
        ("Pobierz link fizjo jutro", ("get_link", "fizjo jutro")),
        ("link dla klienta", ("get_link", "")),
        ("link dla pacjentki Nowak", ("get_link", "Nowak")),
        ("link do wizyty jutro", ("get_link", "jutro")),
        ("Poproszę o link", ("get_link", "")),
        ("daj mi link", ("get_link", "")),
        ("Dzień dobry, proszę link do spotkania", ("get_link", "")),
        ("potrzebuję linku", ("get_link", "")),
        ("Czy mogę prosić o link do rozmowy?", ("get_link", "")),
        ("wyślij link", ("get_link", "")),
        ("moje spotkania", ("meetings", "")),
        ("spotkania", ("meetings", "")),
        ("Nadchodzące wizyty", ("meetings", "")),
        ("pokaż moje wizyty", ("meetings", "")),
        ("kim jestem?", ("who_am_i", "")),
        ("moje konto", ("who_am_i", "")),
        ("Wyloguj", ("sign_out", "")),
        ("wyloguj się", ("sign_out", "")),
        ("spróbuj ponownie", ("again", "")),
        ("jeszcze raz", ("again", "")),
        ("powtórz", ("again", "")),
        ("dalej", ("again", "")),
        ("pomoc", ("help", "")),
        ("pomóż mi", ("help", "")),
        ("Co potrafisz?", ("help", "")),
        ("get link physio", ("get_link", "physio")),
    ],
)
def test_commands_are_understood(typed: str, expected: tuple[str, str] | None) -> None:
    assert understood(typed) == expected


@pytest.mark.parametrize("typed", ["Cześć!", "dziękuję", "w porządku", "nie trzeba", "do widzenia", "miłego dnia"])
def test_courtesy_is_answered_in_kind(typed: str) -> None:
    assert understood(typed) == ("small_talk", typed)


def test_a_stroke_is_no_other_letter() -> None:
    assert fold("Łukasz Kołodziej") == "lukasz kolodziej"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dzisiaj", ("11-23",)),
        ("dziś", ("11-23",)),
        ("Jutro", ("11-24",)),
        ("pojutrze", ("11-25",)),
        ("wczoraj", ("11-22",)),
        ("piątek", ("11-27",)),
        ("w piątek", ("11-27",)),
        ("w środę", ("11-25",)),
        ("sroda", ("11-25",)),
        ("pt", ("11-27",)),
        ("czw.", ("11-26",)),
        ("środa w przyszłym tygodniu", ("12-02",)),
        ("w przyszłym tygodniu", ("11-30", "12-06")),
        ("w tym tygodniu", ("11-23", "11-29")),
        ("za trzy dni", ("11-26",)),
        ("najbliższe 7 dni", ("11-23", "11-30")),
        ("2 dni temu", ("11-21",)),
        ("3 grudnia", ("12-03",)),
        ("3 gru", ("12-03",)),
        ("wt. 1 grudnia 2026", ("12-01",)),
        ("3.12.2026", ("12-03",)),
        ("3.12", ("12-03",)),
        ("dnia 3", ("12-03",)),
        ("3-go", ("12-03",)),
        ("tomorrow", ("11-24",)),
    ],
)
def test_days_are_read(typed: str, expected: tuple[str, ...]) -> None:
    assert sure_days(typed, PL) == expected


@pytest.mark.parametrize(
    "typed", ["przyszły piątek", "następny piątek", "za tydzień", "niedługo", "3-12", "za 2 tygodnie"]
)
def test_what_may_be_another_day_is_not_taken_for_sure(typed: str) -> None:
    assert sure_days(typed, PL) == ()


@pytest.mark.parametrize(
    ("typed", "today", "expected"),
    [
        ("jutro o 2", date(2026, 10, 24), ("10-25",)),
        ("niedziela", date(2027, 3, 27), ("03-28",)),
        ("za 1 dzień", date(2026, 10, 24), ("10-25",)),
    ],
)
def test_a_day_on_which_the_clocks_change_is_a_day(typed: str, today: date, expected: tuple[str, ...]) -> None:
    assert sure_days(typed, PL, today) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("o 15", ("15:00",)),
        ("godz. 15", ("15:00",)),
        ("o godz. 14.30", ("14:30",)),
        ("14:30", ("14:30",)),
        ("o godzinie 9", ("9:00", "21:00")),
        ("8 rano", ("8:00",)),
        ("o 3 po południu", ("15:00",)),
        ("o 7 wieczorem", ("19:00",)),
        ("wpół do czwartej", ("3:30", "15:30")),
        ("na 14", ("14:00",)),
        ("na godzinę 14:30", ("14:30",)),
        ("godz.14:30", ("14:30",)),
        ("po południu o czternastej", ("14:00",)),
        ("kwadrans po 10", ("10:15", "22:15")),
        ("za kwadrans 15", ("14:45",)),
        ("jutro po południu", ("12-18",)),
        ("w piątek rano", ("0-12",)),
        ("dziś wieczorem", ("17-24",)),
        ("jutro o 9", ("9:00", "21:00")),
        ("za 2 h", ()),
        ("sala 12", ()),
    ],
)
def test_times_are_read(typed: str, expected: tuple[str, ...]) -> None:
    assert times(typed, PL) == expected
