"""The conversations a bot can be in, with ids as Teams makes them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from sandbox.teams.conversations import personal_chat
from sandbox.world.meetings import PRIVATE_MESSAGE, Meeting
from sandbox.world.people import Person, guid

FIRST_MESSAGE = "1700000000000"  # of a channel's thread, which is called after its id


@dataclass(frozen=True, slots=True)
class Chat:
    """`kind` is Teams' conversationType. `meeting` is the chat id of the meeting that a group chat belongs to."""

    id: str
    kind: str
    meeting: str = ""
    team: str = ""
    channel: str = ""
    name: str = ""

    @classmethod
    def personal(cls, person: Person) -> Chat:
        return cls(personal_chat(person), "personal")

    @classmethod
    def group(cls, name: str) -> Chat:
        return cls(f"19:{_thread(name)}@thread.v2", "groupChat", name=name)

    @classmethod
    def in_channel(cls, name: str) -> Chat:
        """A thread of a channel."""
        channel, team = f"19:{_thread(name)}@thread.tacv2", f"19:{_thread(f'team of {name}')}@thread.tacv2"
        return cls(f"{channel};messageid={FIRST_MESSAGE}", "channel", team=team, channel=channel, name=name)

    @classmethod
    def of_meeting(cls, meeting: Meeting) -> Chat:
        """The meeting's own chat; that of a channel meeting is a thread of its channel."""
        if meeting.message == PRIVATE_MESSAGE:
            return cls(meeting.thread, "groupChat", meeting=meeting.chat_id, name=meeting.subject)
        thread = f"{meeting.thread};messageid={meeting.message}"
        return cls(thread, "channel", meeting.chat_id, meeting.thread, meeting.thread, meeting.subject)

    @classmethod
    def of_call(cls, name: str) -> Chat:
        """The chat of a call that was never a meeting; name its `meeting` in `MeetingChats.calls`."""
        chat = cls.group(name)
        return cls(chat.id, chat.kind, base64.b64encode(f"0#{chat.id}#0".encode()).decode(), name=name)

    def as_json(self, tenant_id: str) -> dict[str, Any]:
        """The activity's `conversation`."""
        shared = {} if self.kind == "personal" else {"isGroup": True}
        return {**shared, "conversationType": self.kind, "tenantId": tenant_id, "id": self.id}

    def channel_data(self, tenant_id: str) -> dict[str, Any]:
        """The activity's `channelData`."""
        parts: dict[str, Any] = {"tenant": {"id": tenant_id}}
        if self.meeting:
            parts["meeting"] = {"id": self.meeting}
        if self.team:
            parts["team"] = {"id": self.team, "name": "Clinic"}
            parts["channel"] = {"id": self.channel}
            parts |= {"teamsTeamId": self.team, "teamsChannelId": self.channel}
        return parts


def _thread(name: str) -> str:
    return base64.b32encode(guid(f"chat/{name}").encode()).decode().lower().rstrip("=")
