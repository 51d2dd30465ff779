"""What everything else stands on: settings, limits, health, metrics, keys, the store and the HTTP client."""

from __future__ import annotations

from collections import Counter
from dataclasses import field

import aiohttp

from bot.model.values import value
from bot.net.door import Door
from bot.ops.audit import Audit
from bot.ops.budgets import Limits, Patience
from bot.ops.endpoints import Endpoints
from bot.ops.health import Health
from bot.ops.issuer_time import IssuerTime
from bot.ops.keyring import Keyring
from bot.ops.loop_watch import LoopWatch
from bot.ops.metrics import Metrics
from bot.ops.settings import Settings
from bot.ops.tracing import NOT_TRACED, Tracing
from bot.ports import Store


@value
class Base:
    """Made by `app`, handed to whatever is put together on it."""

    settings: Settings
    endpoints: Endpoints
    limits: Limits
    patience: Patience
    health: Health
    refused: Counter[str]
    keyring: Keyring
    store: Store
    http: aiohttp.ClientSession
    audit: Audit | None = None
    issuer_time: IssuerTime = field(default_factory=IssuerTime)
    tracing: Tracing = NOT_TRACED
    metrics: Metrics = field(default_factory=Metrics)
    loop: LoopWatch = field(default_factory=LoopWatch)
    door: Door = field(default_factory=Door)
