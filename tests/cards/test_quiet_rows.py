"""What is over or declined is a quiet row that says so; a day of many meetings is seen whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.languages import words
from bot.model import LinkReady, Meeting, MeetingChoice, Reading, Surface
from cards import render, search_preview
from cards.elements import LIMIT, size
from tests.support.cards.people import NOW, link, meeting, reader
from tests.support.cards.schema import faults, nodes

TODAY = Reading("", date(2026, 11, 24), date(2026, 11, 24))


def at(minutes: int, subject: str = "") -> Meeting:
    return meeting(subject or f"Visit at {minutes}", minutes, minutes)


def over(minutes: int, subject: str = "") -> Meeting:
    """One that has ended so many minutes ago."""
    return at(-30 - minutes, subject)


def declined(minutes: int) -> Meeting:
    return replace(at(minutes, "Declined"), declined=True)


def card(reply: MeetingChoice, locale: str = "en-GB", surface: Surface = Surface.CHAT) -> dict[str, Any]:
    drawn = render(reply, reader(locale, surface)).card
    assert drawn
    return drawn


def titles(reply: MeetingChoice, locale: str = "en-GB", surface: Surface = Surface.CHAT) -> list[str]:
    return [node["selectAction"]["title"] for node in nodes(card(reply, locale, surface)) if "selectAction" in node]


def row(reply: MeetingChoice, n: int) -> list[dict[str, Any]]:
    return nodes([node for node in nodes(card(reply)) if "selectAction" in node][n])


@pytest.mark.parametrize(
    ("quiet", "english", "german"),
    [
        (over(0), "over", "vorbei"),
        (over(1), "over", "vorbei"),
        (over(45), "over", "vorbei"),
        (over(179), "over", "vorbei"),
        (over(60 * 24), "over", "vorbei"),
        (replace(over(60 * 24), all_day=True), "over", "vorbei"),
        (declined(20), "you declined", "von Ihnen abgelehnt"),
        (declined(60 * 30), "you declined", "von Ihnen abgelehnt"),
        (replace(over(10), declined=True), "you declined", "von Ihnen abgelehnt"),
        (replace(declined(20), own=True), "you declined", "von Ihnen abgelehnt"),
    ],
)
def test_a_row_that_nobody_expects_says_why_and_is_quiet(quiet: Meeting, english: str, german: str) -> None:
    reply = MeetingChoice([at(12), quiet])
    assert titles(reply)[1].endswith(english)
    assert titles(reply, "de-DE")[1].endswith(german)
    runs = [node for node in row(reply, 1) if node.get("type") == "TextRun"]
    assert all(run.get("isSubtle") for run in runs)
    assert not any(run.get("color") or run.get("weight") for run in runs)
    assert any(english in run["text"] for run in runs)
    assert not any("ago" in run["text"] for run in runs)


@pytest.mark.parametrize(("quiet", "state"), [(over(20), "over"), (declined(20), "you declined"), (at(12), "")])
def test_a_row_of_the_search_says_it_too(quiet: Meeting, state: str) -> None:
    shown = search_preview(quiet, words("en-GB", "UTC", NOW))["text"].split(" · ")
    assert [part for part in shown if part in {"over", "you declined"}] == [state] * bool(state)


def test_what_is_at_another_time_than_was_asked_for_is_not_said_to_fit() -> None:
    asked = Reading(hours=((17 * 60, 17 * 60 + 1),), at_another_time=True)
    for reply in (MeetingChoice([at(12)], asked), MeetingChoice([at(12), at(20)], asked)):
        shown = " ".join(node["text"] for node in nodes(card(reply)) if "text" in node)
        assert "Nothing begins at that time" in shown
        assert not any(word in shown for word in ("fit", "Is it this one?"))


def test_what_comes_closest_is_not_said_to_fit() -> None:
    for meetings in ([at(12)], [at(12), at(20)]):
        shown = " ".join(
            node["text"]
            for node in nodes(card(MeetingChoice(meetings, Reading("Novak", in_part=True))))
            if "text" in node
        )
        assert "No meeting fits all that you asked for" in shown
        assert "Is it this one?" not in shown


def test_what_comes_is_not_quiet() -> None:
    loud = [node for node in row(MeetingChoice([at(12), over(5)]), 0) if node.get("weight") == "Bolder"]
    assert loud


def test_one_row_of_a_full_list_is_the_last_that_is_over() -> None:
    coming, past = [at(60 * n) for n in range(1, 20)], [over(5, "Late"), over(50, "Later")]
    reply = MeetingChoice([*coming, *past, declined(90)])
    shown = titles(reply)
    assert len(shown) == 6
    assert [title.split(" · ")[1] for title in shown] == [*(each.subject for each in coming[:5]), "Late"]
    choices = [
        choice["title"]
        for node in nodes(card(reply))
        if node.get("type") == "Input.ChoiceSet"
        for choice in node["choices"]
    ]
    assert len(choices) == len(reply.meetings) - 6
    assert choices[-1].endswith("you declined")


def test_a_list_without_anything_over_has_six_rows_as_ever() -> None:
    assert len(titles(MeetingChoice([at(60 * n) for n in range(1, 20)]))) == 6


def day(count: int) -> list[Meeting]:
    """A day of so many visits, half of them over: in the order in which they are found, the coming ones first."""
    half = count // 2
    return [*(at(10 * n) for n in range(1, count - half + 1)), *(over(10 * n) for n in range(half))]


@pytest.mark.parametrize("count", [7, 10, 16])
def test_a_day_is_seen_whole_in_its_order(count: int) -> None:
    reply = MeetingChoice(day(count), TODAY)
    shown = titles(reply)
    assert len(shown) == count
    assert shown == [*titles(MeetingChoice(sorted(day(count), key=lambda each: each.start or NOW), TODAY))]
    assert shown[0].endswith("over")
    assert not shown[-1].endswith("over")
    assert not any(node.get("type") == "Input.ChoiceSet" for node in nodes(card(reply)))
    assert size(card(reply)) <= LIMIT


@pytest.mark.parametrize("count", [17, 40, 90])
def test_of_a_day_too_long_for_a_card_what_is_over_is_left_for_last(count: int) -> None:
    reply = MeetingChoice(day(count), TODAY)
    shown = titles(reply)
    assert len(shown) == 16
    assert not shown[0].endswith("over")
    drawn = card(reply)
    assert size(drawn) <= LIMIT
    assert not faults(drawn)


@pytest.mark.parametrize("surface", [Surface.EXTENSION, Surface.DIALOG])
def test_a_dialog_keeps_its_few_rows(surface: Surface) -> None:
    assert len(titles(MeetingChoice(day(10), TODAY), surface=surface)) == 3


def test_the_link_of_what_is_over_says_so() -> None:
    ready = LinkReady(over(20), link(400))
    for locale, word in (("en-GB", "over"), ("de-DE", "vorbei")):
        texts = [node["text"] for node in nodes(render(ready, reader(locale)).card) if "text" in node]
        assert any(text.rpartition(", ")[2].startswith(word) for text in texts)


def test_a_single_one_is_asked_for_in_the_singular() -> None:
    texts = [node["text"] for node in nodes(card(MeetingChoice([at(12)], Reading("physio")))) if "text" in node]
    assert not any("Several" in text for text in texts)


@pytest.mark.parametrize("title", ["مراجعة النتائج مع الطبيب ", "👩‍⚕️ Wound check 🩹 ", "Follow-up, very long "])
@pytest.mark.parametrize("count", [10, 16, 40])
def test_a_day_of_long_titles_still_fits_a_card(title: str, count: int) -> None:
    drawn = card(MeetingChoice([replace(each, subject=title * 8) for each in day(count)], TODAY))
    assert size(drawn) <= LIMIT
    assert not faults(drawn)
