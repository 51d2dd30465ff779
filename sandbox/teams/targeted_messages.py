"""Targeted messages: what the connector demands of a message that one member of a conversation alone will see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.teams.rules import ConnectorRefusal
from sandbox.world.open_questions import OpenQuestions
from sandbox.world.people import Directory


class Targets:
    """Remembers for whom each targeted message was: an update or a deletion does not say it again."""

    def __init__(self, directory: Directory, open_questions: OpenQuestions) -> None:
        self._directory = directory
        self._open_questions = open_questions
        self._known: dict[str, str] = {}

    def recipient(self, action: str, conversation: str, activity_id: str, body: Mapping[str, Any]) -> str:
        """The Teams id (`29:…`) of the one who will see it. Raises ConnectorRefusal."""
        if not self._open_questions.targeted_messages or conversation.startswith("a:"):
            raise ConnectorRefusal(400, "BadArgument")
        if action != "post":
            return self._remembered(activity_id)
        mri = str((body.get("recipient") or {}).get("id", ""))
        if not mri:
            raise ConnectorRefusal(400, "BadArgument")
        if self._directory.by_mri(mri) is None:
            raise ConnectorRefusal(403, "BotNotInConversationRoster")
        self._known[activity_id] = mri
        return mri

    def _remembered(self, activity_id: str) -> str:
        if activity_id not in self._known:
            raise ConnectorRefusal(404, "ActivityNotFoundInConversation")
        return self._known[activity_id]
