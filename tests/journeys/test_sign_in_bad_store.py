"""The store has a bad moment while somebody comes, signs in, or leaves: they are answered, or forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA
from tests.support.journeys.bad_store import BadMoments, Moment
from tests.support.journeys.places import GROUP, LINK, said
from tests.support.journeys.stories import answers, ask, eventually, keeps_tokens, sign_in_card
from tests.support.journeys.world import World, world


@pytest.fixture
def bad() -> BadMoments:
    return BadMoments()


@pytest.fixture
async def here(tmp_path: Path, bad: BadMoments) -> AsyncIterator[World]:
    async with world(tmp_path, create=bad.create) as built:
        yield built


@pytest.mark.parametrize("moment", [("put", "signed in"), ("resume",), ("waiting",)], ids=str)
async def test_who_has_signed_in_has_their_answer(here: World, bad: BadMoments, moment: Moment) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    bad.after_tokens.append(moment)
    page = await LoginWalker(ANNA).walk(here.browser(), card.url)
    assert "signed in" in page.words
    await anna.settled(lambda: len(answers(anna)) > 0)
    await here.idle()
    assert (bad.failed, len(answers(anna))) == (1, 1)


async def test_tokens_that_cannot_be_kept_are_not_called_microsofts_fault(here: World, bad: BadMoments) -> None:
    card = await sign_in_card(here.client())
    bad.fails.append(("keep_tokens",))
    page = await LoginWalker(ANNA).walk(here.browser(), card.url)
    assert bad.failed
    assert page.words.strip()
    assert "Microsoft is busy" not in page.words


@pytest.mark.parametrize("moment", [("get", "start"), ("put", "visit"), ("get", "visit")], ids=str)
async def test_a_page_has_words_whatever_fails(here: World, bad: BadMoments, moment: Moment) -> None:
    card = await sign_in_card(here.client())
    bad.fails.append(moment)
    page = await LoginWalker(ANNA).walk(here.browser(), card.url)
    assert bad.failed
    assert page.words.strip()


@pytest.mark.parametrize("moment", [("waiting",), ("await_sign_in",), ("put", "start")], ids=str)
async def test_who_cannot_be_offered_a_sign_in_presses_again(here: World, bad: BadMoments, moment: Moment) -> None:
    here.consent()
    anna = here.client(chat=GROUP)
    await anna.say("get link dietary advice")
    await anna.settled()
    bad.fails.append(moment)
    assert "Reference: " in said((await anna.press("Get link")).body)
    assert bad.failed
    assert LINK in said((await anna.press("Try again")).body)


async def test_who_removes_the_bot_is_forgotten_as_soon_as_the_store_takes_it(here: World, bad: BadMoments) -> None:
    here.consent()
    anna = here.client()
    await ask(anna, "get link")
    bad.fails.append(("drop_tokens",))
    answer = await anna.deliver(anna.activities.installed("remove"))
    assert answer.status < 300

    async def forgotten() -> bool:
        return not await keeps_tokens(here, ANNA)

    await eventually(forgotten)


@pytest.mark.parametrize("moments", [[("put", "welcome"), ("put", "welcome")], [("record",)]], ids=str)
async def test_who_installs_the_bot_is_welcomed_once_and_nothing_of_it_is_called_a_fault(
    here: World, bad: BadMoments, moments: list[Moment]
) -> None:
    anna = here.client()
    bad.fails += moments
    answer = await anna.install()
    assert answer.status < 300
    await anna.settled(lambda: any("Welcome" in said for said in answers(anna)))
    await here.idle()
    assert bad.failed == len(moments)
    assert len(answers(anna)) == 1


@pytest.mark.parametrize("moment", [("waiting",), ("put", "closed")], ids=str)
async def test_whose_window_was_closed_is_told_so(here: World, bad: BadMoments, moment: Moment) -> None:
    anna = here.client()
    await sign_in_card(anna)
    bad.fails.append(moment)
    await anna.cancel_popup()
    await anna.settled(lambda: bool(answers(anna)))
    await here.idle()
    assert bad.failed == 1
    (said,) = answers(anna)
    assert "not finished" in said


@pytest.mark.parametrize("moment", [("waiting",), ("put", "failed")], ids=str)
async def test_whose_client_shows_nothing_of_a_failure_is_told_so(here: World, bad: BadMoments, moment: Moment) -> None:
    anna = here.client()
    await sign_in_card(anna)
    bad.fails.append(moment)
    answer = await anna.invoke("signin/failure", {"code": "invokeerror"})
    assert answer.status == 200
    await anna.settled(lambda: bool(answers(anna)))
    await here.idle()
    assert (bad.failed, len(answers(anna))) == (1, 1)


@pytest.mark.parametrize("moment", [("resume",), ("waiting",), ("put", "ended badly")], ids=str)
async def test_who_declines_reads_why_not_on_the_page_and_in_the_chat(
    here: World, bad: BadMoments, moment: Moment
) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    bad.after_return.append(moment)
    page = await LoginWalker(ANNA, decision="cancel").walk(here.browser(), card.url)
    assert "close this page" in page.words
    await anna.settled(lambda: bool(answers(anna)))
    await here.idle()
    (said,) = answers(anna)
    assert (bad.failed, "Permission was not given" in said) == (1, True)
