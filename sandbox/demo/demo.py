"""The demo: the real bot, a pretend Microsoft 365 and the Agents Playground, all on loopback, until Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from sandbox.client.bot_client import BotClient
from sandbox.demo.companion import SIGN_IN, Companion
from sandbox.demo.companion_people import write_config
from sandbox.demo.companion_screen import Screen
from sandbox.demo.companion_switches import CompanionSwitches
from sandbox.demo.memory import DemoMemory
from sandbox.demo.playground_server import playground
from sandbox.entra.app_registration import AppRegistration
from sandbox.microsoft365 import Microsoft365
from sandbox.wiring import bot_application, settings_for
from sandbox.world.people import guid

APP_ID = guid("app")
SECRET = guid("secret")  # of the pretend app; opens nothing else


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are found: the chat's page, the page of switches, the bot itself."""

    chat: str
    switches: str
    bot: str


Chat = Callable[[str, int, Path], AbstractAsyncContextManager[str]]


@asynccontextmanager
async def demo(folder: Path, port: int, chat: Chat = playground) -> AsyncIterator[Places]:
    """Everything running, with what has to be remembered in `folder`; the Playground on `port` if that is free.

    `folder` exists. `chat` starts the Playground: it is given the address that takes its activities, the port and the
    configuration file, and tells its origin. Raises sandbox.demo.playground_server.CannotStart.
    """
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        microsoft, bot = listening(port + 1), listening(port + 2)
        origin, public_url = f"http://127.0.0.1:{port_of(microsoft)}", f"http://localhost:{port_of(bot)}"
        app = AppRegistration(APP_ID, secrets={SECRET}, redirect_uris={f"{public_url}/auth/callback"})
        microsoft365 = stack.enter_context(remembered(folder / "microsoft365.json", app))
        microsoft365.addresses.move_to(origin)

        config = write_config(folder, APP_ID, app.name)
        page = await stack.enter_async_context(chat(f"{origin}/api/messages", port, config))
        service = microsoft365.addresses.service
        bot_client = BotClient(session, f"{public_url}/api/messages", microsoft365.channel, APP_ID, service)
        companion = Companion(microsoft365, bot_client, Screen(session, page))

        services = microsoft365.application()
        switches = CompanionSwitches(microsoft365.troubles, companion.client_settings, microsoft365.policy)
        talk = [web.post("/api/messages", companion.post), web.get(SIGN_IN, companion.sign_in)]
        services.add_routes([*talk, *switches.routes()])
        await stack.enter_async_context(served(services, microsoft))
        application = await bot_application(settings_for(app, public_url, folder), origin)
        application.on_response_prepare.append(companion.page_answered)
        await stack.enter_async_context(served(application, bot))
        await stack.enter_async_context(running(companion))
        yield Places(page, f"{origin}{switches.path}", public_url)


@contextmanager
def remembered(file: Path, app: AppRegistration) -> Iterator[Microsoft365]:
    """The pretend Microsoft 365 as it was when the last demo ended."""
    memory = DemoMemory(file)
    microsoft365 = Microsoft365(app, keys=memory.keys())
    memory.recall(microsoft365)
    try:
        yield microsoft365
    finally:  # Ctrl-C is a cancellation
        memory.keep(microsoft365)


@asynccontextmanager
async def served(app: web.Application, listener: socket.socket) -> AsyncIterator[None]:
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def running(companion: Companion) -> AsyncIterator[None]:
    showing = asyncio.create_task(companion.show())
    try:
        yield
    finally:
        showing.cancel()


def listening(wish: int) -> socket.socket:
    """A socket on loopback, at that port if it can be had."""
    try:
        return socket.create_server(("127.0.0.1", wish))
    except (OSError, OverflowError):
        return socket.create_server(("127.0.0.1", 0))


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


def cancelled_by_signals() -> None:
    """Ctrl-C and SIGTERM end the task that asks for it, wherever it stands: what it has opened is closed."""
    task = asyncio.current_task()
    assert task  # noqa: S101 — a coroutine runs in one
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, task.cancel)
