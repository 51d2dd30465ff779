"""The main job in the person's own language: asked in its words, answered in its words, and the invitation, too."""

from __future__ import annotations

import pytest

from tests.support.journeys.stories import ask, press
from tests.support.journeys.world import World

STORIES = {
    "nl-NL": ("link ophalen", "Welke vergadering?", "Uitnodiging", "Uw afspraak vindt online plaats"),
    "pt-BR": ("obter link", "Qual reunião?", "Convite", "O seu atendimento será online"),
    "pl-PL": ("pobierz link", "Które spotkanie?", "Zaproszenie", "Wizyta odbędzie się online"),
    "ar-SA": ("جلب رابط", "أي اجتماع؟", "دعوة", "موعدك عبر الإنترنت"),
}


@pytest.mark.parametrize("locale", STORIES)
async def test_from_the_first_word_to_the_invitation_it_is_ones_own_language(here: World, locale: str) -> None:
    typed, question, invitation, told = STORIES[locale]
    here.consent()
    anna = here.client(locale=locale)
    assert question in await ask(anna, typed)
    assert "visit.teams.microsoft.com" in await press(anna, "Dietary")
    await anna.press(invitation)
    (sent,) = await anna.settled()
    assert told in sent.text
