"""What one person sees where others read along: own views of a card, dialogs, targeted messages."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.client.buttons import Button
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, BEN
from tests.support.sandbox.clients import ClientOf
from tests.support.sandbox.connector import call
from tests.support.sandbox.small_bot import LOGIN
from tests.support.sandbox.small_extension import SmallExtension
from tests.support.sandbox.world import SCOPES, World

GROUP = Chat.group("reception")


async def with_a_card(client_of: ClientOf, chat: Chat = GROUP) -> TeamsClient:
    """Anna, with a card of the bot in that chat."""
    anna = client_of(chat=chat)
    await anna.say("card")
    await anna.settled()
    return anna


def view_of(client: TeamsClient) -> list[str]:
    return [card["body"][0]["text"] for card in client.views.values()]


# ---- Action.Execute


async def test_a_view_is_repeated_with_the_pressers_assertion_and_is_theirs_alone(
    world: World, client_of: ClientOf, bot: SmallExtension
) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    anna, ben = await with_a_card(client_of), client_of(BEN, chat=GROUP)
    await anna.press("Just for me")
    assert (view_of(anna), view_of(ben)) == (["silently"], [])
    first, second = bot.heard[-2:]
    assert "authentication" not in first["value"]
    assert second["value"]["authentication"] == {"id": "view-1", "connectionName": "ours", "token": anna.assertion}
    assert second["replyToId"] == anna.seen[0].activity_id
    assert second["id"] != first["id"]


async def test_without_consent_a_view_has_a_sign_in_button_and_its_popup_repeats_the_press(
    client_of: ClientOf, bot: SmallExtension
) -> None:
    anna = await with_a_card(client_of)
    answer = await anna.press("Just for me")
    assert (answer.part("statusCode"), view_of(anna)) == (412, [])
    await anna.private.sign_in()
    assert view_of(anna) == ["by popup"]
    assert bot.heard[-1]["value"]["state"] in bot._flows
    assert "authentication" not in bot.heard[-1]["value"]
    assert bot.heard[-1]["value"]["action"]["verb"] == "view"
    with pytest.raises(LookupError, match="no sign-in button"):
        await anna.private.sign_in()


async def test_a_popup_that_is_left_repeats_nothing(client_of: ClientOf, bot: SmallExtension) -> None:
    anna = await with_a_card(client_of)
    await anna.press("Just for me")
    heard = len(bot.heard)
    await anna.private.sign_in(LoginWalker(ANNA, "leave"))
    assert (len(bot.heard), view_of(anna)) == (heard, [])


async def test_in_a_channel_nobody_is_signed_in_silently(
    world: World, client_of: ClientOf, bot: SmallExtension
) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    anna = await with_a_card(client_of, Chat.in_channel("general"))
    heard = len(bot.heard)
    answer = await anna.press("Just for me")
    assert (answer.part("type"), len(bot.heard) - heard) == (LOGIN, 1)
    assert (view_of(anna), anna.private.sign_in_url) == ([], "")


async def test_an_update_of_the_message_ends_everybodys_own_view(
    world: World, client_of: ClientOf, bot: SmallExtension
) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    anna = await with_a_card(client_of)
    await anna.press("Just for me")
    assert view_of(anna) == ["silently"]
    activity = anna.seen[0].activity_id
    path = f"v3/conversations/{GROUP.id}/activities/{activity}"
    assert await call(world, "PUT", path, {"type": "message", "text": "for all"}) == (200, {"id": activity})
    assert (view_of(anna), [sent.text for sent in anna.seen]) == ([], ["for all"])


# ---- dialogs


async def test_a_dialog_from_a_card_is_walked_through_to_its_end(client_of: ClientOf, bot: SmallExtension) -> None:
    anna = await with_a_card(client_of)
    await anna.press("Dialog")
    assert anna.dialogs.result
    assert anna.dialogs.result.dialog
    assert anna.dialogs.result.dialog.words == "Yours alone"
    shown = await anna.dialogs.press("next", {"language": "fr"})
    assert shown.dialog
    assert shown.dialog.words == "next, in fr"
    sent = bot.heard[-1]
    assert (sent["name"], sent["replyToId"]) == ("task/submit", anna.seen[0].activity_id)
    assert sent["value"] == {"data": {"do": "next", "language": "fr"}, "context": {"theme": "default"}}
    shown = await anna.dialogs.press("say")
    assert (shown.dialog, shown.message) == (None, "Done.")
    with pytest.raises(LookupError, match="no dialog is open"):
        await anna.dialogs.press("next")


async def test_any_data_can_be_submitted_to_a_dialog(client_of: ClientOf, bot: SmallExtension) -> None:
    anna = await with_a_card(client_of)
    await anna.press("Dialog")
    shown = await anna.dialogs.submit({"do": "break"})
    assert shown.failed
    assert anna.dialogs.result is shown


async def test_a_button_can_be_pressed_by_another_person_too(client_of: ClientOf, bot: SmallExtension) -> None:
    anna, ben = await with_a_card(client_of), client_of(BEN, chat=GROUP)
    button: Button = anna.buttons[0]
    await ben.press(button)
    assert bot.heard[-1]["from"]["aadObjectId"] == BEN.oid


# ---- targeted messages


TARGETED = f"v3/conversations/{GROUP.id}/activities"
ONLY = "?isTargetedActivity=true"


async def test_a_targeted_message_is_seen_by_one_member_alone(world: World, client_of: ClientOf) -> None:
    world.m365.conversations.hear(GROUP.id)
    anna, ben = client_of(chat=GROUP), client_of(BEN, chat=GROUP)
    body = {"type": "message", "text": "yours", "recipient": {"id": ANNA.mri}}
    _, posted = await call(world, "POST", f"{TARGETED}{ONLY}", body)
    sent = world.m365.record.sent[-1]
    assert (sent.targeted, sent.target) == (True, ANNA.mri)
    assert ([s.text for s in anna.seen], list(ben.seen)) == (["yours"], [])
    await call(world, "PUT", f"{TARGETED}/{posted['id']}{ONLY}", {"type": "message", "text": "yours still"})
    assert ([s.text for s in anna.seen], list(ben.seen)) == (["yours still"], [])
    await call(world, "DELETE", f"{TARGETED}/{posted['id']}{ONLY}")
    assert list(anna.seen) == []


@pytest.mark.parametrize(
    ("path", "recipient", "refusal"),
    [
        (TARGETED, {}, (400, "BadArgument")),
        (TARGETED, {"id": "29:stranger"}, (403, "BotNotInConversationRoster")),
        (f"v3/conversations/{Chat.personal(ANNA).id}/activities", {"id": ANNA.mri}, (400, "BadArgument")),
    ],
)
async def test_a_targeted_message_needs_a_member_of_a_shared_conversation(
    world: World, path: str, recipient: Any, refusal: tuple[int, str]
) -> None:
    world.m365.conversations.hear(GROUP.id)
    status, body = await call(world, "POST", f"{path}{ONLY}", {"type": "message", "text": "hi", "recipient": recipient})
    assert (status, body["error"]["code"]) == refusal
    assert not world.m365.record.delivered()
    assert world.m365.record.sent[-1].targeted


async def test_a_tenant_may_have_no_targeted_messages_and_an_unknown_one_is_not_updated(world: World) -> None:
    world.m365.conversations.hear(GROUP.id)
    status, body = await call(world, "PUT", f"{TARGETED}/1{ONLY}", {"type": "message", "text": "hi"})
    assert (status, body["error"]["code"]) == (404, "ActivityNotFoundInConversation")
    world.m365.open_questions.targeted_messages = False
    status, _ = await call(world, "POST", f"{TARGETED}{ONLY}", {"recipient": {"id": ANNA.mri}})
    assert status == 400


async def test_a_slash_command_is_between_the_person_and_the_bot(client_of: ClientOf, bot: SmallExtension) -> None:
    await client_of(chat=GROUP).slash("get link")
    assert bot.heard[-1]["recipient"]["isTargeted"] is True
    assert bot.heard[-1]["text"] == "get link"
    assert all(entity["type"] != "mention" for entity in bot.heard[-1]["entities"])
