"""A link that names a meeting, and what it tells: the same for every form in which people paste it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

ORIGINAL = "https://teams.microsoft.com"


class Kind(StrEnum):
    """What sort of link it is; everything that is not a link to a Teams meeting of this cloud has its own kind."""

    LONG = "long"  # /l/meetup-join/<thread>/<message>?context={Tid, Oid}
    SHORT = "short"  # /meet/<number>?p=<passcode>
    VISIT = "visit"  # visit.teams.microsoft.com: a customer's link, which names the meeting too
    PERSONAL = "personal"  # teams.live.com
    OTHER_CLOUD = "other_cloud"  # government, China
    FOREIGN = "foreign"  # Zoom, or any other address


MEETINGS = (Kind.LONG, Kind.SHORT, Kind.VISIT)  # compared one by one: to hash a member of an Enum takes longer


@dataclass(frozen=True, slots=True)
class JoinLink:
    """A link and what it tells of the meeting; what it does not tell is "".

    `url` is the canonical join URL as Graph stores it (`joinWebUrl`); for PERSONAL, OTHER_CLOUD and FOREIGN the link
    as written. `number` is the numeric meeting id of a SHORT link.
    """

    kind: Kind
    url: str
    thread_id: str = ""
    message_id: str = ""
    tenant_id: str = ""
    organizer_id: str = ""
    number: str = ""

    @property
    def is_meeting(self) -> bool:
        """Whether it names a Teams meeting that this bot can ask Graph for."""
        return self.kind in MEETINGS

    @property
    def is_whole(self) -> bool:
        """Whether it holds what stands at the end of such a link: the organizer, or the passcode behind the number."""
        return bool(self.organizer_id) or (self.kind is Kind.SHORT and "?p=" in self.url)

    @property
    def same_as(self) -> tuple[str, ...]:
        """Equal for two links to the same meeting, whatever their forms."""
        if self.thread_id:
            return (self.thread_id, self.message_id)
        return (self.number or self.url,)


DIGITS = range(9, 16)
"""How many digits a numeric meeting id has."""

THREAD = r"19:[\w=+-]{1,200}@thread\.[a-z0-9]{2,10}"
ID = r"[0-9A-Za-z-]{1,64}"


def each_once(links: Iterable[JoinLink]) -> tuple[JoinLink, ...]:
    """Each meeting once, in the order given, by the link that tells most of it."""
    found: dict[tuple[str, ...], JoinLink] = {}
    for link in links:
        known = found.setdefault(link.same_as, link)
        if link.organizer_id and not known.organizer_id:
            found[link.same_as] = link
    return tuple(found.values())
