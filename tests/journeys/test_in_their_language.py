"""The main job in the words of Swedish, Japanese, Chinese and Arabic staff: ask, choose, have the link."""

from __future__ import annotations

import pytest

from bot.languages import words
from tests.support.fakes import NOW
from tests.support.journeys.stories import ask
from tests.support.journeys.world import World, words_on

PEOPLE = {
    "sv": ("sv-SE", "hämta länk", "länk Dietary"),
    "ja": ("ja-JP", "リンクを取得", "Dietaryのリンクをください"),
    "zh-Hans": ("zh-CN", "获取链接", "请给我Dietary的链接"),
    "ar": ("ar-SA", "جلب رابط", "رابط Dietary من فضلك"),
}


@pytest.mark.parametrize("language", PEOPLE)
async def test_asked_in_their_language_the_link_comes_in_it(here: World, language: str) -> None:
    locale, asked, _ = PEOPLE[language]
    here.consent()
    anna = here.client(locale=locale)
    say = words(locale, "UTC", NOW)
    assert say("Which meeting?") in await ask(anna, asked)
    await anna.press("Dietary")
    (answer,) = await anna.settled()
    assert answer.activity["locale"] == language
    assert answer.activity["summary"] == say("The customer's link is ready")
    assert say("Copy") in words_on(answer)


@pytest.mark.parametrize("language", PEOPLE)
async def test_named_beside_the_command_the_meeting_needs_no_choice(here: World, language: str) -> None:
    locale, _, named = PEOPLE[language]
    here.consent()
    anna = here.client(locale=locale)
    await anna.say(named)
    (answer,) = await anna.settled()
    assert "Dietary advice" in words_on(answer)
    assert answer.activity["summary"] == words(locale, "UTC", NOW)("The customer's link is ready")
