"""`/sandbox/troubles`: the switches over HTTP, for trying things by hand while the bot runs."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.world.troubles import WORDS, Trouble, Troubles

PATH = "/sandbox/troubles"


class Switches:
    """GET shows what there is and what is on. POST `{"name": "graph.throttled", "times": 1, "retry_after": 5}` switches
    on, `{"name": …, "off": true}` off, `{"clear": true}` everything off; `person` and `where` narrow it."""

    def __init__(self, troubles: Troubles) -> None:
        self._troubles = troubles

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self.show), web.post(PATH, self.change)]

    async def show(self, _request: web.Request) -> web.Response:
        on = [switch.as_json() for switch in self._troubles.switches if not switch.spent]
        return web.json_response({"known": {str(name): words for name, words in WORDS.items()}, "on": on})

    async def change(self, request: web.Request) -> web.Response:
        try:
            self._apply(await request.json())
        except (ValueError, TypeError, AttributeError) as wrong:
            return web.json_response({"error": str(wrong)}, status=400)
        return await self.show(request)

    def _apply(self, wish: dict[str, Any]) -> None:
        if wish.get("clear"):
            return self._troubles.clear()
        trouble = Trouble(wish.get("name", ""))
        if wish.get("off"):
            return self._troubles.off(trouble)
        detail = {key: value for key, value in wish.items() if key not in ("name", "off", "clear")}
        self._troubles.on(trouble, **detail)
        return None
