"""What Teams tells a bot about the meeting whose chat it is in (`/v1/meetings/{id}`)."""

from __future__ import annotations

from aiohttp import web

from sandbox.world.answers import error
from sandbox.world.meetings import PRIVATE_MESSAGE, Event, Meeting, utc_text
from sandbox.world.open_questions import OpenQuestions

ONE_TO_ONE, GROUP_CALL, MEET_NOW = "OneToOneCall", "GroupCall", "MeetNow"


class MeetingChats:
    """The switches are sets of chat ids (`channelData.meeting.id`).

    `unpermitted`: the app's meeting permission was not granted there: 403. `unlinked`: neither a Graph id nor a join
    URL is told. `calls`: no meeting but a call, by its type. Everything else is a meeting of somebody's calendar.
    """

    def __init__(self, events: list[Event], open_questions: OpenQuestions) -> None:
        self.unpermitted: set[str] = set()
        self.unlinked: set[str] = set()
        self.calls: dict[str, str] = {}
        self._events = events
        self._open_questions = open_questions

    def answer(self, chat_id: str) -> web.Response:
        if chat_id in self.unpermitted:
            return error(403, {"error": {"code": "Forbidden", "message": "Missing resource-specific consent."}})
        if chat_id in self.calls:
            return web.json_response({"details": _call(chat_id, self.calls[chat_id])})
        for event in self._events:
            if event.meeting and event.meeting.chat_id == chat_id:
                return web.json_response(self._described(event.meeting))
        return error(404, {"error": {"code": "NotFound", "message": "Meeting not found."}})

    def _described(self, meeting: Meeting) -> dict[str, object]:
        organizer, linked = meeting.organizer, meeting.chat_id not in self.unlinked
        kind = "groupChat" if meeting.message == PRIVATE_MESSAGE else "channel"
        return {
            "details": {
                "id": meeting.chat_id,
                "msGraphResourceId": meeting.id if linked and self._open_questions.resource_id_in_chats else "",
                "scheduledStartTime": utc_text(meeting.start),
                "scheduledEndTime": utc_text(meeting.end),
                "joinUrl": meeting.join_url if linked else "",
                "title": meeting.subject,
                "type": _type(meeting),
            },
            "conversation": {"isGroup": True, "conversationType": kind, "id": meeting.thread},
            "organizer": {
                "id": organizer.mri,
                "aadObjectId": organizer.oid,
                "objectId": organizer.oid,
                "tenantId": organizer.tenant_id,
            },
        }


def _type(meeting: Meeting) -> str:
    repeated = "Recurring" if meeting.recurring else "Scheduled"
    return repeated if meeting.message == PRIVATE_MESSAGE else f"Channel{repeated}"


def _call(chat_id: str, kind: str) -> dict[str, str]:
    """A one-to-one call tells its type only, a group call no Graph id."""
    details = {"id": chat_id, "type": kind}
    if kind == ONE_TO_ONE:
        return details
    return {**details, "joinUrl": "https://teams.microsoft.com/l/call/0/0", "title": "Group call"}
