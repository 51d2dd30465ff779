"""'get link 248 123 456 789': a meeting that is not in the calendar, looked up among the person's online meetings.

Microsoft, *Get onlineMeeting*: `$filter` by joinWebUrl or joinMeetingId gives a list of one. In practice it answers the
organizer only; an attendee gets 403.
"""

from __future__ import annotations

from bot.errors import Denied
from bot.graph.answer import GraphError, has_no_mailbox, mentions_licence
from bot.graph.events import is_person
from bot.graph.scopes import ScopeSet
from bot.graph.session import GraphSession
from bot.graph.times import instant
from bot.joinlinks import find_links, meeting_of, read_graph_id
from bot.model import Meeting, Organizer, Trouble, User
from bot.net.lenient_json import items, part, text

NOT_FOUND = {400, 403, 404}


class OnlineMeetings:
    """Look-ups by what a person knows of a meeting. They need OnlineMeetings.Read."""

    def __init__(self, session: GraphSession, permits: ScopeSet) -> None:
        self._session = session
        self._permits = permits

    async def by_number(self, user: User, number: str, until: float | None = None) -> Meeting | None:
        """The meeting with this numeric id (digits only); None when Graph does not find it for this person."""
        return await self._first(user, f"joinMeetingIdSettings/joinMeetingId eq {literal(number)}", until)

    async def by_join_url(self, user: User, join_url: str, until: float | None = None) -> Meeting | None:
        """The meeting stored under this join URL, as returned by Graph; None when it is not found for this person."""
        return await self._first(user, f"JoinWebUrl eq {literal(join_url)}", until)

    async def _first(self, user: User, condition: str, until: float | None) -> Meeting | None:
        try:
            found = await self._session.get(
                user, "/me/onlineMeetings", self._permits.look_up, params={"$filter": condition}, until=until
            )
        except GraphError as error:
            if error.status in NOT_FOUND and not has_no_mailbox(error) and not mentions_licence(error):
                return None
            raise Denied(look_up_trouble(error), str(error)) from error
        return next((meeting_from(entry, user) for entry in items(found, "value") if text(entry, "id")), None)


def literal(value: str) -> str:
    """A string in an OData filter."""
    return "'" + value.replace("'", "''") + "'"


def look_up_trouble(error: GraphError) -> Trouble:
    """What a refusal of the look-up itself means; that a meeting is not found is no refusal."""
    if has_no_mailbox(error):
        return Trouble.NO_MAILBOX
    return Trouble.NO_LICENCE if mentions_licence(error) else Trouble.OURS


def meeting_from(entry: object, user: User) -> Meeting:
    """Graph's onlineMeeting as a meeting. Its organizer is named in its participants, else in its join URL or id."""
    url = text(entry, "joinWebUrl")
    organizer = part(entry, "participants", "organizer")
    organizer_id = text(organizer, "identity", "user", "id") or _organizer_in(url, text(entry, "id"))
    return Meeting(
        subject=text(entry, "subject"),
        start=instant(text(entry, "startDateTime")),
        end=instant(text(entry, "endDateTime")),
        series=text(entry, "meetingType") == "recurring",
        own=is_person(user, organizer_id),
        organizer=Organizer(text(organizer, "identity", "user", "displayName"), text(organizer, "upn"), organizer_id),
        join_url=url,
        graph_id=text(entry, "id"),
    )


def _organizer_in(url: str, id_: str) -> str:
    in_url = next((meeting_of(link).organizer.id for link in find_links(url)), "")
    key = read_graph_id(id_)
    return in_url or (key.organizer_id if key else "")
