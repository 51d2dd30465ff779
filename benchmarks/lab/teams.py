"""Teams as the lab plays it: activities go to the bot, and each message that comes back is put beside its question."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.lab import activities
from benchmarks.lab.wire import Client, Response
from benchmarks.lab.world import Meeting, Person, serial_in

CLOCK = time.perf_counter
NOT_YET = (0, 503)  # no answer at all; no keys to check anybody's token with


class Heard(NamedTuple):
    """A message of the bot, and when it came."""

    moment: float
    body: bytes


@dataclass(slots=True)
class Wish:
    """A link that somebody asked for. Times are of `CLOCK`; `status` is that of the HTTP answer, 0: none."""

    meeting: Meeting
    sent: float
    status: int = 0
    heard: float = 0.0
    links: list[float] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        return 200 <= self.status < 300


@dataclass(slots=True)
class Teams:
    """Sends for people and hears for them.

    `wishes` are by the meeting's serial, `words` are messages without a link; neither is kept unless it `remembers`.
    """

    service_url: str
    token: str
    client: Client
    wishes: dict[int, Wish] = field(default_factory=dict)
    words: dict[str, list[Heard]] = field(default_factory=lambda: defaultdict(list))
    waiting: dict[str, asyncio.Future[Heard]] = field(default_factory=dict)
    remembers: bool = True

    def posted(self, conversation: str, body: bytes) -> None:
        """A message of the bot has arrived in a conversation."""
        heard = Heard(CLOCK(), body)
        waiter = self.waiting.pop(conversation, None)
        if waiter and not waiter.done():
            waiter.set_result(heard)
        if not self.remembers:
            return
        serial = serial_in(body)
        wish = self.wishes.get(serial) if serial is not None else None
        if wish:
            wish.links.append(heard.moment)
        elif serial is None:
            self.words[conversation].append(heard)

    async def deliver(self, activity: bytes, patience: float = 30.0) -> Response:
        """Post an activity to the bot; its HTTP answer."""
        return await self.client.ask(activities.request(self.token, activity), patience)

    async def ask(self, person: Person, activity: bytes, patience: float = 30.0) -> Heard:
        """Post an activity and wait for the message that answers it. Raises TimeoutError and RuntimeError (refused)."""
        waiter: asyncio.Future[Heard] = asyncio.get_running_loop().create_future()
        self.waiting[person.chat] = waiter
        async with asyncio.timeout(patience):
            response = await self.deliver(activity)
            if not 200 <= response.status < 300:
                raise RuntimeError(f"the bot answered {response.status} {response.body[:200]!r}")
            return await waiter

    async def wish(self, meeting: Meeting, *, patience: float = 30.0, until: float = 0.0) -> Wish:
        """The organizer asks for the meeting's link; comes back with the HTTP answer, not with the link.

        Until the clock says `until` it is sent again, as the same activity, while the bot does not answer, or says that
        it cannot yet.
        """
        wish = self.wishes[meeting.serial] = Wish(meeting, CLOCK())
        activity = activities.link_wish(meeting, self.service_url)
        while True:
            response = await self.deliver(activity, patience)
            wish.status, wish.heard = response.status, CLOCK()
            if response.status not in NOT_YET or wish.heard >= until:
                return wish
            await asyncio.sleep(0.1)

    def told(self, wish: Wish) -> bool:
        """Whether the person has read words instead of a link since they asked."""
        words = self.words[wish.meeting.organizer.chat]
        return bool(words) and words[-1].moment >= wish.sent
