"""What nobody could tell us without a live tenant: each open question is a switch, to try both answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class OpenQuestions:
    """Questions of docs/live-tenant-checks.md.

    attendee_via_me: an invited attendee may ask `/me/onlineMeetings/{id}` for the link of somebody else's meeting.
    attendee_via_organizer: … may ask `/users/{organizer}/onlineMeetings/{id}`.
    basic_scope_shows_link: `Calendars.ReadBasic` shows `onlineMeeting.joinUrl`.
    computed_id_status: 200 when an id computed from the join link is the meeting's id; 403 or 404: ids are opaque, and
        a computed one is refused with that status.
    language_in_link: `Accept-Language` shows in the appointment link.
    link_length: the exact length of appointment links; 0: as they come.
    resource_id_in_chats: `/v1/meetings/{id}` tells `msGraphResourceId`; else it is empty.
    targeted_messages: the tenant takes messages that one member alone sees; else they are refused (400).
    """

    attendee_via_me: bool = True
    attendee_via_organizer: bool = True
    basic_scope_shows_link: bool = True
    computed_id_status: int = 200
    language_in_link: bool = False
    link_length: int = 0
    resource_id_in_chats: bool = True
    targeted_messages: bool = True
