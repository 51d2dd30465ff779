"""A calendar event as a meeting: read quickly, since there may be thousands, and whatever it holds.

Microsoft, *event resource type*. An event has no onlineMeeting id; it is computed from the join URL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from bot.graph.times import midnight, moment
from bot.joinlinks import JoinLink, find_links, graph_id, is_allowed, link_in
from bot.model import Meeting, Organizer, User
from bot.net.lenient_json import flag, items, part, text
from bot.ops.endpoints import TEAMS_HOSTS

FIELDS = (
    "id,subject,start,end,isAllDay,isCancelled,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,"
    "onlineMeetingUrl,isOrganizer,organizer,type,responseStatus,location"
)
BODY = "bodyPreview,body"
"""What only the wider scope shows: Microsoft Graph permissions, *Calendars.ReadBasic*."""

MAX_EVENT_BODY = 64 * 1024  # letters
FULL_PREVIEW = 250
"""Letters of a bodyPreview that may have been cut: Graph takes the first 255 of the text."""

SERIES = {"occurrence", "exception", "seriesMaster"}


def meeting_from(event: object, user: User, zone: tzinfo) -> Meeting | None:
    """A Teams meeting that takes place; None for any other event, and when it has no readable start.

    Where the narrow scope hides the link, Outlook's word counts. `isOrganizer` is about the owner of the calendar and
    true for a delegate's meetings too: the organizer's id in the join URL decides whose meeting it is; only without one
    the flag does.
    """
    if not isinstance(event, Mapping) or event.get("isCancelled") is True:
        return None
    url = text(event, "onlineMeeting", "joinUrl")
    link = link_in(url)
    if link is None:
        link = link_beside(event)
        if link is None and not _says_teams(event, url):
            return None
        url = link.url if link else url
    all_day = event.get("isAllDay") is True
    read = midnight if all_day else moment
    start = read(event.get("start"), zone)
    if start is None:
        return None
    organizer_id = link.organizer_id if link else ""
    sender = part(event, "organizer", "emailAddress")
    return Meeting(
        text(event, "subject"),
        start,
        read(event.get("end"), zone),
        all_day,
        event.get("type") in SERIES if isinstance(event.get("type"), str) else False,
        is_person(user, organizer_id) if organizer_id else flag(event, "isOrganizer"),
        Organizer(text(sender, "name"), text(sender, "address"), organizer_id),
        url,
        graph_id(link.thread_id, organizer_id, link.message_id) if link and link.thread_id and organizer_id else "",
        text(event, "id"),
        declined=text(event, "responseStatus", "response") == "declined",
        listed=True,
    )


def _says_teams(event: Mapping[str, object], url: str) -> bool:
    says = flag(event, "isOnlineMeeting") and text(event, "onlineMeetingProvider") == "teamsForBusiness"
    return says and (not url or is_allowed(url, TEAMS_HOSTS))  # a form of link that is younger than this code


def link_beside(event: object) -> JoinLink | None:
    """The Teams link that a scheduler wrote into the place or the text of an event.

    Of two, nobody can tell which is meant. A preview may end inside a link, which then would name another meeting.
    """
    for written in (text(event, "onlineMeetingUrl"), *_places(event)):
        if link := _only_link(written):
            return link
    preview = text(event, "bodyPreview")
    link = _only_link(preview)
    if link and (link.is_whole or len(preview) < FULL_PREVIEW):
        return link
    body = text(event, "body", "content")
    return _only_link(body, body[-MAX_EVENT_BODY:])  # an invitation's link stands mostly at its end


def where_a_link_may_be(event: object) -> Iterator[str]:
    """All that `meeting_from` looks for a link in."""
    yield text(event, "onlineMeeting", "joinUrl")
    yield text(event, "onlineMeetingUrl")
    yield from _places(event)
    yield text(event, "bodyPreview")
    yield text(event, "body", "content")


def _places(event: object) -> Iterator[str]:
    for place in (part(event, "location"), *items(event, "locations")):
        yield text(place, "displayName")
        yield text(place, "locationUri")


def _only_link(written: str, html: str = "") -> JoinLink | None:
    if "http" not in written and "teams." not in written:
        return None
    links = [link for link in find_links(written, html) if link.is_meeting]
    return links[0] if len(links) == 1 else None


def is_person(user: User, id_: str) -> bool:
    """Whether `id_` is the user's Entra object id."""
    return id_.lower() == user.id.lower()
