"""Activities as Teams really sends them to a bot, before they are signed."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.client.chats import Chat
from sandbox.world.people import Clock, Person

Json = dict[str, Any]
MENTION = "http://schema.skype.com/Mention"
REPLY = "http://schema.skype.com/Reply"
EXTENSION = "composeExtension/"
FIRST_ID = 1_690_000_000_000


@dataclass
class Activities:
    """Writes activities of one person in one chat to one bot. `locale` is a BCP 47 tag, `zone` an IANA name.

    `offset`: a phone that names no zone, and tells only how far its clock is from UTC. Without either, nothing is told.
    """

    person: Person
    chat: Chat
    app_id: str
    service_url: str
    clock: Clock
    locale: str = "en-GB"
    zone: str = "Europe/London"
    offset: timedelta | None = None
    platform: str = "Web"
    bot_name: str = "Appointment Link"
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

    def mention(self, text: str, quote: str = "", quoted_html: str = "") -> Json:
        """Something typed to the bot where others read along: it begins with the bot's name, behind what it quotes."""
        name = f"<at>{self.bot_name}</at>"
        called = {"type": "mention", "mentioned": self.bot, "text": name}
        seen = f'<span itemscope itemtype="{MENTION}" itemid="0">{escape(self.bot_name)}</span>'
        whole = self.message(f"{quote}{name} {text}", f"{quoted_html}<p>{seen}&nbsp;{escape(text)}</p>")
        return {**whole, "textFormat": "xml", "entities": [called, *whole["entities"]]}

    def reply(self, text: str, preview: str) -> Json:
        """Something typed after *Reply* on another message, of which Teams sends the beginning along."""
        id = str(next(self._ids))
        sender = {"messageId": id, "senderId": self.bot["id"], "senderName": self.bot_name}
        entity = {"type": "quotedReply", "quotedReply": {**sender, "preview": preview, "time": id}}
        name, said = f'<strong itemprop="mri">{escape(self.bot_name)}</strong>', escape(preview)
        quoted = f'{name}<p itemprop="preview">{said}</p>'
        html = f'<blockquote itemscope itemtype="{REPLY}" itemid="{id}">{quoted}</blockquote>'
        quote = f'<quoted messageId="{id}"/> '
        personal = self.chat.kind == "personal"
        message = self.message(f"{quote}{text}", f"{html}<p>{escape(text)}</p>")
        whole = message if personal else self.mention(text, quote, html)
        return {**whole, "entities": [entity, *whole["entities"]]}

    def edited(self, original: Json, text: str) -> Json:
        """The message as it was changed."""
        changed = {**self.message(text), "type": "messageUpdate", "id": original["id"]}
        return {**changed, "channelData": {**changed["channelData"], "eventType": "editMessage"}}

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
            **self._clock(now),
            "serviceUrl": self.service_url,
            "channelId": self.channel_id,
            "from": {"id": self.person.mri, "name": self.person.name, "aadObjectId": self.person.oid},
            "conversation": self.chat.as_json(self.person.tenant_id),
            "recipient": self.bot,
            "locale": self.locale,
            "entities": [{**client, "timezone": self.zone} if self.zone and self.offset is None else client],
            "channelData": self.chat.channel_data(self.person.tenant_id),
        }

    def _clock(self, now: datetime) -> Json:
        if self.offset is not None:
            return {"localTimestamp": now.astimezone(timezone(self.offset)).isoformat()}
        if not self.zone:
            return {}
        return {"localTimestamp": now.astimezone(ZoneInfo(self.zone)).isoformat(), "localTimezone": self.zone}
