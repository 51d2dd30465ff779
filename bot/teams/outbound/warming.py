"""What the first person would wait for, done while nobody waits: expressions, translations, how dates are written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

from bot.commands.recognition import preparations
from bot.languages import LANGUAGES
from bot.model import Address, ChatKind, Command, Help, LinkReady, Meeting, MeetingChoice, Organizer, Reply, User
from bot.records.content import CONTENT
from bot.teams.inbound import payload
from bot.teams.outbound.renderer import Renderer

# Seconds between two steps, of which the longest takes twice as much: whoever comes meanwhile is answered.
WARMING_PAUSE = 0.05
NOBODY, NOWHERE = User("-", "-"), Address("", "-", ChatKind.PERSONAL, "", "", "")
LINK = "https://visit.teams.microsoft.com/"


async def warm(renderer: Renderer, now: Callable[[], datetime]) -> None:
    """Build what reads an activity and a record, compile what reads a command, and draw what it is mostly answered
    with, in each language. Nothing is sent.
    """
    payload.prepare()  # not in a thread: an activity may come meanwhile, and must not find it half built
    for prepare in (CONTENT.prepare, *preparations()):
        await asyncio.to_thread(prepare)
        await asyncio.sleep(WARMING_PAUSE)
    soon = now() + timedelta(hours=1)
    meeting = Meeting("Physio", soon, soon + timedelta(hours=1), organizer=Organizer("Anna"))
    replies: tuple[Reply, ...] = LinkReady(meeting, LINK), MeetingChoice((meeting,)), Help()
    for language, reply in product(LANGUAGES, replies):
        renderer.rendered(reply, Command(NOBODY, NOWHERE, "", now(), locale=language))
        await asyncio.sleep(WARMING_PAUSE)
