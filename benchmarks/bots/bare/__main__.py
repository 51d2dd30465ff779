"""`python -m benchmarks.bots.bare`: serves on PORT; the lab says where Microsoft is (LAB_PORT)."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import uvloop
from aiohttp import web

from benchmarks.bots.bare.bot import Bot
from benchmarks.bots.host_names import lead_to


async def main() -> None:
    bot = await Bot.opened(Path("data/bare.db"))
    app = web.Application(client_max_size=256 * 1024)
    app.add_routes([web.post("/api/messages", bot.messages), web.get("/readyz", ready)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"])).start()
    bot.freeze()
    await asyncio.Event().wait()


async def ready(_request: web.Request) -> web.Response:
    return web.Response()


if __name__ == "__main__":
    lead_to(int(os.environ["LAB_PORT"]))
    uvloop.run(main())
