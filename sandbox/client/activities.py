"""Activities as Teams really sends them to a bot, before they are signed."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import UTC
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.client.chats import Chat
from sandbox.world.people import Clock, Person

Json = dict[str, Any]
MENTION = "http://schema.skype.com/Mention"
EXTENSION = "composeExtension/"
FIRST_ID = 1_690_000_000_000


@dataclass
class Activities:
    """Writes activities of one person in one chat to one bot. `locale` is a BCP 47 tag, `zone` an IANA name."""

    person: Person
    chat: Chat
    app_id: str
    service_url: str
    clock: Clock
    locale: str = "en-GB"
    zone: str = "Europe/London"
    platform: str = "Web"
    bot_name: str = "Appointment Links"
    channel_id: str = "msteams"
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(FIRST_ID))

    def message(self, text: str, html: str = "") -> Json:
        """Something typed. `html` is the same as Teams formatted it; by default one plain paragraph."""
        formatted = html or f"<p>{escape(text)}</p>"
        return {
            **self._from_person("message"),
            "text": text,
            "textFormat": "plain",
            "attachments": [{"contentType": "text/html", "content": formatted}],
        }

    def mention(self, text: str) -> Json:
        """Something typed to the bot where others read along: it begins with the bot's name."""
        name = f"<at>{self.bot_name}</at>"
        called = {"type": "mention", "mentioned": self.bot, "text": name}
        seen = f'<span itemscope itemtype="{MENTION}" itemid="0">{escape(self.bot_name)}</span>'
        whole = self.message(f"{name} {text}", f"<p>{seen}&nbsp;{escape(text)}</p>")
        return {**whole, "textFormat": "xml", "entities": [called, *whole["entities"]]}

    def slash(self, text: str) -> Json:
        """A slash command: only the person who gave it and the bot see it."""
        whole = self.message(text)
        return {**whole, "recipient": {**self.bot, "isTargeted": True}}

    def submit(self, value: Any, reply_to: str, text: str = "") -> Json:
        """A pressed Action.Submit: a message with a value, and with a text only for messageBack."""
        words = {"text": text, "textFormat": "plain"} if text else {}
        source = {"source": {"name": "message"}, "legacy": {"replyToId": reply_to}}
        whole = self._from_person("message")
        whole["channelData"] = {**whole["channelData"], **source}
        return {**whole, **words, "value": value, "replyToId": reply_to}

    def invoke(self, name: str, value: Any, reply_to: str = "", source: str = "") -> Json:
        """An invoke; `source` is the place that it comes from, by default compose for an extension, else message."""
        answered = {"replyToId": reply_to} if reply_to else {}
        source = source or ("compose" if name.startswith(EXTENSION) else "message")
        whole = self._from_person("invoke")
        whole["id"] = f"f:{uuid.uuid4()}"
        whole["channelData"] = {**whole["channelData"], "source": {"name": source}}
        return {**whole, **answered, "name": name, "value": value}

    def installed(self, action: str = "add") -> Json:
        """installationUpdate: `add` or `remove`."""
        whole = self._from_person("installationUpdate")
        whole["channelData"] = {
            **whole["channelData"],
            "settings": {"selectedChannel": {"id": self.chat.id}},
            "source": {"name": "message"},
        }
        return {**whole, "action": action}

    def bot_added(self) -> Json:
        """conversationUpdate, which accompanies an installation."""
        whole = self._from_person("conversationUpdate")
        return {**whole, "membersAdded": [{"id": self.bot["id"]}]}

    @property
    def bot(self) -> Json:
        return {"id": f"28:{self.app_id}", "name": self.bot_name}

    def _from_person(self, kind: str) -> Json:
        now = self.clock()
        country = self.locale.rpartition("-")[2]
        client = {"type": "clientInfo", "locale": self.locale, "country": country, "platform": self.platform}
        return {
            "type": kind,
            "id": str(next(self._ids)),
            "timestamp": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "localTimestamp": now.astimezone(ZoneInfo(self.zone)).isoformat(),
            "localTimezone": self.zone,
            "serviceUrl": self.service_url,
            "channelId": self.channel_id,
            "from": {"id": self.person.mri, "name": self.person.name, "aadObjectId": self.person.oid},
            "conversation": self.chat.as_json(self.person.tenant_id),
            "recipient": self.bot,
            "locale": self.locale,
            "entities": [{**client, "timezone": self.zone}],
            "channelData": self.chat.channel_data(self.person.tenant_id),
        }
