"""A link that a person copied somewhere else in Teams or Outlook: a recap, a chat, an event. Which meeting is it about?

What such links look like is seen, not documented, but for *Deep links* (Microsoft Learn, Teams platform). So nothing
hangs on their paths: the one meeting's thread that a link holds, wherever it stands, is what it is about.
"""

from __future__ import annotations

import re

from bot.joinlinks.link import ID, THREAD, JoinLink, Kind

BEFORE = r"/+(?:(?:_|v2)/?(?:\?[^#]*)?#/*)?"  # the old web client and the new one
PUBLIC_EVENT = re.compile(
    rf"{BEFORE}(?:l/)?(?:convene|registration|broadcast|town-?halls?|webinars?|virtual-?events?|live-?events?)\b",
    re.IGNORECASE,
)
BROADCAST = re.compile(r"\bIsBroadcastMeeting\W{0,3}\s*:\s*\W{0,2}true|[?&](?:btype|ev)=\w", re.IGNORECASE)
"""What the attendees' link of a live event says behind a join link's path."""

MEETING_THREAD = re.compile(r"19[:_](meeting_[\w=+-]{1,200})@thread\.v2", re.IGNORECASE | re.ASCII)
CHANNEL_MESSAGE = re.compile(rf"/l/message/({THREAD})/(\d{{1,20}})", re.IGNORECASE | re.ASCII)
PARENT = re.compile(r"[?&]parentMessageId=(\d{1,20})", re.IGNORECASE | re.ASCII)
# 'oid' in the context of a chat's link is whoever the chat is with.
ORGANIZER = re.compile(rf'[?&"]organizerId"?\s*[=:]\s*"?(?:8:orgid:)?({ID})', re.IGNORECASE | re.ASCII)
TENANT = re.compile(rf'[?&"]tenantId"?\s*[=:]\s*"?({ID})', re.IGNORECASE | re.ASCII)
OUTLOOK_ID = re.compile(
    r"(?:[?&](?:eventId|itemId)=|/calendar/(?:\d/)?(?:item|deeplink/read)/)(A[AQ]MkA[\w+/-]{20,800}={0,2})",
    re.IGNORECASE | re.ASCII,
)
AS_GRAPH_WRITES = str.maketrans("/+", "-_")  # Exchange's base64: Microsoft Learn, *Exchange identifiers*, restId

JOINING = re.compile(
    rf"{BEFORE}(?:(?:l/)?(?:meetup-join|meet)\b|l/(?:meeting/details|meetingrecap)\b|light-meetings/)", re.IGNORECASE
)
TALKING = re.compile(
    rf"{BEFORE}(?:l/(?:chat|message|call)|conversations|chats?|calls?|pre-join-calling)\b", re.IGNORECASE
)


def about(url: str, decoded: str) -> JoinLink:
    """What a link on a host of Teams is that is no join link; `decoded` is its path and all behind it."""
    if is_public_event(decoded):
        return JoinLink(Kind.PUBLIC_EVENT, url)
    return _of_a_meeting(url, decoded) or event_in(url, decoded) or JoinLink(_place(decoded), url)


def is_public_event(decoded: str) -> bool:
    """Whether it leads to a webinar, a town hall or a live event."""
    return PUBLIC_EVENT.match(decoded) is not None


def event_in(url: str, decoded: str) -> JoinLink | None:
    """The event of a calendar whose id the link has."""
    found = OUTLOOK_ID.search(decoded)
    return JoinLink(Kind.EVENT, url, event_id=found[1].translate(AS_GRAPH_WRITES)) if found else None


def _of_a_meeting(url: str, decoded: str) -> JoinLink | None:
    """The one meeting whose thread the link holds, or the channel's message that may be one."""
    threads = {f"19:{name}@thread.v2" for name in MEETING_THREAD.findall(decoded)}
    if len(threads) == 1:
        organizer, tenant = (found[1] if (found := key.search(decoded)) else "" for key in (ORGANIZER, TENANT))
        return JoinLink(Kind.ABOUT, url, threads.pop(), "0", tenant, organizer)
    message = None if threads else CHANNEL_MESSAGE.search(decoded)
    if message is None or not message[1].endswith("@thread.tacv2"):
        return None
    first = PARENT.search(decoded)
    return JoinLink(Kind.ABOUT, url, message[1], first[1] if first else message[2])


def _place(decoded: str) -> Kind:
    if JOINING.match(decoded):
        return Kind.BROKEN
    return Kind.CHAT if TALKING.match(decoded) else Kind.PLACE
