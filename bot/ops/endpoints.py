"""Where Microsoft is: constants in production. The sandbox wires its own in their place, never by a setting."""

from __future__ import annotations

from bot.model.values import value

TEAMS_HOSTS = ("teams.microsoft.com", "*.teams.microsoft.com", "teams.cloud.microsoft", "*.teams.cloud.microsoft")
"""Where Teams' own links lead to, in this cloud; `*.` stands for one label or more."""


@value
class Endpoints:
    """Origins of the Global cloud, the only one that has the call this bot is about (protocol.md §10)."""

    login: str = "https://login.microsoftonline.com"
    graph: str = "https://graph.microsoft.com/v1.0"
    channel_metadata: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    connector: str = "https://smba.trafficmanager.net/teams"
    """Where the doctor asks whether the Bot Connector can be reached; each activity names its own."""


GLOBAL = Endpoints()


def application_uri(app_id: str) -> str:
    """The Application ID URI of the bot's app in Entra, by which Teams asks for it (protocol.md §2)."""
    return f"api://botid-{app_id}"
