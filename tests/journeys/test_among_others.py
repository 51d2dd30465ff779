"""Where others read along, on days when Teams, Microsoft or an admin does not play along."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox.client.bot_client import Answer
from sandbox.client.buttons import find
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.client.login_walker import Visitor
from sandbox.client.popups import told
from sandbox.teams.record import Sent
from sandbox.world.people import ANNA, BANK_ID, BEN, GRACE, OSEI
from sandbox.world.troubles import Trouble
from tests.journeys.stories import keeps_tokens, log_lines, logged_under
from tests.journeys.test_strangers import STRANGERS
from tests.journeys.test_surfaces import (
    CHANNEL,
    GROUP,
    LINK,
    PLACES,
    CardDialog,
    SharedChat,
    meeting,
    ready_in_group,
    said,
    signed_in,
    start_link,
)
from tests.journeys.world import APP_ID, World, words_on, world

OWN = Chat.personal(ANNA).id
OWN_CHAT = f"https://teams.microsoft.com/l/entity/{APP_ID}/conversations"
NEUTRAL = "only to the person who asks"


@pytest.fixture
async def preview(tmp_path: Path) -> AsyncIterator[World]:
    """A bot that is set to answer by targeted messages, in a tenant that does not take them."""
    async with world(tmp_path, targeted_messages=True) as built:
        built.microsoft365.behaviour.targeted_messages = False
        yield built


def for_all(here: World, chat: Chat) -> list[Sent]:
    """What everybody in the conversation can read."""
    return [sent for sent in here.microsoft365.record.shown(chat.id) if not sent.targeted]


# -- a slash command whose answer Teams does not take as a targeted message -------------------------------------------


async def slashed(here: World, text: str, chat: Chat = GROUP) -> TeamsClient:
    """Anna gives a slash command in a tenant without targeted messages."""
    here.microsoft365.behaviour.targeted_messages = False
    anna = await signed_in(here, chat=chat)
    here.microsoft365.record.sent.clear()
    await anna.slash(text)
    await here.idle()
    return anna


async def test_a_slash_command_is_then_answered_in_ones_own_chat(here: World) -> None:
    await slashed(here, "get link dietary advice")
    assert not for_all(here, GROUP)
    (answer,) = here.microsoft365.record.shown(OWN)
    assert LINK in said(answer.activity)


async def test_in_a_meetings_chat_its_link_is_not_shown_to_all_either(here: World) -> None:
    chat = Chat.of_meeting(meeting(here, "Dietary advice"))
    await slashed(here, "get link", chat)
    assert not for_all(here, chat)
    (answer,) = here.microsoft365.record.shown(OWN)
    assert "Dietary advice" in words_on(answer)


async def test_a_slash_command_before_the_first_sign_in_goes_on_in_ones_own_chat(here: World) -> None:
    here.microsoft365.behaviour.targeted_messages = False
    anna = here.client(chat=GROUP)
    await anna.slash("get link dietary advice")
    await here.idle()
    assert not for_all(here, GROUP)
    own = here.client()
    await own.settled(lambda: bool(own.sign_ins))
    await own.sign_in()
    await own.settled(lambda: LINK in said([sent.activity for sent in own.seen]))


@pytest.mark.parametrize("chat", ["group", "meeting"])
async def test_without_an_own_chat_a_slash_command_leaves_a_card_that_tells_nothing(here: World, chat: str) -> None:
    here.microsoft365.connector.installed = set()
    place = GROUP if chat == "group" else Chat.of_meeting(meeting(here, "Dietary advice"))
    await slashed(here, "get link xenon secretpatient", place)
    (neutral,) = for_all(here, place)
    assert NEUTRAL in words_on(neutral)
    here.consent(OSEI)
    osei = here.client(OSEI, chat=place)
    assert "secretpatient" not in said((await osei.press(find(osei.buttons, "Get link"))).body)


async def test_words_that_are_not_understood_stay_between_two_as_well(here: World) -> None:
    here.microsoft365.connector.installed = set()
    await slashed(here, "xenon secretpatient")
    (neutral,) = for_all(here, GROUP)
    assert NEUTRAL in words_on(neutral)


async def test_help_is_to_be_had_behind_that_card_too(here: World) -> None:
    here.microsoft365.connector.installed = set()
    anna = await slashed(here, "help")
    (neutral,) = for_all(here, GROUP)
    assert NEUTRAL in words_on(neutral)
    assert "get link physio tomorrow" in said((await anna.press("Get link")).body)


@pytest.mark.parametrize("kind", STRANGERS)
async def test_a_strangers_slash_command_is_then_answered_in_their_own_chat(here: World, kind: str) -> None:
    here.microsoft365.behaviour.targeted_messages = False
    stranger, words = STRANGERS[kind]
    visitor = here.client(chat=GROUP)
    await visitor.deliver(stranger(visitor.activities.slash("get link")))
    await here.idle()
    assert not for_all(here, GROUP)
    (answer,) = here.microsoft365.record.shown(OWN)
    assert words in words_on(answer)


async def test_what_is_only_for_the_bot_in_ones_own_chat_is_answered_as_everything_there(here: World) -> None:
    here.consent()
    anna = here.client()
    await anna.slash("get link dietary advice")
    answers = await anna.settled(lambda: LINK in said([sent.activity for sent in anna.seen]))
    assert not any(sent.targeted for sent in answers)


async def test_signing_out_is_confirmed_where_it_was_done(preview: World) -> None:
    anna = await signed_in(preview, chat=GROUP)
    preview.microsoft365.record.sent.clear()
    await anna.say("sign out")
    await preview.idle()
    assert not await keeps_tokens(preview, ANNA)
    assert not for_all(preview, GROUP)
    (answer,) = preview.microsoft365.record.shown(OWN)
    assert "signed out" in words_on(answer).lower()


async def test_without_an_own_chat_nobody_is_signed_out_and_told_something_else(preview: World) -> None:
    anna = await signed_in(preview, chat=GROUP)
    preview.microsoft365.connector.installed = set()
    await anna.say("sign out")
    (answer,) = await anna.settled()
    assert "Please write to me alone" in words_on(answer)
    assert find(anna.buttons, "Open our chat").action["url"] == OWN_CHAT
    assert await keeps_tokens(preview, ANNA)


# -- words that ask for nobody's link ---------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["help", "", "hello", "thanks!"])
@pytest.mark.parametrize("chat", [GROUP, CHANNEL], ids=["group", "channel"])
async def test_who_asks_for_help_is_helped_in_the_open(here: World, chat: Chat, words: str) -> None:
    anna = here.client(chat=chat)
    await anna.say(words)
    (answer,) = await anna.settled()
    assert "What you can type" in words_on(answer)
    assert "sign" not in words_on(answer).lower(), "accounts are talked about alone"
    assert not here.calls("graph")


async def test_a_button_of_the_help_opens_the_pressers_own_view(here: World) -> None:
    anna = here.client(chat=GROUP)
    await anna.say("help")
    await anna.settled()
    assert "Action.Submit" not in {button.kind for button in anna.buttons}
    osei = await signed_in(here, OSEI, chat=GROUP)
    before = len(here.microsoft365.record.sent)
    assert "Which appointment" in said((await osei.press(find(osei.buttons, "Lists your coming"))).body)
    assert len(here.microsoft365.record.sent) == before


async def test_unknown_words_are_answered_in_the_open_and_looked_for_in_private(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    before = len(here.calls("graph"))
    await anna.say("dietary advice")
    (answer,) = await anna.settled()
    assert "I did not understand" in words_on(answer)
    assert "Dietary" not in words_on(answer)
    assert len(here.calls("graph")) == before
    assert LINK in said((await anna.press("Try again")).body)
    assert len(for_all(here, GROUP)) == 1


# -- buttons of a card for all ----------------------------------------------------------------------------------------


async def test_the_neutral_card_works_in_every_thread_of_its_channel(here: World) -> None:
    """Teams names the thread in some activities, and the channel alone in others."""
    anna = await signed_in(here, chat=CHANNEL)
    await anna.say("get link dietary advice")
    await anna.settled()
    button = find(anna.buttons, "Get link")
    value = {"action": dict(button.action), "trigger": "manual"}
    for id in (CHANNEL.channel, f"{CHANNEL.channel};messageid=1800000000000"):
        elsewhere = here.client(chat=replace(CHANNEL, id=id))
        assert LINK in said((await elsewhere.invoke("adaptiveCard/action", value, button.activity_id)).body)


async def test_the_neutral_button_as_a_message_is_no_old_card(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    data = find(anna.buttons, "Get link").action["data"]
    await anna.deliver(anna.activities.submit(data, "1"))
    (answer,) = await anna.settled()
    assert NEUTRAL in words_on(answer)


async def test_what_is_said_of_an_old_card_offers_all_their_own_meetings(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    await anna.deliver(anna.activities.submit({"press": "of another time"}, "1"))
    (answer,) = await anna.settled()
    assert "out of date" in words_on(answer)
    assert "Action.Submit" not in {button.kind for button in anna.buttons}
    osei = await signed_in(here, OSEI, chat=GROUP)
    answered = said((await osei.press(find(osei.buttons, "Show my meetings"))).body)
    assert "Which appointment" in answered


# -- posting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("MessageWritesBlocked", "You have blocked me"),
        ("BotDisabledByAdmin", "switched off"),
        ("BotNotInConversationRoster", "I cannot write to you yet"),
        ("SomethingNew", "I cannot write to you yet"),
    ],
)
async def test_why_nothing_can_be_sent_to_somebody(here: World, code: str, words: str) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403, code=code, where=OWN)
    answer = said((await anna.press("Send to me")).body)
    assert words in answer
    assert ("/l/app/" in answer) is ("yet" in words)
    here.microsoft365.troubles.clear()
    assert "Sent to you" in said((await anna.press("Try again")).body)


async def test_an_app_that_is_switched_off_is_not_called_our_fault(here: World) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403, code="BotDisabledByAdmin", where=GROUP.id)
    assert "switched off" in said((await anna.press("Post here")).body)


async def test_what_is_still_being_posted_is_not_said_to_be_posted(here: World) -> None:
    """Teams sends an invoke again after a second or so."""
    anna = await ready_in_group(here)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_SLOW, seconds=20)
    pressed = find(anna.buttons, "Post here")
    value = {"action": dict(pressed.action), "trigger": "manual"}
    activity = anna.activities.invoke("adaptiveCard/action", value, pressed.activity_id)
    first = asyncio.create_task(anna.line.deliver(activity))
    await asyncio.sleep(1)
    second = await anna.line.deliver(activity)
    for answer in (await first, second):
        assert answer.seconds < 4
        assert "busy" in said(answer.body)
        assert "Posted" not in said(answer.body)


async def test_what_is_sent_again_meanwhile_hears_the_same_in_the_end(here: World) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_SLOW, seconds=1.5)
    pressed = find(anna.buttons, "Post here")
    answers = await asyncio.gather(anna.press(pressed), anna.press(pressed))
    assert all("Posted" in said(answer.body) for answer in answers)
    assert len([sent for sent in for_all(here, GROUP) if LINK in said(sent.activity)]) == 1


@pytest.mark.parametrize("button", ["Post here", "Send to me"])
async def test_what_takes_longer_than_an_invoke_is_posted_once_all_the_same(here: World, button: str) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_SLOW, seconds=4.5)
    data = {"press": find(anna.buttons, button).action["data"]["press"]}
    press = {"action": {"type": "Action.Execute", "verb": "press", "data": data}}
    activity = anna.activities.invoke("adaptiveCard/action", press, "1")
    answers = await asyncio.gather(anna.line.deliver(activity), later(1.0, anna.line.deliver(activity)))
    assert all("busy" in said(answer.body) for answer in answers)
    here.microsoft365.troubles.clear()
    await here.idle()
    assert "busy" not in said((await anna.line.deliver(activity)).body)
    place = GROUP.id if button == "Post here" else OWN
    assert len([sent for sent in here.microsoft365.record.shown(place) if LINK in said(sent.activity)]) == 1


async def later(seconds: float, delivery: Awaitable[Answer]) -> Answer:
    await asyncio.sleep(seconds)
    return await delivery


REFUSALS = {
    ("Post here", "MessageWritesBlocked"): "I may not write here",
    ("Post here", "BotNotInConversationRoster"): "I may not write here",
    ("Post here", "BotDisabledByAdmin"): "switched off",
    ("Send to me", "MessageWritesBlocked"): "You have blocked me",
    ("Send to me", "BotNotInConversationRoster"): "I cannot write to you yet",
    ("Send to me", "BotDisabledByAdmin"): "switched off",
}


@pytest.mark.parametrize(("button", "reason"), REFUSALS)
async def test_a_refusal_to_post_is_told_as_what_it_is_and_leads_back_to_the_link(
    here: World, button: str, reason: str
) -> None:
    anna = await ready_in_group(here)
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=403, code=reason)
    told = said((await anna.press(button)).body)
    here.microsoft365.troubles.clear()
    assert REFUSALS[button, reason] in told
    assert LINK in said((await anna.press("Back to the link")).body)


async def test_a_slow_roster_does_not_hide_whose_meeting_it_is(here: World) -> None:
    chat = Chat.of_meeting(meeting(here, "Second opinion: cardiology"))
    anna = await signed_in(here, chat=chat)
    here.microsoft365.troubles.on(Trouble.ROSTER_SLOW, seconds=20)
    await anna.say("get link")
    await anna.settled()
    assert "Somebody else's meeting" in said((await anna.press("Get link")).body)


async def test_after_posting_the_way_leads_back_to_the_link(here: World) -> None:
    anna = await ready_in_group(here)
    assert "Posted" in said((await anna.press("Post here")).body)
    assert "Dietary advice" in said((await anna.press("Back to the link")).body)
    sent_to_me = said((await anna.press("Send to me")).body)
    assert "Sent to you" in sent_to_me
    assert OWN_CHAT in sent_to_me


# -- slow days --------------------------------------------------------------------------------------------------------


async def test_typing_is_shown_in_a_meetings_chat_while_its_link_is_fetched(here: World) -> None:
    chat = Chat.of_meeting(meeting(here, "Dietary advice"))
    anna = await signed_in(here, chat=chat)
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, seconds=1)
    await anna.say("get link")
    await anna.settled()
    posted = here.microsoft365.record.delivered(chat.id)
    assert [sent.is_typing for sent in posted] == [True, False]


# -- who may sign in --------------------------------------------------------------------------------------------------


def of_the_bank(here: World, oid: str) -> None:
    """The roster says that this member of the conversation belongs to another tenant."""
    directory = here.microsoft365.connector._directory
    member = directory.by_oid(oid)
    assert member
    federated = replace(member, tenant_id=BANK_ID)

    class Federated:
        def by_mri(self, mri: str) -> Any:
            person = directory.by_mri(mri)
            return federated if person == member else person

    here.microsoft365.connector._directory = Federated()  # type: ignore[assignment]


@pytest.mark.parametrize("name", [name for name in PLACES if name != "meeting chat"])
async def test_a_member_of_another_tenant_is_told_before_any_sign_in_is_offered(here: World, name: str) -> None:
    here.consent(BEN)
    of_the_bank(here, BEN.oid)
    answer = said(await PLACES[name](here, BEN).ask("several"))
    assert "Not for your organization yet" in answer
    assert "/auth/" not in answer
    assert "loginRequest" not in answer
    assert not await keeps_tokens(here, BEN)


async def test_in_ones_own_chat_it_is_the_same(here: World) -> None:
    of_the_bank(here, BEN.oid)
    ben = here.client(BEN)
    await ben.say("get link")
    (answer,) = await ben.settled()
    assert "Not for your organization yet" in words_on(answer)
    assert not ben.sign_ins


@pytest.mark.parametrize("name", ["group chat", "channel", "dialog of a card", "search", "action"])
async def test_a_guest_is_told_though_the_roster_takes_its_time(here: World, name: str) -> None:
    here.consent(GRACE)
    here.microsoft365.troubles.on(Trouble.ROSTER_SLOW, seconds=2)
    answer = said(await PLACES[name](here, GRACE).ask("several"))
    assert "Not for guests" in answer
    assert "/auth/" not in answer


async def test_the_roster_is_asked_once_in_a_while(here: World) -> None:
    anna = here.client(chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    for _ in range(3):
        await anna.press("Get link")
    assert len([call for call in here.calls("connector") if "/members/" in call.path]) == 1


@pytest.mark.parametrize("state", ["", None, 7, ["done"]])
async def test_what_is_no_state_does_not_hinder_the_silent_sign_in(here: World, state: Any) -> None:
    anna = here.client(chat=GROUP)
    await anna.say("get link")
    await anna.settled()
    action = {"action": dict(find(anna.buttons, "Get link").action), "trigger": "manual", "state": state}
    assert "loginRequest" in said((await anna.invoke("adaptiveCard/action", action)).body)
    query = {"commandId": "searchMeetings", "state": state}
    assert (await anna.invoke("composeExtension/query", query)).body["composeExtension"]["type"] == "silentAuth"


# -- a sign-in that was refused ---------------------------------------------------------------------------------------


async def offered(place: Any) -> str:
    """The start link of the sign-in that is offered in a place."""
    await place.ask("one")
    assert place.asks_to_sign_in()
    client = place.client
    if isinstance(place, SharedChat):
        return client.private.sign_in_url or start_link(client.buttons)
    if isinstance(place, CardDialog):
        assert client.dialogs.shown
        assert client.dialogs.shown.dialog
        return start_link(client.dialogs.shown.dialog.buttons)
    return str(client.extension.shown.sign_in_url)


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
    page = await place.client.open_popup(url, Visitor(ANNA, "cancel"))
    assert "Permission was not given" in page.words
    again = await place.client.open_popup(url, Visitor(ANNA, "leave"))
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
    await place.client.open_popup(await offered(place), Visitor(ANNA, "cancel"))
    await signed_in(here)
    assert LINK in said(await place.ask("one"))


@pytest.mark.parametrize("decision", ["accept", "cancel"])
async def test_a_page_with_words_to_read_does_not_close_itself(here: World, decision: str) -> None:
    if decision == "accept":
        here.microsoft365.troubles.on(Trouble.ENTRA_ADMIN_CONSENT)
    place = PLACES["group chat"](here, ANNA)
    page = await place.client.open_popup(await offered(place), Visitor(ANNA, decision))
    assert "close.js" not in page.text
    assert "You can close this page" in page.words


# -- the meeting of a chat --------------------------------------------------------------------------------------------


async def test_a_card_in_a_meetings_chat_knows_its_meeting_though_the_press_does_not_say(here: World) -> None:
    chat = Chat.of_meeting(meeting(here, "Dietary advice"))
    anna = here.client(chat=chat)
    await anna.say("get link")  # nobody is signed in: the answer is behind the card's button
    await anna.settled()
    await signed_in(here)
    action = {"action": dict(find(anna.buttons, "Get link").action), "trigger": "manual"}
    silent = here.client(chat=replace(chat, meeting=""))
    answer = said((await silent.invoke("adaptiveCard/action", action)).body)
    assert "Dietary advice" in answer
    assert LINK in answer
