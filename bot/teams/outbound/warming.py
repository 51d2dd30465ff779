"""What the first person would wait for, done while nobody waits: expressions, translations, formats of dates."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from bot.commands.recognition import recognize
from bot.languages import LANGUAGES
from bot.model import Address, ChatKind, Command, Help, LinkReady, Meeting, MeetingChoice, Organizer, User
from bot.reading.interpretations import interpretations_of
from bot.teams.outbound.renderer import Renderer

PAUSE = 0.05  # seconds between two steps, of which the longest takes as much: whoever comes meanwhile is answered
LINK = "https://visit.teams.microsoft.com/"
SAID = "get link physio tomorrow"


async def warm(renderer: Renderer, now: Callable[[], datetime]) -> None:
    """Read a command and draw what it is mostly answered with, in each language; nothing is sent to anybody."""
    for language in LANGUAGES:
        for step in _steps(renderer, _command(language, now())):
            step()
            await asyncio.sleep(PAUSE)


def _steps(renderer: Renderer, command: Command) -> Iterator[Callable[[], object]]:
    soon = command.now + timedelta(hours=1)
    meeting = Meeting("Physio", soon, soon + timedelta(hours=1), organizer=Organizer("Anna"))
    yield partial(recognize, command)
    yield partial(interpretations_of, command.text, command.now.date(), command.locale)
    for reply in (LinkReady(meeting, LINK), MeetingChoice((meeting,)), Help()):
        yield partial(renderer.rendered, reply, command)


def _command(language: str, now: datetime) -> Command:
    return Command(User("-", "-"), Address("", "-", ChatKind.PERSONAL, "", "", ""), SAID, now, locale=language)
