"""'get link' in a meeting's own chat: that meeting, unless another one is named."""

from __future__ import annotations

from bot.model import Command, Selection
from bot.model.values import value
from bot.ports import MeetingChats


@value
class ThisChat:
    """The meeting whose chat this is. Asked last but one: what the person names wins over it."""

    chats: MeetingChats

    async def __call__(self, command: Command) -> Selection | None:
        meeting = await self.chats.meeting_of(command) if command.meeting_chat else None
        return Selection((meeting,)) if meeting else None
