"""Everything about meeting links and meeting ids: what was pasted, and which meeting it names. Pure."""

from bot.joinlinks.find import find_links, link_in, links_apart, without_links
from bot.joinlinks.hosts import is_allowed, is_other_service
from bot.joinlinks.ids import MeetingKey, graph_id, meeting_of, read_graph_id, written
from bot.joinlinks.labels import labelled_numbers
from bot.joinlinks.link import JoinLink, Kind, ways_in
from bot.joinlinks.message import links_in_message, numbered, parts_in_message
from bot.joinlinks.number import number_in
from bot.joinlinks.phone import without_phones

__all__ = [
    "JoinLink",
    "Kind",
    "MeetingKey",
    "find_links",
    "graph_id",
    "is_allowed",
    "is_other_service",
    "labelled_numbers",
    "link_in",
    "links_apart",
    "links_in_message",
    "meeting_of",
    "number_in",
    "numbered",
    "parts_in_message",
    "read_graph_id",
    "ways_in",
    "without_links",
    "without_phones",
    "written",
]
