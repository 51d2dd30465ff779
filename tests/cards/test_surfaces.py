"""Where others read along and where people write: what each card offers there, and what it keeps to itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.languages import LANGUAGES
from bot.model import (
    Action,
    ActionKind,
    BareLink,
    Confirmation,
    Invitation,
    LinkAction,
    LinkReady,
    MeetingChoice,
    Notice,
    OpenPrivately,
    Reply,
    SignInLink,
    SignInReason,
    Surface,
    Trouble,
)
from cards import render
from tests.support.cards.people import PHYSIO, READING, RETRY, copy_page, link, opened, reader, week
from tests.support.cards.schema import nodes

READY = LinkReady(PHYSIO, link(400), READING)
DIALOGS = (Surface.EXTENSION, Surface.MAIL, Surface.DIALOG, Surface.COMMAND_BOX)
GET_LINK = Action(ActionKind.SAY, text="get link")


def drawn(reply: Reply, surface: Surface, locale: str = "en-GB") -> list[Any]:
    return nodes(render(reply, reader(locale, surface)).card)


def presses(found: list[Any]) -> dict[str, Action]:
    return {node["title"]: opened(node["data"]["press"]) for node in found if "data" in node}


def fields(found: list[Any]) -> dict[str, list[str]]:
    return {
        node["id"]: [choice["value"] for choice in node["choices"]]
        for node in found
        if node["type"] == "Input.ChoiceSet"
    }


def test_a_view_offers_to_post_or_to_take_away_and_nothing_that_would_post_by_itself() -> None:
    found = drawn(READY, Surface.USER_VIEW)
    pressed = presses(found)
    assert {title: press.verb for title, press in pressed.items()} == {
        "Invitation": ActionKind.INVITATION,
        "Post here": ActionKind.POST_HERE,
        "Send to me": ActionKind.SEND_TO_ME,
        "Other meetings": ActionKind.MEETINGS,
    }
    deeds = [press for press in pressed.values() if press.verb in {ActionKind.POST_HERE, ActionKind.SEND_TO_ME}]
    assert {press.link for press in deeds} == {link(400)}
    assert all(press.meeting and press.meeting.join_url == PHYSIO.join_url for press in deeds)
    assert fields(found) == {}


@pytest.mark.parametrize("surface", [Surface.EXTENSION, Surface.MAIL])
def test_a_dialog_inserts_in_the_language_and_form_that_are_picked(surface: Surface) -> None:
    found = drawn(READY, surface, "de-AT")
    (title, press), (_others, back) = presses(found).items()
    assert back.verb is ActionKind.MEETINGS
    assert (title, press.verb, press.link, press.language) == ("Einfügen", ActionKind.INSERT, link(400), "de")
    assert press.meeting
    assert press.meeting.subject == PHYSIO.subject
    forms = ["card", "invitation"] if surface is Surface.MAIL else ["card", "card_without_code", "invitation"]
    assert fields(found) == {"language": list(LANGUAGES), "include": forms}
    picked = {node["id"]: node["value"] for node in found if node["type"] == "Input.ChoiceSet"}
    assert picked == {"language": "de", "include": "card"}


@pytest.mark.parametrize(
    ("surface", "verbs"),
    [
        (Surface.DIALOG, [ActionKind.INVITATION, ActionKind.POST_HERE, ActionKind.SEND_TO_ME]),
        (Surface.COMMAND_BOX, [ActionKind.INVITATION, ActionKind.MEETINGS]),
        (Surface.CHAT, None),
    ],
)
def test_only_a_dialog_that_can_insert_offers_it(surface: Surface, verbs: list[ActionKind] | None) -> None:
    found = drawn(READY, surface)
    assert ActionKind.INSERT not in {press.verb for press in presses(found).values()}
    assert "include" not in fields(found)
    assert verbs is None or [press.verb for press in presses(found).values()] == verbs


@pytest.mark.parametrize("surface", DIALOGS)
@pytest.mark.parametrize("length", [110, 900, 1500])  # the last is too long for a code
def test_a_dialog_turns_to_each_of_its_pages_and_back(surface: Surface, length: int) -> None:
    found = drawn(LinkReady(PHYSIO, link(length)), surface)
    pages = [node["id"] for node in found if node["type"] == "Container" and "isVisible" in node]
    assert pages == ["first", *(["code"] if length < 1500 else []), "link"]
    turns = {node["title"]: node["targetElements"] for node in found if node["type"] == "Action.ToggleVisibility"}
    led_to = {title: [each["elementId"] for each in targets if each["isVisible"]] for title, targets in turns.items()}
    expected = {"QR code": ["code"], "Show link": ["link"], "Back": ["first"]}
    assert led_to == {title: page for title, page in expected.items() if page[0] in pages}
    assert all([each["elementId"] for each in targets] == pages for targets in turns.values())


@pytest.mark.parametrize("surface", Surface)
def test_one_button_stands_out_and_the_link_can_be_copied_from_a_page(surface: Surface) -> None:
    found = drawn(READY, surface)
    primary = "Insert" if surface.abilities.can_insert else "Copy"
    assert [node["title"] for node in found if node.get("style") == "positive"] == [primary]
    assert [node["url"] for node in found if node.get("title") == "Copy"] == [copy_page(READY)]


@pytest.mark.parametrize("surface", DIALOGS)
@pytest.mark.parametrize("length", [110, 900, 1500])
def test_the_link_can_be_read_in_every_dialog(surface: Surface, length: int) -> None:
    found = drawn(LinkReady(PHYSIO, link(length)), surface)
    assert [node for node in found if str(node.get("text", "")).startswith("https://visit.teams")]


@pytest.mark.parametrize("surface", Surface)
def test_a_series_is_warned_of_before_its_link_is_used(surface: Surface) -> None:
    said = [node.get("text", "") for node in drawn(LinkReady(replace(PHYSIO, series=True), link(900)), surface)]
    assert any("the link is the same for every date" in text for text in said)


@pytest.mark.parametrize("surface", Surface)
def test_every_row_and_the_drop_down_get_the_link_of_their_meeting(surface: Surface) -> None:
    found = drawn(MeetingChoice(week(20)), surface)
    rows = [opened(node["selectAction"]["data"]["press"]) for node in found if "selectAction" in node]
    others = [opened(value) for value in fields(found)["choice"]]
    assert [press.meeting and press.meeting.subject for press in [*rows, *others]] == [m.subject for m in week(20)]


def test_the_neutral_card_says_nothing_of_anybody() -> None:
    found = drawn(OpenPrivately(GET_LINK), Surface.CHAT)
    assert [node["text"] for node in found if "text" in node] == [
        "Customer links are shown only to the person who asks."
    ]
    assert presses(found) == {"Get link": GET_LINK}


@pytest.mark.parametrize("why", SignInReason)
@pytest.mark.parametrize("surface", [Surface.USER_VIEW, *DIALOGS])
def test_ones_own_sign_in_link_says_why_and_goes_on_with_what_was_asked(surface: Surface, why: SignInReason) -> None:
    found = drawn(SignInLink("https://bot.example/auth?c=1", why, RETRY), surface)
    [opening] = [node for node in found if node["type"] == "Action.OpenUrl"]
    assert (opening["title"], opening["url"]) == ("Sign in", "https://bot.example/auth?c=1")
    assert presses(found) == {"Continue": RETRY}


def test_a_sign_in_whose_answer_comes_by_itself_has_nothing_to_press_after_it() -> None:
    found = drawn(SignInLink("https://bot.example/auth?c=1", SignInReason.FIRST_USE), Surface.USER_VIEW)
    assert not presses(found)
    assert "comes here by itself" in str(found)


@pytest.mark.parametrize("deed", LinkAction)
def test_what_was_done_is_confirmed_with_a_way_back_if_there_is_one(deed: LinkAction) -> None:
    assert presses(drawn(Confirmation(deed, RETRY), Surface.USER_VIEW)) == {"Back to the link": RETRY}
    assert presses(drawn(Confirmation(deed), Surface.USER_VIEW)) == {}


def test_where_the_bot_cannot_write_it_says_how_to_add_it_and_tries_again() -> None:
    again = Action(ActionKind.SEND_TO_ME, meeting=PHYSIO, link=link(110))
    found = drawn(
        Notice(Trouble.NOT_INSTALLED, retry=again, url="https://teams.microsoft.com/l/app/1"), Surface.USER_VIEW
    )
    assert "press Add" in " ".join(node.get("text", "") for node in found)
    assert presses(found) == {"Try again": again}
    assert [node["title"] for node in found if node["type"] == "Action.OpenUrl"] == ["Add the app"]


@pytest.mark.parametrize("surface", [Surface.USER_VIEW, *DIALOGS])
def test_what_is_plain_text_in_a_chat_is_a_card_where_only_cards_are_taken(surface: Surface) -> None:
    for reply in (BareLink(link(400)), Invitation(PHYSIO, link(400), "de")):
        rendered = render(reply, reader("en", surface))
        assert rendered.text == ""
        assert link(400).replace("~", "\\~") in [node.get("text") for node in nodes(rendered.card)]
