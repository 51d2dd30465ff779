"""'get link physio tomorrow': words of the subject or the organizer's name, a day, a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeAlias, TypeVar

from bot.joinlinks import without_phones
from bot.model import Command, Meeting, MeetingList, Selection
from bot.model.values import value
from bot.ports import Meetings
from bot.reading.from_now import FromNow, from_now
from bot.reading.interpretations import MAX_SIGNS, Interpretations, interpretations_of
from bot.reading.local_time import today_of, zone_of
from bot.reading.matching import title_of
from bot.reading.misspelt_days import LONGEST_TYPED, with_days_mended
from bot.reading.naming import names_no_meeting, thanks_may_be_names, without_thanks
from bot.reading.pictures import pictures_in, without_pictures
from bot.reading.search import closest, search_each
from bot.selectors.coming_meetings import coming, is_within_reach

Found = TypeVar("Found")
Ways: TypeAlias = list[tuple[Interpretations, ...]]
MANY = 500  # meetings: looking through more takes longer than others may wait for the event loop


@value
class _Looked:
    """What the words find among the coming meetings; `ways` to read them, in each of the texts that they may be."""

    selection: Selection
    ways: Ways
    coming: MeetingList

    async def closest(self, command: Command) -> Selection | None:
        """What comes closest to the words as they were said."""
        find = partial(closest, self.ways[0], self.coming, command.now, zone_of(command))
        found = await _beside_others(find, self.coming)
        return found and replace(found, complete=self.coming.complete)


@value
class ByWords:
    """Coming meetings that answer to the words; None when there are none, or, in a meeting's chat, only 'this one'.

    Only when nothing answers is a day looked for that is misspelled, and then, if it `offers_closest`, what has some of
    the words: what is found so is offered, never opened.
    """

    meetings: Meetings
    offers_closest: bool = True

    async def __call__(self, command: Command) -> Selection | None:
        looked = await self._looked(command)
        if looked is None:
            return None
        soon = from_now(command.text, command.now.astimezone(zone_of(command)))
        found = await self._begins_then(command, soon, looked.selection) if soon else looked.selection
        if found.meetings:
            return found
        mended = with_days_mended(command.text, command.locale)
        nearly = await self._looked(replace(command, text=mended)) if mended != command.text else None
        if nearly and nearly.selection.meetings:
            return replace(nearly.selection, certain=False)
        typed = self.offers_closest and len(command.text) <= LONGEST_TYPED
        return (await looked.closest(command) if typed else None) or looked.selection

    async def _begins_then(self, command: Command, said: FromNow, titled: Selection) -> Selection:
        """What begins about then, beside what has the words for it in its title: 'Follow-up, 20 minutes'. Opened where
        nothing else can be meant, and it was not said a while ago.
        """
        looked = await self._looked(replace(command, text=said.text))
        found = looked.selection if looked else Selection(())
        likely = said.likely(found.meetings)
        if titled.meetings:
            beside = (*likely, *(each for each in titled.meetings if each not in likely))
            return replace(titled, meetings=beside, certain=False) if likely else titled
        reading = found.reading and replace(found.reading, hours=said.hours)
        certain = found.certain and command.said_on is None and all(said.is_close(each.start) for each in likely)
        return replace(found, meetings=likely or found.meetings, reading=reading, certain=certain and bool(likely))

    async def _looked(self, command: Command) -> _Looked | None:
        if not title_of(command.text[:MAX_SIGNS]) or (command.meeting_chat and names_no_meeting(command.text)):
            return None
        plain = without_pictures(command.text)
        said = _said(command, plain)
        named = [one.days for each in said for one in each.every if one.days]
        # One way to read the words may be a day of next year: it must not keep a nearer one from being looked at.
        near = [each for each in named if is_within_reach(each.first, command)] or named
        days = (min(each.first for each in near), max(each.last for each in near)) if near else None
        found = await coming(self.meetings, command, days[1] if days else None, days)
        ways = [_said(command, command.text)] if _is_shown(command.text, found) else []
        ways += [said] if title_of(plain[:MAX_SIGNS]) else []
        # Thanks, or a telephone number, may stand in a title; most often they are only said beside it.
        text = plain[:MAX_SIGNS]
        called = without_phones(without_thanks(text))
        may_be_name = thanks_may_be_names(text)
        if called != text and (title_of(called) or not (called or may_be_name)):
            other = _said(command, called)
            # But Maria Gruss is not every Maria, and 'bis morgen' may say until when.
            dated = any(one.days for each in other for one in each.every)
            sure = not may_be_name and (dated or not named)
            ways.append(tuple(replace(each, sure=each.sure and sure) for each in other))
        return _Looked(await _searched(ways, found, command), ways, found) if ways else None


def _said(command: Command, text: str) -> tuple[Interpretations, ...]:
    return interpretations_of(text, today_of(command), command.locale)


async def _searched(ways: Ways, found: MeetingList, command: Command) -> Selection:
    selection = await _beside_others(partial(search_each, ways, found, command.now, zone_of(command)), found)
    certain = selection.certain and found.complete and not any(each.declined for each in selection.meetings)
    return replace(selection, certain=certain, complete=found.complete)


async def _beside_others(find: Callable[[], Found], coming: MeetingList) -> Found:
    return await asyncio.to_thread(find) if len(coming) > MANY else find()


def _is_shown(text: str, meetings: Iterable[Meeting]) -> bool:
    """Whether the text has pictures that stand in a title, too; any other is but politeness."""
    pictures = pictures_in(text[:MAX_SIGNS])
    return bool(pictures) and any(pictures <= pictures_in(meeting.subject) for meeting in meetings)
