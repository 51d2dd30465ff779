"""The invitation as a text message: a few words of ours, then the link, which is never left out."""

from __future__ import annotations

from datetime import datetime

from bot.languages import Words
from bot.model import Invitation, Meeting, Organization

OUR_WORDS = 100  # characters beside the link
# The alphabet of GSM 03.38: a message in it has 160 letters, any other one 70; in several, 153 or 67 each.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€")  # each takes the room of two
PLAIN = str.maketrans({"\u202f": " ", "\xa0": " ", "–": "-", "\u2009": " "})  # as they are written in that alphabet


def sms_text(reply: Invitation, words: Words, organization: Organization) -> str:
    """The fullest of our wordings that is short enough, and the link."""
    return next(text for text in wordings(reply, words, organization) if len(text) < OUR_WORDS) + " " + reply.link


def wordings(reply: Invitation, words: Words, organization: Organization) -> list[str]:
    """Ways to say it, each shorter than the one before; what is not known or not set is in none of them."""
    times = [when(reply.meeting, words, zone) for zone in ([words.zone_name(), ""] if reply.zone else [""])]
    said = [
        words("{organization}: your video appointment, {when}. Join:", organization=organization.name, when=time)
        for time in times
        if organization.name and time
    ]
    said += [words("Your video appointment, {when}. Join:", when=time) for time in times if time]
    if organization.name and not times[-1]:
        said.append(words("{organization}: your video appointment. Join:", organization=organization.name))
    return [text.translate(PLAIN) for text in [*said, words("Your video appointment. Join:")]]


def when(meeting: Meeting, words: Words, zone: str) -> str:
    """'Tue 24 Nov, 15:00', with the zone where that is not the sender's."""
    if meeting.start is None:
        return ""
    first = words.whole_days(meeting.start, meeting.end)[0] if meeting.all_day else local(meeting.start, words).date()
    day = words.short_date(first)
    clock = "" if meeting.all_day else words.time(meeting.start)
    return words.joined(day, " ".join(filter(None, (clock, f"({zone})" if zone else ""))))


def local(moment: datetime, words: Words) -> datetime:
    """The moment on the reader's clock."""
    return moment.astimezone(words.zone)


def segments(text: str) -> int:
    """How many text messages a phone makes of it (3GPP TS 23.038 and 23.040)."""
    if all(letter in GSM or letter in GSM_TWICE for letter in text):
        length, alone, joined = len(text) + sum(letter in GSM_TWICE for letter in text), 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)
