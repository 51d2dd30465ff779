"""The Microsoft 365 Agents SDK for Python as its samples have it: AgentApplication on aiohttp, a card for an answer."""

import json
import os
from pathlib import Path

from aiohttp import web
from host_names import lead_to
from microsoft_agents.activity import load_configuration_from_env
from microsoft_agents.authentication.msal import MsalConnectionManager
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware, start_agent_process
from microsoft_agents.hosting.core import (
    AgentApplication,
    CardFactory,
    MemoryStorage,
    MessageFactory,
    TurnContext,
    TurnState,
)

HELP = json.loads((Path(__file__).parents[1] / "help.json").read_text())
SETTINGS = "CONNECTIONS__SERVICE_CONNECTION__SETTINGS__"

lead_to(int(os.environ["LAB_PORT"]))
CONFIGURATION = load_configuration_from_env(
    {
        f"{SETTINGS}CLIENTID": os.environ["LAB_APP_ID"],
        f"{SETTINGS}CLIENTSECRET": os.environ["LAB_SECRET"],
        f"{SETTINGS}TENANTID": os.environ["LAB_TENANT"],
    }
)
CONNECTIONS = MsalConnectionManager(**CONFIGURATION)
ADAPTER = CloudAdapter(connection_manager=CONNECTIONS)
AGENT = AgentApplication[TurnState](
    storage=MemoryStorage(), adapter=ADAPTER, connection_manager=CONNECTIONS, **CONFIGURATION
)


@AGENT.activity("message")
async def on_message(context: TurnContext, _state: TurnState) -> None:
    """Answers every message with the help card."""
    await context.send_activity(MessageFactory.attachment(CardFactory.adaptive_card(HELP)))


async def messages(request: web.Request) -> web.Response | None:
    """POST /api/messages."""
    return await start_agent_process(request, AGENT, ADAPTER)


app = web.Application(middlewares=[jwt_authorization_middleware])
app.router.add_post("/api/messages", messages)
app["agent_configuration"] = CONNECTIONS.get_default_connection_configuration()
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None)
