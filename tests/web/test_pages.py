"""A page is read from the side from which its reader's language is written, as is each part in another one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.languages import LANGUAGES, Words, served_by, words
from bot.model import Invitation, Meeting
from bot.web.pages import answer, words_for
from cards.invitation_text import invitation_text
from tests.support.fakes import NOW

LINK = "https://visit.teams.microsoft.com/a?b=c="


@dataclass(frozen=True)
class Copied:
    words: Words
    link: str = LINK
    subject: str = "Physio (new)"
    when: str = ""
    organizer: str = ""


def invitation_page(reader: str, language: str) -> str:
    said = words(reader, "UTC", NOW)
    letter = invitation_text(Invitation(Meeting(), LINK, language), said)
    return answer("invitation.html", words=said, letter=letter, mail="mailto:", sms="sms:").text or ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_its_direction(language: str) -> None:
    page = answer("outdated.html", words=words(language, "UTC", NOW)).text or ""
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page


def test_a_link_is_read_from_the_left_on_every_page_and_copied_as_it_is() -> None:
    said = words("ar-SA", "UTC", NOW)
    page = answer("copy.html", words=said, copied=Copied(said)).text or ""
    assert f'dir="ltr" rows="5" readonly spellcheck="false">{LINK}</textarea>' in page


@pytest.mark.parametrize(
    ("reader", "language", "direction"), [("en-GB", "ar", "rtl"), ("ar-SA", "en", "ltr"), ("ar-SA", "ar", "rtl")]
)
def test_the_invitation_is_read_from_the_customers_side(reader: str, language: str, direction: str) -> None:
    page = invitation_page(reader, language)
    for part in ("<div", '<pre id="plain"', '<p class="forward" id="short"'):
        assert f'{part} lang="{language}" dir="{direction}"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_many_messages_a_phone_sends_is_said_in_the_readers_language(language: str) -> None:
    assert ("A phone sends it" in invitation_page(language, "en")) == (language == "en")


def language_of(accepted: str) -> str:
    return words_for(make_mocked_request("GET", "/", headers={"Accept-Language": accepted}), NOW).language


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("tlh, fr ;q=0.5, en", "fr"),
        ("zh-TW,zh-CN;q=0.9", "zh-Hans"),
        ("*", "en"),
        ("", "en"),
        (",;q=,", "en"),
    ],
)
def test_a_page_speaks_the_first_language_of_the_browser_that_there_is(accepted: str, language: str) -> None:
    assert language_of(accepted) == language


def test_languages_beyond_what_any_browser_sends_are_not_looked_up() -> None:
    before = served_by.cache_info().misses
    assert language_of(",".join(f"made-up-{n}" for n in range(800))) == "en"
    assert served_by.cache_info().misses - before < 50
