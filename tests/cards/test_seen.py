"""Dialogs and cards for others as Microsoft's renderer draws them: seen whole, and read by a camera."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.languages import LANGUAGES, words
from bot.model import (
    Confirmation,
    Help,
    Invitation,
    LinkAction,
    LinkReady,
    MeetingChoice,
    Notice,
    Organization,
    PostedLink,
    Reply,
    SignInLink,
    SignInReason,
    Surface,
    Trouble,
)
from cards import inserted_card, inserted_invitation, render, search_preview
from tests.support.cards.drawing import Chromium, scanned, turned, unfolded
from tests.support.cards.looks import drawn, unlike
from tests.support.cards.people import HOSTILE, NOW, PHYSIO, READING, RETRY, link, meeting, reader, week

pytestmark = pytest.mark.browser
# Teams' medium dialog: "Dialog size" in Microsoft Learn's "Create and send dialogs" gives 600 by 510 pixels of content.
WIDTH, HEIGHT = 600, 510
SERIES = replace(PHYSIO, series=True)
RUNNING = [replace(PHYSIO, start=NOW - timedelta(minutes=18 + n)) for n in range(4)]
IN_DIALOGS: dict[str, Reply] = {
    **{f"link of {length}": LinkReady(SERIES, link(length), READING) for length in (110, 400, 600, 601, 900)},
    **{f"choice of {count}": MeetingChoice(week(count), READING) for count in (1, 5, 6, 40, 250)},
    "choice of hostile titles": MeetingChoice([meeting(title) for title in HOSTILE.values()], READING),
    "link with a long title": LinkReady(meeting("Consultation " * 9), link(400), READING),
    **{f"{trouble}": Notice(trouble, PHYSIO, READING, RETRY, "https://login.example/x", "7f3a") for trouble in Trouble},
    **{f"{why}": SignInLink("https://bot.example/auth", why, RETRY) for why in SignInReason},
    "help": Help(),
    "done": Confirmation(LinkAction.POSTED, RETRY, undo=RETRY),
    "invitation": Invitation(PHYSIO, link(900), "de"),
    "invitation to copy": Invitation(PHYSIO, link(900), "de", "https://bot.example/invitation?of=x"),
    "choice of running meetings": MeetingChoice([*RUNNING, *week(40)], READING),
}
MARKUP = {"a", "strong", "em", "b", "i", "s", "code", "script", "at", "img"}


DIALOGS = unlike(
    [
        (surface, name)
        for surface in (Surface.EXTENSION, Surface.MAIL, Surface.DIALOG, Surface.COMMAND_BOX)
        for name in IN_DIALOGS
    ],
    lambda case, language: drawn(IN_DIALOGS[case[1]], case[0], language),
)


def pages(card: dict[str, Any]) -> list[dict[str, Any]]:
    """The card with each of its pages turned to; itself if it has but one."""
    names = [part["id"] for part in card["body"] if part["type"] == "Container" and "id" in part]
    return [turned(card, name) for name in names] or [card]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("surface", "name"), DIALOGS)
def test_a_dialog_is_seen_whole_without_scrolling(
    chromium: Chromium, surface: Surface, name: str, language: str
) -> None:
    card = drawn(IN_DIALOGS[name], surface, language)
    for shown in pages(card):
        seen = chromium.draw(shown, width=WIDTH)
        assert (seen.events, seen.overflow, seen.cut) == ([], [], [])
        assert seen.height <= HEIGHT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [280, WIDTH])
@pytest.mark.parametrize("length", [110, 400, 900])
def test_a_camera_reads_the_link_from_a_dialog_that_shows_its_code(
    chromium: Chromium, length: int, width: int, theme: str
) -> None:
    card = turned(drawn(IN_DIALOGS[f"link of {length}"], Surface.EXTENSION), "code")
    assert scanned(chromium.photograph(card, width=width, density=2, theme=theme)) == link(length)


@pytest.mark.parametrize("length", [110, 400, 900])
def test_a_camera_reads_the_link_from_cards_for_others(chromium: Chromium, length: int) -> None:
    posted = render(PostedLink(SERIES, link(length)), reader()).card
    assert posted is not None
    inserted = inserted_card(Invitation(SERIES, link(length), "en"), words("en", "UTC", NOW))
    for card in (unfolded(posted), inserted):
        assert scanned(chromium.photograph(card, width=280, density=2, theme="light")) == link(length)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_title_that_is_to_be_said_stays_text_on_what_is_inserted(
    chromium: Chromium, name: str, language: str
) -> None:
    said = words(language, "Europe/Berlin", NOW)
    hostile = Invitation(meeting(HOSTILE[name]), link(400), language, with_title=True)
    for card in (
        inserted_card(hostile, said),
        inserted_card(hostile, said, pictures=False),
        inserted_invitation(hostile, said),
    ):
        seen = chromium.draw(card)
        assert HOSTILE[name] in seen.text
        assert not MARKUP - {"img"} & set(seen.tags)
        assert (seen.events, seen.overflow, seen.cut) == ([], [], [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("organization", [Organization(), Organization("N" * 60, "+" * 40, "G" * 200)])
def test_what_is_inserted_is_drawn_without_complaint(
    chromium: Chromium, organization: Organization, language: str
) -> None:
    said = words(language, "Europe/Berlin", NOW)
    asked = Invitation(PHYSIO, link(400), language, sender="Anna Berg")
    for draw in (inserted_card, inserted_invitation):
        seen = chromium.draw(draw(asked, said, organization))
        assert (seen.events, seen.overflow, seen.cut) == ([], [], [])
        assert said("Join your appointment") in seen.bottoms
        assert "https://" not in seen.text
        assert not MARKUP - {"img"} & set(seen.tags)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_row_of_the_search_is_no_link_and_no_picture_to_a_client_that_reads_markdown(
    chromium: Chromium, name: str
) -> None:
    row = search_preview(meeting(HOSTILE[name]), words("en", "UTC", NOW))
    body = [{"type": "TextBlock", "text": text, "wrap": True} for text in row.values()]
    seen = chromium.draw({"type": "AdaptiveCard", "version": "1.5", "body": body})
    assert not {"a", "img", "script", "at", "h1", "ul", "ol", "blockquote"} & set(seen.tags)
