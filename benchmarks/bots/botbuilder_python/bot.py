"""botbuilder-python as its samples have it: CloudAdapter, an ActivityHandler, a card for an answer."""

import json
import os
from pathlib import Path

from aiohttp import web
from botbuilder.core import ActivityHandler, CardFactory, MessageFactory, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from host_names import lead_to

HELP = json.loads((Path(__file__).parents[1] / "help.json").read_text())


class Settings:
    """What the samples call DefaultConfig."""

    APP_ID = os.environ["LAB_APP_ID"]
    APP_PASSWORD = os.environ["LAB_SECRET"]
    APP_TYPE = "SingleTenant"
    APP_TENANTID = os.environ["LAB_TENANT"]


class HelpBot(ActivityHandler):
    """Answers every message with the help card."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(MessageFactory.attachment(CardFactory.adaptive_card(HELP)))


lead_to(int(os.environ["LAB_PORT"]))
ADAPTER = CloudAdapter(ConfigurationBotFrameworkAuthentication(Settings()))
BOT = HelpBot()


async def messages(request: web.Request) -> web.Response:
    """POST /api/messages."""
    answer: web.Response = await ADAPTER.process(request, BOT)
    return answer


app = web.Application()
app.router.add_post("/api/messages", messages)
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None)
