"""What people say for its own sake, twice, or wrongly spelled; and words of ours that are true."""

from __future__ import annotations

import json
from functools import partial

import pytest

from sandbox.client.buttons import walk
from sandbox.client.chats import Chat
from sandbox.world.people import ANNA
from sandbox.world.troubles import Trouble
from tests.support.journeys.places import CHANNEL, GROUP, LINK, for_all, in_its_chat, said, signed_in
from tests.support.journeys.stories import answers, ask, assert_kind, log_lines, only_answer, press
from tests.support.journeys.world import World, words_on

POLITE = {
    "hi": "Hello!",
    "Guten Morgen": "Hello!",
    "thanks": "You are welcome!",
    "danke!": "You are welcome!",
    "ok": "All right.",
    "👍": "All right.",
    "no": "All right.",
    "bye": "Goodbye!",
}


@pytest.mark.parametrize("text", POLITE)
async def test_what_is_only_polite_gets_a_few_words(here: World, text: str) -> None:
    anna = here.client()
    await anna.say(text)
    (answer,) = await anna.settled()
    told = answer.text or words_on(answer)
    assert told.startswith(POLITE[text])
    assert "What you can type" not in told
    assert len(told) < 100
    assert not here.calls("graph")


async def test_a_greeting_in_german_is_answered_in_german(here: World) -> None:
    anna = here.client(locale="de-DE")
    assert (await ask(anna, "Hallo")).startswith("Hallo!")
    await anna.say("Danke")
    (answer,) = await anna.settled()
    assert answer.text == "Gern geschehen!"


@pytest.mark.parametrize("text", ["hi", "thanks!", "👍", "bye"])
@pytest.mark.parametrize("chat", [GROUP, CHANNEL], ids=["group", "channel"])
async def test_where_others_read_along_the_answer_is_short_and_names_nothing(
    here: World, chat: Chat, text: str
) -> None:
    anna = await signed_in(here, chat=chat)
    before = len(here.calls("graph"))
    await anna.say(text)
    (answer,) = await anna.settled()
    assert len(words_on(answer) + answer.text) < 120
    assert len(here.calls("graph")) == before
    assert LINK not in said(answer.activity)


async def test_thanks_in_a_meetings_chat_is_no_meeting_called_thanks(here: World) -> None:
    anna = await in_its_chat(here)
    before = len(here.calls("graph"))
    await anna.say("thanks")
    (answer,) = await anna.settled()
    assert len(here.calls("graph")) == before
    assert LINK not in said(answer.activity)


@pytest.mark.parametrize("text", ["get lnik dietary advice", "gte link dietary advice", "getlnik dietary advice"])
async def test_a_misspelled_command_is_understood(here: World, text: str) -> None:
    here.consent()
    anna = here.client()
    await anna.say(text)
    await anna.settled()
    assert LINK in said(anna.seen[-1].activity)


async def test_a_doubtful_one_is_asked_back_with_a_button(here: World) -> None:
    here.consent()
    anna = here.client()
    assert "Did you mean “get link”?" in await ask(anna, "lnk dietary advice")
    await anna.press("get link")
    await anna.settled()
    assert LINK in said(anna.seen[-1].activity)


async def test_typing_try_again_asks_the_same_again(here: World) -> None:
    here.consent()
    anna = here.client()
    here.microsoft365.troubles.on(Trouble.GRAPH_UNAVAILABLE)
    assert "Microsoft is busy" in await ask(anna, "get link dietary advice")
    here.microsoft365.troubles.clear()
    await anna.say("try again")
    await anna.settled()
    assert LINK in said(anna.seen[-1].activity)


async def test_no_button_that_does_something_else_is_called_try_again(here: World) -> None:
    here.consent()
    anna = here.client()
    for text in ("flowers for the front desk", "get link now", "blah"):
        await ask(anna, text)
        assert "Try again" not in {button.title for button in anna.buttons}


@pytest.mark.parametrize("first", ["get link", "Get link!"])
async def test_a_question_asked_twice_before_signing_in_has_one_answer(here: World, first: str) -> None:
    anna = here.client()
    await anna.say(first)
    await anna.settled(lambda: len(anna.sign_ins) == 1)
    await anna.say("get link")
    await anna.settled(lambda: len(anna.sign_ins) == 2)
    await anna.sign_in()
    await here.idle()
    assert len([text for text in answers(anna) if "Which meeting?" in text]) == 1


async def test_two_questions_before_signing_in_have_two_answers(here: World) -> None:
    anna = here.client()
    for text in ("get link dietary advice", "get link physio", "get link physio"):
        asked = len(anna.sign_ins)
        await anna.say(text)
        await anna.settled(partial(lambda before: len(anna.sign_ins) > before, asked))
    await anna.sign_in()
    await here.idle()
    assert len(answers(anna)) == 2


async def test_the_silent_exchange_of_a_repeated_question_is_answered_once(here: World) -> None:
    here.consent()
    anna = here.client()
    await anna.deliver(anna.activities.message("get link"))
    await anna.deliver(anna.activities.message("get link"))
    await anna.settled()
    await here.idle()
    assert len([text for text in answers(anna) if "Which meeting?" in text]) == 1


async def test_a_repeated_question_whose_sign_in_fails_is_told_once(here: World) -> None:
    here.consent()
    here.microsoft365.troubles.on(Trouble.ENTRA_BLOCKED, person=ANNA.upn)
    anna = here.client()
    await anna.deliver(anna.activities.message("get link"))
    await anna.deliver(anna.activities.message("get link"))
    await anna.settled()
    await here.idle()
    assert len([text for text in answers(anna) if "organization's rules" in text]) == 1


async def test_the_address_for_an_admin_is_behind_a_button(here: World) -> None:
    here.microsoft365.troubles.on(Trouble.ENTRA_ADMIN_CONSENT)
    anna = here.client()
    await anna.say("get link")
    await anna.settled(lambda: bool(anna.sign_ins))
    await anna.sign_in()
    await only_answer(here, anna)
    (card,) = anna.seen[-1].contents("application/vnd.microsoft.card.adaptive")
    shown = [node for node in card["body"] if node.get("isVisible", True)]
    texts = [str(node.get("text")) for part in shown for node in walk(part) if "text" in node]
    assert not [text for text in texts if "adminconsent" in text]
    assert "adminconsent" in json.dumps([node for node in card["body"] if node.get("isVisible") is False])
    titles = [button.title for button in anna.buttons]
    assert titles.index("Copy the link for your admin") < titles.index("Show link")
    await anna.press("Copy the link for your admin")
    await anna.settled()
    (copied,) = [sent.text for sent in anna.seen if "adminconsent" in sent.text]
    assert copied.startswith("https://")
    assert " " not in copied


REPORTED = {
    "a wrong secret": (Trouble.ENTRA_INVALID_CLIENT, True),
    "a busy Graph": (Trouble.GRAPH_UNAVAILABLE, False),
    "a refused token": (Trouble.GRAPH_UNAUTHORIZED, True),
    "a strange link": (Trouble.GRAPH_NULL_LINK, False),
    "a policy": (Trouble.ENTRA_BLOCKED, False),
}


@pytest.mark.parametrize("kind", REPORTED)
async def test_it_has_been_reported_is_said_where_it_was(here: World, kind: str) -> None:
    trouble, ours = REPORTED[kind]
    here.consent()
    anna = here.client()
    await ask(anna, "who am i")  # the bot's own token is at hand
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    with log_lines() as log:
        await anna.say("get link dietary advice")
        await anna.settled(lambda: len(answers(anna)) == 2)
    told = answers(anna)[-1]
    assert_kind(told)
    reference = told.partition("Reference: ")[2][:9]
    errors = [line for line in log if line["log_level"] == "error" and line.get("reference") == reference]
    assert ("has been reported" in told) is ours
    assert bool(errors) is ours


async def test_one_coming_meeting_is_not_several(here: World) -> None:
    here.consent()
    here.microsoft365.events[:] = [each for each in here.microsoft365.events if each.subject == "Dietary advice"]
    told = await ask(here.client())
    assert "one coming Teams meeting" in told
    assert "meetings. Press one" not in told


async def test_a_neutral_card_is_all_that_a_misspelled_command_leaves_in_a_group(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    await anna.say("get lnik dietary advice")
    await anna.settled()
    (posted,) = for_all(here, GROUP)
    assert "ietary" not in words_on(posted)
    assert LINK in said((await anna.press("Get link")).body)


async def test_search_my_meetings_is_called_what_it_does(here: World) -> None:
    here.consent()
    anna = here.client()
    assert "did not understand" in await ask(anna, "dietary advice")
    await press(anna, "Search my meetings")
    assert LINK in said(anna.seen[-1].activity)
