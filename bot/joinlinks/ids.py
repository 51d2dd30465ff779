"""Graph's meeting id, made from what a join URL says and read back from what a person pasted.

An onlineMeeting id is the base64 of `1*{organizer}*{message}**{thread}`, where message is 0 but for a channel's
meeting. Seen in ids that Graph gave out, not documented by Microsoft: a meeting whose computed id is refused is looked
up by its join URL instead.
"""

from __future__ import annotations

import base64
import binascii
import re
from itertools import islice
from urllib.parse import unquote

from bot.joinlinks.link import ID, THREAD, JoinLink
from bot.model import Meeting, Organizer
from bot.model.values import value

MAX_TEXT_WITH_IDS = 64 * 1024
MAX_IDS = 50
"""Words of a text that are looked at because they begin as ids do."""

# '1*' and a hexadecimal digit, or '0#1' (Teams' own id, which Graph does not take) in base64, its signs perhaps
# percent-encoded once or twice.
CODED = re.compile(
    r"(?=M[SC])(?:(?<![A-Za-z0-9+_-])|(?<=%[0-9A-Fa-f]{2})|(?<=%25[0-9A-Fa-f]{2}))(?:MS[op]|MCMx)[A-Za-z0-9+/_%-]{20,800}+"
)
NO_BASE64 = re.compile("[^A-Za-z0-9+/_-]")
GRAPH = re.compile(rf"1\*({ID})\*(\d{{1,20}})\*\*({THREAD})", re.IGNORECASE | re.ASCII)
TEAMS = re.compile(rf"0#({THREAD})#(\d{{1,20}})", re.IGNORECASE | re.ASCII)


@value
class MeetingKey:
    """What a meeting id says. `organizer_id` is "" in the id of the Teams client: Graph cannot be asked with it."""

    thread_id: str
    organizer_id: str = ""
    message_id: str = "0"


def graph_id(thread_id: str, organizer_id: str, message_id: str = "0") -> str:
    """The onlineMeeting id that Graph gives this meeting."""
    return base64.b64encode(f"1*{organizer_id}*{message_id or '0'}**{thread_id}".encode()).decode()


def written(key: MeetingKey) -> str:
    """The id that `read_graph_id` reads as this key."""
    if key.organizer_id:
        return graph_id(key.thread_id, key.organizer_id, key.message_id)
    return base64.b64encode(f"0#{key.thread_id}#{key.message_id}".encode()).decode()


def read_graph_id(text: str) -> MeetingKey | None:
    """The first meeting id in a text: Graph's or Teams' own, also url-safe, percent-encoded or unpadded."""
    coded = islice(CODED.finditer(text, 0, MAX_TEXT_WITH_IDS), MAX_IDS)
    return next(filter(None, (_key(each[0]) for each in coded)), None)


def meeting_of(source: JoinLink | MeetingKey) -> Meeting:
    """The meeting that a link or an id names, as far as it says; its Graph id needs thread and organizer."""
    thread, organizer = source.thread_id, source.organizer_id
    return Meeting(
        organizer=Organizer(id=organizer),
        join_url=source.url if isinstance(source, JoinLink) and source.names_meeting else "",
        graph_id=graph_id(thread, organizer, source.message_id) if thread and organizer else "",
    )


def _key(coded: str) -> MeetingKey | None:
    text = _decoded(coded)
    if graph := GRAPH.fullmatch(text):
        return MeetingKey(graph[3], graph[1], graph[2])
    if teams := TEAMS.fullmatch(text):
        return MeetingKey(teams[1], message_id=teams[2])
    return None


def _decoded(coded: str) -> str:
    plain = NO_BASE64.split(unquote(unquote(coded)), maxsplit=1)[0]
    standard = plain.replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""
