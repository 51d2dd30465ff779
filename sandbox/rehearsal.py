"""`python -m sandbox.rehearsal`: what `python app.py` serves, with your settings, in front of a pretend Microsoft 365.

A person of the pretend clinic then asks for a link, through your proxy if you like. So a deployment is tried before
there is a tenant: settings, storage, address, TLS, the service's user, a restart.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from sandbox.client.bot_client import BotClient
from sandbox.client.browser import Browser
from sandbox.client.client import TeamsClient
from sandbox.entra.app_registration import AppRegistration
from sandbox.microsoft365 import Microsoft365
from sandbox.wiring import BotSettings, at_the_clinic, serve, serving_application
from sandbox.world.people import ANNA

MEETING = "Physiotherapy: first appointment"
LOOPBACK = "127.0.0.1"


@dataclass
class Rehearsal:
    """`through` is where the person reaches the bot (empty: on loopback), `once` whether their first link is all."""

    through: str
    once: bool
    link: str = ""

    async def create(self, settings: BotSettings) -> web.Application:
        """The bot, and with it the pretend Microsoft 365 and somebody who asks."""
        settings = at_the_clinic(settings, secret := secrets.token_urlsafe())
        redirect = f"{settings.public_url}/auth/callback"
        microsoft365 = Microsoft365(AppRegistration(settings.app_id, secrets={secret}, redirect_uris={redirect}))
        runner = web.AppRunner(microsoft365.application(), access_log=None, handle_signals=False)
        await runner.setup()
        await web.TCPSite(runner, LOOPBACK, 0).start()
        origin = f"http://{LOOPBACK}:{runner.addresses[0][1]}"
        microsoft365.addresses.move_to(origin)
        app, ready = await serving_application(settings, origin)

        async def around(_app: web.Application) -> AsyncIterator[None]:
            asking = asyncio.create_task(self._ask(microsoft365, settings, ready))
            yield
            asking.cancel()
            await runner.cleanup()

        app.cleanup_ctx.insert(0, around)  # Microsoft is there until the bot has finished its answers
        return app

    async def _ask(
        self, microsoft365: Microsoft365, settings: BotSettings, ready: Callable[[], Awaitable[None]]
    ) -> None:
        await ready()
        host = f"[{settings.host}]" if ":" in settings.host else settings.host or LOOPBACK
        through = self.through or f"http://{host}:{settings.port}"
        try:
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
                self.link = await first_link(person_at(through, microsoft365, settings, http))
            told = f"rehearsal: {ANNA.name} has her link: {self.link}"
        except (aiohttp.ClientError, TimeoutError, LookupError, RuntimeError) as error:
            told = f"rehearsal: {ANNA.name} has no link: {type(error).__name__}: {error}"
        print(told, flush=True)
        if self.once:
            signal.raise_signal(signal.SIGTERM)


def person_at(
    through: str, microsoft365: Microsoft365, settings: BotSettings, http: aiohttp.ClientSession
) -> TeamsClient:
    """Anna, whose Teams and whose browser reach the bot at the origin `through`."""
    through, service = through.rstrip("/"), microsoft365.addresses.service
    line = BotClient(http, f"{through}/api/messages", microsoft365.channel, settings.app_id, service)
    ids = itertools.count(int(microsoft365.clock().timestamp() * 1000))  # as Teams counts; a storage remembers them
    return TeamsClient(microsoft365, line, ANNA, Browser(http, {settings.public_url: through}), _ids=ids)


async def first_link(person: TeamsClient) -> str:
    """*get link*, the sign-in if one is asked for, the meeting: the customer's link.

    Raises LookupError where something else is shown, and TimeoutError where nothing is.
    """
    answer = await person.say("get link")
    if answer.status >= 400:
        raise LookupError(f"the bot answers with {answer.status}")
    await person.settled()
    with suppress(LookupError):
        await person.press(MEETING)
        return await _link(person)
    page = await person.sign_in()
    if page.status >= 400:
        raise LookupError(f"the sign-in page answers with {page.status}")
    await person.settled()
    await person.press(MEETING)
    return await _link(person)


async def _link(person: TeamsClient) -> str:
    await person.settled()
    links = (button.action.get("url", "") for button in person.buttons if button.kind == "Action.OpenUrl")
    link = next((url for url in links if "visit.teams" in url), "")
    if not link:
        raise LookupError("no link is shown")
    return link


def main() -> int:
    """As `python app.py` ends; with `--once` 0 for a link and 1 for none."""
    options = argparse.ArgumentParser(prog="python -m sandbox.rehearsal", description=__doc__)
    options.add_argument("--through", default="", help="origin at which the person reaches the bot (default: loopback)")
    options.add_argument("--once", action="store_true", help="end after the first link; exit code 1 when there is none")
    rehearsal = Rehearsal(**vars(options.parse_args()))
    code = serve(rehearsal.create)
    return code or int(rehearsal.once and not rehearsal.link)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
