"""'Get customer link' on a message: what of it names the meeting, as it would if it were written to the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.joinlinks import links_in_message, number_in, parts_in_message, read_graph_id, written
from bot.reading.naming import is_bare_number


def meetings_named(body: str, attachments: Sequence[Mapping[str, object]] = ()) -> str:
    """The links of the meetings that the message names, else the id that it has; else the links that say why there is
    none. "" when it has nothing of that.

    `body` is HTML or plain text, `attachments` are Teams'.
    """
    links = links_in_message(body, "", attachments)
    named = " ".join(link.url for link in links)
    if any(link.names_meeting for link in links):
        return named
    return next(filter(None, map(_id_in, parts_in_message(body, attachments))), named)


def _id_in(part: str) -> str:
    """The id by which Graph or Teams knows a meeting, or its number, where there is nothing else."""
    if key := read_graph_id(part):
        return written(key)
    return number_in(part) if is_bare_number(part) else ""
