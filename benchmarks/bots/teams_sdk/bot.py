"""The Teams SDK for Python as its samples have it: App on its own server, a card for an answer."""

import asyncio
import json
import os
from pathlib import Path

from host_names import lead_to
from microsoft_teams.api import MessageActivity
from microsoft_teams.apps import ActivityContext, App
from microsoft_teams.cards import AdaptiveCard

HELP = AdaptiveCard.model_validate(json.loads((Path(__file__).parents[1] / "help.json").read_text()))

lead_to(int(os.environ["LAB_PORT"]))
app = App(
    client_id=os.environ["LAB_APP_ID"],
    client_secret=os.environ["LAB_SECRET"],
    tenant_id=os.environ["LAB_TENANT"],
)


@app.on_message
async def on_message(context: ActivityContext[MessageActivity]) -> None:
    """Answers every message with the help card."""
    await context.send(HELP)


asyncio.run(app.start(int(os.environ["PORT"])))
