"""What is kept of a value is what is not as usual, and what another release wrote is read as far as it is known."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Meeting, Notice, Organizer, Trouble
from bot.net.json_codec import JsonCodec

MEETING = JsonCodec(Meeting)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ORGANIZERS = st.builds(Organizer, TEXTS, TEXTS, TEXTS)


@given(st.builds(Meeting, subject=TEXTS, all_day=st.booleans(), organizer=ORGANIZERS, join_url=TEXTS))
def test_what_is_written_is_read_again(meeting: Meeting) -> None:
    assert MEETING.decode(MEETING.encode(meeting)) == meeting


def test_what_is_as_usual_is_not_written() -> None:
    assert MEETING.encode(Meeting()) == b"{}"
    assert json.loads(MEETING.encode(Meeting("Physio", organizer=Organizer("Anna")))) == {
        "subject": "Physio",
        "organizer": {"name": "Anna"},
    }


def test_what_a_later_release_knows_beside_it_is_passed_over() -> None:
    assert MEETING.decode(b'{"subject": "Physio", "colour": {"of": ["it"]}}') == Meeting("Physio")


def test_what_is_none_of_its_kind_is_nothing() -> None:
    assert JsonCodec(Notice).decode(b'{"trouble": "none that is known"}') is None
    assert MEETING.decode(b"") is MEETING.decode(b"[]") is MEETING.decode(b"\xff") is None


def test_what_is_prepared_is_what_is_used_then() -> None:
    codec = JsonCodec(Notice)
    codec.prepare()
    assert codec.decode(codec.encode(Notice(Trouble.BUSY))) == Notice(Trouble.BUSY)
