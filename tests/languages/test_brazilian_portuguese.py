"""What people type in Portuguese, as in Brazil."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.wording import sure_days, times, understood

BR = "pt-BR"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("obter link", ("get_link", "")),
        ("Obter link fisio amanhã", ("get_link", "fisio amanhã")),
        ("link do cliente", ("get_link", "")),
        ("link do paciente Souza", ("get_link", "Souza")),
        ("link da consulta de amanhã", ("get_link", "de amanhã")),
        ("pegar o link", ("get_link", "")),
        ("me manda o link", ("get_link", "")),
        ("Bom dia, preciso do link da reunião", ("get_link", "")),
        ("Você poderia me enviar o link da Ana", ("get_link", "da Ana")),
        ("Qual é o link da reunião?", ("get_link", "")),
        ("cadê o link", ("get_link", "")),
        ("minhas reuniões", ("meetings", "")),
        ("Minhas próximas consultas", ("meetings", "")),
        ("todos os meus atendimentos", ("meetings", "")),
        ("minha agenda", ("meetings", "")),
        ("quem sou eu?", ("who_am_i", "")),
        ("minha conta", ("who_am_i", "")),
        ("Sair", ("sign_out", "")),
        ("encerrar sessão", ("sign_out", "")),
        ("tentar novamente", ("again", "")),
        ("tente de novo", ("again", "")),
        ("mais uma vez", ("again", "")),
        ("continuar", ("again", "")),
        ("ajuda", ("help", "")),
        ("me ajude", ("help", "")),
        ("o que você pode fazer?", ("help", "")),
        ("get link physio", ("get_link", "physio")),
        ("sair mais cedo hoje", None),
    ],
)
def test_commands_are_understood(typed: str, expected: tuple[str, str] | None) -> None:
    assert understood(typed) == expected


@pytest.mark.parametrize("typed", ["Oi!", "boa tarde", "muito obrigada", "beleza", "deixa pra lá", "até amanhã"])
def test_courtesy_is_answered_in_kind(typed: str) -> None:
    assert understood(typed) == ("small_talk", typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hoje", ("11-23",)),
        ("Amanhã", ("11-24",)),
        ("amanha de manha", ("11-24",)),
        ("depois de amanhã", ("11-25",)),
        ("ontem", ("11-22",)),
        ("sexta-feira", ("11-27",)),
        ("na sexta", ("11-27",)),
        ("6ª feira", ("11-27",)),
        ("sáb", ("11-28",)),
        ("nesta sexta", ("11-27",)),
        ("terça da próxima semana", ("12-01",)),
        ("semana que vem", ("11-30", "12-06")),
        ("esta semana", ("11-23", "11-29")),
        ("daqui a três dias", ("11-26",)),
        ("próximos 7 dias", ("11-23", "11-30")),
        ("há 2 dias", ("11-21",)),
        ("2 dias atrás", ("11-21",)),
        ("3 de dezembro", ("12-03",)),
        ("1º de dezembro", ("12-01",)),
        ("3 de dezembro de 2026", ("12-03",)),
        ("3 dez", ("12-03",)),
        ("3/12", ("12-03",)),
        ("dia 3", ("12-03",)),
        ("tomorrow", ("11-24",)),
    ],
)
def test_days_are_read(typed: str, expected: tuple[str, ...]) -> None:
    assert sure_days(typed, BR) == expected


@pytest.mark.parametrize("typed", ["próxima sexta", "sexta que vem", "daqui a uma semana", "ter", "em breve", "3-12"])
def test_what_may_be_another_day_is_not_taken_for_sure(typed: str) -> None:
    assert sure_days(typed, BR) == ()


@pytest.mark.parametrize(
    ("typed", "today", "expected"),
    [
        ("amanhã às 2h", date(2026, 10, 24), ("10-25",)),
        ("domingo", date(2027, 3, 27), ("03-28",)),
        ("daqui a 1 dia", date(2026, 10, 24), ("10-25",)),
    ],
)
def test_a_day_on_which_the_clocks_change_is_a_day(typed: str, today: date, expected: tuple[str, ...]) -> None:
    assert sure_days(typed, BR, today) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15h", ("15:00",)),
        ("14h30", ("14:30",)),
        ("às 14:30", ("14:30",)),
        ("às 15", ("15:00",)),
        ("15 horas", ("15:00",)),
        ("3 da tarde", ("15:00",)),
        ("às três da tarde", ("15:00",)),
        ("9 da manhã", ("9:00",)),
        ("8 da noite", ("20:00",)),
        ("3 e meia", ("3:30", "15:30")),
        ("às 14 e quinze", ("14:15",)),
        ("quinze para as 3", ("2:45", "14:45")),
        ("amanhã à tarde", ("12-18",)),
        ("sexta de manhã", ("0-12",)),
        ("hoje à noite", ("17-24",)),
        ("esta tarde", ("12-18",)),
        ("meio-dia", ("12-13",)),
        ("amanhã 9h", ("9:00", "21:00")),
        ("daqui a 2 horas", ()),
        ("sala 12", ()),
    ],
)
def test_times_are_read(typed: str, expected: tuple[str, ...]) -> None:
    assert times(typed, BR) == expected
