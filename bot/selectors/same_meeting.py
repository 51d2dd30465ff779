"""Two meetings are one when they share a thread or a Graph id, however each of them became known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from bot.joinlinks import MeetingKey, find_links, read_graph_id
from bot.model import Meeting

Keys: TypeAlias = frozenset[tuple[str, ...]]


def keys_of(meeting: Meeting) -> Keys:
    """All that identifies the meeting: Graph id, thread and message, number or address of its link."""
    links = find_links(meeting.join_url)
    key = read_graph_id(meeting.graph_id)
    ids = ((meeting.graph_id,) if meeting.graph_id else (), (key.thread_id, key.message_id) if key else ())
    return frozenset(each for each in (*ids, *(link.same_as for link in links)) if each)


def from_among(known: Iterable[Meeting], meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Each of `meetings` as the first of `known` that is this meeting; as it is where there is none."""
    holder: dict[tuple[str, ...], Meeting] = {}
    for each in known:
        for key in keys_of(each):
            holder.setdefault(key, each)
    return tuple(next((holder[key] for key in keys_of(each) if key in holder), each) for each in meetings)


def one_each(meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Each meeting once, in the order given."""
    if len(meetings) < 2:
        return tuple(meetings)
    kept, seen = list[Meeting](), set[tuple[str, ...]]()
    for meeting in meetings:
        keys = keys_of(meeting)
        if not keys & seen:
            kept.append(meeting)
            seen |= keys
    return tuple(kept)


def thread_among(known: Iterable[Meeting], key: MeetingKey) -> Meeting | None:
    """The first of `known` in this thread."""
    wanted = (key.thread_id, key.message_id)
    return next((each for each in known if wanted in keys_of(each)), None)
