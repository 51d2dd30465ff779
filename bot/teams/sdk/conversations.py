"""The four calls of botbuilder's generated client that CloudAdapter makes, on our connector."""

from __future__ import annotations

from botbuilder.schema import Activity, ResourceResponse

from bot.model.values import value
from bot.teams.sdk.connector import Connector


@value
class Conversations:
    """What the bot sends itself does not come this way; what the SDK would send for it does."""

    connector: Connector
    service_url: str

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        """Post an activity."""
        sent = await self.connector.send(self.service_url, conversation_id, activity.serialize())
        return ResourceResponse(id=sent)

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Post an activity as an answer to another one."""
        sent = await self.connector.reply(self.service_url, conversation_id, activity_id, activity.serialize())
        return ResourceResponse(id=sent)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Replace an activity that was sent."""
        await self.connector.update(self.service_url, conversation_id, activity_id, activity.serialize())
        return ResourceResponse(id=activity_id)

    async def delete_activity(self, conversation_id: str, activity_id: str) -> None:
        """Take back an activity that was sent."""
        await self.connector.delete(self.service_url, conversation_id, activity_id)


@value
class Client:
    """The connector in the form in which CloudAdapter uses it."""

    conversations: Conversations


def client_of(connector: Connector, service_url: str) -> Client:
    """A client for one service URL; it holds nothing, and costs nothing to make."""
    return Client(Conversations(connector, service_url))
