"""Every invoke has its row: who answers it, and what is said when there is no answer."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import ExitStack
from typing import Any, cast

import pytest

from bot.errors import Busy
from bot.model import Action, ActionKind, Command, Notice, Trouble
from bot.ops.keyring import Keyring
from bot.teams.answers.invokes_at_work import MOST_EACH, MOST_INVOKES, InvokesAtWork
from bot.teams.inbound.activities import Heard
from bot.teams.inbound.payload import Inbound
from bot.teams.inbound.routes import NOT_SERVED, ROUTES, Handlers, Invokes
from bot.teams.inbound.turns import InvokeAnswer
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.renderer import Renderer
from bot.teams.sdk.edge import response
from cards import fields
from tests.support.fakes import ANNA, PHYSIO, PLACE, command

BUTTONS = ButtonCodec(Keyring([bytes(32)]))
RENDERER = Renderer(BUTTONS, "app")
WORDS = RENDERER.spoken(Notice(Trouble.BOT_BUSY), command())
SILENT = {"signin/tokenExchange", "signin/verifyState", "signin/failure"}


class Desk:
    """Answers everything with its own name; or fails."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails

    def __getattr__(self, name: str) -> Any:
        async def answer(_activity: Inbound, _command: Command) -> InvokeAnswer:
            if self.fails:
                raise Busy("the store has a bad moment")
            return InvokeAnswer(200, {"by": name})

        return answer


def invokes(desk: Desk) -> Invokes:
    return Invokes(Handlers(*[cast("Any", desk)] * 3), RENDERER, BUTTONS, InvokesAtWork())


def invoke(name: str | None) -> Inbound:
    place = {"channelId": "msteams", "serviceUrl": "https://smba.example/", "conversation": {"id": "a:1"}}
    return Inbound.model_validate(place | {"type": "invoke", "name": name})


@pytest.mark.parametrize("name", ROUTES)
async def test_each_is_answered_by_its_own_handler(name: str) -> None:
    answer = await invokes(Desk()).answer(invoke(name), Heard(command()))
    assert answer.status == 200
    assert answer.body
    assert answer.body["by"] in {
        "token_exchange", "verify_state", "failure", "action", "dialog", "query", "fetch", "submit",
    }  # fmt: skip


@pytest.mark.parametrize("name", ROUTES)
async def test_a_fault_is_told_in_words_wherever_the_client_shows_words(name: str) -> None:
    answer = await invokes(Desk(fails=True)).answer(invoke(name), Heard(command()))
    if name in SILENT:
        assert answer == InvokeAnswer(412)
    else:
        assert answer.status == 200
        assert WORDS.split(".")[0] in json.dumps(answer.body, ensure_ascii=False)


@pytest.mark.parametrize("verb", [ActionKind.POST_HERE, ActionKind.GET_LINK])
async def test_try_again_in_the_place_of_a_post_knows_which_one_it_repeats(verb: ActionKind) -> None:
    """It may be under way, however late the words are that take its place."""
    sealed = BUTTONS.seal(ANNA, PLACE.conversation_id, Action(verb, meeting=PHYSIO, link="https://visit.example/x"))
    value = {"action": {"data": {fields.PRESS: sealed}}}
    pressed = invoke("adaptiveCard/action").model_copy(update={"value": value})
    told = json.dumps((await invokes(Desk(fails=True)).answer(pressed, Heard(command()))).body)
    found = [
        BUTTONS.open(ANNA, PLACE.conversation_id, data) for data in re.findall(rf'"{fields.PRESS}": "(.+?)"', told)
    ]
    repeated = {PLACE.activity_id in press.repeats for press in found if press and press.verb is verb}
    assert repeated == {verb is ActionKind.POST_HERE}


@pytest.mark.parametrize("name", ROUTES)
async def test_who_cannot_be_served_is_told_and_nobody_is_asked(name: str) -> None:
    refused = Heard(command(), Trouble.NOT_ALLOWED_TENANT)
    answer = await invokes(Desk()).answer(invoke(name), refused)
    assert answer == InvokeAnswer(403) if name in SILENT else "by" not in (answer.body or {})


@pytest.mark.parametrize("name", [*sorted(NOT_SERVED), "made/up", "", None])
async def test_others_are_501_whoever_asks(name: str | None) -> None:
    for heard in (Heard(command()), Heard(command(), Trouble.UNKNOWN_SENDER)):
        assert await invokes(Desk()).answer(invoke(name), heard) == InvokeAnswer(501)


def test_what_is_served_is_not_listed_as_what_is_not() -> None:
    assert NOT_SERVED & ROUTES.keys() == set()


def test_half_an_emoji_of_a_title_is_no_reason_for_no_answer() -> None:
    answered = response(InvokeAnswer(200, {"text": "Physio \ud83d"}))
    assert json.loads(cast("bytes", answered.body)) == {"text": "Physio \ud83d"}


async def test_one_person_cannot_have_more_invokes_answered_than_there_is_room_for() -> None:
    going = asyncio.Event()

    class Slow(Desk):
        def __getattr__(self, name: str) -> Any:
            async def answer(_activity: Inbound, _command: Command) -> InvokeAnswer:
                await going.wait()
                return InvokeAnswer(200, {"by": name})

            return answer

    served = invokes(Slow())
    first = [
        asyncio.create_task(served.answer(invoke("adaptiveCard/action"), Heard(command()))) for _ in range(MOST_EACH)
    ]
    await asyncio.sleep(0)
    one_more = await served.answer(invoke("adaptiveCard/action"), Heard(command()))
    assert "I have too much to do right now" in str(one_more.body)
    going.set()
    assert {answer.status for answer in await asyncio.gather(*first)} == {200}
    assert (await served.answer(invoke("adaptiveCard/action"), Heard(command()))).body == {"by": "action"}


def test_one_tenants_invokes_keep_no_other_tenants_out() -> None:
    at_work = InvokesAtWork()
    with ExitStack() as stack:
        for number in range(MOST_INVOKES):
            stack.enter_context(at_work.one(f"big/{number}"))
        with pytest.raises(Busy):
            stack.enter_context(at_work.one("big/anna"))
        stack.enter_context(at_work.one("small/dora"))
        assert at_work.count == MOST_INVOKES + 1
    assert at_work.count == 0
