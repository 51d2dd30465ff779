"""The words for a customer: whose appointment, when on their clock, what to do if it fails; as text, mail and SMS."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES, Words, words
from bot.model import Invitation, LinkReady, Meeting, Organization, PostedLink, Surface
from cards import inserted_card, inserted_invitation, invitation_text, render
from cards.browsers import browser_advice
from cards.sms import OUR_WORDS, segments, sms_text
from tests.support.cards.people import HOSTILE, NOW, PHYSIO, link, meeting, reader
from tests.support.cards.schema import nodes

CLINIC = Organization("Riverside Clinic", "+44 20 7946 0000", "Good day,")
WORLD = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Honolulu", "Australia/Adelaide", "Etc/GMT-14")


def said(locale: str = "en-GB") -> Words:
    return words(locale, "Europe/Berlin", NOW)


def plain(reply: Invitation, organization: Organization = CLINIC) -> str:
    return invitation_text(reply, said(), organization).as_text()


def test_it_greets_says_whose_appointment_it_is_and_whom_to_call() -> None:
    first, *others = plain(Invitation(PHYSIO, link(110), "en")).splitlines()
    assert first == "Good day,"
    assert others[1] == "Your appointment with Riverside Clinic takes place online, as a video call."
    assert others[-1].endswith("or call +44 20 7946 0000.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_set_is_not_said(language: str) -> None:
    text = plain(Invitation(Meeting(), link(110), language), Organization())
    assert "{" not in text
    assert "  " not in text
    assert len(text.split("\n\n")) == 4


def test_the_title_and_the_persons_name_are_said_only_if_that_is_wanted() -> None:
    quiet = plain(Invitation(PHYSIO, link(110), "en"))
    assert PHYSIO.subject not in quiet
    assert "With:" not in quiet
    told = plain(Invitation(PHYSIO, link(110), "en", with_title=True, sender="Anna Berg")).splitlines()
    assert "About: Physiotherapy review, knee" in told
    assert "With: Anna Berg" in told


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_title_that_is_to_be_said_stays_text_in_a_mail(name: str) -> None:
    reply = Invitation(meeting(HOSTILE[name]), link(110), "en", with_title=True, sender=HOSTILE[name])
    html = invitation_text(reply, said(), CLINIC).as_html()
    assert "<script" not in html
    assert html.count("<a ") == 1
    assert HOSTILE[name].split()[0] in unescape(html)


@pytest.mark.parametrize(
    ("zone", "when"),
    [
        ("", "Tuesday, 24 November 2026, 15:00 – 15:30 (Central European Time)"),
        ("America/New_York", "Tuesday, 24 November 2026, 09:00 – 09:30 (Eastern Time)"),
        ("Asia/Kolkata", "Tuesday, 24 November 2026, 19:30 – 20:00 (India Time)"),
        ("Pacific/Honolulu", "Tuesday, 24 November 2026, 04:00 – 04:30 (Hawaii-Aleutian Time)"),
        ("Pacific/Auckland", "Wednesday, 25 November 2026, 03:00 – 03:30 (New Zealand Time)"),
        ("No/Where", "Tuesday, 24 November 2026, 15:00 – 15:30 (Central European Time)"),
    ],
)
def test_the_time_is_that_of_the_customers_clock(zone: str, when: str) -> None:
    assert f"When: {when}" in plain(Invitation(PHYSIO, link(110), "en", zone=zone)).splitlines()


def test_in_a_chat_no_line_break_stands_alone_which_some_clients_draw_as_a_space() -> None:
    text = render(Invitation(PHYSIO, link(110), "en"), replace(reader(), organization=CLINIC)).text
    assert "\n" not in text.replace("\n\n", "")
    assert link(110) in text.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_it_is_a_card_that_says_the_customers_language_as_renderers_take_it(language: str) -> None:
    card = render(Invitation(PHYSIO, link(110), language), reader("en-GB", Surface.USER_VIEW)).card
    assert card is not None
    assert card["lang"] == language[:2]


def test_a_mail_says_join_your_appointment_and_the_text_has_the_address() -> None:
    written = invitation_text(Invitation(PHYSIO, link(110), "en"), said(), CLINIC)
    assert ">Join your appointment</a>" in written.as_html()
    assert link(110) in written.as_text().splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("start", "day", "clock"),
    [
        ("2026-10-25T00:30", 25, "2[:.]30"),  # an hour later the same clock says the same again
        ("2026-10-25T01:30", 25, "2[:.]30"),
        ("2026-10-24T22:30", 25, "(?:0|12)[:.]30"),
        ("2027-03-28T00:30", 28, "1[:.]30"),
        ("2027-03-28T01:30", 28, "3[:.]30"),
        ("2027-03-27T22:30", 27, "(?:23|11)[:.]30"),
    ],
)
def test_on_a_day_on_which_clocks_change_each_form_has_the_customers_day_and_time(
    start: str, day: int, clock: str, language: str
) -> None:
    begins = datetime.fromisoformat(start).replace(tzinfo=UTC)
    visit = replace(PHYSIO, start=begins, end=begins + timedelta(minutes=15))
    written = invitation_text(Invitation(visit, link(400), language, zone="Europe/Berlin"), said("en-US"), CLINIC)
    for form in (written.as_text(), unescape(written.as_html()), written.sms):
        beside = form.replace(link(400), "")
        assert re.search(rf"(?<!\d){day}(?!\d)", beside)
        assert re.search(rf"(?<!\d)0?{clock}", beside)
        assert link(400) in form
        assert PHYSIO.subject not in form


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_advice_about_browsers_is_one_sentence_wherever_it_is_read(language: str) -> None:
    here = reader(language)
    advice = browser_advice(here.words)
    assert all(name in advice for name in ("Chrome", "Edge", "Safari", "Firefox", "Teams"))
    asked = Invitation(PHYSIO, link(110), language)
    cards = [
        render(LinkReady(PHYSIO, link(110)), here).card,
        render(PostedLink(PHYSIO, link(110)), here).card,
        render(asked, reader(language, Surface.USER_VIEW)).card,
        inserted_card(asked, here.words),
        inserted_invitation(asked, here.words),
    ]
    for card in cards:
        assert [node for node in nodes(card) if node.get("text", "") == advice]
    assert advice in plain(asked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zone", WORLD)
@pytest.mark.parametrize(
    "name", ["", "Riverside Clinic", "Städtisches Klinikum am Rosengarten, Ambulanz für alle", "N" * 60]
)
@pytest.mark.parametrize("length", [110, 400, 900])
def test_a_text_message_has_at_most_100_characters_of_ours_and_always_the_whole_link(
    length: int, name: str, zone: str, language: str
) -> None:
    for moment in (PHYSIO, Meeting(), replace(PHYSIO, all_day=True), meeting(minutes=60 * 24 * 300)):
        reply = Invitation(moment, link(length), language, zone=zone)
        text = invitation_text(reply, said("en-US"), Organization(name)).sms
        assert text.endswith(" " + link(length))
        assert len(text) - length <= OUR_WORDS
        assert PHYSIO.subject not in text


def test_a_text_message_says_who_and_when_on_the_customers_clock() -> None:
    reply = Invitation(PHYSIO, link(110), "en", zone="Asia/Kolkata")
    whole = sms_text(reply, replace(said(), zone=words("en", "Asia/Kolkata", NOW).zone), CLINIC)
    assert whole.startswith("Riverside Clinic: your video appointment, Tue 24 Nov, 19:30")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ä" * 160, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("~" * 80 + "a", 2),
        ("ł" * 70, 1),
        ("ł" * 71, 2),
        ("ł" * 134, 2),
        ("ł" * 135, 3),
        ("👍" * 35, 1),
        ("👍" * 36, 2),
        ("", 1),
    ],
)
def test_text_messages_are_counted_as_a_phone_sends_them(text: str, count: int) -> None:
    assert segments(text) == count


@given(st.text(max_size=400), st.text(max_size=200))
def test_more_text_is_never_fewer_messages(text: str, more: str) -> None:
    assert segments(text + more) >= segments(text)


@pytest.mark.parametrize("days", [0, 1, 200])
def test_a_text_message_of_ours_needs_no_letter_that_halves_what_fits(days: int) -> None:
    later = replace(PHYSIO, start=NOW + timedelta(days=days), end=None)
    for locale in ("en-US", "en-GB", "de-DE"):
        text = invitation_text(Invitation(later, "https://x.example/", locale[:2]), said(locale), CLINIC).sms
        assert segments("a" * (160 - len(text)) + text) == 1
