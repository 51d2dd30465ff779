"""Teams refuses what the bot sends: nobody is left without words, and nobody is blamed for what is ours."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from sandbox.client.buttons import ADAPTIVE, OAUTH, Button
from sandbox.client.client import TeamsClient
from sandbox.teams.record import Sent
from sandbox.world.people import ANNA
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import GROUP, LINK, OWN, OWN_CHAT, for_all, ready_in_group, ready_to, said, signed_in
from tests.support.journeys.stories import ask, log_lines, only_answer
from tests.support.journeys.world import World, words_on

BLOCKED = json.dumps({"errorCode": 209, "message": json.dumps({"subCode": "MessageWritesBlocked"})})
NESTED = json.dumps({"error": {"code": "Forbidden", "innerHttpError": {"body": {"code": "BotDisabledByAdmin"}}}})
NOT_THEIRS = json.dumps({"error": {"code": "BadArgument", "message": "Bot is not installed in user's personal scope"}})
OURS = "our side"

TO_ONESELF = {
    "blocked": (403, BLOCKED, "You have blocked me"),
    "blocked by the person": (403, "ConversationBlockedByUser", "You have blocked me"),
    "switched off": (403, "BotDisabledByAdmin", "switched off"),
    "switched off, nested": (403, NESTED, "switched off"),
    "not in the roster": (403, "BotNotInConversationRoster", "cannot write to you yet"),
    "wrong scope": (403, "ForbiddenOperationException", "cannot write to you yet"),
    "not installed, in words": (403, NOT_THEIRS, "cannot write to you yet"),
    "gone": (404, "ConversationNotFound", "cannot write to you yet"),
    "wrong host": (403, "InvalidBotApiHost", OURS),
    "no permission": (403, "NotEnoughPermissions", OURS),
    "new": (403, "SomethingNew", OURS),
    "malformed": (400, "BadSyntax", OURS),
    "malformed argument": (400, "BadArgument", OURS),
    "too large": (413, "MessageSizeTooBig", OURS),
    "unknown bot": (401, "BotNotRegistered", OURS),
}


def refuse(here: World, status: int, code_or_body: str, where: str) -> None:
    what: Any = {"body" if code_or_body.startswith("{") else "code": code_or_body}
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=status, where=where, **what)


@pytest.mark.parametrize("kind", TO_ONESELF)
async def test_send_to_me_says_whose_refusal_it_is(here: World, kind: str) -> None:
    status, code, words = TO_ONESELF[kind]
    anna = await ready_in_group(here)
    refuse(here, status, code, where=OWN)
    with log_lines() as log:
        answer = said((await anna.press("Send to me")).body)
    assert words in answer
    assert "Reference:" in answer
    errors = [line for line in log if line["log_level"] == "error" and "reference" in line]
    assert ("has been reported" in answer) is bool(errors) is (words == OURS)
    here.microsoft365.troubles.clear()
    assert LINK in said((await anna.press("Back to the link")).body)


IN_A_GROUP = {
    **{kind: TO_ONESELF[kind] for kind in ("switched off", "wrong host", "no permission", "new", "malformed")},
    "gone": (404, "ConversationNotFound", "does not find this conversation"),
    "blocked": (403, BLOCKED, "I may not write here"),
    "not in the roster": (403, "BotNotInConversationRoster", "I may not write here"),
}


@pytest.mark.parametrize("kind", IN_A_GROUP)
async def test_post_here_says_whose_refusal_it_is(here: World, kind: str) -> None:
    status, code, words = IN_A_GROUP[kind]
    anna = await ready_to(here, "Post")
    refuse(here, status, code, where=GROUP.id)
    assert words in said((await anna.press("Post")).body)


CARDS = ((400, "BadSyntax"), (400, "Bad Argument"), (413, "MessageSizeTooBig"), (422, "Unprocessable"))


@pytest.mark.parametrize(("status", "code"), CARDS)
async def test_a_card_that_is_refused_is_followed_by_the_same_in_plain_text(
    here: World, status: int, code: str
) -> None:
    anna = await known(here)
    refuse(here, status, code, where=ADAPTIVE)
    with log_lines() as log:
        (answer,) = await said_to(anna, "get link dietary advice")
    assert not answer.contents(ADAPTIVE)
    assert "Dietary advice" in answer.text
    (link,) = [line for line in answer.text.splitlines() if line.startswith(LINK)]
    here.microsoft365.troubles.clear()
    assert link in [b.action.get("url") for b in await buttons_after(anna, "get link dietary advice")]
    assert [line["log_level"] for line in log if line["event"] == "card_refused"] == ["error"]


async def known(here: World) -> TeamsClient:
    """Somebody who has used the bot before, in their own chat."""
    here.consent()
    anna = here.client()
    await ask(anna)
    return anna


async def said_to(anna: TeamsClient, text: str) -> Sequence[Sent]:
    await anna.say(text)
    return await anna.settled()


async def buttons_after(anna: TeamsClient, text: str) -> Sequence[Button]:
    await said_to(anna, text)
    return anna.buttons


IN_WORDS = {
    "get link": ("Physio follow-up", "get link physio tomorrow"),
    "get link physio": ("Which meeting?", "Physio follow-up", "get link physio tomorrow"),
    "get link xylophone": ("No meeting found", "xylophone"),
    "what is the time": ("did not understand",),
    "help": ("get link next", "who am I"),
    "who am i": ("Your sign-in", ANNA.upn),
    "sign out": ("Signed out",),
    "get link second opinion cardiology": ("Somebody else's meeting",),
}


@pytest.mark.parametrize("text", IN_WORDS)
async def test_no_command_ends_in_silence(here: World, text: str) -> None:
    anna = await known(here)
    refuse(here, 400, "BadArgument", where=ADAPTIVE)
    (answer,) = await said_to(anna, text)
    assert answer.activity.get("textFormat") == "plain"
    for words in IN_WORDS[text]:
        assert words in answer.text
    assert "\\" not in answer.text


async def test_a_sign_in_card_that_is_refused_is_followed_by_the_link_to_sign_in(here: World) -> None:
    anna = here.client()
    refuse(here, 400, "BadArgument", where=OAUTH)
    (answer,) = await said_to(anna, "get link")
    assert "/auth/start" in said(answer.contents(ADAPTIVE))
    (url,) = {str(b.action["url"]) for b in anna.buttons if "/auth/start" in str(b.action.get("url"))}
    await anna.open_popup(url)
    assert "Which meeting?" in await only_answer_after(here, anna)


async def test_a_sign_in_without_any_card_is_a_link_in_words(here: World) -> None:
    anna = here.client()
    refuse(here, 413, "MessageSizeTooBig", where=OAUTH)
    refuse(here, 413, "MessageSizeTooBig", where=ADAPTIVE)
    (answer,) = await said_to(anna, "get link")
    (url,) = [line.rpartition(" ")[2] for line in answer.text.splitlines() if "/auth/start" in line]
    here.microsoft365.troubles.clear()
    await anna.open_popup(url)
    assert "Which meeting?" in await only_answer_after(here, anna)


async def only_answer_after(here: World, anna: TeamsClient) -> str:
    await here.idle()
    return words_on(here.microsoft365.record.shown(OWN)[-1])


async def test_a_neutral_card_that_is_refused_leaves_a_way_on_and_names_nothing(here: World) -> None:
    await signed_in(here)
    anna = here.client(chat=GROUP)
    refuse(here, 400, "BadArgument", where=ADAPTIVE)
    (answer,) = await said_to(anna, "get link dietary advice")
    assert OWN_CHAT in answer.text
    assert "ietary" not in answer.text


async def test_a_posted_link_that_is_refused_as_a_card_is_posted_as_text(here: World) -> None:
    anna = await ready_to(here, "Post")
    refuse(here, 413, "MessageSizeTooBig", where=ADAPTIVE)
    assert "Posted" in said((await anna.press("Post")).body)
    (posted,) = [sent for sent in for_all(here, GROUP) if sent.text]
    assert any(line.startswith(LINK) for line in posted.text.splitlines())


async def test_a_link_for_oneself_that_is_refused_as_a_card_is_sent_as_text(here: World) -> None:
    anna = await ready_in_group(here)
    refuse(here, 400, "BadSyntax", where=ADAPTIVE)
    assert "Sent to you" in said((await anna.press("Send to me")).body)
    assert LINK in here.microsoft365.record.shown(OWN)[-1].text


ELSEWHERE = {
    "blocked": (403, BLOCKED, "could not answer where you asked"),
    "not in the roster": (403, "BotNotInConversationRoster", "could not answer where you asked"),
    "gone": (404, "ConversationNotFound", "could not answer where you asked"),
    "switched off": (403, "BotDisabledByAdmin", "switched off"),
    "no permission": (403, "NotEnoughPermissions", OURS),
    "wrong host": (403, "InvalidBotApiHost", OURS),
}


@pytest.mark.parametrize("kind", ELSEWHERE)
async def test_what_cannot_be_said_in_the_group_is_said_in_ones_own_chat(here: World, kind: str) -> None:
    status, code, words = ELSEWHERE[kind]
    own = await known(here)
    anna = here.client(chat=GROUP)
    refuse(here, status, code, where=GROUP.id)
    await anna.say("get link dietary advice")
    await here.idle()
    assert not [sent for sent in for_all(here, GROUP) if sent.delivered]
    told = here.microsoft365.record.shown(OWN)[-1]
    assert words in words_on(told)
    here.microsoft365.troubles.clear()
    await own.settled()
    await own.press("Try again")
    await own.settled()
    assert LINK in said(own.seen[-1].activity)


async def test_where_even_plain_text_is_refused_the_log_says_so(here: World) -> None:
    anna = here.client()
    refuse(here, 400, "BadArgument", where="message")
    with log_lines() as log:
        await anna.say("help")
        await here.idle()
    errors = [line["event"] for line in log if line["log_level"] == "error"]
    assert errors == ["card_refused", "message_refused", "card_refused"]
    assert [line["event"] for line in log].count("answer_undeliverable") == 1
    here.microsoft365.troubles.clear()
    assert "What you can type" in await ask(anna, "help")


async def test_the_first_answer_after_a_refused_one_is_a_card_again(here: World) -> None:
    anna = here.client()
    here.microsoft365.troubles.on(Trouble.CONNECTOR_REFUSES, status=400, times=1, where=ADAPTIVE)
    assert "What you can type" in await only_answer_of(here, anna)
    assert "What you can type" in await ask(anna, "help")


async def only_answer_of(here: World, anna: TeamsClient) -> str:
    await anna.say("help")
    return await only_answer(here, anna)
