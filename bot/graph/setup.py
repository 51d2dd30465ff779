"""Graph, put together: the session that asks it, and the meetings that it tells of."""

from __future__ import annotations

from bot.graph.meetings import GraphMeetings
from bot.graph.scopes import all_scopes
from bot.graph.session import GraphSession
from bot.ops.base import Base
from bot.ops.settings import Settings
from bot.ports import Tokens


def build(base: Base, tokens: Tokens) -> GraphMeetings:
    """Asks with each person's own token, for the scopes that the settings name."""
    settings = base.settings
    session = GraphSession(
        base.http,
        tokens,
        base.endpoints.graph,
        base.health,
        base.limits.graph,
        base.loop.jammed,
        metrics=base.metrics,
        tracing=base.tracing,
    )
    return GraphMeetings(session, settings.calendar_scope, settings.link_hosts, settings.link_scope)


def scopes(settings: Settings) -> tuple[str, ...]:
    """All that people may be asked for."""
    return all_scopes(settings.calendar_scope, settings.link_scope)
