"""Who am I, sign out, coming and going: what the bot keeps of a person, and where."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer, unused_port

from app import create_app
from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA, BEN
from tests.support.journeys.stories import (
    answers,
    ask,
    assert_kind,
    exchange,
    keeps_tokens,
    only_answer,
    press,
    sign_in_card,
)
from tests.support.journeys.world import World, words_on, world
from tests.support.seam import seam_under_test


@asynccontextmanager
async def another_instance(here: World) -> AsyncIterator[World]:
    """A second bot on the same storage, as Teams would reach it behind a load balancer."""
    port = unused_port()
    settings = here.settings.model_copy(update={"port": port})
    server = TestServer(await create_app(settings, here.endpoints, seam_under_test()), port=port)
    await server.start_server()
    try:
        yield replace(here, settings=settings, bot=server)
    finally:
        await server.close()


def again(client: TeamsClient, there: World) -> TeamsClient:
    """The same chat, whose next activities reach the other instance. Teams numbers them on."""
    elsewhere = there.client(client.person)
    elsewhere.activities._ids = client.activities._ids
    return elsewhere


async def test_who_am_i_before_any_sign_in_says_nobody_and_asks_microsoft_nothing(here: World) -> None:
    anna = here.client()
    told = await ask(anna, "who am I?")
    assert "Nobody is signed in" in told
    assert not here.calls("graph")
    assert not here.microsoft365.requests.of("entra", who=ANNA.oid)
    assert not anna.sign_ins


async def test_who_am_i_shows_the_account_and_what_it_allows(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    told = await ask(anna, "who am i")
    assert ANNA.upn in told
    assert ANNA.name in told
    assert "get customers' links" in told
    assert "openid" not in told
    assert "VirtualAppointment" not in told


async def test_sign_out_forgets_everything_and_the_next_command_signs_in_again(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    assert await keeps_tokens(here, ANNA)
    assert "Your sign-in has been deleted" in await ask(anna, "sign out")
    assert not await keeps_tokens(here, ANNA)
    assert "Nobody is signed in" in await ask(anna, "who am i")
    assert "Which meeting?" in await ask(anna)
    assert len(anna.sign_ins) == 2


async def test_sign_out_of_one_person_is_not_anothers(here: World) -> None:
    here.consent(ANNA)
    here.consent(BEN)
    anna, ben = here.client(ANNA), here.client(BEN)
    await ask(anna)
    await ask(ben)
    await ask(anna, "sign out")
    assert await keeps_tokens(here, BEN)
    await ask(ben)
    assert len(ben.sign_ins) == 1


async def test_another_instance_notices_a_sign_out_at_the_next_command(here: World) -> None:
    here.consent()
    async with another_instance(here) as there:
        anna = here.client()
        anna_there = again(anna, there)
        await ask(anna)
        assert "Which meeting?" in await ask(anna_there)
        await ask(anna, "sign out")
        here.microsoft365.consents.withdraw(ANNA)
        await anna_there.say("get link")
        await anna_there.settled()
        assert anna_there.sign_in_card.statuses == [412]


async def test_a_command_of_one_instance_goes_on_at_another(here: World) -> None:
    async with another_instance(here) as there:
        anna = here.client()
        card = await sign_in_card(anna)
        here.consent()
        assert await exchange(again(anna, there), card.id) == 200
        await there.idle()
        assert "Which meeting?" in await only_answer(here, anna)
        assert "Which meeting?" in await ask(anna)
        assert len(anna.sign_ins) == 1


async def test_three_clients_at_two_instances_get_one_answer(here: World) -> None:
    async with another_instance(here) as there:
        anna = here.client()
        card = await sign_in_card(anna)
        here.consent()
        clients = [anna, again(anna, there)] * 2
        statuses = await asyncio.gather(*(exchange(client, card.id) for client in clients))
        await there.idle()
        assert set(statuses) == {200}
        await only_answer(here, anna)


async def test_a_restart_keeps_the_sign_in_the_waiting_command_and_the_buttons(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        here.consent()
        anna, ben = here.client(ANNA), here.client(BEN)
        await ask(anna)
        waiting = await sign_in_card(ben)
        await here.stop_bot()
        await here.start_bot()
        assert "visit.teams" in await press(anna, "Dietary")
        await ben.open_popup(waiting.url)
        assert "Which meeting?" in await only_answer(here, ben) or "No coming" in answers(ben)[0]
        assert len(anna.sign_ins) == 1


async def test_installing_is_greeted_once_though_teams_tells_it_twice(here: World) -> None:
    anna = here.client()
    assert (await anna.install()).status in {200, 202}
    told = await only_answer(here, anna)
    assert "Welcome" in told
    assert not here.calls("graph")
    here.consent()
    assert "Which meeting?" in await press(anna, "Get link")


async def test_the_greeting_is_in_the_persons_language(here: World) -> None:
    anna = here.client(locale="de-DE")
    await anna.install()
    assert "Willkommen" in await only_answer(here, anna)


async def test_being_added_to_a_group_is_not_greeted_there(here: World) -> None:
    group = here.client(chat=Chat.group("reception"))
    await group.install()
    await here.idle()
    assert not answers(group)


async def test_uninstalling_removes_the_tokens_in_silence(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    assert (await anna.deliver(anna.activities.installed("remove"))).status in {200, 202}
    await here.idle()
    assert not await keeps_tokens(here, ANNA)
    assert not anna.answer


async def test_removing_the_bot_from_a_group_leaves_the_sign_in_alone(here: World) -> None:
    here.consent()
    await ask(here.client())
    group = here.client(chat=Chat.group("reception"))
    await group.deliver(group.activities.installed("remove"))
    await here.idle()
    assert await keeps_tokens(here, ANNA)


async def test_a_sign_in_begun_before_a_sign_out_and_finished_after_it_keeps_nothing(here: World) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    page = await LoginWalker(ANNA, "leave").walk(anna.browser, card.url)
    await ask(anna, "sign out")
    await anna.browser.press(page, page.button("Accept"))
    await here.idle()
    assert not await keeps_tokens(here, ANNA)
    assert_kind(answers(anna)[-1])


async def test_the_bot_speaks_the_language_of_teams(here: World) -> None:
    here.consent()
    anna = here.client(locale="de-DE")
    await anna.say("link holen")
    (answer,) = await anna.settled()
    assert answer.activity["locale"] == "de"
    assert "Which" not in words_on(answer)
    who = await ask(anna, "wer bin ich")
    assert ANNA.upn in who
    assert_kind(await ask(anna, "abmelden"))
    assert not await keeps_tokens(here, ANNA)
