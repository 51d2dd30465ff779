"""The conversations that the bot may write to: those it has heard from, and people's own chats with it."""

from __future__ import annotations

import hashlib

from sandbox.world.people import Directory, Person


class Conversations:
    """Ids as they stand in activities; a thread of a channel is a conversation of its own."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._heard: set[str] = set()

    def hear(self, id: str) -> None:
        """An activity of this conversation has gone to the bot."""
        self._heard.add(id)

    def __contains__(self, id: str) -> bool:
        return id in self._heard or any(personal_chat(person) == id for person in self._directory)


def personal_chat(person: Person) -> str:
    """The id of the bot's one-to-one chat with this person."""
    return "a:1" + hashlib.sha256(f"chat/{person.oid}".encode()).hexdigest()
