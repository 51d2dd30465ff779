"""What does reading cost at worst? `python -m benchmarks.hostile_texts [compositions] [first seed]`

Processor time of all that the bot does with the words of one message, for texts made to hurt: a message in a personal
and in a group chat (with 200 coming meetings), the action on a message, the search of the extension. Printed are the
worst and the 99th percentile of each, and the seeds of the worst.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import time
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, cast

import structlog

from bot.commands import commands
from bot.commands.again import said_again
from bot.commands.recognition import concerns_account, is_for_anybody, names_nothing, warm_up
from bot.commands.search import Search
from bot.dispatcher import Dispatcher
from bot.joinlinks import links_in_message
from bot.model import Command, Meeting, MeetingList, Organizer, Reply, User
from bot.ports import MeetingChats
from bot.selectors import selectors
from bot.teams.inbound.activities import Defaults, command_from
from bot.teams.inbound.payload import Inbound
from bot.teams.outbound.button_codec import ButtonCodec
from tests.support.fakes import NOW, FakeMeetings, FakeTokens, join_url
from tests.support.hostile import LONGEST, composition

USER = User("7a1f3c52-9d04-4b6e-8c1a-2f5e6d7b8a90", "11111111-aaaa-4aaa-8aaa-111111111111", "Anna")
KINDS = (
    "Physiotherapy",
    "Loan advice",
    "Wound care",
    "Krügers Augenkontrolle",
    "Dental check-up",
    "Monday Club",
    "Now",
)
NAMES = ("Adeyemi", "Ms. Bianchi", "Mr. O'Neill", "Frau Müller-Lüdenscheidt", "Dr. Nowak", "Ōsei", "Smith")
COUNT = 200
KNOWN = ("bot.languages.vocabularies", "bot.languages.negotiation", "bot.ops.zones")


def meeting(n: int) -> Meeting:
    """One of many appointments."""
    start = NOW + timedelta(minutes=97 * n)
    return Meeting(
        subject=f"{KINDS[n % 7]}: {NAMES[n // 7 % 7]}, room {n}",
        start=start,
        end=start + timedelta(minutes=30),
        organizer=Organizer(f"{NAMES[n % 7]} {n % 50}", "", f"id{n % 50}"),
        join_url=join_url(f"thread{n}"),
    )


class FullCalendar(FakeMeetings):
    """Two weeks of many appointments; what Graph would filter is not counted here."""

    async def coming(self, user: User, start: datetime, end: datetime, *, most: int | None = None) -> MeetingList:
        return MeetingList(self.calendar)

    async def dates_of(self, user: User, meeting: Meeting, start: datetime, end: datetime) -> MeetingList:
        return MeetingList(each for each in self.calendar if each.join_url == meeting.join_url)


MEETINGS = FullCalendar([meeting(n) for n in range(COUNT)])
DISPATCH = Dispatcher(commands(MEETINGS, FakeTokens()), budget=60)
SEARCH = Search(MEETINGS, selectors(MEETINGS, cast("MeetingChats", None)))
LOOP = asyncio.new_event_loop()


def activity(text: str, html: str) -> Inbound:
    """The message as Teams posts it: its words, and the same with markup."""
    return Inbound.model_validate(
        {
            "type": "message",
            "channelId": "msteams",
            "serviceUrl": "https://smba.trafficmanager.net/emea/",
            "id": "1",
            "from": {"id": "29:anna", "aadObjectId": USER.id},
            "recipient": {"id": "28:bot"},
            "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": USER.tenant_id},
            "text": text,
            "entities": [
                {"type": "mention", "text": "<at>Bot</at>", "mentioned": {"id": "28:bot"}},
                {"type": "clientInfo", "locale": "de-DE", "timezone": "Europe/London"},
            ],
            "attachments": [{"contentType": "text/html", "content": html}],
        }
    )


def command(text: str, html: str) -> Command:
    """As the chat makes it of the message."""
    made = command_from(activity(text, html), USER, cast("ButtonCodec", None), Defaults(), NOW)
    return cast("Command", made)


def run(coroutine: Coroutine[Any, Any, Reply]) -> Reply:
    return LOOP.run_until_complete(coroutine)


def inbound(text: str, html: str) -> None:
    command(text, html)


def in_a_chat(text: str, html: str) -> None:
    run(DISPATCH(command(text, html)))


def where_others_read_along(text: str, html: str) -> None:
    asked = command(text, html)
    concerns_account(asked)
    is_for_anybody(asked)
    names_nothing(asked)
    said_again(asked)


def action_on_a_message(text: str, html: str) -> None:
    links_in_message(html, text, [{"content": text[:1000]}])


def searched(text: str, html: str) -> None:
    try:
        run(SEARCH(command(text, ""), 0, 10))
    except Exception as error:  # noqa: BLE001 - a refusal is an answer, too
        str(error)


WAYS: dict[str, Callable[[str, str], None]] = {
    "inbound": inbound,
    "in a chat": in_a_chat,
    "where others read along": where_others_read_along,
    "action on a message": action_on_a_message,
    "search": searched,
}


def spent(act: Callable[[str, str], None], text: str, html: str) -> float:
    """Milliseconds of processor; the best of three when it is much, for others use this machine, too."""
    took = list[float]()
    while len(took) < 3 and (not took or took[-1] > 4):
        forget()
        began = time.process_time()
        act(text, html)
        took.append((time.process_time() - began) * 1000)
    return min(took)


def forget() -> None:
    """Nothing is remembered of the text: each costs what it costs when it is new. What is made once stays, and what is
    known of languages and zones.
    """
    for module in [module for name, module in sys.modules.items() if name.startswith("bot.") and name not in KNOWN]:
        for function in vars(module).values():
            if callable(getattr(function, "cache_clear", None)) and (function.cache_parameters()["maxsize"] or 0) > 1:
                function.cache_clear()


def message(seed: int) -> tuple[str, str]:
    """A text, and either the same as its markup or another."""
    text = composition(seed)
    return text, (text, f"<p>{text}</p>"[:LONGEST], composition(seed + 1_000_000))[seed % 3]


def main(count: int, first: int) -> None:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory(), processors=[])
    warm_up()
    for way in WAYS.values():
        way("get link physio", "<p>get link physio</p>")
    gc.collect()
    gc.disable()
    took = dict[str, list[tuple[float, int]]]()
    for seed in range(first, first + count):
        text, html = message(seed)
        for name, way in WAYS.items():
            took.setdefault(name, []).append((spent(way, text, html), seed))
        gc.collect(0)
    for name, each in took.items():
        times = [milliseconds for milliseconds, _ in each]
        p99 = statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
        worst = ", ".join(f"{milliseconds:.1f} (seed {seed})" for milliseconds, seed in sorted(each)[:-6:-1])
        print(f"{name:24s} median {statistics.median(times):6.2f}  p99 {p99:7.2f}  worst ms: {worst}")


if __name__ == "__main__":
    main(*(int(given) for given in (sys.argv[1:] + ["1000", "0"][len(sys.argv) - 1 :])))
