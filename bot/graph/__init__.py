"""The one place that speaks Microsoft Graph."""

from bot.graph.meetings import GraphMeetings
from bot.graph.scopes import all_scopes, permits
from bot.graph.session import GraphSession

__all__ = ["GraphMeetings", "GraphSession", "all_scopes", "permits"]
