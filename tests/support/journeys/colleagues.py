"""Three colleagues, the week of their meetings, and everything that goes to the bot."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.client.activities import Json
from sandbox.client.bot_client import Answer, BotClient
from sandbox.client.buttons import walk
from sandbox.client.client import TeamsClient
from sandbox.world.meetings import Event, teams_event
from sandbox.world.people import ANNA, BEN, OSEI, Person
from tests.support.journeys.world import APP_ID, World

PEOPLE = (ANNA, BEN, OSEI)
MEETINGS = 210


TOPICS = ("Physiotherapy", "Wound check", "Dietary advice", "Test results", "Blood pressure", "Second opinion")
# A meeting is named by the number in its title and by its thread, which is in every link to it.
NAMED = re.compile(r"No\.\d{4}|meeting_[A-Za-z0-9]{48}")


def a_week_of_three(now: datetime) -> list[Event]:
    """Each meeting is one person's alone, but for every seventh, to which the next one is invited."""
    return [_meeting(n, now + timedelta(hours=1, minutes=47 * n)) for n in range(MEETINGS)]


def _meeting(n: int, start: datetime) -> Event:
    organizer, other = PEOPLE[n % 3], PEOPLE[(n + 1) % 3]
    title = f"{TOPICS[n % len(TOPICS)]} No.{n:04d}"
    invited = (other,) if n % 7 == 0 else ()
    return teams_event(f"week-{n}", title, start, start + timedelta(minutes=30), organizer, invited)


def names_in(body: object) -> set[str]:
    """Every meeting that is named anywhere in a body, shown or not."""
    return set(NAMED.findall(json.dumps(body, ensure_ascii=False)))


class Overheard(BotClient):
    """Everything that went to the bot, with its answer."""

    def __init__(self, here: World) -> None:
        channel, service = here.microsoft365.channel, here.microsoft365.addresses.service
        super().__init__(here.http, f"{here.bot_url}/api/messages", channel, APP_ID, service)
        self.heard: list[tuple[Json, Answer]] = []

    async def deliver(self, activity: Json, *, token: str = "") -> Answer:
        answer = await super().deliver(activity, token=token)
        self.heard.append((activity, answer))
        return answer


@dataclass
class Colleague:
    """One of the three: in the group, and in their own chat with the bot. `may_read` are names of meetings."""

    person: Person
    group: TeamsClient
    own: TeamsClient
    may_read: set[str]
    presses: list[str] = field(default_factory=list)
    exchanges: list[str] = field(default_factory=list)
    start_links: list[str] = field(default_factory=list)


def presses_in(body: object) -> list[str]:
    """The sealed data of every button in a body."""
    return [node["press"] for node in walk(body) if isinstance(node.get("press"), str)]
