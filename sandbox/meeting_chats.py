"""What Teams tells a bot about the meeting whose chat it is in (`/v1/meetings/{id}`)."""

from __future__ import annotations

from aiohttp import web

from sandbox.answers import error
from sandbox.behaviour import Behaviour
from sandbox.meetings import Event, Meeting, utc_text


class MeetingChats:
    """`unpermitted` holds the chat ids of meetings where the app's meeting permission was not granted."""

    def __init__(self, events: list[Event], behaviour: Behaviour) -> None:
        self.unpermitted: set[str] = set()
        self._events = events
        self._behaviour = behaviour

    def answer(self, chat_id: str) -> web.Response:
        if chat_id in self.unpermitted:
            return error(403, {"error": {"code": "Forbidden", "message": "Missing resource-specific consent."}})
        for event in self._events:
            if event.meeting and event.meeting.chat_id == chat_id:
                return web.json_response(self._described(event.meeting))
        return error(404, {"error": {"code": "NotFound", "message": "Meeting not found."}})

    def _described(self, meeting: Meeting) -> dict[str, object]:
        organizer = meeting.organizer
        return {
            "details": {
                "id": meeting.chat_id,
                "msGraphResourceId": meeting.id if self._behaviour.resource_id_in_chats else "",
                "scheduledStartTime": utc_text(meeting.start),
                "scheduledEndTime": utc_text(meeting.end),
                "joinUrl": meeting.join_url,
                "title": meeting.subject,
                "type": "Recurring" if meeting.recurring else "Scheduled",
            },
            "conversation": {"isGroup": True, "conversationType": "groupChat", "id": meeting.thread},
            "organizer": {
                "id": organizer.mri,
                "aadObjectId": organizer.oid,
                "objectId": organizer.oid,
                "tenantId": organizer.tenant_id,
            },
        }
