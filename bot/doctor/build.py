"""The doctor's instruments: the bot's own parts, made from its settings as the bot makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.doctor.asking import Asker, Trust
from bot.doctor.patient import Patient
from bot.graph import setup as graph
from bot.model.values import value
from bot.net.session import open_session
from bot.ops.base import Base
from bot.ops.budgets import LIMITS, PATIENCE
from bot.ops.clock import now
from bot.ops.endpoints import GLOBAL, Endpoints
from bot.ops.health import Health
from bot.ops.keyring import Keyring
from bot.ops.settings import Settings
from bot.records import Records
from bot.signin import setup as signin
from bot.storage import open_store

PACKAGE = Path("build/appPackage.zip")


@value
class Circumstances:
    """Where Microsoft is, whose certificates count, what time it is; a test says otherwise."""

    endpoints: Endpoints = GLOBAL
    trust: Trust = True
    now: Callable[[], datetime] = now
    admin_token: str = ""
    package: Path = PACKAGE


@asynccontextmanager
async def patient_of(settings: Settings, around: Circumstances) -> AsyncIterator[Patient]:
    """The bot, taken apart. Raises SettingsError for a certificate or a storage URL that cannot be used."""
    keyring = Keyring(settings.encryption_keys)
    store = open_store(settings.storage_url, keyring)
    async with open_session() as http:
        base = Base(settings, around.endpoints, LIMITS, PATIENCE, Health(around.now), Counter(), keyring, store, http)
        records = Records(store, around.now)
        room = signin.build(base, records, graph.scopes(settings))
        try:
            yield Patient(
                base,
                records,
                room,
                Asker(http, around.trust),
                around.trust,
                around.now,
                around.admin_token,
                around.package,
            )
        finally:
            await room.entra.close()
