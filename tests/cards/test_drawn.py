"""Every card as Microsoft's renderer draws it in Chromium, on the narrowest phone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.languages import LANGUAGES
from bot.model import (
    LinkList,
    LinkReady,
    Meeting,
    MeetingChoice,
    Notice,
    Organizer,
    PostedLink,
    PostPreview,
    Surface,
    Trouble,
)
from cards import render
from tests.support.cards.drawing import Chromium, scanned, unfolded
from tests.support.cards.looks import LOOKS
from tests.support.cards.people import HOSTILE, PHYSIO, REPLIES, TAMED, link, meeting, reader

pytestmark = pytest.mark.browser
MARKUP = {"a", "strong", "em", "b", "i", "s", "code", "pre", "h1", "ul", "ol", "li", "blockquote", "script", "at"}
TITLES = {name: (title, title) for name, title in HOSTILE.items()} | TAMED
HOSTILE_LINKS = [
    "https://teams.microsoft.com/_a_/__b__/*c*/**d**?e=[f](g)&h=`i`&copy;=1&amp;x=~~j~~",
    "https://teams.microsoft.com/x_y_z?_=_&a=%5f_%5F&b=\\*c\\*&lt;&#35;#frag_ment_",
    "https://teams.microsoft.com/?q={{DATE(2026-01-01T00:00:00Z,SHORT)}}&r={{TIME(2026-01-01T00:00:00Z)}}",
    "https://teams.microsoft.com/<b>x</b>?![p](q)=1|2&m=meeting_a_b_c@thread.v2&end=_",
]


def card_of(name: str, language: str = "en", surface: Surface = Surface.CHAT) -> dict[str, Any]:
    card = render(REPLIES[name], reader(language, surface)).card
    assert card is not None
    return card


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("surface", "name"), LOOKS)
def test_every_card_is_drawn_without_complaint_and_within_the_narrowest_screen(
    chromium: Chromium, surface: Surface, name: str, language: str
) -> None:
    drawn = chromium.draw(card_of(name, language, surface), width=280)
    assert (drawn.events, drawn.overflow, drawn.cut) == ([], [], [])
    assert drawn.text.strip()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("density", [1, 2, 3])
@pytest.mark.parametrize("length", [110, 400, 900])
def test_a_camera_reads_the_link_from_the_card_on_the_narrowest_screen(
    chromium: Chromium, length: int, density: float, theme: str
) -> None:
    picture = chromium.photograph(card_of(f"link of {length}"), width=280, density=density, theme=theme)
    assert scanned(picture) == link(length)


@pytest.mark.parametrize("url", [*HOSTILE_LINKS, *map(link, (110, 400, 900))])
def test_the_link_is_shown_and_copied_byte_for_byte(chromium: Chromium, url: str) -> None:
    card = render(LinkReady(PHYSIO, url), reader()).card
    assert card is not None
    drawn = chromium.draw(unfolded(card), width=280)
    assert url in drawn.blocks
    assert url in drawn.copied
    assert not MARKUP & set(drawn.tags)


@pytest.mark.parametrize("name", TITLES)
def test_a_title_stays_text_on_every_card_that_shows_it(chromium: Chromium, name: str) -> None:
    given, shown = TITLES[name]
    hostile = meeting(given)
    for reply in (
        LinkReady(hostile, link(110)),
        MeetingChoice([hostile]),
        Notice(Trouble.NOT_YOURS, hostile),
        PostedLink(hostile, link(110)),
    ):
        card = render(reply, reader()).card
        assert card is not None
        drawn = chromium.draw(card)
        assert shown in drawn.text
        assert not MARKUP & set(drawn.tags)
        assert (drawn.events, drawn.overflow) == ([], [])


@pytest.mark.parametrize(
    "title",
    [
        "Beratung/Untersuchung/Nachsorge",
        "[free](https://evil.example/win)",
        "Knie-Beratung/Untersuchung/OP",
        "Team https://doodle.com/meeting/organize",
        "https://zoom.us/j/93837261523?pwd=x…",
        "KONTROLLUNTERSUCHUNG",
    ],
)
@pytest.mark.parametrize("width", [280, 320])
def test_a_title_whose_words_are_joined_by_slashes_or_long_stays_in_its_row(
    chromium: Chromium, width: int, title: str
) -> None:
    long = meeting(title)
    for reply in (
        MeetingChoice([long, long]),
        LinkReady(long, link(110)),
        LinkList((LinkReady(long, link(110)), LinkReady(long, link(110)))),
        PostPreview(long, link(110)),
    ):
        card = render(reply, reader()).card
        assert card is not None
        assert chromium.draw(card, width=width).overflow == []


@pytest.mark.parametrize("name", ["markdown", "markdown link", "html", "one long word of markdown"])
def test_an_organizers_name_stays_text(chromium: Chromium, name: str) -> None:
    card = render(LinkReady(Meeting(subject="x", organizer=Organizer(HOSTILE[name])), link(110)), reader()).card
    assert card is not None
    drawn = chromium.draw(card)
    assert HOSTILE[name] in drawn.text
    assert not MARKUP & set(drawn.tags)


def test_a_date_template_in_a_title_is_not_filled_in(chromium: Chromium) -> None:
    card = render(MeetingChoice([meeting("{{DATE(2020-01-02T03:04:05Z,SHORT)}}")]), reader()).card
    assert card is not None
    assert "DATE(2020" in chromium.draw(card).text
