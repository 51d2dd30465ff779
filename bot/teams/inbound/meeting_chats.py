"""The meeting whose chat this is, as Teams' own service tells the bot (no Graph look-up, no permission of a person)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from bot.errors import Busy, Denied, Service
from bot.joinlinks import find_links, meeting_of, read_graph_id
from bot.model import ChatKind, Command, Meeting, Organizer, Trouble, User
from bot.net.lenient_json import mapping

YEARS = range(2000, 2200)
CALLS = frozenset({"OneToOneCall", "GroupCall"})
MEETINGS = frozenset({"Scheduled", "Recurring", "MeetNow"})


class MeetingDetails(Protocol):
    """The part of the Bot Connector that knows meetings, and who is in their chats."""

    async def meeting(self, service_url: str, meeting_id: str) -> tuple[int, dict[str, Any]]: ...
    async def member(self, service_url: str, conversation_id: str, user_id: str) -> dict[str, Any]: ...


class TeamsMeetingChats:
    """`ports.MeetingChats` over `GET {serviceUrl}/v1/meetings/{id}`; the id is that of `channelData.meeting`."""

    def __init__(self, connector: MeetingDetails) -> None:
        self._connector = connector

    async def meeting_of(self, command: Command) -> Meeting | None:
        """The chat's meeting by its Graph id, else by its join URL. Raises Denied (MEETING_CHAT_…) or Busy."""
        if not command.meeting_chat:
            return None
        status, body = await self._connector.meeting(command.address.service_url, command.meeting_chat)
        if status == 403:
            in_channel = command.address.kind is ChatKind.CHANNEL
            trouble = Trouble.MEETING_TEAM_FORBIDDEN if in_channel else Trouble.MEETING_CHAT_FORBIDDEN
            raise Denied(trouble, "meeting details need the app's RSC permission")
        if status in {400, 404}:
            raise Denied(Trouble.MEETING_CHAT_CALL, f"meeting details answered {status}")
        if status != 200:
            raise Busy(f"meeting details answered {status}", service=Service.TEAMS)
        return _as_of(command.now, meeting_in(body, command.user))

    async def organizer_of(self, command: Command) -> Organizer | None:
        """Who called the chat's meeting, with name and address from the chat's roster; None where that is not known."""
        place = command.address
        status, body = await self._connector.meeting(place.service_url, command.meeting_chat)
        organizer = mapping(body, "organizer") if status == 200 else {}
        id = str(organizer.get("aadObjectId") or "").lower()
        mri = str(organizer.get("id") or "")
        member = await self._connector.member(place.service_url, place.conversation_id, mri) if mri else {}
        name = str(member.get("name") or "")
        email = str(member.get("userPrincipalName") or member.get("email") or "")
        return Organizer(name, email, id) if name or email else None


def meeting_in(body: Mapping[str, Any], reader: User) -> Meeting:
    """The meeting that `details` and `organizer` describe, for `reader`; `msGraphResourceId` may be empty.

    Raises Denied when they describe none, or one of another organization. Source: Microsoft Learn, "Meeting apps API
    references", meeting details.
    """
    details, organizer = mapping(body, "details"), mapping(body, "organizer")
    kind = str(details.get("type", ""))
    meeting = None if kind in CALLS else _identified(details)
    if meeting is None:
        raise Denied(_unidentified(kind), kind)
    if str(organizer.get("tenantId") or reader.tenant_id).lower() != reader.tenant_id:
        raise Denied(Trouble.OTHER_TENANT, "the organizer's tenant is another one")
    organizer_id = str(organizer.get("aadObjectId") or meeting.organizer.id).lower()
    return Meeting(
        subject=str(details.get("title") or ""),
        start=_time(details.get("scheduledStartTime")),
        end=_time(details.get("scheduledEndTime")),
        series=str(details.get("type", "")).endswith("Recurring"),
        own=organizer_id == reader.id,
        organizer=Organizer(id=organizer_id),
        join_url=meeting.join_url,
        graph_id=meeting.graph_id,
    )


def _unidentified(kind: str) -> Trouble:
    if kind.startswith("Channel"):
        return Trouble.MEETING_CHAT_CHANNEL
    return Trouble.MEETING_CHAT_UNKNOWN if kind in MEETINGS else Trouble.MEETING_CHAT_CALL


def _as_of(now: datetime, meeting: Meeting) -> Meeting:
    """Teams may tell the first date of a series: a past one is not the appointment that somebody has now."""
    past = meeting.series and meeting.end is not None and meeting.end < now
    return replace(meeting, start=None, end=None) if past else meeting


def _identified(details: Mapping[str, Any]) -> Meeting | None:
    """By Graph's id, which needs no look-up, else by the join URL."""
    resource = str(details.get("msGraphResourceId") or "")
    url = str(details.get("joinUrl") or "")
    linked = next((meeting_of(link) for link in find_links(url) if link.is_meeting), None)
    if resource:
        key = read_graph_id(resource)
        organizer = Organizer(id=key.organizer_id if key else "")
        return Meeting(graph_id=resource, join_url=linked.join_url if linked else "", organizer=organizer)
    return linked


def _time(value: object) -> datetime | None:
    """None as well for what stands for "no time" (the years 1 and 9999), which no other zone's calendar can hold."""
    try:
        moment = datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and moment.year in YEARS else None
