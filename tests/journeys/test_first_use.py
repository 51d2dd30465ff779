"""The main job: first use with consent, second use without, one press to the link."""

from __future__ import annotations

from tests.journeys.world import World, words_on


async def test_first_use_asks_once_for_consent_and_then_shows_the_meetings(here: World) -> None:
    anna = here.client()
    assert (await anna.say("get link")).status == 202
    await anna.settled(lambda: bool(anna.sign_ins) and anna.sign_in_card.shown)
    page = await anna.sign_in()
    assert page.status == 200
    assert "signed in" in page.text
    (choice,) = await anna.settled()
    print(words_on(choice))
    assert len(anna.sign_ins) == 1
