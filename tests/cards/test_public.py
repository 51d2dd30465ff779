"""What others get to read: the posted card, what is put into a message or a mail, and the rows of the search."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.languages import LANGUAGES, Words, words
from bot.model import Action, ActionKind, Invitation, Meeting, Organizer, PostedLink, Surface
from cards import inserted_card, inserted_invitation, invitation_text, render, search_preview
from cards.public import anybody
from tests.support.cards.people import HOSTILE, NADIA, NOW, PHYSIO, TAMED, link, meeting, reader
from tests.support.cards.schema import faults, nodes

WHEN = "Tuesday, 24 November 2026, 15:00 – 15:30 (Central European Time)"
COMES_BACK = {"Action.Submit", "Action.Execute", "Action.ShowCard"}


def said_in(locale: str = "en-GB") -> Words:
    return words(locale, "Europe/Berlin", NOW)


def public_cards(of: Meeting = PHYSIO, locale: str = "en-GB") -> dict[str, dict[str, Any]]:
    said = said_in(locale)
    posted, asked = render(PostedLink(of, link(400)), reader(locale)).card, Invitation(of, link(400), said.language)
    assert posted is not None
    return {
        "posted": posted,
        "inserted": inserted_card(asked, said),
        "mailed": inserted_card(asked, said, pictures=False),
        "invitation": inserted_invitation(asked, said),
    }


def texts(card: dict[str, Any]) -> list[str]:
    return [node["text"] for node in nodes(card) if "text" in node]


class Tags(HTMLParser):
    """Every tag, every address, and the text that is left."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str | None] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("kind", public_cards())
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_a_card_for_others_needs_the_bot_or_leads_anywhere_but_to_the_customers_link(
    kind: str, language: str
) -> None:
    card = public_cards(locale=language)[kind]
    assert faults(card) == []
    assert len(json.dumps(card)) <= 28 * 1024
    assert not COMES_BACK & {node["type"] for node in nodes(card)}
    assert [node["url"] for node in nodes(card) if node["type"] == "Action.OpenUrl"] == [link(400)]
    assert PHYSIO.join_url not in json.dumps(card)


def test_a_button_that_comes_back_cannot_get_onto_a_card_for_others() -> None:
    with pytest.raises(TypeError):
        anybody(said_in()).seal(Action(ActionKind.SAY))


@pytest.mark.parametrize("kind", ["posted", "inserted", "mailed"])
def test_the_time_is_still_right_tomorrow_and_elsewhere(kind: str) -> None:
    said = texts(public_cards()[kind])
    assert WHEN in said
    assert "Today" not in " ".join(said)


@pytest.mark.parametrize("kind", ["posted", "inserted", "mailed"])
def test_what_is_not_known_is_not_invented(kind: str) -> None:
    said = texts(public_cards(Meeting())[kind])
    assert said[0] in {"Teams meeting", "Your online appointment"}
    assert not any("Organized" in text or "2026" in text for text in said)


def test_only_colleagues_read_whose_meeting_it_is_and_what_to_mind_with_a_series() -> None:
    cards = {kind: " ".join(texts(card)) for kind, card in public_cards(replace(PHYSIO, series=True)).items()}
    assert [kind for kind, said in cards.items() if NADIA.name in said] == ["posted"]
    assert [kind for kind, said in cards.items() if "same for every date" in said] == ["posted"]


def test_a_mail_has_no_picture_that_it_would_lose() -> None:
    pictures = {kind: any(node["type"] == "Image" for node in nodes(card)) for kind, card in public_cards().items()}
    assert pictures == {"posted": True, "inserted": True, "mailed": False, "invitation": False}


def test_an_inserted_card_is_in_the_language_it_is_asked_for() -> None:
    card = inserted_card(Invitation(PHYSIO, link(110), "de"), said_in())
    assert card["lang"] == "de"
    assert "Dienstag, 24. November 2026, 15:00 – 15:30 Uhr (Mitteleuropäische Zeit)" in texts(card)


@pytest.mark.parametrize("kind", ["inserted", "mailed", "invitation"])
def test_what_a_customer_reads_keeps_the_title_to_itself_and_has_no_word_for_staff(kind: str) -> None:
    card = json.dumps(public_cards(replace(PHYSIO, series=True))[kind])
    for secret in (PHYSIO.subject, NADIA.name, "Customer", "series", "Open as"):
        assert secret not in card
    assert "Join your appointment" in card
    assert not any("https://" in text for text in texts(public_cards()[kind]))


def test_a_mail_to_a_customer_says_the_same_as_html_and_as_plain_text() -> None:
    written = invitation_text(Invitation(PHYSIO, link(400), "de"), said_in())
    plain, read = written.as_text(), Tags(written.as_html())
    assert plain.split() == render(Invitation(PHYSIO, link(400), "de"), reader()).text.split()
    assert read.text == plain.replace("\n", "").replace(link(400), "Zum Termin")
    assert (set(read.tags), read.addresses) == ({"div", "p", "br", "a"}, [link(400)])


def test_a_strange_link_cannot_leave_its_place_in_a_mail() -> None:
    hostile = "https://teams.microsoft.com/?a=\"><script>alert(1)</script>&b='x'"
    written = invitation_text(Invitation(PHYSIO, hostile, "en"), said_in())
    read = Tags(written.as_html())
    assert "script" not in read.tags
    assert read.addresses == [hostile]
    assert hostile in written.as_text().splitlines()
    script = invitation_text(Invitation(PHYSIO, "javascript:alert(1)", "en"), said_in())
    assert Tags(script.as_html()).addresses == []


def test_a_row_of_the_search_says_what_when_and_whose() -> None:
    assert search_preview(PHYSIO, said_in()) == {
        "title": "Physiotherapy review, knee",
        "text": "Today 15:00 · Dr Nadia Osei",
    }
    own = replace(PHYSIO, own=True, series=True, start=None)
    assert search_preview(own, said_in())["text"] == "You · Series: one link for all dates"
    assert search_preview(Meeting(), said_in()) == {"title": "Teams meeting", "text": ""}


@pytest.mark.parametrize("title", ["Müller & Söhne", "Q&A: dose < 5 mg", "C# [intro] (1/2)", "50 > 40", "a_b_c"])
def test_an_ordinary_title_is_left_as_it_is(title: str) -> None:
    assert search_preview(meeting(title), said_in())["title"] == title


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_title_in_the_search_is_no_tag_no_entity_and_no_link_to_any_reader(name: str) -> None:
    row = search_preview(replace(meeting(HOSTILE[name]), organizer=Organizer(HOSTILE[name])), said_in())
    for part in row.values():
        assert Tags(part).tags == []
        assert Tags(part).text == part
        assert HOSTILE[name] in part.replace("\u2060", "")
        assert "](" not in part
        assert "://" not in part


@pytest.mark.parametrize("name", TAMED)
def test_the_search_shows_no_invitation_text_that_turns_others(name: str) -> None:
    given, shown = TAMED[name]
    assert search_preview(meeting(given), said_in())["title"].replace("\u2060", "") == shown


@pytest.mark.parametrize("surface", Surface)
def test_a_posted_card_is_the_same_wherever_it_was_asked_for(surface: Surface) -> None:
    reply = PostedLink(PHYSIO, link(400))
    assert render(reply, reader(surface=surface)).card == public_cards()["posted"]
