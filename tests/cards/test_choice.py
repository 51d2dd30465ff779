"""The choice card: each row is a button; what does not fit is still said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.model import Action, ActionKind, Meeting, MeetingChoice, Organizer, Reading, Surface
from cards import render
from cards.elements import LIMIT, fits, known
from tests.support.cards.people import NOW, PHYSIO, opened, reader, week
from tests.support.cards.schema import nodes


def drawn(reply: MeetingChoice, locale: str = "en-GB") -> list[dict[str, Any]]:
    return nodes(render(reply, reader(locale)).card)


def rows(reply: MeetingChoice) -> list[dict[str, Any]]:
    return [node["selectAction"] for node in drawn(reply) if "selectAction" in node]


def texts(reply: MeetingChoice, locale: str = "en-GB") -> list[str]:
    return [node["text"] for node in drawn(reply, locale) if "text" in node]


def dropdown(reply: MeetingChoice) -> list[dict[str, str]]:
    return [choice for node in drawn(reply) if node["type"] == "Input.ChoiceSet" for choice in node["choices"]]


def test_a_row_is_a_button_that_gets_the_link_of_its_meeting() -> None:
    [action] = rows(MeetingChoice([PHYSIO]))
    press = opened(action["data"]["press"])
    assert press == Action(ActionKind.GET_LINK, meeting=replace(PHYSIO, event_id="", graph_id=""))
    assert action["title"] == "Today 15:00 · Physiotherapy review, knee · Dr Nadia Osei"


def test_an_event_without_a_join_url_keeps_the_id_that_leads_to_one() -> None:
    [action] = rows(MeetingChoice([replace(PHYSIO, join_url="")]))
    meeting = opened(action["data"]["press"]).meeting
    assert meeting is not None
    assert meeting.event_id == PHYSIO.event_id


def test_what_is_about_to_begin_says_so_in_words() -> None:
    assert {"15:00", "in 12 min"} <= set(texts(MeetingChoice([PHYSIO])))
    begun = replace(PHYSIO, start=NOW - timedelta(minutes=3))
    assert "3 min ago" in texts(MeetingChoice([begun]))


def test_an_american_reads_a_twelve_hour_clock() -> None:
    assert "3:00\u202fPM" in texts(MeetingChoice([PHYSIO]), "en-US")


@pytest.mark.parametrize("count", [1, 6])
def test_up_to_six_meetings_need_no_drop_down(count: int) -> None:
    reply = MeetingChoice(week(count))
    assert len(rows(reply)) == count
    assert dropdown(reply) == []


def test_beyond_six_the_others_are_in_a_drop_down_that_filters_and_speaks_for_itself() -> None:
    reply = MeetingChoice(week(20))
    assert len(rows(reply)) == 6
    pressed = [opened(choice["value"]) for choice in dropdown(reply)]
    assert [press.meeting and press.meeting.subject for press in pressed] == [m.subject for m in week(20)[6:]]
    assert {press.verb for press in pressed} == {ActionKind.GET_LINK}


def test_what_a_card_cannot_hold_is_counted_and_can_be_typed() -> None:
    reply = MeetingChoice(week(250))
    listed = len(rows(reply)) + len(dropdown(reply))
    assert listed >= 25
    assert f"{250 - listed} more meetings are not listed here." in "\n".join(texts(reply))


def test_long_titles_are_shortened_before_a_meeting_is_left_out() -> None:
    many = [replace(meeting, subject=f"{n} " + "consultation " * 9) for n, meeting in enumerate(week(40))]
    assert len(dropdown(MeetingChoice(many))) >= 15
    assert all(len(choice["title"]) < 100 for choice in dropdown(MeetingChoice(many)))


@pytest.mark.parametrize("surface", list(Surface))
@pytest.mark.parametrize("title", ["مراجعة بعد العملية ", "👩‍⚕️"])
def test_a_drop_down_is_never_empty_however_much_room_the_titles_above_it_take(title: str, surface: Surface) -> None:
    for length in range(30, 125, 5):
        long = replace(PHYSIO, subject=(title * length)[:length], organizer=Organizer((title * 40)[:40]))
        card = render(MeetingChoice([long] * 9), reader("ar-SA", surface)).card
        lists = [node["choices"] for node in nodes(card) if node["type"] == "Input.ChoiceSet"]
        assert all(lists)
        assert fits(card, LIMIT)


def test_meetings_of_which_a_link_is_all_that_is_known_are_told_apart_by_their_place() -> None:
    first, third = (replace(Meeting(), join_url=url) for url in ("https://teams.microsoft.com/1", "https://teams/3"))
    reply = MeetingChoice([first, PHYSIO, third], Reading(), places=(1, 2, 3))
    names = ["Meeting link 1 in the message", PHYSIO.subject, "Meeting link 3 in the message"]
    assert [text for text in texts(reply) if text in names] == names
    assert [name in row["title"] for name, row in zip(names, rows(reply), strict=True)] == [True] * 3
    pressed = [opened(row["data"]["press"]).meeting for row in rows(reply)]
    assert [meeting and meeting.subject for meeting in pressed] == ["", PHYSIO.subject, ""]
    assert "Besprechungslink 3 in der Nachricht" in texts(reply, "de-DE")


@pytest.mark.parametrize("surface", [Surface.CHAT, Surface.EXTENSION, Surface.DIALOG])
def test_what_a_list_has_no_room_for_is_counted(surface: Surface) -> None:
    found = nodes(render(MeetingChoice(week(250)), reader(surface=surface)).card)
    [others] = [node["choices"] for node in found if node["type"] == "Input.ChoiceSet"]
    listed = len(others) + len([node for node in found if "selectAction" in node])
    assert f"{250 - listed} more meetings are not listed" in str(found)
    assert "not listed" not in str(render(MeetingChoice(week(30)), reader(surface=surface)).card)


def test_a_button_leaves_out_what_its_join_url_tells_and_keeps_what_it_does_not() -> None:
    assert known(PHYSIO).graph_id == ""
    assert known(replace(PHYSIO, graph_id="another")).graph_id == "another"
    assert known(replace(PHYSIO, join_url="")).graph_id == PHYSIO.graph_id


@pytest.mark.parametrize("reading", [None, Reading("physio")])
def test_that_not_every_meeting_was_read_is_said(reading: Reading | None) -> None:
    assert not any("Not every meeting" in text for text in texts(MeetingChoice(week(3), reading)))
    assert any("Not every meeting" in text for text in texts(MeetingChoice(week(3), reading, complete=False)))
    assert any(
        "Nicht jede Besprechung" in text for text in texts(MeetingChoice(week(3), reading, complete=False), "de-DE")
    )
