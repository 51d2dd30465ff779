"""Three colleagues at work in one group chat, who do whatever comes to mind."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sandbox.client.activities import Json
from sandbox.client.bot_client import Answer
from sandbox.client.buttons import OAUTH, Button, walk
from sandbox.client.chats import Chat
from sandbox.client.login_walker import LoginWalker
from sandbox.client.sign_in_cards import verify_state
from sandbox.teams.record import Sent
from sandbox.world.people import Person
from tests.support.journeys.colleagues import MEETINGS, PEOPLE, TOPICS, Colleague, Overheard, names_in, presses_in
from tests.support.journeys.stories import RANDOM_ID
from tests.support.journeys.world import World, words_on

ACTIONS, SEED = 520, 20261123
GROUP = Chat.group("Front desk")


ABOUT_SIGN_IN = re.compile(r"sign|consent|account|permission|approve", re.IGNORECASE)
START_LINK = re.compile(r"/auth/start\?c=[\w-]+")


class Afternoon:
    """The three at work. After each action everything new is looked at."""

    def __init__(self, here: World) -> None:
        self.random = random.Random(SEED)  # noqa: S311 — the same afternoon every time
        self.here = here
        self.bot_client = Overheard(here)
        self.colleagues = [self._colleague(person) for person in PEOPLE]
        self.said_aloud: set[str] = set()
        self.post_buttons: dict[str, tuple[Person, set[str]]] = {}
        self.counts: Counter[str] = Counter()
        self._heard = self._sent = 0

    def _colleague(self, person: Person) -> Colleague:
        clients = self.here.client(person, chat=GROUP), self.here.client(person)
        for client in clients:
            client.bot_client = self.bot_client
        concerned = [event for event in self.here.microsoft365.events if event.concerns(person)]
        own = names_in([[event.subject, event.meeting and event.meeting.thread] for event in concerned])
        return Colleague(person, *clients, own)

    async def act(self) -> None:
        """One of them does one thing."""
        action, who = self.random.choice(ACTIONS_OF_PEOPLE), self.random.choice(self.colleagues)
        await action(self, who)
        await self.here.idle()
        self.counts[action.__name__] += 1
        self.look()

    # -- what people do ----------------------------------------------------------------------------------------

    async def asks(self, who: Colleague) -> None:
        words = self.words()
        self.said_aloud |= names_in(words)
        await who.group.say(words)

    async def asks_in_their_own_chat(self, who: Colleague) -> None:
        words = self.words()
        who.may_read |= names_in(words)
        await who.own.say(words)
        await self.here.idle()
        who.presses += [press for sent in who.own.answer for press in presses_in(sent.activity)]

    async def presses_what_is_there(self, who: Colleague) -> None:
        buttons = [button for button in who.group.buttons if button.kind == "Action.Execute"]
        if buttons:
            await self.press(who, self.random.choice(buttons[:12]))

    async def goes_for_a_link(self, who: Colleague) -> None:
        """The straight way: the newest card, the first meeting, and what can be done with it."""
        for title in ("Get link", "No.", self.random.choice(["Post here", "Send to me", "Open"]), "Post"):
            fitting = [b for b in who.group.buttons if title in b.words and b.kind == "Action.Execute"]
            if fitting:
                await self.press(who, fitting[0])

    async def presses_on_an_old_phone(self, who: Colleague) -> None:
        """A client that knows no universal actions takes the fallback, which opens a dialog."""
        fallbacks = [replace(b, action=b.action["fallback"]) for b in who.group.buttons if "fallback" in b.action]
        if fallbacks:
            await who.group.press(self.random.choice(fallbacks[:12]))
        shown = who.group.dialogs.result
        buttons = [b for b in shown.dialog.buttons if b.kind == "Action.Submit"] if shown and shown.dialog else []
        if buttons:
            await who.group.dialogs.submit(self.random.choice(buttons).filled({}))

    async def presses_what_another_sees(self, who: Colleague) -> None:
        another = self.random.choice([each for each in self.colleagues if each is not who])
        if another.presses:
            await self.submit_somehow(who, self.random.choice(another.presses[-20:]))

    async def presses_a_card_of_another_place(self, who: Colleague) -> None:
        if who.presses:
            await self.submit_somehow(who, self.random.choice(who.presses[-20:]))

    async def presses_an_edited_card(self, who: Colleague) -> None:
        if who.presses:
            press = self.random.choice(who.presses)
            place = self.random.randrange(len(press) - 4)
            letter = "A" if press[place] != "A" else "B"
            await self.submit_somehow(who, press[:place] + letter + press[place + 1 :])

    async def is_delivered_again(self, who: Colleague) -> None:
        """Word for word, or under another's name."""
        activity, _ = self.random.choice(self.bot_client.heard[-40:])
        same = {**activity, "from": who.group.activities.message("")["from"]}
        await self.bot_client.deliver(self.random.choice([activity, same]))

    async def signs_in_somehow(self, who: Colleague) -> None:
        """Events of signing in as Teams sends them, fitting or not, and the pages behind the links."""
        owner = self.random.choice(self.colleagues)
        place = self.random.choice([who.group, who.own])
        match self.random.randrange(5):
            case 0:
                id = self.random.choice([RANDOM_ID, *owner.exchanges[-3:]])
                assertion = self.random.choice([who, owner]).own.assertion
                await place.invoke("signin/tokenExchange", {"id": id, "connectionName": "", "token": assertion})
            case 1:
                state = self.random.choice(["done", "guess", "CancelledByUser"])
                await place.deliver(verify_state(place.activities, state))
            case 2:
                await place.invoke("signin/failure", {"code": self.random.choice(["invokeerror", "tokenmissing"])})
            case _ if owner.start_links:
                walker = LoginWalker(who.person, self.random.choice(["accept", "accept", "cancel", "leave"]))
                await who.group.open_popup(f"{self.here.bot_url}{owner.start_links[-1]}", walker)

    async def signs_in_as_asked(self, who: Colleague) -> None:
        if who.start_links:
            await who.group.open_popup(f"{self.here.bot_url}{who.start_links[-1]}")

    async def searches(self, who: Colleague) -> None:
        words = self.random.choice(["", *TOPICS, self.a_number()])
        who.may_read |= names_in(words)
        extension = self.random.choice([who.group, who.own]).extension
        await extension.search(words, skip=self.random.choice([0, 0, 10]), count=10)

    async def writes_with_the_extension(self, who: Colleague) -> None:
        extension = who.group.extension
        await extension.fetch("insertLink", self.random.choice(["compose", "commandBox"]))
        shown = extension.result
        buttons = [b for b in shown.dialog.buttons if b.kind == "Action.Submit"] if shown and shown.dialog else []
        for button in buttons[:1]:
            await extension.submit(button.filled({}))

    # -- how -----------------------------------------------------------------------------------------------------

    def words(self) -> str:
        plain = ("get link", "get link", "who am i", "sign out", "help", "lorem ipsum", "")
        topic, number = self.random.choice(TOPICS), self.a_number()
        return self.random.choice([*plain, f"get link {topic}", f"get link {number}", number])

    def a_number(self) -> str:
        return f"No.{self.random.randrange(MEETINGS):04d}"

    async def press(self, who: Colleague, button: Button) -> None:
        choices = [c["value"] for sent in who.group.views.values() for c in choices_in(sent)]
        inputs = {"choice": self.random.choice(choices)} if choices and "choice" in button.inputs else {}
        await who.group.press(button, inputs)

    async def submit_somehow(self, who: Colleague, press: str) -> None:
        """The same data in every kind of activity that can carry it."""
        client, data = who.group, {"press": press}
        action = {"type": "Action.Execute", "verb": "press", "data": data}
        match self.random.randrange(4):
            case 0:
                await client.deliver(client.activities.submit(data, "1"))
            case 1:
                await client.invoke("adaptiveCard/action", {"action": action, "trigger": "manual"})
            case 2:
                await client.invoke(self.random.choice(["task/fetch", "task/submit"]), {"data": data})
            case _:
                value = {"commandId": "insertLink", "commandContext": "compose", "data": data}
                await client.invoke("composeExtension/submitAction", value)

    # -- what is there to see --------------------------------------------------------------------------------------

    def look(self) -> None:
        """Everything new since the last look."""
        heard, sent = self.bot_client.heard[self._heard :], self.here.microsoft365.record.sent[self._sent :]
        self._heard, self._sent = len(self.bot_client.heard), len(self.here.microsoft365.record.sent)
        to_post: list[set[str]] = []
        for activity, answer in heard:
            to_post += self._asked_to_post(activity)
            self._look_at_answer(self._by_oid(activity["from"]["aadObjectId"]), answer)
        for each in sent:
            if each.conversation == GROUP.id:
                self._look_at_group(each, to_post)
            else:
                self._look_at_own_chat(each)

    def _asked_to_post(self, activity: Json) -> list[set[str]]:
        """The meetings whose *Post* was pressed by the person who was shown it."""
        asked = [self.post_buttons[press] for press in presses_in(activity) if press in self.post_buttons]
        return [names for person, names in asked if person.oid == activity["from"]["aadObjectId"]]

    def _look_at_answer(self, who: Colleague, answer: Answer) -> None:
        assert answer.status < 500, answer
        named = names_in(answer.body)
        assert named <= who.may_read | self.said_aloud, (who.person.name, named - who.may_read)
        self.counts[f"{who.person.name} was shown meetings"] += bool(named)
        who.presses += presses_in(answer.body)
        self._remember_links(who, answer.body)
        buttons = [node for node in walk(answer.body) if node.get("title") == "Post"]
        self.post_buttons |= dict.fromkeys(presses_in(buttons), (who.person, named))

    def _remember_links(self, who: Colleague, body: object) -> None:
        links = START_LINK.findall(json.dumps(body))
        for other in self.colleagues:
            assert other is who or not set(links) & set(other.start_links)
        who.start_links += links
        resources = [node["tokenExchangeResource"] for node in walk(body) if "tokenExchangeResource" in node]
        who.exchanges += [resource["id"] for resource in resources]
        self.counts["sign-ins offered"] += bool(links)

    def _look_at_group(self, sent: Sent, to_post: Iterable[set[str]]) -> None:
        body, words = json.dumps(sent.activity), f"{words_on(sent)} {sent.activity.get('summary', '')}"
        assert "/auth/" not in body
        assert not sent.contents(OAUTH)
        assert not ABOUT_SIGN_IN.search(words), words
        named = names_in(sent.activity)
        assert not named or named in to_post, (named, words)
        self.counts["links posted"] += bool(named)
        for person in PEOPLE:
            assert person.upn not in body

    def _look_at_own_chat(self, sent: Sent) -> None:
        (who,) = [each for each in self.colleagues if each.own.chat.id == sent.conversation]
        assert names_in(sent.activity) <= who.may_read

    def _by_oid(self, oid: str) -> Colleague:
        return next(each for each in self.colleagues if each.person.oid == oid)


def choices_in(card: Any) -> Sequence[Json]:
    return [dict(choice) for node in walk(card) if node.get("id") == "choice" for choice in node.get("choices", ())]


ACTIONS_OF_PEOPLE: Sequence[Callable[[Afternoon, Colleague], Awaitable[None]]] = (
    Afternoon.asks,
    Afternoon.asks,
    Afternoon.asks_in_their_own_chat,
    Afternoon.presses_what_is_there,
    Afternoon.presses_what_is_there,
    Afternoon.goes_for_a_link,
    Afternoon.goes_for_a_link,
    Afternoon.presses_on_an_old_phone,
    Afternoon.presses_what_another_sees,
    Afternoon.presses_a_card_of_another_place,
    Afternoon.presses_an_edited_card,
    Afternoon.is_delivered_again,
    Afternoon.signs_in_somehow,
    Afternoon.signs_in_as_asked,
    Afternoon.searches,
    Afternoon.writes_with_the_extension,
)
