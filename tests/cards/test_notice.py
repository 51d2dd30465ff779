"""Notices: who can help, and the button that asks them; sign-in cards say why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.model import Action, ActionKind, Notice, Organizer, SignInNeeded, SignInReason, Trouble
from cards import render, sign_in
from tests.support.cards.people import NADIA, PHYSIO, READING, RETRY, opened, reader
from tests.support.cards.schema import nodes

HELPED_BY_ORGANIZER = (Trouble.NOT_YOURS, Trouble.NO_ACCESS)


def drawn(notice: Notice, locale: str = "en-GB") -> list[dict[str, Any]]:
    return nodes(render(notice, reader(locale)).card)


def buttons(notice: Notice, locale: str = "en-GB") -> dict[str, dict[str, Any]]:
    return {node["title"]: node for node in drawn(notice, locale) if node["type"].startswith("Action.")}


def said(notice: Notice) -> str:
    return "\n".join(node["text"] for node in drawn(notice) if "text" in node)


@pytest.mark.parametrize("trouble", HELPED_BY_ORGANIZER)
def test_asking_the_organizer_opens_a_chat_with_the_request_written_out(trouble: Trouble) -> None:
    url = urlsplit(buttons(Notice(trouble, PHYSIO))["Ask Dr Nadia Osei"]["url"])
    query = parse_qs(url.query)
    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://teams.microsoft.com/l/chat/0/0"
    assert query["users"] == [NADIA.email]
    assert "“Physiotherapy review, knee”, Tue 24 Nov, 15:00" in query["message"][0]


def test_the_request_is_in_the_readers_language() -> None:
    url = buttons(Notice(Trouble.NOT_YOURS, PHYSIO), "de-DE")["Dr Nadia Osei fragen"]["url"]
    assert parse_qs(urlsplit(url).query)["message"][0].startswith("Guten Tag, könnten Sie")


@pytest.mark.parametrize("email", ["a b@x.example", "a,b@x.example", "a@x.example&message=Send+money", "é@x.example"])
def test_a_strange_address_cannot_change_the_request(email: str) -> None:
    theirs = replace(PHYSIO, organizer=Organizer("Eve", email))
    query = parse_qs(urlsplit(buttons(Notice(Trouble.NOT_YOURS, theirs))["Ask Eve"]["url"]).query)
    assert query["users"] == [email]
    assert len(query["message"]) == 1


def test_an_organizer_without_an_address_is_named_but_cannot_be_asked() -> None:
    theirs = replace(PHYSIO, organizer=Organizer("Dr Nadia Osei"))
    assert "Dr Nadia Osei can get it" in said(Notice(Trouble.NOT_YOURS, theirs))
    assert set(buttons(Notice(Trouble.NOT_YOURS, theirs))) == {"Show my meetings"}


def test_nobody_is_sent_to_ask_themselves() -> None:
    assert set(buttons(Notice(Trouble.NO_ACCESS, replace(PHYSIO, own=True)))) == {"Show my meetings"}


@pytest.mark.parametrize(
    ("trouble", "who"),
    [
        (Trouble.BUSY, "Microsoft is busy"),
        (Trouble.TEAMS_BUSY, "Teams is busy"),
        (Trouble.BOT_BUSY, "I have too much to do right now"),
        (Trouble.TOO_MANY_WAITING, "One after the other, please"),
    ],
)
def test_who_is_busy_is_named_and_trying_again_is_the_press_that_failed(trouble: Trouble, who: str) -> None:
    notice = Notice(trouble, retry=RETRY)
    assert opened(buttons(notice)["Try again"]["data"]["press"]) == RETRY
    assert who in said(notice)


def test_nothing_found_says_what_was_looked_for_and_offers_the_list() -> None:
    notice = Notice(Trouble.NONE_FOUND, reading=READING)
    assert "You asked for: physio, Tue 24 Nov" in said(notice)
    assert opened(buttons(notice)["Show my meetings"]["data"]["press"]) == Action(ActionKind.MEETINGS)


@pytest.mark.parametrize("trouble", Trouble)
def test_the_reference_is_there_for_whoever_looks_into_it(trouble: Trouble) -> None:
    assert "Reference: 7f3a-92c1" in said(Notice(trouble, reference="7f3a-92c1"))


@pytest.mark.parametrize("trouble", [Trouble.ADMIN_CONSENT, Trouble.SIGN_IN_DECLINED])
def test_the_consent_link_can_be_forwarded_as_text_and_opened(trouble: Trouble) -> None:
    url = "https://login.example/adminconsent?scope=x&y=1"
    notice = Notice(trouble, url=url)
    assert url in said(notice)
    assert buttons(notice)["Approve (admins)"]["url"] == url


@pytest.mark.parametrize("trouble", [Trouble.SIGN_IN_FAILED, Trouble.SIGN_IN_CLOSED])
def test_a_sign_in_that_did_not_work_can_be_done_by_hand(trouble: Trouble) -> None:
    assert buttons(Notice(trouble, url="https://bot.example/auth"))["Sign in"]["url"] == "https://bot.example/auth"


@pytest.mark.parametrize("why", SignInReason)
def test_the_sign_in_card_says_why_and_carries_what_teams_needs(why: SignInReason) -> None:
    content = sign_in(
        SignInNeeded(("Calendars.Read",), why),
        reader(),
        url="https://bot.example/a",
        exchange_id="42",
        resource="api://x",
    )
    assert content["text"]
    assert content["connectionName"] == ""
    assert content["buttons"] == [{"type": "signin", "title": "Sign in", "value": "https://bot.example/a"}]
    assert content["tokenExchangeResource"] == {"id": "42", "uri": "api://x"}


def test_each_reason_to_sign_in_has_words_of_its_own() -> None:
    texts = {
        sign_in(SignInNeeded((), why), reader("de"), url="u", exchange_id="i", resource="r")["text"]
        for why in SignInReason
    }
    assert len(texts) == len(SignInReason)


def test_that_not_every_meeting_was_read_is_said_with_nothing_found() -> None:
    assert "Not every meeting" not in said(Notice(Trouble.NONE_FOUND, reading=READING))
    assert "Not every meeting" in said(Notice(Trouble.NONE_FOUND, reading=READING, complete=False))


@pytest.mark.parametrize(
    "url", ["", "https://", "http://evil.example/x", "javascript:alert(1)", "//x.example", "x", " "]
)
@pytest.mark.parametrize("trouble", Trouble)
def test_no_button_leads_to_what_is_no_address(trouble: Trouble, url: str) -> None:
    found = buttons(Notice(trouble, url=url))
    assert not [title for title, button in found.items() if button["type"] == "Action.OpenUrl"]
    assert not {"Copy the link for your admin", "Show link"} & set(found)


def test_a_button_is_called_what_it_does() -> None:
    titles = {trouble: set(buttons(Notice(trouble, retry=RETRY))) for trouble in Trouble}
    others = {trouble for trouble, found in titles.items() if "Try again" not in found}
    assert others == {Trouble.NOT_UNDERSTOOD, Trouble.NONE_NOW, Trouble.APPROVED}
