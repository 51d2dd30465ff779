"""A list whose meetings can be ticked: in place of the rows, which stay as they are, and within a card's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.languages import LANGUAGES
from bot.model import Action, ActionKind, Meeting, MeetingChoice, Reading, Surface
from cards import render
from cards.elements import LIMIT, known, size
from tests.support.cards.drawing import Chromium
from tests.support.cards.people import HOSTILE, TAMED, meeting, opened, reader
from tests.support.cards.schema import faults, nodes

TODAY = Reading("", date(2026, 11, 24), date(2026, 11, 24))
MARKUP = {"a", "img", "script", "at", "h1", "ul", "ol", "blockquote"}
TITLES = HOSTILE | {name: given for name, (given, _) in TAMED.items()}


def day(count: int, subject: str = "Visit {}") -> list[Meeting]:
    return [meeting(subject.format(n), -220 + 15 * n, n, own=n % 3 == 0) for n in range(count)]


def card(reply: MeetingChoice, locale: str = "en-GB", surface: Surface = Surface.CHAT) -> dict[str, Any]:
    drawn = render(reply, reader(locale, surface)).card
    assert drawn
    return drawn


def page(drawn: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return nodes(next((part for part in drawn["body"] if part.get("id") == name), []))


def toggles(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in page(drawn, "ticks") if node["type"] == "Input.Toggle"]


def held(drawn: dict[str, Any], title: str = "Get links") -> Action:
    (button,) = [node for node in page(drawn, "ticks") if node.get("title") == title and "fallback" not in node]
    assert button["associatedInputs"] == "auto"
    return opened(button["data"]["press"])


def turned(drawn: dict[str, Any], to: str) -> dict[str, Any]:
    pages = [{**part, "isVisible": part["id"] == to} if "id" in part else part for part in drawn["body"]]
    return {**drawn, "body": pages}


@pytest.mark.parametrize("count", [2, 6, 7, 16])
def test_each_box_stands_for_the_meeting_in_its_place(count: int) -> None:
    drawn = card(MeetingChoice(day(count), TODAY))
    boxes, press = toggles(drawn), held(drawn)
    assert press == Action(ActionKind.GET_LINKS, meetings=tuple(map(known, day(count))))
    assert [box["id"] for box in boxes] == [f"tick{n}" for n in range(count)]
    for box, each in zip(boxes, press.meetings, strict=True):
        assert each.subject in box["title"]
        assert "value" not in box


def test_the_order_is_that_of_the_rows_not_that_in_which_they_were_found() -> None:
    found = [*day(12)[6:], *day(12)[:6]]
    press = held(card(MeetingChoice(found, TODAY)))
    assert [each.start for each in press.meetings] == sorted(each.start for each in day(12) if each.start)


def test_a_single_meeting_has_nothing_to_tick() -> None:
    drawn = card(MeetingChoice(day(1), TODAY))
    assert "tick" not in str(drawn).lower()
    assert "isVisible" not in str(drawn)


@pytest.mark.parametrize("count", [2, 12, 30])
def test_the_rows_are_seen_first_and_the_boxes_in_their_place(count: int) -> None:
    drawn = card(MeetingChoice(day(count), TODAY))
    seen = {part["id"]: part["isVisible"] for part in drawn["body"] if "id" in part}
    assert seen == {"list": True, "ticks": False}
    turns = {
        node["title"]: node["targetElements"] for node in nodes(drawn) if node["type"] == "Action.ToggleVisibility"
    }
    led_to = {title: [each["elementId"] for each in targets if each["isVisible"]] for title, targets in turns.items()}
    assert led_to == {"Tick several": ["ticks"], "Back": ["list"]}


def test_with_nothing_ticked_the_boxes_are_seen_first_with_words_that_say_so() -> None:
    drawn = card(MeetingChoice(day(6), ticking=True))
    seen = {part["id"]: part["isVisible"] for part in drawn["body"] if "id" in part}
    assert seen == {"list": False, "ticks": True}
    assert "Nothing is ticked yet" in str(page(drawn, "ticks"))


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("count", [2, 6, 12, 40])
def test_each_page_has_at_most_one_button_that_stands_out(count: int, surface: Surface) -> None:
    drawn = card(MeetingChoice(day(count), TODAY), surface=surface)
    for name in ("list", "ticks"):
        primary = {node["title"] for node in page(drawn, name) if node.get("style") == "positive"}
        assert len(primary) <= 1
    assert {node["title"] for node in page(drawn, "ticks") if node.get("style") == "positive"} == {"Get links"}


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("subject", ["Visit {}", "{} " + "مراجعة النتائج مع الطبيب " * 6, "{} " + "👩‍⚕️🩹 " * 30])
@pytest.mark.parametrize("count", [2, 7, 16, 25, 60, 250])
def test_whatever_the_titles_the_card_keeps_within_its_limit(count: int, subject: str, surface: Surface) -> None:
    for reading in (TODAY, None):
        drawn = card(MeetingChoice(day(count, subject), reading), "de-DE", surface)
        assert size(drawn) <= LIMIT
        assert faults(drawn) == []
        assert toggles(drawn)


def test_boxes_that_have_no_room_are_counted() -> None:
    drawn = card(MeetingChoice(day(30), TODAY))
    assert len(toggles(drawn)) == len(held(drawn).meetings) == 25
    assert "5 more cannot be ticked here." in str(page(drawn, "ticks"))


def test_links_of_a_message_can_be_ticked_by_their_places() -> None:
    unknown = [replace(Meeting(), join_url=f"https://teams.microsoft.com/{n}") for n in range(3)]
    drawn = card(MeetingChoice(unknown, Reading(), places=(1, 2, 3)))
    assert [box["title"].split(" in ")[0] for box in toggles(drawn)] == [f"Meeting link {n}" for n in (1, 2, 3)]


@pytest.mark.browser
@pytest.mark.parametrize("name", TITLES)
def test_a_title_beside_a_box_is_neither_link_nor_picture(chromium: Chromium, name: str) -> None:
    drawn = card(MeetingChoice([meeting(TITLES[name]), meeting("Eye test", 40)]))
    seen = chromium.draw(turned(drawn, "ticks"), width=280)
    assert not MARKUP & set(seen.tags)
    assert (seen.events, seen.overflow, seen.cut) == ([], [], [])


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", [Surface.CHAT, Surface.USER_VIEW])
@pytest.mark.parametrize("width", [280, 320, 480])
def test_a_day_of_sixteen_is_compact_also_while_it_is_ticked(
    chromium: Chromium, width: int, surface: Surface, language: str
) -> None:
    drawn = card(MeetingChoice(day(16), TODAY), language, surface)
    rows, boxes = (chromium.draw(turned(drawn, to), width=width) for to in ("list", "ticks"))
    assert boxes.height <= (660 if width >= 320 else 900)
    for seen in (rows, boxes):
        assert (seen.events, seen.overflow, seen.cut) == ([], [], [])


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", [Surface.DIALOG, Surface.EXTENSION])
def test_in_a_dialog_the_boxes_are_seen_without_scrolling(chromium: Chromium, surface: Surface, language: str) -> None:
    drawn = card(MeetingChoice(day(30), TODAY), language, surface)
    assert len(toggles(drawn)) == 12
    assert chromium.draw(turned(drawn, "ticks"), width=600).height <= 510


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("letter", ["م", "👩", "語", "W"])
@pytest.mark.parametrize("length", [59, 60, 61, 120])
def test_six_long_titles_of_any_alphabet_keep_within_the_limit(length: int, letter: str, surface: Surface) -> None:
    drawn = card(MeetingChoice(day(6, "{}" + letter * length)), "de-DE", surface)
    assert size(drawn) <= LIMIT
