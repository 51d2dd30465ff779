"""The demo without a browser: what the companion makes of the Playground, and what it keeps from it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from sandbox.client.browser import Browser
from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA
from tests.support.journeys.demo import Demo, started


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Demo]:
    async with started(tmp_path) as running:
        yield running


async def test_first_use_shows_one_sign_in_button_and_then_the_meetings(here: Demo) -> None:
    await here.sign_in()
    await here.chat.press("Dietary advice")
    assert "Dietary advice" in await here.chat.until(3)
    assert here.chat.button("Copy")


async def test_a_silent_sign_in_shows_nothing_whatever_the_number_of_devices(here: Demo) -> None:
    await here.sign_in()
    await here.chat.say("sign out")
    await here.chat.until(3)
    assert await here.switch(clients="3") == 303
    await here.chat.say("get link dietary")
    assert "Dietary advice" in await here.chat.until(4)
    assert not [words for words in here.chat.words[2:] if "Sign in once" in words]


async def test_an_activity_that_arrives_three_times_is_answered_once(here: Demo) -> None:
    assert await here.switch(deliveries="3") == 303
    with capture_logs() as lines:
        await here.chat.say("help")
        await here.chat.until(1)
        await here.chat.say("who am I")
        await here.chat.until(2)
    assert [line["event"] for line in lines].count("delivered_again") == 4


async def test_opening_the_page_again_does_not_install_the_app_again(here: Demo) -> None:
    for _ in range(2):
        await here.chat.post({"type": "installationUpdate", "action": "add"})
        await here.chat.post({"type": "conversationUpdate", "membersAdded": [{"id": "28:bot"}]})
    await here.chat.say("help")
    await here.chat.until(2)
    assert here.chat.words[0].startswith("Welcome")


async def test_whoever_is_signed_in_stays_so_over_a_restart(tmp_path: Path) -> None:
    async with started(tmp_path) as first:
        await first.sign_in()
    async with started(tmp_path) as second:
        await second.chat.say("get link dietary")
        assert "Dietary advice" in await second.chat.until(1)


async def test_a_trouble_is_switched_on_and_off_by_the_buttons_of_a_page(here: Demo) -> None:
    await here.sign_in()
    await here.switch(on="graph.null_link")
    await here.chat.say("get link dietary")
    assert "no usable link" in await here.chat.until(3)
    async with here.session.get(here.places.switches) as page:
        assert "Off: the appointment link is null" in await page.text()
    await here.switch(clear="yes")
    await here.chat.say("get link dietary")
    await here.chat.until(4)
    assert here.chat.button("Copy")


async def test_a_fault_is_put_together_on_the_page(here: Demo) -> None:
    async with here.session.get(here.places.switches) as page:
        assert 'value="connector.fault" aria-label="On: ' in await page.text()
    await here.switch(fault="connector.fault", status="429", retry_after="0", times="1")
    async with here.session.get(here.places.switches) as page:
        assert 'value="connector.fault" aria-label="Off: ' in await page.text()
    await here.chat.say("help")
    await here.chat.until(1)
    async with here.session.get(here.places.switches) as page:
        assert 'value="connector.fault" aria-label="On: ' in await page.text()  # it has struck once, which was all


async def test_the_switches_refuse_what_they_do_not_know_and_other_sites(here: Demo) -> None:
    assert await here.switch(on="graph.on_fire") == 400
    assert await here.switch(clients="many") == 400
    assert await here.switch(fault="connector.fault", status="many") == 400
    assert await here.switch(fault="graph.null_link") == 400
    foreign = {"Sec-Fetch-Site": "cross-site"}
    async with here.session.post(here.places.switches, data={"clear": "yes"}, headers=foreign) as answer:
        assert answer.status == 403


async def test_the_bot_answers_nobody_but_the_signed_line(here: Demo) -> None:
    """What the Playground posts would be refused by the bot itself: there is no mode without authentication."""
    activity = {"type": "message", "text": "get link"}
    async with here.session.post(f"{here.places.bot}/api/messages", json=activity) as answer:
        assert answer.status == 401


async def test_the_tenant_whose_admin_must_approve_is_one_press_away(here: Demo) -> None:
    assert await here.switch(consent="managed") == 303
    await here.chat.say("get link")
    await here.chat.until(1)
    _, button = here.chat.button("Sign in")
    page = await LoginWalker(ANNA).walk(Browser(here.session), button.action["url"])
    assert "admin" in page.words
    assert "IT admin has to approve" in await here.chat.until(2)
    assert await here.switch(clear="yes") == 303
    assert await here.switch(consent="somebody's") == 400
