"""Tells the Playground who is in front of it: a person of the pretend clinic, with ids as Teams has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox.client.chats import Chat
from sandbox.world.people import ANNA, CLINIC, Person

VERSION = "0.1.1"
FILE_NAME = ".m365agentsplayground.yml"


def write_config(folder: Path, app_id: str, bot_name: str) -> Path:
    """The Playground's configuration file; JSON is YAML."""
    file = folder / FILE_NAME
    file.write_text(json.dumps(config(app_id, bot_name), indent=2, ensure_ascii=False), encoding="utf-8")
    return file


def config(app_id: str, bot_name: str) -> dict[str, Any]:
    """Anna's chats. The Playground insists on exactly five other people."""
    colleagues = [person for person in CLINIC.people if person != ANNA and not person.shared]
    group, channel = Chat.group("reception"), Chat.in_channel("Clinic")
    return {
        "version": VERSION,
        "tenantId": CLINIC.id,
        "bot": {"id": f"28:{app_id}", "name": bot_name},
        "currentUser": as_user(ANNA),
        "users": [as_user(person) for person in colleagues],
        "personalChat": {"id": Chat.personal(ANNA).id},
        "groupChat": {"id": group.id, "name": "Reception"},
        "team": {
            "id": channel.team,
            "name": CLINIC.name,
            "aadGroupId": CLINIC.id,
            "channels": [{"id": channel.channel, "name": "Announcements"}],
        },
    }


def as_user(person: Person) -> dict[str, str]:
    """`userPrincipleName` is the Playground's own spelling."""
    given, _, surname = person.name.partition(" ")
    return {
        "id": person.mri,
        "name": person.name,
        "userPrincipleName": person.upn,
        "aadObjectId": person.oid,
        "givenName": given,
        "surname": surname,
        "email": person.upn,
    }
