"""Whose link is this? Hosts are compared as whole labels, so that teams.microsoft.com.evil.example is nobody's."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

VISIT = ("visit.teams.microsoft.com", "visit.teams.cloud.microsoft")
PUBLIC_EVENTS = ("events.teams.microsoft.com", "events.teams.cloud.microsoft")
OUTLOOK = ("outlook.office.com", "outlook.office365.com", "outlook.cloud.microsoft")
PERSONAL = ("teams.live.com", "*.teams.live.com")
OTHER_CLOUDS = (
    "teams.microsoft.us",
    "*.teams.microsoft.us",
    "teams.microsoft.cn",
    "*.teams.microsoft.cn",
    "teams.microsoftonline.cn",
    "*.teams.microsoftonline.cn",
    "*.partner.microsoftonline.cn",
    "teams.partner.microsoft.cn",
    "teams.eaglex.ic.gov",
    "*.teams.eaglex.ic.gov",
    "teams.microsoft.scloud",
    "*.teams.microsoft.scloud",
)
HIDING = (
    *("*.mimecast.com", "*.mimecastprotect.com", "*.esvalabs.com", "*.inky.com", "*.emailprotection.link"),
    *("*.ct.sendgrid.net", "*.awstrack.me", "*.hubspotlinks.com", "*.list-manage.com", "*.mailchi.mp"),
    *("aka.ms", "bit.ly", "tinyurl.com", "t.co", "lnkd.in", "ow.ly", "is.gd", "goo.gl", "rb.gy", "rebrand.ly"),
    *("cutt.ly", "t.ly", "shorturl.at", "buff.ly", "qrco.de", "s.id", "1drv.ms", "tiny.cc"),
)
OTHER_SERVICES = (
    "zoom.us",
    "*.zoom.us",
    "*.zoomgov.com",
    "meet.google.com",
    "*.webex.com",
    "meet.goto.com",
    "*.gotomeeting.com",
    "meet.jit.si",
    "whereby.com",
    "*.whereby.com",
)

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ORIGIN = re.compile(rf"(https?)://({LABEL}(?:\.{LABEL}){{0,20}}+)(?::(\d{{1,5}}))?(?=[/?#]|\Z)", re.I | re.ASCII)
DEFAULT_PORTS = {"http": "80", "https": "443"}


class HostTable(Generic[T]):
    """What belongs to a host: patterns and their values; `*.` stands for one label or more, the longest one wins."""

    def __init__(self, patterns: Mapping[str, T]) -> None:
        self._patterns = {pattern.lower(): value for pattern, value in patterns.items()}
        self.get = lru_cache(maxsize=256)(self._get)  # most links of a text, and of all texts, are of a few hosts

    def _get(self, host: str) -> T | None:
        """The value of a lower-case host; None of one that nobody has named."""
        found = self._patterns.get(host)
        parent = host
        while found is None and parent:
            parent = parent.partition(".")[2]
            found = self._patterns.get(f"*.{parent}")
        return found


@lru_cache(maxsize=8)  # what a link is, is asked in several places
def host_of(url: str) -> str:
    """Lower-case host of an http(s) URL; "" when it has userinfo, another port, or anything that is not plain ASCII."""
    origin = ORIGIN.match(url)
    if origin is None:
        return ""
    scheme, host, port = origin.groups()
    return host.lower() if port in {None, DEFAULT_PORTS[scheme.lower()]} else ""


def matches(host: str, patterns: Collection[str]) -> bool:
    """Whether `host` is one of `patterns`; `*.` stands for one label or more."""
    return host in patterns or any(_matches(host, pattern.lower()) for pattern in patterns)


def _matches(host: str, pattern: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and len(host) > len(pattern) - 1
    return bool(host) and host == pattern


def is_other_service(url: str) -> bool:
    """Whether `url` leads to a meeting of a well-known service other than Teams."""
    return _OTHER_SERVICES.get(host_of(url)) is not None


def is_allowed(url: str, hosts: Collection[str]) -> bool:
    """Whether `url` may become a link on a card: https on one of `hosts`, and nothing in it that could deceive the eye.

    No userinfo, no port but 443, no white space, control or invisible character, no backslash.
    """
    if not url.isprintable() or " " in url or "\\" in url:
        return False
    return url[:6].lower() == "https:" and matches(host_of(url), hosts)


_OTHER_SERVICES = HostTable(dict.fromkeys(OTHER_SERVICES, "another service"))
