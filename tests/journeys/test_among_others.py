"""Where others read along: words that ask for nobody's link, and the buttons of a card for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.client.buttons import buttons_of, find
from sandbox.client.chats import Chat
from sandbox.world.people import OSEI
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import CHANNEL, GROUP, LINK, NEUTRAL, for_all, meeting, said, signed_in
from tests.support.journeys.rows import broken
from tests.support.journeys.world import World, words_on


@pytest.mark.parametrize("words", ["help", "", "?", "help, please"])
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
    assert "Which meeting" in said((await osei.press(find(osei.buttons, "Lists your coming"))).body)
    assert len(here.microsoft365.record.sent) == before


async def test_unknown_words_are_answered_in_the_open_and_looked_for_in_private(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    before = len(here.calls("graph"))
    await anna.say("dietary advice")
    (answer,) = await anna.settled()
    assert "I did not understand" in words_on(answer)
    assert "Dietary" not in words_on(answer)
    assert len(here.calls("graph")) == before
    assert LINK in said((await anna.press("Search my meetings")).body)
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
    assert "Which meeting" in answered


# -- slow days --------------------------------------------------------------------------------------------------------


async def test_typing_is_shown_in_a_meetings_chat_while_its_link_is_fetched(here: World) -> None:
    chat = Chat.of_meeting(meeting(here, "Dietary advice"))
    anna = await signed_in(here, chat=chat)
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, seconds=1)
    await anna.say("get link")
    await anna.settled()
    posted = here.microsoft365.record.delivered(chat.id)
    assert [sent.is_typing for sent in posted] == [True, False]


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


@pytest.mark.parametrize("words", ["sign out", "who am i"])
async def test_what_is_about_an_account_cannot_be_tried_again_by_others(here: World, words: str) -> None:
    anna = await signed_in(here, chat=GROUP)
    with broken(here, "deliveries"):
        await anna.say(words)
        (told,) = await anna.settled()
    assert "I cannot save anything at the moment" in words_on(told)
    assert not buttons_of(told)
    await here.idle()
    assert "Please write to me in our own chat" in words_on(anna.seen[-1])
