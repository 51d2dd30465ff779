"""Where the app is used: in Teams, or in Outlook, which calls itself something else."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.world.claims import TEAMS_DESKTOP

OUTLOOK_ON_THE_WEB = "bc59ab01-8403-45c6-8796-ac3ef710b3e3"


@dataclass(frozen=True, slots=True)
class Host:
    """A program that shows the app.

    `channel_id` is that of its activities; `client` is the application that asks Entra for assertions (`azp`);
    `source` is the `channelData.source.name` of its extension's invokes, "" for the place in which they were begun.
    """

    channel_id: str = "msteams"
    client: str = TEAMS_DESKTOP
    source: str = ""


TEAMS = Host()
OUTLOOK = Host("m365extensions", OUTLOOK_ON_THE_WEB, "outlook")
"""An open question of docs/live-tenant-checks.md: use `dataclasses.replace` to try other names."""
