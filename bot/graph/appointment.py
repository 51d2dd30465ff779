"""The customer's link of one meeting: asked for in every way that may succeed, then refused in plain words.

One request when the meeting's id is known or can be computed. Refused: somebody else's meeting is asked for under its
organizer, one's own is looked up by its join URL, since a computed id is not a documented one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import BotError, Busy, Denied, SignInRequired
from bot.graph.answer import GraphError, has_no_mailbox, mentions_licence
from bot.graph.calendar import Calendar
from bot.graph.events import is_person
from bot.graph.online_meetings import OnlineMeetings
from bot.graph.scopes import ScopeSet
from bot.graph.session import GraphSession, language_header
from bot.joinlinks import find_links, is_allowed, meeting_of, read_graph_id
from bot.model import Meeting, SignInReason, Trouble, User
from bot.model.values import value
from bot.net.lenient_json import Json, part

FUNCTION = "getVirtualAppointmentJoinWebUrl"
OWN_MEETINGS_LINK = f"/me/onlineMeetings/{{meeting}}/{FUNCTION}"
ORGANIZERS_LINK = f"/users/{{organizer}}/onlineMeetings/{{meeting}}/{FUNCTION}"
REFUSALS = {400, 402, 403, 404, 410}
UNKNOWN_PERSON = {"request_resourcenotfound", "resourcenotfound"}
MAX_LINK = 4096  # characters


@value
class LinkRequest:
    """Whose link of which meeting, in which language, and until when."""

    user: User
    meeting: Meeting
    language: str
    until: float

    @property
    def organizer_id(self) -> str:
        """The organizer's object id as known, or as the meeting's id says; "" when neither tells."""
        key = read_graph_id(self.meeting.graph_id)
        return self.meeting.organizer.id or (key.organizer_id if key else "")

    @property
    def own(self) -> bool:
        """Whether the asker organized the meeting."""
        return is_person(self.user, self.organizer_id) if self.organizer_id else self.meeting.own

    @property
    def elsewhere(self) -> bool:
        """Whether the join URL names another organization than the asker's."""
        tenants = {link.tenant_id.lower() for link in find_links(self.meeting.join_url)} - {""}
        return bool(tenants) and self.user.tenant_id.lower() not in tenants


class AppointmentLinks:
    """Gets the customer's link. `link_hosts` are the hosts on which it may lie."""

    def __init__(
        self,
        session: GraphSession,
        permits: ScopeSet,
        calendar: Calendar,
        online_meetings: OnlineMeetings,
        link_hosts: Sequence[str],
    ) -> None:
        self._session = session
        self._permits = permits
        self._calendar = calendar
        self._online_meetings = online_meetings
        self._link_hosts = tuple(link_hosts)

    async def link(self, user: User, meeting: Meeting, language: str) -> str:
        """The link, byte for byte as Graph gives it. Raises Denied (with the meeting), SignInRequired or Busy."""
        until = self._session.deadline()
        ask = LinkRequest(user, await self._identified(user, meeting, until), language, until)
        try:
            return self._checked(ask, await self._ask(ask, OWN_MEETINGS_LINK))
        except GraphError as error:
            return await self._second_way(ask, error)

    async def _identified(self, user: User, meeting: Meeting, until: float) -> Meeting:
        """The meeting with its Graph id: given, computed from its join URL, or looked up."""
        if meeting.graph_id:
            return meeting
        if not meeting.join_url:
            return await self._identified(user, await self._calendar.with_join_url(user, meeting, until), until)
        computed = next((meeting_of(link).graph_id for link in find_links(meeting.join_url)), "")
        if computed:
            return replace(meeting, graph_id=computed)
        found = await self._found(user, meeting.join_url, until)
        if found is None:
            raise Denied(Trouble.GONE if meeting.own else Trouble.NOT_YOURS, "not found by join URL", meeting)
        return replace(
            meeting, graph_id=found.graph_id, organizer=(meeting if meeting.organizer.id else found).organizer
        )

    async def _found(self, user: User, join_url: str, until: float) -> Meeting | None:
        """A short link is looked up by its number first: Graph may have stored another form of the link."""
        number = next((link.number for link in find_links(join_url)), "")
        try:
            found = await self._online_meetings.by_number(user, number, until) if number else None
            return found or await self._online_meetings.by_join_url(user, join_url, until)
        except SignInRequired as missing:
            raise _to_look_up(missing) from missing

    async def _ask(self, ask: LinkRequest, path: str, **owner: str) -> Json:
        ids = {"meeting": ask.meeting.graph_id, **owner}
        headers = language_header(ask.language)
        return await self._session.get(ask.user, path, self._permits.base, ids=ids, headers=headers, until=ask.until)

    async def _second_way(self, ask: LinkRequest, mine: GraphError) -> str:
        _stop_unless_refused(ask, mine)
        if ask.own or not ask.organizer_id:
            return await self._looked_up(ask, mine)
        try:
            return self._checked(ask, await self._ask(ask, ORGANIZERS_LINK, organizer=ask.organizer_id))
        except GraphError as theirs:
            _stop_unless_refused(ask, theirs)
            return await self._third_way(ask, mine, theirs)

    async def _third_way(self, ask: LinkRequest, mine: GraphError, theirs: GraphError) -> str:
        """Graph finds a meeting by its join URL for hardly anyone but its organizer: not worth more consent."""
        try:
            return await self._looked_up(ask, mine)
        except (SignInRequired, Denied, Busy) as error:
            if _is_a_check(error) or (isinstance(error, Denied) and error.trouble is Trouble.NO_USABLE_LINK):
                raise
            raise Denied(_their_trouble(ask, mine, theirs), f"me: {mine}; organizer: {theirs}", ask.meeting) from theirs

    async def _looked_up(self, ask: LinkRequest, refusal: GraphError) -> str:
        """Once more under the id that Graph itself gives for the join URL, where that is another one."""
        url = ask.meeting.join_url
        try:
            found = await self._online_meetings.by_join_url(ask.user, url, ask.until) if url else None
        except SignInRequired as missing:
            if _is_a_check(missing):
                raise
            if not ask.own or refusal.status == 403:  # nobody said that it is not there: consent would change nothing
                raise Denied(_own_trouble(ask, refusal), str(refusal), ask.meeting) from missing
            raise _to_look_up(missing) from missing
        if found is None or found.graph_id == ask.meeting.graph_id:
            raise Denied(_own_trouble(ask, refusal), str(refusal), ask.meeting)
        again = replace(ask, meeting=replace(ask.meeting, graph_id=found.graph_id))
        try:
            return self._checked(again, await self._ask(again, OWN_MEETINGS_LINK))
        except GraphError as error:
            _stop_unless_refused(again, error)
            raise Denied(_own_trouble(again, error), str(error), ask.meeting) from error

    def _checked(self, ask: LinkRequest, answer: Json) -> str:
        """The link is opaque: it is looked at, never changed."""
        link = part(answer, "value")
        if isinstance(link, str) and len(link) <= MAX_LINK and is_allowed(link, self._link_hosts):
            return link
        raise Denied(Trouble.NO_USABLE_LINK, f"value is {type(link).__name__}", ask.meeting)


def _is_a_check(error: BotError) -> bool:
    """Whether Microsoft wants something proved (a claims challenge), which is no consent: nothing is refused by it."""
    return isinstance(error, SignInRequired) and bool(error.claims)


def _to_look_up(missing: SignInRequired) -> SignInRequired:
    """Whoever asked has perhaps said no number and no link: what is looked up is what the calendar says."""
    if missing.why is not SignInReason.LOOK_UP:
        return missing
    return SignInRequired(missing.scopes, SignInReason.LINK_LOOK_UP, missing.claims)


def _stop_unless_refused(ask: LinkRequest, error: GraphError) -> None:
    """Raises where no other way of asking can help."""
    if error.status < 300:
        raise Denied(Trouble.NO_USABLE_LINK, str(error), ask.meeting) from error
    if has_no_mailbox(error):
        raise Denied(Trouble.NO_MAILBOX, str(error), ask.meeting) from error
    if error.status == 402 or (ask.own and mentions_licence(error)):
        raise Denied(Trouble.NO_LICENCE, str(error), ask.meeting) from error
    if error.status not in REFUSALS:
        raise Denied(Trouble.OURS, str(error), ask.meeting) from error
    if ask.elsewhere:
        raise Denied(Trouble.OTHER_TENANT, str(error), ask.meeting) from error


def _own_trouble(ask: LinkRequest, error: GraphError) -> Trouble:
    """404, and 400 for an id that Graph calls corrupted, say that there is no such meeting (any more)."""
    if error.status != 403:
        return Trouble.GONE
    return Trouble.NO_ACCESS if ask.own else Trouble.NOT_YOURS


def _their_trouble(ask: LinkRequest, mine: GraphError, theirs: GraphError) -> Trouble:
    """What two refusals tell of somebody else's meeting.

    Graph does not say that an organizer is a Bookings or shared mailbox. The nearest sign: the calendar knows an
    address, while the directory knows no person under the id in the join URL.
    """
    if theirs.status == 404 and theirs.code.lower() in UNKNOWN_PERSON and ask.meeting.organizer.email:
        return Trouble.SHARED_MAILBOX
    return Trouble.GONE if {mine.status, theirs.status} <= {400, 404} else Trouble.NOT_YOURS
