"""What people type in French, Spanish and Italian: commands, days and hours, and what must be asked back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands.recognition import recognize
from bot.reading.interpretations import Interpretation, interpretations_of
from tests.support.fakes import command

MONDAY = date(2026, 11, 23)
SPRING = date(2026, 3, 28)  # the day before clocks go forward in Europe

PHRASES = {
    "fr": {
        "Obtenir le lien": "get_link",
        "lien": "get_link",
        "le lien svp": "get_link svp",
        "lien client": "get_link",
        "Bonjour, le lien de la réunion": "get_link",
        "obtenir-le-lien Dupont": "get_link Dupont",
        "lien kiné demain": "get_link kiné demain",
        "Pourriez-vous me donner le lien du patient Dupont": "get_link Dupont",
        "J’ai besoin du lien pour demain": "get_link pour demain",
        "je voudrais le lien": "get_link",
        "envoie-moi le lien client": "get_link",
        "liens": "get_link",
        "lien suivant": "get_link suivant",
        "rdv": "meetings",
        "mes rdv": "meetings",
        "Mes réunions": "meetings",
        "prochains rendez-vous": "meetings",
        "rendez-vous de demain": "meetings de demain",
        "Qui suis-je ?": "who_am_i",
        "qui suis je": "who_am_i",
        "Mon compte": "who_am_i",
        "Se déconnecter": "sign_out",
        "déconnexion": "sign_out",
        "Réessayer": "again",
        "encore une fois": "again",
        "Réessayez svp": "again svp",
        "Aide": "help",
        "à l’aide": "help",
        "merci beaucoup": "small_talk merci beaucoup",
        "Bonjour": "small_talk Bonjour",
        "oui": "small_talk oui",
        "à bientôt": "small_talk à bientôt",
    },
    "es": {
        "Obtener enlace": "get_link",
        "enlace": "get_link",
        "link": "get_link",
        "liga": "get_link",
        "Hola, el enlace por favor": "get_link por favor",
        "dame el link": "get_link",
        "enlace fisio mañana": "get_link fisio mañana",
        "¿Podría darme el enlace del paciente García?": "get_link García?",
        "necesito el enlace para mañana": "get_link para mañana",
        "Pásame el enlace de la cita con Ana": "get_link con Ana",
        "enlace siguiente": "get_link siguiente",
        "enlaces": "get_link",
        "citas": "meetings",
        "mis reuniones": "meetings",
        "Próximas citas": "meetings",
        "mi agenda": "meetings",
        "citas de mañana": "meetings de mañana",
        "¿Quién soy?": "who_am_i",
        "mi cuenta": "who_am_i",
        "cerrar sesión": "sign_out",
        "Cierra sesión": "sign_out",
        "Reintentar": "again",
        "otra vez": "again",
        "inténtalo de nuevo": "again",
        "Ayuda": "help",
        "ayúdame": "help",
        "muchas gracias": "small_talk muchas gracias",
        "Buenos días": "small_talk Buenos días",
        "sí": "small_talk sí",
        "hasta mañana": "small_talk hasta mañana",
    },
    "it": {
        "Ottieni link": "get_link",
        "link": "get_link",
        "il link": "get_link",
        "link cliente": "get_link",
        "Ciao, il link per favore": "get_link per favore",
        "dammi il link": "get_link",
        "link fisio domani": "get_link fisio domani",
        "Potrebbe darmi il link del paziente Rossi": "get_link Rossi",
        "vorrei il link per domani": "get_link per domani",
        "link prossimo": "get_link prossimo",
        "mi serve il link": "get_link",
        "appuntamenti": "meetings",
        "I miei appuntamenti": "meetings",
        "le mie riunioni": "meetings",
        "prossimi appuntamenti": "meetings",
        "riunioni": "meetings",
        "Chi sono?": "who_am_i",
        "il mio account": "who_am_i",
        "Disconnetti": "sign_out",
        "disconnettimi": "sign_out",
        "Riprova": "again",
        "di nuovo": "again",
        "Aiuto": "help",
        "aiutami": "help",
        "grazie mille": "small_talk grazie mille",
        "Buongiorno": "small_talk Buongiorno",
        "sì": "small_talk sì",
        "arrivederci": "small_talk arrivederci",
    },
}

DAYS = {
    "fr": {
        "aujourd’hui": "11-23",
        "rendez-vous d'aujourd'hui": "11-23",
        "demain": "11-24",
        "après-demain": "11-25",
        "hier": "11-22",
        "avant-hier": "11-21",
        "mercredi": "11-25",
        "mar. 24 nov.": "11-24",
        "lundi prochain": "11-30",
        "lundi de la semaine prochaine": "11-30",
        "vendredi dernier": "11-20",
        "dans 3 jours": "11-26",
        "il y a 3 jours": "11-20",
        "le 24": "11-24",
        "le 1er décembre": "12-01",
        "1° décembre": "12-01",
        "jeudi 3 décembre 2026": "12-03",
        "24/11": "11-24",
        "semaine prochaine": "11-30 12-06",
        "cette semaine": "11-23 11-29",
        "les 7 prochains jours": "11-23 11-30",
        "ce soir": "11-23",
        "cet après-midi": "11-23",
    },
    "es": {
        "hoy": "11-23",
        "mañana": "11-24",
        "pasado mañana": "11-25",
        "ayer": "11-22",
        "miércoles": "11-25",
        "mar, 24 nov": "11-24",
        "el próximo lunes": "11-30",
        "lunes que viene": "11-30",
        "lunes pasado": "11-16",
        "martes de la semana que viene": "12-01",
        "lunes por la mañana": "11-23",
        "lunes a las 9 de la mañana": "11-23",
        "mañana por la mañana": "11-24",
        "esta mañana": "11-23",
        "en 3 días": "11-26",
        "hace 3 días": "11-20",
        "el 24": "11-24",
        "1º de diciembre": "12-01",
        "3 de diciembre de 2026": "12-03",
        "la semana que viene": "11-30 12-06",
        "próximos 7 días": "11-23 11-30",
        "24/11": "11-24",
    },
    "it": {
        "oggi": "11-23",
        "domani": "11-24",
        "domani mattina": "11-24",
        "dopodomani": "11-25",
        "ieri": "11-22",
        "lunedì prossimo": "11-30",
        "lunedì scorso": "11-16",
        "martedì della prossima settimana": "12-01",
        "mar 24 nov": "11-24",
        "il 24": "11-24",
        "24 novembre": "11-24",
        "1º dicembre": "12-01",
        "il 1° dicembre": "12-01",
        "tra 3 giorni": "11-26",
        "3 giorni fa": "11-20",
        "prossimi 7 giorni": "11-23 11-30",
        "la settimana scorsa": "11-16 11-22",
        "stasera": "11-23",
    },
}

TIMES = {
    "fr": {
        "demain 14h30": "14:30",
        "demain à 15 h": "15:00",
        "15 heures": "15:00",
        "à 9h du matin": "9:00",
        "3h de l’après-midi": "15:00",
        "cet après-midi à 3h": "15:00",
        "15h moins le quart": "14:45",
        "trois heures et demie": "3:30 15:30",
        "9h du mat": "9:00",
        "neuf heures": "9:00 21:00",
    },
    "es": {
        "mañana a las 15:30": "15:30",
        "a las 15.30": "15:30",
        "15 h": "15:00",
        "3pm": "15:00",
        "3 p. m.": "15:00",
        "8:30\u202fa.\u202fm.": "8:30",
        "lunes a las 9 de la mañana": "9:00",
        "esta tarde a las 4": "16:00",
        "a las 3 y media": "3:30 15:30",
        "a las 15 y 30": "15:30",
        "las 4 menos cuarto": "3:45 15:45",
    },
    "it": {
        "domani alle 15:30": "15:30",
        "alle 15": "15:00",
        "alle ore 10": "10:00 22:00",
        "questo pomeriggio alle 3": "15:00",
        "alle 3 e mezza": "3:30 15:30",
        "alle 15 e 30": "15:30",
        "alle 9 di mattina": "9:00",
    },
}

ASKED = {
    "fr": ("vendredi prochain", "mar 3", "dans 8 jours", "dans une semaine", "mar 24"),
    "es": ("el viernes que viene", "mar 3", "en 8 días", "dentro de dos semanas", "próximo viernes"),
    "it": ("venerdì prossimo", "mar 3", "tra 8 giorni", "tra una settimana", "tra due settimane"),
}
NO_DAY = {
    "fr": ("à 9", "salle 12", "lien", "24-11", "bonne journée"),
    "es": ("por la mañana", "a las 9 de la mañana", "a la una", "sala 12", "24-11"),
    "it": ("alle 9", "allora", "sala 12", "24-11", "buona giornata"),
}


def rows(table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(language, typed, meant) for language, each in table.items() for typed, meant in each.items()]


def best(typed: str, language: str, today: date = MONDAY) -> Interpretation:
    return interpretations_of(typed, today, language)[0].best


@pytest.mark.parametrize(("language", "typed", "meant"), rows(PHRASES))
def test_a_phrase_is_its_command(language: str, typed: str, meant: str) -> None:
    found = recognize(command(typed, locale=language))
    assert found is not None
    assert f"{found.spec.name} {found.command.text}".strip() == meant


def test_all_three_in_german_are_not_at_three_in_italian() -> None:
    assert best("alle 3", "it").hours
    read = interpretations_of("alle 3 Termine", MONDAY, "de-DE")
    assert [each.hours for said in read for each in said.every if each.hours] == []


@pytest.mark.parametrize(("language", "typed", "meant"), rows(DAYS))
def test_a_day_is_that_date_for_sure(language: str, typed: str, meant: str) -> None:
    found = best(typed, language).days
    assert found is not None
    assert found.sure
    first, *last = (date.fromisoformat(f"2026-{day}") for day in meant.split())
    assert (found.first, found.last) == (first, *(last or [first]))


@pytest.mark.parametrize(("language", "typed", "meant"), rows(TIMES))
def test_a_time_is_those_minutes_of_the_day(language: str, typed: str, meant: str) -> None:
    found = best(typed, language).hours
    assert found is not None
    assert " ".join(f"{start // 60}:{start % 60:02}" for start, _ in found.parts) == meant


@pytest.mark.parametrize(("language", "typed"), [(language, each) for language, all_ in ASKED.items() for each in all_])
def test_what_may_be_another_day_is_asked(language: str, typed: str) -> None:
    found = best(typed, language).days
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    ("language", "typed"), [(language, each) for language, all_ in NO_DAY.items() for each in all_]
)
def test_what_is_no_day_is_none(language: str, typed: str) -> None:
    assert best(typed, language).days is None


@pytest.mark.parametrize(
    ("language", "typed"),
    [("fr", "demain"), ("fr", "dimanche"), ("es", "mañana"), ("es", "domingo"), ("it", "domani"), ("it", "domenica")],
)
def test_the_day_on_which_clocks_go_forward_is_a_day_like_others(language: str, typed: str) -> None:
    found = best(typed, language, SPRING).days
    assert found is not None
    assert (found.first, found.last) == (date(2026, 3, 29), date(2026, 3, 29))
