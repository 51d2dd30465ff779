"""Graph's ids and the Teams client's own are recognised and computed."""

from __future__ import annotations

import base64
from collections.abc import Callable
from urllib.parse import quote

import pytest

from bot.joinlinks import MeetingKey, find_links, graph_id, meeting_of, read_graph_id
from tests.support.joinlinks.links import LONG, ORGANIZER, SHORT, THREAD, VISIT


def test_a_graph_id_is_what_graph_gives() -> None:
    assert base64.b64decode(graph_id(THREAD, ORGANIZER)).decode() == f"1*{ORGANIZER}*0**{THREAD}"
    assert graph_id(THREAD, ORGANIZER).startswith("MSo")


@pytest.mark.parametrize("organizer", [ORGANIZER, f"d{ORGANIZER[1:]}"])
@pytest.mark.parametrize("thread", [THREAD, THREAD + "x", THREAD + "xy"])
@pytest.mark.parametrize(
    "write",
    [
        str,
        lambda id_: f"get link {id_}, please",
        lambda id_: id_.rstrip("="),
        lambda id_: id_.replace("+", "-").replace("/", "_"),
        lambda id_: quote(id_, safe=""),
        lambda id_: f"https://graph.microsoft.com/v1.0/me/onlineMeetings/{id_}",
    ],
)
def test_a_graph_id_is_recognised(write: Callable[[str], str], thread: str, organizer: str) -> None:
    id_ = graph_id(thread, organizer, "1660758607740")
    assert read_graph_id(write(id_)) == MeetingKey(thread, organizer, "1660758607740")


def test_the_teams_clients_own_id_is_recognised_without_an_organizer() -> None:
    own = base64.b64encode(f"0#{THREAD}#0".encode()).decode()
    assert read_graph_id(f"get link {own}") == MeetingKey(THREAD)


@pytest.mark.parametrize(
    "text", ["", "MSo", "MSoxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "MSpkYzE3Njc0Yy04MWQ5LTRhZGItYmZi", LONG]
)
def test_what_is_no_id_is_not_read_as_one(text: str) -> None:
    assert read_graph_id(text) is None


def test_a_link_becomes_a_meeting_with_a_computed_id() -> None:
    meeting = meeting_of(find_links(VISIT)[0])
    assert (meeting.graph_id, meeting.join_url) == (graph_id(THREAD, ORGANIZER), LONG)
    assert meeting.organizer.id == ORGANIZER


def test_a_short_link_becomes_a_meeting_without_id() -> None:
    assert (meeting_of(find_links(SHORT)[0]).join_url, meeting_of(find_links(SHORT)[0]).graph_id) == (SHORT, "")


def test_a_key_becomes_a_meeting_without_join_url() -> None:
    assert meeting_of(MeetingKey(THREAD, ORGANIZER)).graph_id == graph_id(THREAD, ORGANIZER)
    assert meeting_of(MeetingKey(THREAD)).graph_id == ""
