"""The message extension in the Teams client searches, signs in and inserts as Teams does, and refuses as it does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import jwt
import pytest

from sandbox.client.bot_client import Answer
from sandbox.client.chats import Chat
from sandbox.client.invoke_results import Row, read
from sandbox.client.login_walker import LoginWalker
from sandbox.client.payloads import message_payload
from sandbox.world.hosts import OUTLOOK, OUTLOOK_ON_THE_WEB
from sandbox.world.people import ANNA, OSEI
from tests.support.sandbox.clients import ClientOf
from tests.support.sandbox.small_extension import SmallExtension, card
from tests.support.sandbox.world import SCOPES, World

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def values(bot: SmallExtension) -> list[Any]:
    return [activity["value"] for activity in bot.heard]


# ---- searching


async def test_a_search_signs_in_silently_and_shows_rows(
    world: World, client_of: ClientOf, bot: SmallExtension
) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    anna = client_of()
    shown = await anna.extension.search("phy", skip=0, count=5)
    assert [row.words for row in shown.rows] == ["Physio", "Intake"]
    first, second = values(bot)
    assert "authentication" not in first
    assert second["authentication"] == {"token": anna.assertion}
    assert second["parameters"] == [{"name": "words", "value": "phy"}]
    assert second["queryOptions"] == {"skip": 0, "count": 5}
    assert (second["commandId"], second["commandContext"]) == ("searchMeetings", "compose")
    assert bot.heard[0]["name"] == "composeExtension/query"
    assert bot.heard[0]["channelData"]["source"] == {"name": "compose"}


async def test_an_opened_search_says_so_and_scrolls_by_pages(
    world: World, client_of: ClientOf, bot: SmallExtension
) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    anna = client_of()
    shown = await anna.extension.search(skip=1, count=1, context="commandBox")
    assert [row.words for row in shown.rows] == ["Intake"]
    assert values(bot)[0]["parameters"] == [{"name": "initialRun", "value": "true"}]
    assert values(bot)[0]["commandContext"] == "commandBox"


async def test_words_instead_of_rows_are_words(world: World, client_of: ClientOf) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    shown = await client_of().extension.search("nobody")
    assert (shown.message, shown.rows, shown.failed) == ("No such meeting.", (), False)


@pytest.mark.parametrize("asks", ["silentAuth", "auth"])
async def test_without_consent_there_is_a_button_and_its_popup_repeats_the_search(
    client_of: ClientOf, bot: SmallExtension, asks: str
) -> None:
    bot.asks = asks
    anna = client_of()
    shown = await anna.extension.search("phy")
    assert shown.sign_in_url.startswith("https://bot.example/auth/start")
    assert (shown.answer.status, shown.failed) == (412 if asks == "silentAuth" else 200, False)
    await anna.extension.sign_in()
    assert anna.extension.result
    assert anna.extension.result.rows
    repeated = values(bot)[-1]
    assert repeated["state"] in bot._flows
    assert "authentication" not in repeated
    assert repeated["parameters"] == [{"name": "words", "value": "phy"}]


async def test_a_closed_popup_repeats_nothing(client_of: ClientOf, bot: SmallExtension) -> None:
    anna = client_of()
    await anna.extension.search()
    heard = len(bot.heard)
    await anna.extension.sign_in(LoginWalker(ANNA, "leave"))
    assert len(bot.heard) == heard
    assert anna.extension.result
    assert anna.extension.result.sign_in_url


async def test_a_guessed_state_is_asked_with_like_any_other(client_of: ClientOf, bot: SmallExtension) -> None:
    anna = client_of()
    await anna.extension.search()
    shown = await anna.extension.repeat("guessed")
    assert (shown.rows, bool(shown.sign_in_url)) == ((), True)
    # Asked silently again, since the bot says so again.
    assert [value.get("state") for value in values(bot)[-2:]] == ["guessed", "guessed"]


async def test_without_a_sign_in_button_nobody_signs_in(client_of: ClientOf) -> None:
    with pytest.raises(LookupError, match="no sign-in button"):
        await client_of().extension.sign_in()


async def test_a_row_inserts_its_card_or_what_its_tap_gives(world: World, client_of: ClientOf) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    anna = client_of()
    shown = await anna.extension.search()
    await anna.extension.insert(shown.row("physio"))
    await anna.extension.insert(shown.row("Intake"))
    assert [card["body"][0]["text"] for card in anna.extension.draft] == ["link of Physio", "link of chosen 2"]
    with pytest.raises(LookupError, match="no row 'Dentist' among"):
        shown.row("Dentist")


async def test_a_row_without_a_preview_shows_its_card() -> None:
    assert Row(card("the card itself")).words == "the card itself"


# ---- actions


async def test_an_action_signs_in_by_popup_and_goes_straight_on(client_of: ClientOf, bot: SmallExtension) -> None:
    anna = client_of()
    shown = await anna.extension.fetch("insertLink")
    assert (shown.dialog, bool(shown.sign_in_url)) == (None, True)
    await anna.extension.sign_in()
    assert anna.extension.result
    assert anna.extension.result.dialog
    assert anna.extension.result.dialog.words == "Choose"
    assert (anna.extension.result.dialog.height, anna.extension.result.dialog.width) == ("medium", "medium")
    assert values(bot)[-1]["commandId"] == "insertLink"
    assert values(bot)[-1]["commandContext"] == "compose"


async def signed_in(client_of: ClientOf, context: str = "compose", message: Any = None, **options: Any) -> Any:
    """Anna with the action's dialog open."""
    anna = client_of(**options)
    await anna.extension.fetch("insertLink", context, message)
    await anna.extension.sign_in()
    return anna


async def test_a_dialog_leads_to_the_next_and_then_into_the_message(client_of: ClientOf, bot: SmallExtension) -> None:
    anna = await signed_in(client_of)
    shown = await anna.extension.press("next", {"language": "de"})
    assert shown.dialog.words == "next, in de"
    assert bot.heard[-1]["name"] == "composeExtension/submitAction"
    assert values(bot)[-1]["data"] == {"do": "next", "language": "de"}
    assert "state" not in values(bot)[-1]
    shown = await anna.extension.press("insert")
    assert [card["body"][0]["text"] for card in anna.extension.draft] == ["inserted, in en"]


async def test_from_the_command_box_a_card_is_shown_but_lands_nowhere(client_of: ClientOf) -> None:
    anna = await signed_in(client_of, "commandBox")
    shown = await anna.extension.press("insert")
    assert (len(shown.rows), anna.extension.draft) == (1, [])


@pytest.mark.parametrize(
    ("button", "message", "failed"),
    [("say", "Done.", False), ("close", "", False), ("break", "", True), ("hero", "", True)],
)
async def test_a_dialog_ends_in_words_in_nothing_or_in_failure(
    client_of: ClientOf, button: str, message: str, failed: bool
) -> None:
    anna = await signed_in(client_of)
    shown = await anna.extension.press(button)
    assert (shown.dialog, shown.message, shown.failed) == (None, message, failed)
    with pytest.raises(LookupError, match="no dialog is open"):
        await anna.extension.press("next")


async def test_a_link_in_a_dialog_sends_the_bot_nothing(client_of: ClientOf) -> None:
    anna = await signed_in(client_of)
    with pytest.raises(LookupError, match="sends nothing"):
        await anna.extension.press("Open")


async def test_an_action_on_a_message_tells_the_message_throughout(client_of: ClientOf, bot: SmallExtension) -> None:
    attached = {"contentType": "application/vnd.microsoft.card.adaptive", "content": "{}"}
    said = message_payload(OSEI, "<p>hello</p>", AT, attachments=[attached], chat=Chat.group("desk"))
    anna = await signed_in(client_of, "message", said, chat=Chat.group("desk"))
    await anna.extension.press("insert")
    fetched, repeated, submitted = values(bot)
    assert fetched["messagePayload"] == repeated["messagePayload"] == submitted["messagePayload"] == said
    assert said["from"]["user"]["id"] == OSEI.oid
    assert said["body"] == {"contentType": "html", "content": "<p>hello</p>"}
    assert said["attachments"] == [{"id": "0", **attached}]
    assert bot.heard[-1]["channelData"]["source"] == {"name": "message"}


async def test_an_action_elsewhere_tells_no_message(client_of: ClientOf, bot: SmallExtension) -> None:
    await client_of().extension.fetch("insertLink", "compose", message_payload(OSEI, "x", AT))
    assert "messagePayload" not in values(bot)[0]


# ---- what Teams does not take


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500),
        Answer(501),
        Answer(200, {"composeExtension": {"type": "message", "text": "late"}}, seconds=5.5),
        Answer(200, {"composeExtension": {"type": "strange"}}),
        Answer(200, {"task": {"type": "continue"}}),
        Answer(200, {"task": {"type": "continue", "value": {"card": {"contentType": "image/png"}}}}),
        Answer(200, {"something": "else"}),
        Answer(200, "<html>"),
    ],
)
def test_what_teams_could_not_show_is_a_failure(answer: Answer) -> None:
    assert read(answer).failed


async def test_there_is_no_silent_sign_in_for_actions(client_of: ClientOf, bot: SmallExtension) -> None:
    bot.acts = "silentAuth"
    shown = await client_of().extension.fetch("insertLink")
    assert (shown.failed, shown.sign_in_url, len(bot.heard)) == (True, "", 1)


# ---- Outlook


async def test_outlook_names_itself_and_asks_entra_by_its_own_name(
    world: World, client_of: ClientOf, bot: SmallExtension
) -> None:
    world.m365.consents.grant(ANNA, SCOPES)
    anna = client_of(host=OUTLOOK)
    shown = await anna.extension.search()
    assert shown.rows
    assert bot.heard[0]["channelId"] == "m365extensions"
    assert bot.heard[0]["channelData"]["source"] == {"name": "outlook"}
    assertion = values(bot)[1]["authentication"]["token"]
    assert jwt.decode(assertion, options={"verify_signature": False})["azp"] == OUTLOOK_ON_THE_WEB
    assert "m365extensions" in world.m365.channel.endorsements[world.m365.channel.key.kid]
