"""The links of several meetings on one card: each whole and as text, and nothing ticked is lost for want of room."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.model import Action, ActionKind, LinkList, LinkReady, Meeting, MissingLink, Surface, Trouble
from cards import render
from cards.elements import LIMIT, known, size
from cards.link_list import LONGEST_ADDRESS
from cards.without_card import without_card
from tests.support.cards.drawing import Chromium
from tests.support.cards.people import HOSTILE, NADIA, PHYSIO, link, meeting, opened, reader, ready, refusals, week
from tests.support.cards.schema import faults, nodes

MARKUP = {"a", "strong", "em", "b", "i", "s", "code", "script", "at", "img", "h1", "ul", "ol", "blockquote"}


def card(reply: LinkList, locale: str = "en-GB", surface: Surface = Surface.CHAT) -> dict[str, Any]:
    drawn = render(reply, reader(locale, surface)).card
    assert drawn
    return drawn


def texts(drawn: dict[str, Any]) -> list[str]:
    return [str(node["text"]) for node in nodes(drawn) if "text" in node]


def presses(drawn: dict[str, Any]) -> dict[str, Action]:
    return {node["title"]: opened(node["data"]["press"]) for node in nodes(drawn) if "press" in node.get("data", {})}


def opening(drawn: dict[str, Any]) -> list[tuple[str, str]]:
    return [(node["title"], node["url"]) for node in nodes(drawn) if node["type"] == "Action.OpenUrl"]


def shown(drawn: dict[str, Any]) -> list[str]:
    """The links, as they are written before Markdown's escapes."""
    return [text.replace("\\", "") for text in texts(drawn) if text.startswith("https://visit")]


@pytest.mark.parametrize("length", [110, 400, 600])
def test_twenty_links_are_on_one_card_each_whole(length: int) -> None:
    twenty = ready(20, length)
    drawn = card(LinkList(tuple(twenty)))
    assert shown(drawn) == [each.link for each in twenty]
    assert size(drawn) <= LIMIT
    assert next(title for title, _ in opening(drawn)).startswith("Print")
    assert "Get the others" not in presses(drawn)


def test_each_says_when_what_and_whose_it_is() -> None:
    drawn = card(LinkList((LinkReady(PHYSIO, link(110)), LinkReady(meeting("Own", 30, own=True), link(120)))))
    assert "Today 15:00 · Physiotherapy review, knee · Dr Nadia Osei" in texts(drawn)
    assert "Today 15:18 · Own" in texts(drawn)


def test_a_series_is_warned_of_at_its_own_link() -> None:
    said = texts(card(LinkList((LinkReady(PHYSIO, link(110)), LinkReady(replace(PHYSIO, series=True), link(120))))))
    (warning,) = [n for n, text in enumerate(said) if "the link is the same for every date" in text]
    assert said[warning + 1].replace("\\", "") == link(120)


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("length", [900, 1500, 4000])
def test_links_for_which_there_is_no_room_are_counted_and_one_press_away(length: int, surface: Surface) -> None:
    twenty, beyond = ready(20, length), tuple(week(4))
    drawn = card(LinkList(tuple(twenty), beyond), surface=surface)
    assert size(drawn) <= LIMIT
    others = presses(drawn)["Get the others"]
    assert others.verb is ActionKind.GET_LINKS
    assert others.ticked == tuple(range(len(others.meetings)))
    listed = 20 + 4 - len(others.meetings)
    assert others.meetings == tuple(map(known, [*(each.meeting for each in twenty), *beyond]))[listed:]
    assert f"{24 - listed} more of those you ticked have no room here." in texts(drawn)
    if not surface.abilities.in_dialog:
        assert shown(drawn) == [each.link for each in twenty[:listed]]


def test_a_page_whose_address_would_be_too_long_is_several() -> None:
    def longest(ready: Any) -> str:
        return "https://bot.example/invitation?print=" + "x" * 900 * len(ready)

    context = replace(reader(), print_page=longest)
    drawn = render(LinkList(tuple(ready(10, 110))), context).card
    assert drawn
    sheets = [(title, url) for title, url in opening(drawn) if title.startswith("Print")]
    assert [title for title, _ in sheets] == [f"Print {n}" for n in range(1, len(sheets) + 1)]
    assert all(len(url) <= LONGEST_ADDRESS for _, url in sheets)
    assert len([node for node in nodes(drawn) if node.get("style") == "positive"]) == 1


def test_what_is_refused_says_why_and_a_press_says_more() -> None:
    drawn = card(LinkList((*ready(1), *refusals())))
    said = texts(drawn)
    for words in (
        "Somebody else's meeting",
        f"{NADIA.name} can get it.",
        "Microsoft is busy",
        "This meeting no longer exists",
        "Microsoft wants to ask you first. Press it.",
    ):
        assert words in said
    rows = [node["selectAction"] for node in nodes(drawn) if "selectAction" in node]
    assert [opened(each["data"]["press"]) for each in rows] == [
        Action(ActionKind.GET_LINK, meeting=known(each.meeting)) for each in refusals()
    ]


@pytest.mark.parametrize("trouble", [None, *Trouble])
@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_every_reason_has_words(trouble: Trouble | None, locale: str) -> None:
    drawn = card(LinkList((MissingLink(PHYSIO, trouble), MissingLink(Meeting(), trouble))), locale)
    assert faults(drawn) == []
    reasons = [node["inlines"][0]["text"] for node in nodes(drawn) if node["type"] == "RichTextBlock"]
    assert all(reasons)


def test_only_what_may_pass_is_tried_again() -> None:
    assert presses(card(LinkList((*ready(1), *refusals()))))["Try again"].meetings == (known(refusals()[1].meeting),)
    lasting = MissingLink(PHYSIO, Trouble.GONE)
    assert "Try again" not in presses(card(LinkList((*ready(1), lasting))))


def test_with_no_link_there_is_nothing_to_print() -> None:
    assert opening(card(LinkList(tuple(refusals())))) == []


@pytest.mark.parametrize("surface", [Surface.DIALOG, Surface.EXTENSION, Surface.MAIL, Surface.COMMAND_BOX])
def test_in_a_dialog_a_row_opens_the_page_that_copies_its_link(surface: Surface) -> None:
    two = ready(2)
    drawn = card(LinkList(tuple(two)), surface=surface)
    context = reader(surface=surface)
    assert opening(drawn) == [
        ("Print", context.print_page(two)),
        *(("Copy", context.copy_page(each)) for each in two),
    ]
    assert shown(drawn) == []


def test_without_a_card_every_link_is_a_line_of_its_own() -> None:
    reply = LinkList((*ready(2), *refusals()), tuple(week(1)))
    context = reader()
    plain = without_card(reply, render(reply, context), context, "https://teams.microsoft.com/l/entity/x")
    lines = plain.text.splitlines()
    assert [line for line in lines if line.startswith("https://visit")] == [each.link for each in ready(2)]
    assert plain.card is None
    assert "Microsoft is busy" in lines
    assert sum("Appointment number 0" in line for line in lines) == 2  # its link, and the one beyond


@pytest.mark.browser
@pytest.mark.parametrize("name", HOSTILE)
def test_a_title_stays_text(chromium: Chromium, name: str) -> None:
    hostile = meeting(HOSTILE[name])
    drawn = card(LinkList((LinkReady(hostile, link(110)), MissingLink(hostile, Trouble.GONE))))
    seen = chromium.draw(drawn, width=280)
    assert HOSTILE[name] in seen.text
    assert not MARKUP & set(seen.tags)
    assert (seen.events, seen.overflow, seen.cut) == ([], [], [])


@pytest.mark.browser
@pytest.mark.parametrize("length", [110, 400, 900])
def test_every_link_is_copied_byte_for_byte(chromium: Chromium, length: int) -> None:
    three = ready(3, length)
    seen = chromium.draw(card(LinkList(tuple(three))), width=280)
    assert set(seen.copied) >= {each.link for each in three}


@pytest.mark.browser
@pytest.mark.parametrize("width", [280, 320, 480])
@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_print_is_in_sight_without_scrolling(chromium: Chromium, locale: str, width: int) -> None:
    seen = chromium.draw(card(LinkList(tuple(ready(20))), locale), width=width)
    assert seen.bottoms["Drucken" if locale == "de-DE" else "Print"] <= 348
