"""GET /auth/instance?challenge=…: proves to whoever holds the bot's keys that this address leads to it."""

from __future__ import annotations

import re
from collections.abc import Callable

from aiohttp import web

from bot.web.pages import HEADERS

PATH, CHALLENGE = "/auth/instance", "challenge"
FORM = re.compile(r"[\w-]{16,64}", re.ASCII)


class InstancePage:
    """Under /auth/, which a reverse proxy lets through anyway. It tells a stranger nothing but a hash."""

    def __init__(self, app_id: str, prove: Callable[[str], str]) -> None:
        self._app_id = app_id
        self._prove = prove

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp needs."""
        return [web.get(PATH, self._answer, allow_head=False)]

    async def _answer(self, request: web.Request) -> web.Response:
        challenge = request.query.get(CHALLENGE, "")
        if not FORM.fullmatch(challenge):
            return web.Response(status=404, headers=HEADERS)
        return web.json_response({"proof": self._prove(proof_text(self._app_id, challenge))}, headers=HEADERS)


def proof_text(app_id: str, challenge: str) -> str:
    """What is proved: these keys, for this app, now."""
    return f"instance\n{app_id}\n{challenge}"
