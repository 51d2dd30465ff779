"""A sign-in that was refused is explained where it was asked for, and can be tried again."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.client.buttons import find
from sandbox.client.login_walker import LoginWalker
from sandbox.client.popups import told
from sandbox.world.people import ANNA, BEN
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import (
    CHANNEL,
    GROUP,
    LINK,
    PLACES,
    CardDialog,
    SharedChat,
    for_all,
    said,
    signed_in,
    start_link,
)
from tests.support.journeys.stories import log_lines, logged_under
from tests.support.journeys.world import World, words_on


async def offered(place: Any) -> str:
    """The start link of the sign-in that is offered in a place."""
    await place.ask("one")
    assert place.asks_to_sign_in()
    client = place.client
    if isinstance(place, SharedChat):
        return client.private.sign_in_url or start_link(client.buttons)
    if isinstance(place, CardDialog):
        assert client.dialogs.result
        assert client.dialogs.result.dialog
        return start_link(client.dialogs.result.dialog.buttons)
    return str(client.extension.result.sign_in_url)


SIGN_IN_PLACES = [name for name in PLACES if name not in {"meeting chat", "action", "command box"}]


@pytest.mark.parametrize("name", SIGN_IN_PLACES)
async def test_a_refused_sign_in_is_explained_at_the_next_press_and_can_be_tried_again(here: World, name: str) -> None:
    here.microsoft365.troubles.on(Trouble.ENTRA_ADMIN_CONSENT)
    place = PLACES[name](here, ANNA)
    url = await offered(place)
    with log_lines() as log:
        page = await place.client.open_popup(url)
        assert "admin" in page.words
        explained = said(await place.ask("one"))
    assert "IT admin has to approve" in explained
    assert "adminconsent" in explained
    assert "90094" in logged_under(log, explained)
    await place.ask("one")
    assert place.asks_to_sign_in(), "once is enough"
    here.microsoft365.troubles.clear()
    here.consent()
    assert LINK in said(await place.sign_in("one"))


@pytest.mark.parametrize("name", SIGN_IN_PLACES)
async def test_a_declined_sign_in_is_not_called_done(here: World, name: str) -> None:
    place = PLACES[name](here, ANNA)
    url = await offered(place)
    page = await place.client.open_popup(url, LoginWalker(ANNA, "cancel"))
    assert "Permission was not given" in page.words
    again = await place.client.open_popup(url, LoginWalker(ANNA, "leave"))
    assert "Already done" not in again.words
    assert told(again) is None
    assert "Permission was not given" in said(await place.ask("one"))


async def test_a_refusal_is_told_in_the_conversation_where_it_was_asked(here: World) -> None:
    here.microsoft365.troubles.on(Trouble.ENTRA_ADMIN_CONSENT)
    place = PLACES["channel"](here, ANNA)
    await place.client.open_popup(await offered(place))
    elsewhere = CardDialog(here.client(chat=GROUP))
    await elsewhere.ask("one")
    assert elsewhere.asks_to_sign_in()
    ben = here.client(BEN, chat=CHANNEL)
    bens = said((await ben.press(find(ben.buttons, "Get link"))).body)
    assert "/auth/start" in bens
    assert "IT admin" not in bens
    assert not [sent for sent in for_all(here, CHANNEL) if "admin" in words_on(sent)]


async def test_a_refusal_is_nothing_to_whoever_has_signed_in_since(here: World) -> None:
    place = PLACES["channel"](here, ANNA)
    await place.client.open_popup(await offered(place), LoginWalker(ANNA, "cancel"))
    await signed_in(here)
    assert LINK in said(await place.ask("one"))


@pytest.mark.parametrize("decision", ["accept", "cancel"])
async def test_a_page_with_words_to_read_does_not_close_itself(here: World, decision: str) -> None:
    if decision == "accept":
        here.microsoft365.troubles.on(Trouble.ENTRA_ADMIN_CONSENT)
    place = PLACES["group chat"](here, ANNA)
    page = await place.client.open_popup(await offered(place), LoginWalker(ANNA, decision))
    assert "close.js" not in page.text
    assert "You can close this page" in page.words
