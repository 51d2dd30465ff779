"""A message that somebody changes is answered anew while it is fresh, once for each wording."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.records.records import key_of
from bot.teams.inbound.edits import Edit, Edits, as_edited
from tests.support.fakes import NOW, PLACE, command

ID = str(int(NOW.timestamp() * 1000))
ASKED = command("get lnik", address=replace(PLACE, activity_id=ID))


def changed(text: str, seconds: float) -> Edit:
    """What the change of a message is that was heard."""
    edits = Edits()
    edits.heard(ASKED)
    return edits.of(replace(ASKED, text=text, now=NOW + timedelta(seconds=seconds)))


@pytest.mark.parametrize(
    ("text", "seconds", "meaning"),
    [
        ("get link", 1, Edit.ANEW),
        ("get link", 60, Edit.ANEW),
        ("get link", 61, Edit.LATE),
        ("get link", 86_400, Edit.LATE),
        ("get link", -5, Edit.ANEW),  # two clocks
        ("get lnik", 1, Edit.NOTHING),  # the preview of a link, a formatting
        ("get lnik", 3600, Edit.NOTHING),
        ("", 1, Edit.NOTHING),
    ],
)
def test_a_fresh_question_is_asked_anew(text: str, seconds: float, meaning: Edit) -> None:
    assert changed(text, seconds) is meaning


@pytest.mark.parametrize(
    ("id", "seconds", "meaning"),
    [
        (ID, 10, Edit.ANEW),
        (ID, 120, Edit.LATE),
        ("f:1b2c", 1, Edit.LATE),
        ("", 1, Edit.LATE),
        ("9" * 13, 1, Edit.ANEW),
        ("٣" * 13, 1, Edit.LATE),
    ],
)
def test_after_a_start_the_id_of_the_message_tells_how_old_it_is(id: str, seconds: float, meaning: Edit) -> None:
    asked = replace(
        ASKED, text="get link", address=replace(PLACE, activity_id=id), now=NOW + timedelta(seconds=seconds)
    )
    assert Edits().of(asked) is meaning


def test_the_same_change_told_twice_is_one_and_a_further_one_is_another() -> None:
    edits = Edits()
    edits.heard(ASKED)
    told = [edits.of(replace(ASKED, text=text)) for text in ("get link", "get link", "get link physio", "get lnik")]
    assert told == [Edit.ANEW, Edit.NOTHING, Edit.ANEW, Edit.ANEW]


def test_a_message_that_is_delivered_again_is_as_old_as_before() -> None:
    edits = Edits()
    edits.heard(ASKED)
    edits.heard(replace(ASKED, now=NOW + timedelta(seconds=50)))
    assert edits.of(replace(ASKED, text="get link", now=NOW + timedelta(seconds=70))) is Edit.LATE


def test_each_wording_has_a_record_of_its_own() -> None:
    wordings = [ASKED, *(as_edited(replace(ASKED, text=text)) for text in ("get link", "get link physio"))]
    assert len({key_of(each) for each in wordings}) == 3
    assert key_of(as_edited(wordings[1])) == key_of(wordings[1])


def test_the_preview_of_a_link_is_no_question_even_where_another_process_has_heard_it() -> None:
    asked = replace(ASKED, text="get link https://teams.microsoft.com/meet/123")
    with_preview = replace(asked, html="<a href='https://teams.microsoft.com/meet/123'>Teams meeting</a>")
    assert key_of(as_edited(with_preview)) == key_of(asked)
