"""The main job: first use with consent, second use without, one press to the link; each command answered once."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from sandbox.client.login_walker import LoginWalker
from sandbox.teams.conversations import personal_chat
from sandbox.world.people import ANNA, BEN, OSEI
from sandbox.world.troubles import Trouble
from tests.support.journeys.stories import (
    RANDOM_ID,
    answers,
    ask,
    assert_kind,
    close_popup,
    eventually,
    exchange,
    keeps_tokens,
    only_answer,
    press,
    read,
    sign_in_card,
)
from tests.support.journeys.world import World, words_on


async def test_first_use_asks_once_for_consent_and_then_shows_the_meetings(here: World) -> None:
    anna = here.client()
    assert (await anna.say("get link")).status == 202
    await anna.settled()
    page = await anna.sign_in()
    assert page.status == 200
    assert "signed in" in page.words
    assert "Physiotherapy" in await only_answer(here, anna)
    assert len(anna.sign_ins) == 1


async def test_with_three_clients_open_there_is_one_consent_and_one_answer(here: World) -> None:
    anna = here.client(clients=3)
    card = await sign_in_card(anna)
    assert card.statuses == [412, 412, 412]
    await anna.sign_in()
    assert await asyncio.gather(*(close_popup(anna) for _ in range(3))) == [200, 200, 200]
    assert "Which meeting?" in await only_answer(here, anna)
    assert len(anna.sign_ins) == 1
    assert len(here.microsoft365.requests.of("entra", "authorize", "POST")) == 1


async def test_from_get_link_to_the_link_it_is_one_press(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    assert "visit.teams.microsoft.com" in await press(anna, "Physiotherapy")


async def test_the_second_use_has_no_sign_in(here: World) -> None:
    anna = here.client()
    await sign_in_card(anna)
    await anna.sign_in()
    await anna.settled()
    assert "Which meeting?" in await ask(anna)
    assert len(anna.sign_ins) == 1


@pytest.mark.parametrize("clients", [1, 3])
async def test_who_has_consented_before_never_sees_a_sign_in_button(here: World, clients: int) -> None:
    here.consent()
    anna = here.client(clients=clients)
    await anna.say("get link")
    assert "Which meeting?" in await only_answer(here, anna)
    (card,) = anna.sign_ins.values()
    assert card.statuses == [200] * clients
    assert not card.shown


async def test_after_consent_the_very_same_assertion_succeeds_at_once(here: World) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    here.consent()
    assert await exchange(anna, card.id) == 200
    assert "Which meeting?" in await only_answer(here, anna)


async def test_consent_given_in_another_window_counts_when_the_popup_closes(here: World) -> None:
    """Whoever is signed in is served, whatever the state says: here by the sign-in of another command."""
    anna = here.client()
    first = await sign_in_card(anna)
    await anna.say("get link physio tomorrow")
    await anna.settled()
    await anna.open_popup(first.url)
    await anna.settled()
    assert await close_popup(anna, "whatever") == 200
    await anna.settled(lambda: len(answers(anna)) == 2)
    assert not [words for words in answers(anna) if "not finished" in words]


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_command_delivered_twice_is_answered_once(here: World, at_once: bool) -> None:
    here.consent()
    anna = here.client()
    activity = anna.activities.message("get link")
    if at_once:
        answers = await asyncio.gather(*(anna.bot_client.deliver(activity) for _ in range(4)))
    else:
        answers = [await anna.deliver(activity), await anna.bot_client.deliver(activity)]
    assert {answer.status for answer in answers} <= {200, 202}
    await only_answer(here, anna)
    assert len(anna.sign_ins) == 1


async def test_a_command_delivered_again_after_its_answer_stays_answered(here: World) -> None:
    here.consent()
    anna = here.client()
    activity = anna.activities.message("get link")
    await anna.deliver(activity)
    await only_answer(here, anna)
    await anna.bot_client.deliver(activity)
    await only_answer(here, anna)


async def test_a_press_delivered_twice_gives_one_link(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna)
    button = next(button for button in anna.buttons if "Physiotherapy" in button.words)
    pressed = anna.activities.submit(button.filled({}), button.activity_id)
    await asyncio.gather(*(anna.bot_client.deliver(pressed) for _ in range(3)))
    await anna.settled(lambda: len(answers(anna)) == 2)
    await here.idle()
    assert len([words for words in answers(anna) if "visit.teams" in words]) == 1


async def test_a_replayed_exchange_is_accepted_and_answers_nothing(here: World) -> None:
    here.consent()
    anna = here.client()
    await anna.say("get link")
    await only_answer(here, anna)
    (card,) = anna.sign_ins.values()
    assert await exchange(anna, card.id) == 200
    await only_answer(here, anna)


async def test_an_exchange_for_no_command_binds_nothing(here: World) -> None:
    here.consent()
    assert await exchange(here.client(), RANDOM_ID) == 412
    assert not await keeps_tokens(here, ANNA)


@pytest.mark.parametrize("trouble", [Trouble.ENTRA_THROTTLED, Trouble.ENTRA_UNAVAILABLE])
async def test_one_persons_trouble_at_entra_does_not_delay_anothers_first_use(here: World, trouble: Trouble) -> None:
    here.consent(ANNA)
    here.consent(BEN)
    here.microsoft365.troubles.on(trouble, person=ANNA.upn)
    anna, ben = here.client(ANNA), here.client(BEN)
    await anna.say("get link")
    await ben.say("get link")
    annas = asyncio.create_task(anna.settled())
    answered = await read(ben)
    assert not annas.done()
    assert "Which meeting?" in answered or "No coming" in answered
    (explained,) = await annas
    assert "Microsoft is busy" in words_on(explained)
    assert_kind(words_on(explained))


async def test_a_second_person_in_the_house_signs_in_for_themselves(here: World) -> None:
    here.consent(ANNA)
    anna, osei = here.client(ANNA), here.client(OSEI)
    await ask(anna)
    card = await sign_in_card(osei)
    assert card.statuses == [412]
    assert not await keeps_tokens(here, OSEI)
    assert {sent.conversation for sent in here.microsoft365.record.sent} == {personal_chat(ANNA), personal_chat(OSEI)}


async def test_a_slow_entra_is_asked_once_for_all_clients_of_a_person(here: World) -> None:
    """Teams drops an invoke after five seconds: one question after the other would take too long."""
    here.microsoft365.troubles.on(Trouble.ENTRA_SLOW, person=ANNA.upn, seconds=1)
    anna = here.client(clients=6)
    card = await sign_in_card(anna)
    assert card.statuses == [412] * 6
    assert here.microsoft365.requests.count("entra", "token", who=ANNA.oid) == 1
    here.microsoft365.troubles.clear()
    await anna.sign_in()
    assert "Which meeting?" in await only_answer(here, anna)


async def test_a_page_finished_while_another_client_still_exchanges_is_not_forgotten(here: World) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    page = await LoginWalker(ANNA, "leave").walk(anna.browser, card.url)
    slow = here.microsoft365.troubles.on(Trouble.ENTRA_SLOW, person=ANNA.upn, times=1)

    async def under_way() -> bool:
        return bool(slow.struck)

    late = asyncio.create_task(exchange(anna, card.id))
    await eventually(under_way)
    done = asyncio.create_task(anna.browser.press(page, page.button("Accept")))
    await eventually(partial(keeps_tokens, here, ANNA))
    here.microsoft365.consents.withdraw(ANNA)
    here.microsoft365.troubles.clear()
    assert await late == 412
    assert (await done).status == 200
    assert "Which meeting?" in await only_answer(here, anna)


async def test_the_window_of_a_sign_in_that_succeeded_is_not_said_to_have_been_closed(here: World) -> None:
    """Another command of the person still waits, for a consent of its own."""
    here.consent()
    anna = here.client()
    await anna.say("get link case conference")
    await anna.settled()
    await anna.say("get link 312 456 789 01")
    await anna.settled()
    page = await anna.sign_in()
    assert "You are signed in" in page.text
    await here.idle()
    assert not any("was not finished" in words_on(sent) for sent in anna.seen)
    await anna.cancel_popup()  # closing the other window by its X is told, as ever
    await here.idle()
    assert "was not finished" in words_on(anna.seen[-1])
