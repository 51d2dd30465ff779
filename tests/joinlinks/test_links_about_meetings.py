"""Links that people copy in Teams instead of the link to join name their meeting, or are called what they are."""

from __future__ import annotations

import pytest

from bot.joinlinks import Kind, find_links, links_in_message, meeting_of, ways_in
from tests.support.joinlinks.about import (
    BROKEN,
    CHANNEL,
    CHATS,
    EVENT_ID,
    EVENTS,
    HIDDEN,
    JOIN,
    ORGANIZER,
    PLACES,
    PUBLIC,
    TENANT,
    THREAD,
    THREAD_ONLY,
    WHOLE,
)

SHORT = "https://teams.microsoft.com/meet/24812345678912?p=AbC123xyz"


@pytest.mark.parametrize("link", WHOLE.values(), ids=WHOLE.keys())
def test_thread_and_organizer_are_all_that_a_join_link_says(link: str) -> None:
    (found,) = find_links(f"get link {link}")
    assert (found.kind, found.is_meeting, found.thread_id) == (Kind.ABOUT, False, THREAD)
    assert (found.organizer_id, found.tenant_id) == (ORGANIZER, TENANT)
    assert found.url.replace("teams.cloud.microsoft", "teams.microsoft.com") == JOIN
    assert meeting_of(found).graph_id == meeting_of(find_links(JOIN)[0]).graph_id


@pytest.mark.parametrize("link", THREAD_ONLY.values(), ids=THREAD_ONLY.keys())
def test_a_chats_link_names_the_meetings_thread_and_no_organizer(link: str) -> None:
    (found,) = find_links(link)
    assert (found.kind, found.thread_id, found.organizer_id) == (Kind.ABOUT, THREAD, "")
    assert ways_in((found,)) == (found,)


def test_a_channels_message_may_be_a_meetings() -> None:
    link = f"https://teams.microsoft.com/l/message/{CHANNEL}/1660758609999?parentMessageId=1660758607740&groupId=1"
    (found,) = find_links(link)
    assert (found.kind, found.thread_id, found.message_id) == (Kind.ABOUT, CHANNEL, "1660758607740")


@pytest.mark.parametrize("link", EVENTS.values(), ids=EVENTS.keys())
def test_an_events_link_has_its_id_as_graph_writes_it(link: str) -> None:
    (found,) = find_links(f"<{link}>")
    assert (found.kind, found.event_id) == (Kind.EVENT, EVENT_ID)


@pytest.mark.parametrize("link", PUBLIC.values(), ids=PUBLIC.keys())
def test_webinars_town_halls_and_live_events_are_called_so(link: str) -> None:
    (found,) = find_links(link)
    assert found.kind is Kind.PUBLIC_EVENT


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        *((link, Kind.BROKEN) for link in BROKEN),
        *((link, Kind.CHAT) for link in CHATS),
        *((link, Kind.PLACE) for link in PLACES),
        *((link, Kind.HIDDEN) for link in HIDDEN),
    ],
)
def test_other_links_of_teams_are_called_what_they_are(link: str, kind: Kind) -> None:
    (found,) = find_links(f"get link {link}")
    assert found.kind is kind
    assert not found.names_meeting


@pytest.mark.parametrize("way_in", [JOIN, SHORT])
@pytest.mark.parametrize("link", [*WHOLE.values(), THREAD_ONLY["chat"], EVENTS["details"]])
def test_beside_the_way_in_they_are_no_second_meeting(link: str, way_in: str) -> None:
    assert [each.url for each in ways_in(find_links(f"{link} {way_in}"))] == [way_in]
    assert [each.url for each in links_in_message(f"<p>{way_in}</p><p>{link}</p>")] == [way_in]


def test_a_message_with_nothing_but_a_recap_is_about_its_meeting() -> None:
    (found,) = links_in_message(f'<p>Here is the <a href="{WHOLE["recap"]}">recap</a></p>')
    assert (found.thread_id, found.organizer_id) == (THREAD, ORGANIZER)


def test_two_meetings_in_one_address_are_none() -> None:
    (found,) = find_links(f"{THREAD_ONLY['chat']}&and={THREAD.replace('ZGVh', 'aaaa')}")
    assert not found.names_meeting
