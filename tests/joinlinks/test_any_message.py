"""Messages of other worlds, labels in every language, and messages that nobody would write."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.joinlinks import JoinLink, Kind, links_in_message
from bot.joinlinks.labels import LABELS, labelled_numbers
from tests.support.joinlinks.messages import ID_ONLY, NUMBER, NUMBER_LINK, PHYSIO, SHORT, ZOOM, grouped

ELSEWHERE = {
    "a Zoom invitation": (
        f"Join Zoom Meeting\n{ZOOM}\n\nMeeting ID: 845 123 456 789\nPasscode: 123456\n+13017158592,,845#",
        Kind.FOREIGN,
    ),
    "Google Meet": ("Video call link: https://meet.google.com/abc-defg-hij\nOr dial: +44 20 3956 1234", Kind.FOREIGN),
    "a private meeting": (
        "Join: https://teams.live.com/meet/9312345678901?p=x\nMeeting ID: 931 234 567 890 1",
        Kind.PERSONAL,
    ),
    "another cloud": ("https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0", Kind.OTHER_CLOUD),
}


@pytest.mark.parametrize(("text", "kind"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_a_meeting_of_another_world_says_so(text: str, kind: Kind) -> None:
    assert [link.kind for link in links_in_message("", text)] == [kind]
    assert [link.kind for link in links_in_message(f"<div>{'<br>'.join(text.splitlines())}</div>")] == [kind]


def test_a_meeting_id_becomes_a_short_link_that_can_be_looked_up() -> None:
    assert links_in_message("", ID_ONLY) == (JoinLink(Kind.SHORT, NUMBER_LINK, number=NUMBER),)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("written", ["{}: {}", "{}\u00a0: {}", "**{}:** {}", "{}\n{}", "{}：{}"])
def test_a_meeting_id_is_known_by_its_label_in_every_language(label: str, written: str) -> None:
    assert labelled_numbers(f"x\n{written.format(label, grouped(NUMBER))}\n12:30") == (NUMBER,)


@pytest.mark.parametrize(
    "number", ["365 057 682#", "12 345 678", "845 1234 5678", "398 123 456 789 123 456 7", "028 123 456"]
)
def test_other_numbers_behind_the_label_are_no_meeting_id(number: str) -> None:
    assert labelled_numbers(f"Meeting ID: {number}") == ()


def test_a_card_that_is_deeper_or_longer_than_any_is_not_read_to_its_end() -> None:
    deep: Any = PHYSIO
    for _ in range(60):
        deep = {"items": [deep]}
    assert links_in_message("", "", [{"content": deep}]) == ()
    assert links_in_message("", "", [{"content": [0] * 6_000 + [PHYSIO]}]) == ()
    assert links_in_message("", "", [{"content": ["x" * 140_000, PHYSIO]}]) == ()
    assert links_in_message("", "", [{"content": "[" * 100_000}]) == ()


SCRAPS = (PHYSIO, SHORT, "<!--", "-->", "<style>", "<base href='//[x'>", "<a href='/l'>", "<blockquote>", "\n> ")
scraps = st.lists(
    st.one_of(st.text(max_size=12), st.sampled_from([*SCRAPS, "From: a\nSent:", '{"a":"', "[{"])), max_size=10
)


@given(scraps.map("".join))
def test_no_message_makes_it_stumble(text: str) -> None:
    links_in_message(text, text, [{"content": text}])


@pytest.mark.parametrize(
    "scrap",
    [
        *SCRAPS,
        "<",
        "<!-",
        "<a ",
        "href='",
        "<base ",
        " href",
        " href=a",
        " href='a",
        " ",
        "\n",
        "-",
        "On ",
        "From:",
        "x:\n",
        "Meeting ID",
        "=3D=\n",
        "https://a\n",
        "https://teams.microsoft.com/\nb\n",
        "BEGIN:VCALENDAR\n ",
        "&gt;",
        "123 ",
    ],
)
def test_hostile_repetition_costs_no_more_than_its_length(scrap: str) -> None:
    for beginning in ("", "<p>", "<p><base", "<p><a"):
        text = beginning + scrap * (200_000 // len(scrap))
        started = time.perf_counter()
        links_in_message(text, text, [{"content": text}])
        assert time.perf_counter() - started < 5  # quadratic would be minutes


@pytest.mark.parametrize(
    "preview",
    [
        "Join: https://teams.microsoft.com/meet/24812345…",
        "Join: https://teams.microsoft.com/meet/24812345",
        "Join: https://teams.microsoft.com/meet/24812345678912?p=Ab...",
        "Meeting ID: 248 123 456…",
        "Meeting ID: 248 123 456 789 1...",
    ],
)
def test_a_quoted_messages_preview_that_ends_inside_a_link_or_number_names_no_meeting(preview: str) -> None:
    quoted = {"contentType": "messageReference", "content": json.dumps({"messagePreview": preview})}
    assert links_in_message("<p>See above</p>", "", [quoted]) == ()
