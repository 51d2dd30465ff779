"""The page that prints the links of several meetings, a QR code each: its address is all of it, sealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from datetime import datetime

from bot.languages import Words, words
from bot.model import Command, LinkReady, Meeting
from bot.model.values import value
from bot.net.json_codec import JsonCodec
from bot.ops.keyring import Keyring
from bot.teams.outbound.sealed_pages import SealedPages
from cards.plain import tidy
from cards.qr import PrintedCode, printed_code

LONGEST_TITLE = 80  # letters: twenty titles have to fit into an address
# What nearly every one says, so that the address stays short. Changing it makes the addresses of two days unreadable.
USUAL_PRINT = (
    b'"zone":"Europe/Berlin","locale":"en-GB","guessed":true,"all_day":true,"series":true,"meetings":[{"link":'
    b'"https://teams.microsoft.com/l/meetup-join/19%3ameeting_https://visit.teams.microsoft.com/webrtc-svc/api/route?tid='
    b"&convId=19:meeting_@thread.v2&oid=&JoinWebUrl=https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F19%253ameeting_"
    b'%2540thread.v2%2F0%3Fcontext%3D%257b%2522Tid%2522%253a%2522%2522%252c%2522Oid%2522%253a%2522%2522%257d"'
    b',"subject":"","start":"2026-11-30T10:00:00Z","end":"2026-12-01T09:30:00Z","organizer":"Dr "}'
)


@value
class SealedMeeting:
    """What is in the address of one of them; `organizer` is also the person who printed it."""

    link: str = field(repr=False)
    subject: str = field(default="", repr=False)
    start: datetime | None = None
    end: datetime | None = None
    all_day: bool = False
    series: bool = False
    organizer: str = field(default="", repr=False)


@value
class SealedPrint:
    """What is in the address. `zone`, `guessed` and `locale` are the person's."""

    meetings: tuple[SealedMeeting, ...]
    zone: str
    locale: str
    guessed: bool = False


@value
class PrintedMeeting:
    """What the page shows of a meeting: `hours` and `day`, whose it is, and its title for whoever wants that printed.

    `code` is None for a link that is too long for one; `alike`: only its title tells it from another one here.
    """

    hours: str
    day: str
    organizer: str = field(repr=False)
    subject: str = field(repr=False)
    series: bool
    link: str = field(repr=False)
    code: PrintedCode | None = field(repr=False)
    alike: bool = False


@value
class LinksToPrint:
    """The whole page, in the person's words."""

    words: Words
    meetings: tuple[PrintedMeeting, ...]


SEALED = JsonCodec(SealedPrint)


class PrintLinks:
    """Nothing is stored: links, times and titles are in the address, where only the bot can read them."""

    def __init__(self, keyring: Keyring, public_url: str, now: Callable[[], datetime]) -> None:
        self._pages = SealedPages(
            keyring, public_url, now, SEALED, purpose="print page", query="print", usual=USUAL_PRINT
        )

    def address(self, command: Command, ready: Sequence[LinkReady]) -> str:
        """Where these are to be printed from."""
        listed = tuple(_sealed(each, command) for each in ready)
        return self._pages.address(SealedPrint(listed, command.timezone, command.locale, command.timezone_guessed))

    def opened(self, sealed: str) -> LinksToPrint | None:
        """What such an address shows; None: not one of ours, or too old. Draws every code: for a thread."""
        read = self._pages.opened(sealed)
        if read is None:
            return None
        said = words(read.locale, read.zone, self._pages.now(), guessed=read.guessed)
        return LinksToPrint(said, told_apart([_printed(each, said) for each in read.meetings]))


def told_apart(meetings: Sequence[PrintedMeeting]) -> tuple[PrintedMeeting, ...]:
    """Each with whether it has time and organizer of another one, which is called otherwise: of two codes that look
    alike on paper, somebody would show the wrong customer's.
    """
    titles = defaultdict(set)
    for each in meetings:
        titles[_untitled(each)].add(each.subject)
    return tuple(replace(each, alike=len(titles[_untitled(each)]) > 1) for each in meetings)


def _untitled(meeting: PrintedMeeting) -> tuple[str, str, str]:
    """What paper says of a meeting whose title is left out."""
    return meeting.hours, meeting.day, meeting.organizer


def _sealed(ready: LinkReady, command: Command) -> SealedMeeting:
    meeting = ready.meeting
    return SealedMeeting(
        ready.link,
        tidy(meeting.subject, LONGEST_TITLE),
        meeting.start,
        meeting.end,
        meeting.all_day,
        meeting.series,
        tidy(command.user.name if meeting.own else meeting.organizer.name, LONGEST_TITLE),
    )


def _printed(sealed: SealedMeeting, said: Words) -> PrintedMeeting:
    hours, day = _when(Meeting(start=sealed.start, end=sealed.end, all_day=sealed.all_day), said)
    return PrintedMeeting(
        hours or said("Teams meeting"),
        day,
        sealed.organizer,
        sealed.subject,
        sealed.series,
        sealed.link,
        printed_code(sealed.link),
    )


def _when(meeting: Meeting, said: Words) -> tuple[str, str]:
    """'15:00 – 15:30' and 'Tue 24 Nov': the hours are what one looks for on the sheet."""
    if meeting.start is None:
        return "", ""
    if meeting.all_day:
        days = dict.fromkeys(said.whole_days(meeting.start, meeting.end))
        return said("All day"), " – ".join(map(said.short_date, days))
    moments = [moment for moment in (meeting.start, meeting.end) if moment]
    hours = " – ".join(map(said.time, moments))
    day = " – ".join(dict.fromkeys(said.short_date(moment.astimezone(said.zone).date()) for moment in moments))
    mark = said.zone_mark(meeting.start)
    return hours, f"{day} ({mark})" if mark else day
