"""A link that names a meeting, and what it tells: the same for every form in which people paste it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from bot.model.values import value

ORIGINAL = "https://teams.microsoft.com"


class Kind(StrEnum):
    """What sort of link it is; everything that is not a link to a Teams meeting of this cloud has its own kind."""

    LONG = "long"  # /l/meetup-join/<thread>/<message>?context={Tid, Oid}
    SHORT = "short"  # /meet/<number>?p=<passcode>
    VISIT = "visit"  # visit.teams.microsoft.com: a customer's link, which names the meeting too
    ABOUT = "about"  # a meeting's recap, options, chat, message: names its thread, perhaps its organizer
    EVENT = "event"  # an entry of the calendar of whoever copied it
    PUBLIC_EVENT = "public_event"  # a webinar, town hall or live event
    BROKEN = "broken"  # the beginning of a join link
    CHAT = "chat"  # a chat of people, a call, a message in a channel
    PLACE = "place"  # a channel, a file, an app, a form, a page of Teams
    HIDDEN = "hidden"  # a short link, or a mail filter's, that keeps to itself where it leads
    PERSONAL = "personal"  # teams.live.com
    OTHER_CLOUD = "other_cloud"  # government, China
    FOREIGN = "foreign"  # Zoom, or any other address


MEETINGS = (Kind.LONG, Kind.SHORT, Kind.VISIT)  # compared one by one: to hash a member of an Enum takes longer


@value
class JoinLink:
    """A link and what it tells of the meeting; what it does not tell is "".

    `url` is the canonical join URL as Graph stores it (`joinWebUrl`), of an ABOUT link only where it says who organizes
    the meeting; for all others the link as written. `number` is the numeric meeting id of a SHORT link, `event_id` the
    Outlook id of an EVENT, as Graph writes it.
    """

    kind: Kind
    url: str
    thread_id: str = ""
    message_id: str = ""
    tenant_id: str = ""
    organizer_id: str = ""
    number: str = ""
    event_id: str = ""

    @property
    def is_meeting(self) -> bool:
        """Whether it is the way into a Teams meeting that this bot can ask Graph for."""
        return self.kind in MEETINGS

    @property
    def names_meeting(self) -> bool:
        """Whether a meeting can be found by it, way in or not."""
        return self.is_meeting or self.kind in {Kind.ABOUT, Kind.EVENT}

    @property
    def leads_nowhere(self) -> bool:
        """Whether it says nothing of any meeting, of whatever service and cloud."""
        return self.kind in {Kind.BROKEN, Kind.CHAT, Kind.PLACE, Kind.HIDDEN, Kind.FOREIGN}

    @property
    def is_whole(self) -> bool:
        """Whether it holds what stands at the end of such a link: the organizer, or the passcode behind the number."""
        return bool(self.organizer_id) or (self.kind is Kind.SHORT and "?p=" in self.url)

    @property
    def same_as(self) -> tuple[str, ...]:
        """Equal for two links to the same meeting, whatever their forms."""
        if self.thread_id:
            return (self.thread_id, self.message_id)
        return (self.number or self.event_id or self.url,)


DIGITS = range(9, 16)
"""How many digits a numeric meeting id has."""

THREAD = r"19:[\w=+-]{1,200}@thread\.[a-z0-9]{2,10}"
ID = r"[0-9A-Za-z-]{1,64}"


def each_once(links: Iterable[JoinLink]) -> tuple[JoinLink, ...]:
    """Each meeting once, in the order given, by the link that tells most of it."""
    found: dict[tuple[str, ...], JoinLink] = {}
    for link in links:
        known = found.setdefault(link.same_as, link)
        if _tells(link) > _tells(known):
            found[link.same_as] = link
    return tuple(found.values())


def ways_in(links: Sequence[JoinLink]) -> tuple[JoinLink, ...]:
    """The links into meetings; where there is none, those by which a meeting can be found."""
    return tuple(link for link in without_accessories(links) if link.names_meeting)


def without_accessories(links: Sequence[JoinLink]) -> tuple[JoinLink, ...]:
    """Without the links about meetings, such as an invitation has beside its join link, if there is a way into one."""
    if not any(link.is_meeting for link in links):
        return tuple(links)
    return tuple(link for link in links if link.is_meeting or not link.names_meeting)


def _tells(link: JoinLink) -> tuple[bool, bool]:
    return bool(link.organizer_id), link.is_meeting
