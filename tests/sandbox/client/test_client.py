"""The Teams client does what Teams does: types, presses, signs in silently or by popup, and waits."""

from __future__ import annotations

import pytest

from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, BEN, OSEI
from tests.support.sandbox.clients import ClientOf
from tests.support.sandbox.small_bot import SmallBot
from tests.support.sandbox.world import APP_ID, SCOPES, World


@pytest.fixture
async def bot(world: World) -> SmallBot:
    return SmallBot(world.origin, world.session)


def texts(client: TeamsClient) -> list[str]:
    return [sent.text for sent in client.answer]


async def test_a_message_is_signed_delivered_and_answered(client_of: ClientOf) -> None:
    anna = client_of()
    delivered = await anna.say("hello")
    await anna.settled()
    assert (delivered.status, texts(anna)) == (201, ["heard hello"])


async def test_all_of_an_answer_is_waited_for_and_only_that(client_of: ClientOf) -> None:
    anna = client_of()
    await anna.say("twice")
    await anna.settled()
    assert texts(anna) == ["one", "two"]
    await anna.say("again")
    await anna.settled()
    assert texts(anna) == ["heard again"]
    assert len(anna.seen) == 3


async def test_silence_is_a_timeout(client_of: ClientOf) -> None:
    with pytest.raises(TimeoutError):
        await client_of().settled(timeout=0.02)


async def test_activities_are_shaped_like_teams_own(client_of: ClientOf, bot: SmallBot) -> None:
    await client_of(zone="Europe/Berlin", locale="de-DE").say("hello")
    heard = bot.heard[0]
    assert heard["channelId"] == "msteams"
    assert heard["from"] == {"id": ANNA.mri, "name": ANNA.name, "aadObjectId": ANNA.oid}
    assert heard["recipient"]["id"] == f"28:{APP_ID}"
    assert heard["conversation"]["conversationType"] == "personal"
    assert heard["channelData"]["tenant"]["id"] == ANNA.tenant_id
    assert (heard["locale"], heard["localTimezone"]) == ("de-DE", "Europe/Berlin")
    assert heard["entities"][0]["timezone"] == "Europe/Berlin"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Get link", "heard {'verb': 'link', 'pick': 'a'}"),
        ("Physio", "heard {'row': 1, 'pick': 'a'}"),
        ("Dialog", "task/fetch {'data': {'msteams': {'type': 'task/fetch'}, 'n': 1, 'pick': 'a'}, 'context'"),
    ],
)
async def test_buttons_are_found_by_their_words_wherever_they_are(client_of: ClientOf, words: str, answer: str) -> None:
    anna = client_of()
    await anna.say("card")
    await anna.settled()
    await anna.press(words)
    await anna.settled()
    assert texts(anna)[0].startswith(answer)


async def test_a_press_names_the_card_it_is_on(client_of: ClientOf, bot: SmallBot) -> None:
    anna = client_of()
    await anna.say("card")
    card = (await anna.settled())[0]
    await anna.press("Get link", {"pick": "b"})
    assert bot.heard[-1]["replyToId"] == card.activity_id
    assert bot.heard[-1]["value"]["pick"] == "b"


async def test_a_button_that_is_not_there_cannot_be_pressed(client_of: ClientOf) -> None:
    anna = client_of()
    await anna.say("card")
    await anna.settled()
    with pytest.raises(LookupError, match="no button 'Delete' among"):
        await anna.press("Delete")


async def test_execute_signs_in_silently_and_shows_the_presser_alone(client_of: ClientOf) -> None:
    group = Chat.group("reception")
    anna, ben = client_of(chat=group), client_of(BEN, chat=group)
    await anna.say("card")
    await anna.settled()
    await anna.press("Just for me")
    assert anna.views[anna.seen[0].activity_id]["body"][0]["text"] == "for your eyes"
    assert not ben.views
    assert [button.title for button in ben.buttons]


async def test_with_consent_three_clients_sign_in_silently_and_no_button_shows(
    world: World, client_of: ClientOf
) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    anna = client_of(clients=3)
    await anna.say("sign in")
    await anna.settled()
    card = next(iter(anna.sign_ins.values()))
    assert (card.statuses, card.shown) == ([200, 200, 200], False)
    assert texts(anna) == ["signed in silently"] * 3
    with pytest.raises(LookupError):
        _ = anna.sign_in_card


async def test_without_consent_the_button_shows_and_the_popup_signs_in(client_of: ClientOf, bot: SmallBot) -> None:
    anna = client_of()
    await anna.say("sign in")
    await anna.settled()
    assert anna.sign_in_card.statuses == [412]
    page = await anna.sign_in()
    await anna.settled(lambda: any(sent.text == "signed in by popup" for sent in anna.answer))
    assert page.words == "You can close this window."
    assert bot.heard[-1]["name"] == "signin/verifyState"
    assert bot.heard[-1]["value"]["state"]


async def test_a_cancelled_consent_and_a_closed_popup_reach_the_bot(client_of: ClientOf, bot: SmallBot) -> None:
    anna = client_of()
    await anna.say("sign in")
    await anna.settled()
    page = await anna.sign_in(LoginWalker(ANNA, "cancel"))
    assert page.status == 403
    await anna.cancel_popup()
    assert bot.heard[-1]["value"] == {"state": "CancelledByUser"}


async def test_another_browser_does_not_hold_the_cookie(client_of: ClientOf) -> None:
    anna, ben = client_of(), client_of(BEN)
    await anna.say("sign in")
    await anna.settled()
    left = await anna.open_popup(anna.sign_in_card.url, LoginWalker(ANNA, "leave"))
    page = await LoginWalker(ANNA).walk(ben.browser, str(left.url))
    assert (page.status, page.text) == (400, "another browser")


async def test_meeting_and_channel_chats_say_where_they_are(world: World, client_of: ClientOf, bot: SmallBot) -> None:
    meeting = next(event.meeting for event in world.m365.events if event.meeting)
    for chat in (Chat.in_channel("general"), Chat.of_meeting(meeting)):
        anna = client_of(OSEI, chat=chat)
        await anna.say("hello")
        await anna.settled()
        assert texts(anna) == ["heard hello"]
    channel, group = bot.heard
    assert group["channelData"]["meeting"]["id"] == meeting.chat_id
    assert channel["conversation"]["id"].startswith(channel["channelData"]["channel"]["id"] + ";messageid=")
    assert channel["entities"][0]["mentioned"]["id"] == f"28:{APP_ID}"
    assert group["conversation"]["conversationType"] == "groupChat"
