"""What the doctor looks at: the bot's settings and parts, and the ways to ask others about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from pathlib import Path

from bot.doctor.asking import Asker, Trust
from bot.graph import permits
from bot.graph.setup import scopes
from bot.model.values import value
from bot.ops.base import Base
from bot.ops.endpoints import Endpoints
from bot.ops.settings import Settings
from bot.records import Records
from bot.signin.setup import SignInRoom


@value
class Patient:
    """`admin_token` is a Graph token that may read app registrations, or "". `package` is the packed Teams app."""

    base: Base
    records: Records
    room: SignInRoom
    asker: Asker
    trust: Trust
    now: Callable[[], datetime]
    admin_token: str = field(repr=False)
    package: Path

    @property
    def settings(self) -> Settings:
        return self.base.settings

    @property
    def endpoints(self) -> Endpoints:
        return self.base.endpoints

    @property
    def app_id(self) -> str:
        return self.settings.app_id

    @property
    def base_scopes(self) -> tuple[str, ...]:
        """What a first sign-in asks for."""
        return permits(self.settings.calendar_scope, self.settings.link_scope).base.scopes

    @property
    def scopes(self) -> tuple[str, ...]:
        """All that people may be asked for."""
        return scopes(self.settings)
