"""'language deutsch': one person's own choice, from then on in every place, after a restart and in every instance."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from bot.languages import words
from bot.ops.settings import StorageSettings
from bot.storage.__main__ import forget_person
from sandbox.world.people import ANNA, BEN
from tests.support.fakes import NOW
from tests.support.journeys.extension import extension, search
from tests.support.journeys.instances import instances
from tests.support.journeys.places import GROUP, said, signed_in
from tests.support.journeys.stories import ask, press, sign_in_card
from tests.support.journeys.world import World, words_on
from tests.support.redis_server import shared

DE, PL = words("de-DE", "UTC", NOW), words("pl-PL", "UTC", NOW)
SAVED = "Saved. From now on I answer you in this language: {language}"
HELP = "What you can type"


async def test_from_the_answer_on_everything_is_in_the_language_that_was_chosen(here: World) -> None:
    anna = await signed_in(here)
    await anna.say("language deutsch")
    (told,) = await anna.settled()
    assert DE(SAVED, language="Deutsch") in words_on(told)
    assert told.activity["locale"] == "de"
    assert told.activity["summary"] == DE("Your language")
    assert DE(HELP) in await ask(anna, "help")
    assert DE("Which meeting?") in await ask(anna, "get link")
    assert DE("You are welcome!") in await ask(anna, "thanks")


async def test_the_card_shows_what_it_is_and_offers_each_language_in_itself(here: World) -> None:
    anna = here.client(locale="pl-PL")
    told = await ask(anna, "język")
    assert PL("{language} (as in Teams)", language="Polski") in told
    for name in (PL("As in Teams"), "English", "Deutsch", "Português", "日本語", "中文"):
        assert name in told
    assert "Español" in await press(anna, PL("Use this language"), language="es")
    assert words("es", "UTC", NOW)(HELP) in await ask(anna, "help")
    assert PL(SAVED, language=PL("{language} (as in Teams)", language="Polski")) in await ask(anna, "idioma automático")
    assert PL(HELP) in await ask(anna, "help")


async def test_in_a_group_only_the_asker_sees_it_and_nobody_elses_press_stands_for_it(here: World) -> None:
    anna, ben = here.client(chat=GROUP), here.client(BEN, chat=GROUP)
    neutral = await ask(anna, "language deutsch")
    assert "Deutsch" not in neutral
    assert "Everybody chooses their own language." in neutral
    await ben.press(next(button for button in anna.buttons if button.title == "Language"))
    assert "Everybody" in await ask(ben, "language deutsch")
    assert "What you can type" in await ask(ben, "help")  # he has opened the choice, and chosen nothing
    view = said((await anna.press("Language")).body)
    assert '"value": "de"' in view
    chosen = said((await anna.press("Use this language", {"language": "de"})).body)
    assert DE(SAVED, language="Deutsch") in chosen
    assert DE(HELP) in await ask(here.client(), "help")


async def test_the_message_extension_and_its_errors_follow(here: World) -> None:
    anna = here.client()
    await ask(anna, "language polski")
    offer = extension(await search(anna))["suggestedActions"]["actions"][0]
    assert offer["title"] == PL("Sign in")


async def test_the_sign_in_pages_follow_whatever_the_browser_speaks(here: World) -> None:
    here.consent()
    anna = here.client()
    await ask(anna, "language polski")
    here.microsoft365.consents.withdraw(ANNA)
    card = await sign_in_card(anna)
    page = await anna.open_popup(card.url)
    assert PL("You are signed in") in page.text
    assert 'lang="pl"' in page.text


async def test_a_question_that_waits_for_a_sign_in_is_answered_in_the_language_of_today(here: World) -> None:
    anna = here.client()
    card = await sign_in_card(anna)
    await ask(anna, "language deutsch")
    await anna.open_popup(card.url)
    (answer,) = await anna.settled()
    assert DE("Which meeting?") in words_on(answer)


async def test_it_survives_a_restart_and_is_forgotten_with_the_person(here: World) -> None:
    anna = here.client()
    await ask(anna, "language sv")
    await here.stop_bot()
    await here.start_bot()
    swedish = words("sv", "UTC", NOW)
    assert swedish(HELP) in await ask(anna, "help")
    await here.stop_bot()
    settings = StorageSettings.model_construct(
        storage_url=here.settings.storage_url, encryption_keys=here.settings.encryption_keys
    )
    assert "items" in await forget_person(settings, Namespace(tenant=ANNA.tenant_id, person=ANNA.oid))
    await here.start_bot()
    assert HELP in await ask(anna, "help")


async def test_it_goes_when_the_bot_is_removed(here: World) -> None:
    anna = here.client()
    await ask(anna, "language sv")
    await anna.deliver(anna.activities.installed("remove"))
    assert HELP in await ask(anna, "help")


@pytest.mark.redis
async def test_the_other_instance_sees_it(tmp_path: Path) -> None:
    shared().emptied()
    async with instances(tmp_path, shared()) as both:
        anna = both.here.client()
        await ask(anna, "language deutsch")
        for _ in both.bots:
            assert DE(HELP) in await ask(anna, "help")


async def test_a_language_that_is_not_there_is_answered_kindly(here: World) -> None:
    anna = here.client(locale="de-DE")
    told = await ask(anna, "Sprache Klingonisch")
    assert "Klingonisch" in told
    assert "Deutsch" in told
