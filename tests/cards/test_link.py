"""The link card: what is known of the meeting, what is warned of, and what its buttons carry."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.model import Action, ActionKind, BareLink, Invitation, LinkReady, Meeting, PostedLink, PostPreview, Surface
from cards import render, without_card
from cards.context import nowhere
from tests.support.cards.people import NADIA, PHYSIO, READING, copy_page, link, opened, reader
from tests.support.cards.schema import nodes

GONE = "it was probably cancelled or changed"
SAME_LINK = "the link is the same for every date"


def drawn(reply: LinkReady, locale: str = "en-GB") -> list[dict[str, Any]]:
    return nodes(render(reply, reader(locale)).card)


def texts(reply: LinkReady, locale: str = "en-GB") -> str:
    return "\n".join(node["text"] for node in drawn(reply, locale) if "text" in node)


def presses(reply: LinkReady) -> dict[str, Action]:
    return {node["title"]: opened(node["data"]["press"]) for node in drawn(reply) if node["type"] == "Action.Submit"}


def addresses(reply: LinkReady) -> dict[str, str]:
    return {node["title"]: node["url"] for node in drawn(reply) if node["type"] == "Action.OpenUrl"}


def test_it_says_what_is_known_of_the_meeting() -> None:
    said = texts(LinkReady(PHYSIO, link(110), READING))
    assert "Physiotherapy review, knee" in said
    assert "Today 15:00 – 15:30, in 12 minutes" in said
    assert "Organized by Dr Nadia Osei" in said
    assert "You asked for: physio, Tue 24 Nov" in said


def test_what_is_not_known_is_not_invented() -> None:
    said = texts(LinkReady(Meeting(), link(110)))
    assert "Teams meeting" in said
    assert "Organized" not in said
    assert "You asked for" not in said
    assert "Your own Teams link" not in said


def test_the_organizer_is_named_only_when_it_is_somebody_else() -> None:
    assert "Organized" not in texts(LinkReady(replace(PHYSIO, own=True, organizer=NADIA), link(110)))


def test_a_series_is_warned_of_and_a_single_meeting_is_not() -> None:
    assert SAME_LINK in texts(LinkReady(replace(PHYSIO, series=True), link(110)))
    assert SAME_LINK not in texts(LinkReady(PHYSIO, link(110)))


def test_a_meeting_that_the_calendar_no_longer_has_is_warned_of_wherever_its_link_is_passed_on() -> None:
    gone, there = (replace(PHYSIO, gone=gone) for gone in (True, False))
    for said in (
        lambda meeting: LinkReady(meeting, link(110)),
        lambda meeting: PostPreview(meeting, link(110)),
        lambda meeting: Invitation(meeting, link(110), "de"),
    ):
        for context in (reader(), reader(surface=Surface.DIALOG), reader(surface=Surface.USER_VIEW)):
            assert GONE in json.dumps(render(said(gone), context).card)
            assert GONE not in json.dumps(render(said(there), context).card)
    written = without_card(LinkReady(gone, link(110)), render(LinkReady(gone, link(110)), reader()), reader(), "")
    assert GONE in written.text
    posted = PostedLink(gone, link(110))
    assert GONE not in json.dumps(render(posted, reader()).card)


def test_copy_leads_to_the_page_that_copies_and_the_bare_link_can_be_had_as_a_message() -> None:
    reply = LinkReady(PHYSIO, link(900))
    assert addresses(reply)["Copy"] == copy_page(reply)
    assert presses(reply)["As a message"] == Action(ActionKind.COPY, link=link(900))


def test_where_no_page_is_offered_copy_sends_the_bare_link() -> None:
    reply = LinkReady(PHYSIO, link(900))
    found = nodes(render(reply, replace(reader(), copy_page=nowhere)).card)
    pressed = {node["title"]: opened(node["data"]["press"]) for node in found if "data" in node}
    assert pressed["Copy"] == Action(ActionKind.COPY, link=link(900))
    assert "As a message" not in pressed


def test_the_invitation_carries_what_it_needs_to_fetch_a_link_for_a_language() -> None:
    invitation = presses(LinkReady(PHYSIO, link(900)))["Invitation"]
    assert (invitation.verb, invitation.link) == (ActionKind.INVITATION, "")
    assert invitation.meeting is not None
    assert invitation.meeting.join_url == PHYSIO.join_url


def test_the_customers_link_and_the_persons_own_are_opened_by_different_buttons() -> None:
    opening = addresses(LinkReady(PHYSIO, link(110)))
    assert opening["Open"] == link(110)
    assert opening["Your own Teams link"] == PHYSIO.join_url


def test_an_own_link_that_is_not_https_is_no_button() -> None:
    reply = LinkReady(replace(PHYSIO, join_url="javascript:alert(1)"), link(110))
    assert "javascript" not in json.dumps(render(reply, reader()).card)


def test_a_bare_link_is_the_link_and_nothing_else() -> None:
    rendered = render(BareLink(link(400)), reader("de"))
    assert (rendered.text, rendered.card) == (link(400), None)


def test_an_invitation_is_in_the_customers_language_and_keeps_the_meetings_title_and_people_to_itself() -> None:
    rendered = render(Invitation(PHYSIO, link(110), "de"), reader("en-US"))
    assert link(110) in rendered.text.splitlines()
    assert "Dienstag, 24. November 2026, 15:00 – 15:30 Uhr (Mitteleuropäische Zeit)" in rendered.text
    assert "Chrome, Edge oder Safari (nicht Firefox)" in rendered.text
    assert PHYSIO.subject not in rendered.text
    assert NADIA.name not in rendered.text


def test_an_invitation_to_a_meeting_of_unknown_time_names_no_time() -> None:
    text = render(Invitation(Meeting(), link(110), "en"), reader("de")).text
    assert "When" not in text
    assert text.splitlines()[0] == "Your appointment takes place online, as a video call."
