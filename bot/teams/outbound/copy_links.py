"""The page that copies a customer's link on one press: its address is the link and its meeting, sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from bot.languages import Words, words
from bot.model import Command, LinkReady, Meeting, Organizer
from bot.model.values import value
from bot.net.json_codec import JsonCodec
from bot.ops.keyring import Keyring
from bot.teams.outbound.sealed_pages import SealedPages
from cards.elements import organizer_of
from cards.plain import tidy

LONGEST_NAME = 80  # letters: the address is a button's, on a card that may be full
# What nearly every one says, so that the address stays short. Changing it makes the addresses of two days unreadable.
USUAL_COPY = (
    b'{"link":"https://teams.microsoft.com/l/meetup-join/19%3ameeting_https://visit.teams.microsoft.com/webrtc-svc/api/route?tid='
    b"&convId=19:meeting_@thread.v2&oid=&JoinWebUrl=https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F19%253ameeting_"
    b'","meeting":{"subject":"","start":"2026-11-30T10:00:00Z","end":"2026-12-01T09:30:00Z","all_day":true},'
    b'"zone":"Europe/Berlin","locale":"en-GB"}'
)


@value
class SealedCopy:
    """What is in the address. The meeting's subject, time, and whose it is where that is somebody else; `zone` and
    `locale` are the person's.
    """

    link: str = field(repr=False)
    meeting: Meeting = field(repr=False)
    zone: str
    locale: str


@value
class LinkToCopy:
    """What the page shows, in the person's words."""

    words: Words
    link: str = field(repr=False)
    subject: str = field(repr=False)
    when: str
    organizer: str = field(default="", repr=False)


SEALED = JsonCodec(SealedCopy)


class CopyLinks:
    """Nothing is stored: the link is in the address, where only the bot can read it."""

    def __init__(self, keyring: Keyring, public_url: str, now: Callable[[], datetime]) -> None:
        self._pages = SealedPages(keyring, public_url, now, SEALED, purpose="copy page", query="link", usual=USUAL_COPY)

    def address(self, command: Command, ready: LinkReady) -> str:
        """Where the link is to be copied from."""
        known = ready.meeting
        organizer = Organizer(organizer_of(known, LONGEST_NAME))
        meeting = Meeting(tidy(known.subject), known.start, known.end, known.all_day, organizer=organizer)
        return self._pages.address(SealedCopy(ready.link, meeting, command.timezone, command.locale))

    def opened(self, sealed: str) -> LinkToCopy | None:
        """What is to be copied from such an address; None: not one of ours, or too old."""
        read = self._pages.opened(sealed)
        if read is None:
            return None
        said = words(read.locale, read.zone, self._pages.now())
        subject = read.meeting.subject or said("Teams meeting")
        return LinkToCopy(said, read.link, subject, said.full_when(read.meeting), read.meeting.organizer.name)
