"""Whoever is called like a day, a time, a little word or a part of another name is that person, and nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.languages.vocabularies import BY_LANGUAGE
from bot.model import LinkReady, Meeting, MeetingChoice, Reply
from bot.reading.unspaced import has_signs
from tests.support.calendar import found
from tests.support.fakes import ANNA, BEN, FakeMeetings, FakeTokens, at, calendar_meeting, command

OTHERS = tuple(calendar_meeting("Physio Adeyemi", at(day, 9), thread=f"day{day}") for day in range(24, 31))


async def ask(text: str, *calendar: Meeting, locale: str = "en-GB") -> Reply:
    return await Dispatcher(commands(FakeMeetings(calendar), FakeTokens()))(command(text, locale=locale))


def calls(language: str) -> st.SearchStrategy[tuple[str, str, str]]:
    """A language, one of its titles, and a word of its days and times that follows or precedes it as a name."""
    known = BY_LANGUAGE[language]
    days = [name for names in (*known.weekdays, *known.months) for name in names]
    named = [*days, *(word for table in (known.days, known.parts, known.numbers) for word, _ in table), *known.next]
    words = [word for word in (*named, *known.now) if word.isalpha()]
    return st.tuples(
        st.just(language), st.sampled_from((*known.men, *known.women, *known.titles)), st.sampled_from(words)
    )


@given(called=st.sampled_from([*BY_LANGUAGE]).flatmap(calls), day=st.integers(0, 6))
@settings(max_examples=400, deadline=None)
async def test_somebody_whose_name_is_a_day_or_a_time_is_no_other_person_with_their_title(
    called: tuple[str, str, str], day: int
) -> None:
    language, title, name = called
    link, *_ = BY_LANGUAGE[language].phrases("get_link")
    together = f"{name}{title}" if has_signs(title) else f"{title} {name}"
    subject = f"李{title}" if has_signs(title) else f"{title} Osei"
    reply = await ask(f"{link} {together}", calendar_meeting(subject, at(24 + day, 9 + 2 * day)), locale=language)
    assert not isinstance(reply, LinkReady), together


@pytest.mark.parametrize(
    ("text", "locale", "subject"),
    [
        ("Link für Frau Sonntag 2.12. 9:30 Uhr", "de-DE", "Magdalena Sonntag, Termin"),
        ("Link Frau Mittwoch 2.12.", "de-DE", "Nina Mittwoch"),
        ("link Sra. Quinta dia 2", "pt-BR", "Fisioterapia: R. Quinta"),
        ("get link Miss Friday 2/12 at 9:30", "en-GB", "Joy Friday"),
        ("hämta länk fru söndag 2/12", "sv-SE", "Söndag, April"),
    ],
)
async def test_a_date_behind_somebody_called_like_a_weekday_finds_their_meeting(
    text: str, locale: str, subject: str
) -> None:
    meant = calendar_meeting(subject, at(2, 9, 30, month=12), thread="meant")
    assert found(await ask(text, *OTHERS, meant, locale=locale)) == [meant]


@pytest.mark.parametrize(
    "text", ["get link Sunday 25 November", "get link physio Friday 25.11.", "Link Sonntag 25.11."]
)
async def test_a_date_that_is_another_weekday_is_offered_not_opened(text: str) -> None:
    reply = await ask(text, *OTHERS, locale="de-DE")
    assert not isinstance(reply, LinkReady)
    assert OTHERS[1] in found(reply)


PARTS = (
    ("get link Martin", "Martina Weber"),
    ("Link Herr Mann", "Herr Hartmann"),
    ("get link Anna", "Hannah Smith"),
    ("get link Schmid", "Beratung Schmidt"),
    ("link Mazur", "Pani Mazurek"),
    ("get link Angelo", "Sig. D'Angelo"),
    ("get link Neill", "Mr O'Neill"),
    ("get link Mr Rose", "Mr Rosenberg"),
    ("get link Rose", "Eye test: Rosenberg"),
    ("Link Karl", "Beratung Karlsson-Dietrich"),
    ("链接 李明", "李明天 复诊"),
    ("链接 李明", "李明天复诊"),
    ("链接 小明", "李小明 复诊"),
    ("リンク 田中", "田中丸様 ご相談"),
    ("リンク 佐藤", "伊佐藤様"),
    ("get link vac", "Vaccination, Mr Osei"),
)
SHORTENED = (
    ("get link physio", "Physiotherapy, Mr Osei"),
    ("get link vacc osei", "Vaccination, Mr Osei"),
    ("Link Beratung Krüger", "Beratungsgespräch Frau Krüger"),
    ("Link Impf", "Impfberatung Frau Krüger"),
    ("lien kiné", "Kinésithérapie M. Dubois"),
)


@pytest.mark.parametrize(("text", "subject"), PARTS)
async def test_a_part_of_a_name_is_offered_not_opened(text: str, subject: str) -> None:
    meant = calendar_meeting(subject, at(25, 14), thread="meant")
    reply = await ask(text, meant)
    assert isinstance(reply, MeetingChoice)
    assert list(reply.meetings) == [meant]


@pytest.mark.parametrize(("text", "subject"), SHORTENED)
async def test_the_beginning_of_a_long_word_is_short_for_it(text: str, subject: str) -> None:
    reply = await ask(text, calendar_meeting(subject, at(25, 14), thread="meant"))
    assert isinstance(reply, LinkReady)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("get link doctor", "Doctor’s appointment"),
        ("lien orthopédie", "Visite d'orthopédie"),
        ("link occhio", "Visita dell’occhio"),
        ("Link Lüdenscheidt", "Frau Müller-Lüdenscheidt"),
        ("Link Krueger", "Krüger"),
        ("リンク 田中", "田中様ご相談"),
        ("リンク 田中", "田中ご相談"),
        ("リンク ご相談", "田中様ご相談"),
        ("リンク 田中", "田中の予約"),
        ("链接 李明", "李明复诊"),
        ("链接 李明", "复诊李明"),
        ("链接 李明", "李明先生复诊"),
        ("链接 复诊", "李明复诊"),
        ("链接 李明", "李明2号厅"),
    ],
)
async def test_a_whole_word_opens_also_where_others_are_joined_to_it(text: str, subject: str) -> None:
    assert isinstance(await ask(text, calendar_meeting(subject, at(25, 14), thread="meant")), LinkReady)


LITTLE = (
    *(("pl-PL", "Maja", day) for day in ("jutro", "o 9:00", "w ten wtorek", "ten wtorek")),
    *(("it-IT", "Mia", day) for day in ("domani", "il 24 novembre", "per domani", "questo martedì")),
    *(("ar-SA", "علي", day) for day in ("غدا", "يوم الثلاثاء", "الساعة 9", "غدا من فضلك")),
    ("en-GB", "Maja", "jutro"),
)


@pytest.mark.parametrize(("locale", "name", "tomorrow"), LITTLE)
async def test_a_little_word_may_be_somebodys_name(locale: str, name: str, tomorrow: str) -> None:
    hers = calendar_meeting(f"Osei, {name}", at(25, 9), thread="hers")
    opened = await ask(f"link {name}", OTHERS[0], hers, locale=locale)
    assert found(opened) == [hers]
    reply = await ask(f"link {name} {tomorrow}", OTHERS[0], hers, locale=locale)
    assert not isinstance(reply, LinkReady) or reply.meeting == hers


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("link della mia riunione di domani", "it-IT"),
        ("pobierz link, które wizyty jutro mają link dla klienta?", "pl-PL"),
        ("رابط الاجتماع غدا على تيمز", "ar-SA"),
    ],
)
async def test_beside_other_little_words_it_is_one(text: str, locale: str) -> None:
    assert OTHERS[0] in found(await ask(text, OTHERS[0], locale=locale))


@pytest.mark.parametrize("text", ["Link Physio Freitag", "Link Physio freitag 9 Uhr"])
async def test_a_treatment_on_a_day_may_be_that_of_somebody_called_so(text: str) -> None:
    hers = calendar_meeting("Physio: Nina Freitag", at(26, 9), thread="hers")
    reply = await ask(text, OTHERS[3], hers, locale="de-DE")
    assert isinstance(reply, MeetingChoice)
    assert set(reply.meetings) == {OTHERS[3], hers}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Link A. Gut", "Beratung K. Gut"),
        ("link Termin 14", "Zimmer 14 Osei"),
        ("Link Saal 9 am 26.11. 8.00 Uhr", "Saal 9 Osei"),  # it is at ten
        ("Link Physio diesen Sonntag", "Physio Sonntag"),
        ("Link Physio 17:00 morgens", "Physio"),
        ("Link Osei um 2", "Zimmer 2 Osei"),  # it is at ten
        ("Link Frau Termin mit Osei", "Frau Osei"),
        ("リンク まこと様", "まこ様 ご相談"),
        ("Link Donnerstag Otto", "Osei um acht"),  # it is at eight, which is 'otto' in Italian
        ("Link 26. November otto", "Osei um acht"),
        ("Link Donnerstag Zehn", "Osei"),
    ],
)
async def test_what_does_not_fit_whole_is_not_opened(text: str, subject: str) -> None:
    hour = 17 if "17:00" in text else 8 if "acht" in subject else 10
    assert not isinstance(await ask(text, calendar_meeting(subject, at(26, hour)), locale="de-DE"), LinkReady)


async def test_whoever_asks_does_not_ask_for_themselves() -> None:
    customer = calendar_meeting("Beratung Becker", at(25, 9), organizer=BEN, thread="customer")
    mine = calendar_meeting("Physio Adeyemi", at(26, 9), organizer=ANNA)
    opened = await ask("get link becker", mine, customer)
    assert isinstance(opened, LinkReady)
    assert opened.meeting == customer
    assert found(await ask("get link becker", mine)) == []


@pytest.mark.parametrize("subject", ["Roberts", "Anna Roberts, physio"])
@pytest.mark.parametrize("text", ["Robert's link", "get link Robert’s", "open the link for Robert's meeting"])
async def test_what_is_roberts_is_not_that_of_somebody_called_roberts(text: str, subject: str) -> None:
    meeting = calendar_meeting(subject, at(24, 15))
    assert isinstance(await ask(text, meeting), MeetingChoice)
    assert found(await ask(text.replace("Robert", "Roberts"), meeting)) == [meeting]


async def test_whose_something_is_may_be_in_the_title_itself() -> None:
    meeting = calendar_meeting("McDonald's review", at(24, 15))
    assert found(await ask("McDonald's link", meeting)) == [meeting]
    womens = calendar_meeting("Womens clinic", at(24, 15))
    assert found(await ask("get link women's clinic", womens)) == [womens]
