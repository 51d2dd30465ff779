"""What Teams does about the answer to an invoke before a person sees it: it signs in silently and asks again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.client.activities import Activities, Json
from sandbox.client.bot_client import Answer
from sandbox.client.extension import QUERY
from sandbox.client.private_views import ACTION
from sandbox.demo.companion_shapes import as_teams, source_of
from sandbox.demo.companion_sign_in import Wanted, asked_again, offer, wanted_in, was_refused
from sandbox.world.people import Person

Deliver = Callable[[Json], Awaitable[Answer]]


class Invokes:
    """`deliver` brings an activity to the bot; `assertion` is what Entra gives Teams for a person.

    `sign_in_url` is the page that the bot offered last. A search can only name an address, which the person has to
    carry over to the browser: `doorway` is the short one that leads there.
    """

    def __init__(self, deliver: Deliver, assertion: Callable[[Person], str], doorway: str) -> None:
        self.sign_in_url = ""
        self._deliver = deliver
        self._assertion = assertion
        self._doorway = doorway

    async def answer(self, writes: Activities, name: str, value: Any, reply_to: str) -> Answer:
        """The bot's answer, or an offer to sign in where it wants that and it cannot be done silently."""
        name, value = asked_again(value) or (name, as_teams(name, value))

        async def ask(value: Any) -> Answer:
            return await self._deliver(writes.invoke(name, value, reply_to, source_of(name, value)))

        answer = await ask(value)
        wanted = wanted_in(answer)
        if wanted and wanted.silent and signs_in_silently(name, writes.chat.kind):
            answer = await ask({**value, "authentication": self._authentication(wanted, writes.person)})
            wanted = wanted_in(answer) or (wanted if was_refused(answer) else None)
        return self._offered(name, value, wanted.url) if wanted else answer

    def _offered(self, name: str, value: Any, url: str) -> Answer:
        self.sign_in_url = url
        return Answer(200, offer(name, value, self._doorway if name == QUERY else url))

    def _authentication(self, wanted: Wanted, person: Person) -> Json:
        return {**wanted.authentication, "token": self._assertion(person)}


def signs_in_silently(name: str, kind: str) -> bool:
    """Teams does so for searches, and for cards outside channels; never for the extension's dialogs."""
    return name == QUERY or (name == ACTION and kind != "channel")
