"""A join URL as Outlook and Graph write it: nearly all are, and it needs no looking through wrappings."""

from __future__ import annotations

import re

from bot.joinlinks.find import find_links
from bot.joinlinks.link import JoinLink, Kind

USUAL = re.compile(
    r"https://teams\.microsoft\.com/l/meetup-join/19%3a(?P<thread>[\w-]{1,200})%40thread\.v2/(?P<message>\d{1,20})"
    r"\?context=%7b%22Tid%22%3a%22(?P<tenant>[0-9a-f-]{36})%22%2c%22Oid%22%3a%22(?P<organizer>[0-9a-f-]{36})%22%7d",
    re.ASCII,
)


def link_in(url: str) -> JoinLink | None:
    """The Teams link that a join URL is, if it is one."""
    if usual := USUAL.fullmatch(url):
        thread, message, tenant, organizer = usual.groups()
        return JoinLink(Kind.LONG, url, f"19:{thread}@thread.v2", message, tenant, organizer)
    return next((link for link in find_links(url) if link.is_meeting), None) if url else None
