"""What the first person would wait for is there before they come."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.languages import LANGUAGES
from bot.languages.catalogue import catalogue
from bot.ops.keyring import Keyring
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.renderer import Renderer
from bot.teams.outbound.warming import warm


async def test_the_translations_into_every_language_are_made() -> None:
    catalogue.cache_clear()
    await warm(Renderer(ButtonCodec(Keyring([bytes(32)])), "app"), lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert catalogue.cache_info().currsize == len(LANGUAGES)
