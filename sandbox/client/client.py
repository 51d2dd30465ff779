"""A Teams client as a library: says things, presses buttons, signs in, and waits for what the bot shows."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.client.activities import EXTENSION, Activities, Json
from sandbox.client.bot_client import Answer, BotClient
from sandbox.client.browser import Browser, Page
from sandbox.client.buttons import Button, buttons_of, card_buttons, find
from sandbox.client.card_dialogs import CardDialogs
from sandbox.client.chats import Chat
from sandbox.client.extension import MessageExtension
from sandbox.client.login_walker import LoginWalker
from sandbox.client.popups import NOTIFIED
from sandbox.client.pressing import Pressing
from sandbox.client.private_views import PrivateViews
from sandbox.client.sign_in_cards import SignInCard, card_in, exchange, verify_state
from sandbox.microsoft365 import Microsoft365
from sandbox.teams.record import Sent
from sandbox.world.hosts import TEAMS, Host
from sandbox.world.people import Person

QUIET = 0.03  # seconds without a post after which an answer counts as complete
CLOSED_BY_PERSON = "CancelledByUser"


class TeamsClient:
    """One person in one chat, on `clients` devices at once.

    The assertion for silent sign-in is fetched once and used again, as Teams does; set `assertion` to try another.
    `extension` is the message extension, `dialogs` what a card's button opens, `private` this person's own views of
    cards. `host` is the program around it all, which is Outlook for some.
    """

    def __init__(
        self,
        microsoft365: Microsoft365,
        bot_client: BotClient,
        person: Person,
        browser: Browser,
        *,
        chat: Chat | None = None,
        clients: int = 1,
        host: Host = TEAMS,
        **sender: Any,
    ) -> None:
        self.person = person
        self.chat = chat or Chat.personal(person)
        self.browser = browser
        self.clients = clients
        self.host = host
        sender = {"channel_id": host.channel_id, **sender}
        self.activities = Activities(
            person, self.chat, bot_client.app_id, bot_client.service_url, microsoft365.clock, **sender
        )
        self.bot_client = bot_client
        self.assertion = microsoft365.sso_token(person, azp=host.client)
        self.sign_ins: dict[str, SignInCard] = {}
        self.extension = MessageExtension(self)
        self.dialogs = CardDialogs(self)
        self.private = PrivateViews(self)
        self._pressing = Pressing(self.activities, self.dialogs, self.private, self.say, self.deliver)
        self._record = microsoft365.record
        self._since = 0

    # ---- doing -----------------------------------------------------------------------------------------------

    async def say(self, text: str, html: str = "") -> Answer:
        """Type a message; where others read along it is addressed to the bot."""
        shared = self.chat.kind != "personal"
        return await self.deliver(self.activities.mention(text) if shared else self.activities.message(text, html))

    async def reply(self, text: str, preview: str) -> Answer:
        """Type an answer to another message, with *Reply*."""
        return await self.deliver(self.activities.reply(text, preview))

    async def deliver(self, activity: Json) -> Answer:
        """Post any activity; what the bot shows from now on counts as its answer."""
        self._since = len(self._record.sent)
        return await self.bot_client.deliver(activity)

    async def invoke(self, name: str, value: Any, reply_to: str = "", source: str = "") -> Answer:
        """Send an invoke; `source` is the place it comes from, which Outlook names by itself for extensions."""
        place = self.host.source if name.startswith(EXTENSION) else ""
        return await self.deliver(self.activities.invoke(name, value, reply_to, place or source))

    async def slash(self, text: str) -> Answer:
        """Give a slash command."""
        return await self.deliver(self.activities.slash(text))

    async def install(self) -> Answer:
        """Install the app: both activities that Teams sends then; the answer is that of the first."""
        answer = await self.deliver(self.activities.installed())
        await self.bot_client.deliver(self.activities.bot_added())
        return answer

    async def press(self, button: str | Button, inputs: Mapping[str, Any] | None = None) -> Answer:
        """Press the button with those words; LookupError when nothing like it can be seen."""
        found = find(self.buttons, button) if isinstance(button, str) else button
        return await self._pressing(found, found.filled(inputs or {}))

    async def sign_in(self, walker: LoginWalker | None = None) -> Page:
        """Press the sign-in button, answer the pages, and tell the bot what the popup told Teams, if anything."""
        return await self.sign_in_at(self.sign_in_card, walker)

    async def sign_in_at(self, card: SignInCard, walker: LoginWalker | None = None) -> Page:
        """The same at this card, whichever came last."""
        page = await self.open_popup(card.url, walker)
        if notified := NOTIFIED.search(page.text):
            await self.bot_client.deliver(verify_state(self.activities, notified.group(1) or ""))
        return page

    async def open_popup(self, url: str, walker: LoginWalker | None = None) -> Page:
        self._since = len(self._record.sent)
        return await (walker or LoginWalker(self.person)).walk(self.browser, url)

    async def cancel_popup(self) -> Answer:
        """Close the sign-in window by its X."""
        return await self.deliver(verify_state(self.activities, CLOSED_BY_PERSON))

    # ---- seeing ----------------------------------------------------------------------------------------------

    @property
    def seen(self) -> Sequence[Sent]:
        """The chat as it looks now; sign-in cards only where their button is shown."""
        return [sent for sent in self._record.shown(self.chat.id) if self._visible(sent)]

    @property
    def views(self) -> dict[str, Json]:
        """The cards that only this person sees, by the id of the message they replace."""
        return self.private.cards

    @property
    def silent(self) -> bool:
        """Teams signs nobody in silently in a channel."""
        return self.chat.kind != "channel"

    def posted(self, activity_id: str) -> Sent | None:
        """The message as the bot posted or updated it last."""
        shown = self._record.shown(self.chat.id)
        return next((sent for sent in shown if sent.activity_id == activity_id), None)

    @property
    def answer(self) -> Sequence[Sent]:
        """What of it came, or was changed, since the last thing that was done."""
        news = self._record.sent[self._since :]
        return [sent for sent in self.seen if any(sent is new for new in news)]

    @property
    def buttons(self) -> Sequence[Button]:
        """Everything that can be pressed, newest message first, in this person's own views of the cards."""
        found: list[Button] = []
        views = self.views
        for sent in reversed(self.seen):
            own = views.get(sent.activity_id)
            found += card_buttons(own, sent.activity_id) if own else buttons_of(sent)
        return found

    @property
    def sign_in_card(self) -> SignInCard:
        """The newest sign-in button; LookupError when none is shown."""
        for card in reversed(self.sign_ins.values()):
            if card.shown:
                return card
        raise LookupError("no sign-in button is shown")

    async def settled(
        self,
        until: Callable[[], bool] | None = None,
        timeout: float = 10,  # noqa: ASYNC109
    ) -> Sequence[Sent]:
        """Wait until the bot has shown an answer, or `until` holds, and no more follows; TimeoutError otherwise.

        Sign-in cards are answered meanwhile, as Teams answers them behind the person's back.
        """
        done = until or (lambda: bool(self.answer))
        async with asyncio.timeout(timeout):
            while True:
                await self._record.until(lambda: bool(self._unanswered()) or done(), timeout)
                if unanswered := self._unanswered():
                    await self._answer(unanswered)
                elif await self._quiet():
                    return self.answer

    # ---- within ----------------------------------------------------------------------------------------------

    def _visible(self, sent: Sent) -> bool:
        if sent.targeted and sent.target != self.person.mri:
            return False
        card = card_in(sent)
        if card is None:
            return True
        known = self.sign_ins.get(sent.activity_id)
        return known is not None and known.shown

    def _unanswered(self) -> list[SignInCard]:
        cards = (card_in(sent) for sent in self._record.shown(self.chat.id))
        return [card for card in cards if card and card.activity_id not in self.sign_ins]

    async def _answer(self, cards: Sequence[SignInCard]) -> None:
        for card in cards:
            self.sign_ins[card.activity_id] = card
            await exchange(card, self.activities, self.bot_client, self.assertion, self.clients)

    async def _quiet(self) -> bool:
        """Whether nothing more comes for a moment."""
        count = len(self._record.sent)
        with contextlib.suppress(TimeoutError):
            await self._record.until(lambda: len(self._record.sent) > count, QUIET)
        return len(self._record.sent) == count
