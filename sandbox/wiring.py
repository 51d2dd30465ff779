"""The real bot, pointed at the pretend Microsoft 365; the only module of the sandbox that knows the bot."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, TextIO

from aiohttp import web
from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from app import create_app, main
from bot.languages import LANGUAGES
from bot.ops.endpoints import Endpoints
from bot.ops.settings import Settings
from bot.ops.telemetry import configure_logging
from bot.web.server import HEALTH
from sandbox.entra.app_registration import AppRegistration
from sandbox.world.people import CLINIC

KEY_FILE = "storage.key"
BotSettings = Settings
BOT_LANGUAGES = LANGUAGES


class SandboxSettings(Settings):
    """Settings that the sandbox alone decides: what is set for a real tenant must not leak in."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def settings_for(registration: AppRegistration, public_url: str, folder: Path) -> Settings:
    """Settings of the bot that `registration` describes, with its storage in `folder`.

    They pass every check of production but one: `public_url` is http, for no certificate names a laptop.
    """
    values: dict[str, Any] = {
        "MicrosoftAppId": registration.id,
        "MicrosoftAppPassword": next(iter(registration.secrets)),
        "MicrosoftAppTenantId": CLINIC.id,
        "PUBLIC_URL": "https://localhost",
        "HOST": "127.0.0.1",
        "STORAGE_URL": f"sqlite:///{folder / 'bot.db'}",
        "STORAGE_ENCRYPTION_KEYS": (storage_key(folder / KEY_FILE),),
        "DEFAULT_TIMEZONE": CLINIC.zone,
    }
    return SandboxSettings(**values).model_copy(update={"public_url": public_url})


def storage_key(file: Path) -> bytes:
    """32 random bytes, made at the first start and kept, so that a restart can still read the storage."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(secrets.token_bytes(32))
    return file.read_bytes()


def endpoints_at(origin: str) -> Endpoints:
    """All of Microsoft on one loopback origin."""
    return Endpoints(
        login=origin,
        graph=f"{origin}/v1.0",
        channel_metadata=f"{origin}/v1/.well-known/openidconfiguration",
        connector=f"{origin}/emea",
    )


async def bot_application(settings: Settings, origin: str) -> web.Application:
    """The bot, ready to be served; the pretend Microsoft 365 answers at `origin` by now."""
    app = await create_app(settings, endpoints_at(origin))

    async def ready(_app: web.Application) -> None:
        app[HEALTH].ready = True

    app.on_startup.append(ready)
    return app


def serve(create: Callable[[Settings], Awaitable[web.Application]]) -> int:
    """As `python app.py` does, with the environment's settings and the application that `create` makes of them."""
    return main(create)


def at_the_clinic(settings: Settings, secret: str) -> Settings:
    """An operator's settings, but for what the pretend Entra decides: the tenant, and how the app proves itself."""
    proof = {"app_password": SecretStr(secret), "certificate_path": "", "managed_identity": ""}
    return settings.model_copy(update={"app_type": "SingleTenant", "tenant_id": CLINIC.id, **proof})


async def serving_application(settings: Settings, origin: str) -> tuple[web.Application, Callable[[], Awaitable[None]]]:
    """The bot, to be served by `serve`, and what waits until it is."""
    app = await create_app(settings, endpoints_at(origin))

    async def ready() -> None:
        while not app[HEALTH].ready:  # noqa: ASYNC110 — the bot's health is a value, for probes
            await asyncio.sleep(0.05)

    return app, ready


def log_to(file: TextIO) -> None:
    """The bot logs to stdout; here that is for a person's eyes, so its lines go to a file."""
    with redirect_stdout(file):
        configure_logging("INFO")
