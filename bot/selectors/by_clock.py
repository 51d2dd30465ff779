"""'get link next' and 'get link now': the meeting that is about to begin, or on."""

from __future__ import annotations

from bot.model import Action, ActionKind, Command, Meeting, Selection, Trouble
from bot.model.values import value
from bot.ports import Meetings
from bot.reading.filters import about_now, soonest_after, soonest_first
from bot.reading.folding import words_of
from bot.reading.naming import MAX_WORDING, NEXT, NOW, thanks_may_be_names, without_thanks, words_by_clock
from bot.reading.pictures import without_pictures
from bot.selectors.coming_meetings import first_ones


@value
class ByClock:
    """'next' or 'now' when nothing else is said: 'Next steps' is a subject. One called 'Now' is offered too."""

    meetings: Meetings

    async def __call__(self, command: Command) -> Selection | None:
        text = command.text[:MAX_WORDING]
        said = words_by_clock(text if thanks_may_be_names(text) else without_thanks(text))
        if said not in NEXT | NOW:
            return None
        found = await first_ones(self.meetings, command)
        meant = soonest_after(command.now, found) if said in NEXT else about_now(command.now, found)
        titles = (said, words_of(text))
        called = tuple(each for each in found if _is_called(each, titles))
        none_next = Trouble.NONE_NEXT if found else Trouble.NO_MEETINGS
        trouble = none_next if said in NEXT else Trouble.NONE_NOW
        retry = None if said in NEXT else Action(ActionKind.GET_LINK, text="next")
        listed = soonest_first(command.now, (*meant, *called))
        return Selection(listed, trouble=trouble, retry=retry, complete=found.complete)


def _is_called(meeting: Meeting, titles: tuple[tuple[str, ...], ...]) -> bool:
    """Also without its pictures, some of which are letters to a computer."""
    subject = meeting.subject
    return words_of(subject) in titles or (not subject.isascii() and words_of(without_pictures(subject)) in titles)
