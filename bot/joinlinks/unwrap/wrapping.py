"""Links that a mail's protection, or Google, put in front of the real one: the address that is wrapped.

Each service writes the address into its own link, in a way of its own (Proofpoint and Sophos publish decoders; the
others percent-encode it). Services that keep the address to themselves, such as Mimecast, cannot be looked through.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from urllib.parse import unquote

from bot.joinlinks import hosts
from bot.joinlinks.unwrap import urldefense

MAX_ENCODINGS = 6

CISCO = re.compile(r"https?://[^/]+/[^/]+/(https?(?::|%3a).+)", re.IGNORECASE)


def parameter(url: str, name: str) -> str:
    """A query parameter as written, found also where the question mark itself was percent-encoded or & became &amp;."""
    wanted = re.compile(rf"[?&](?:amp;)*{name}=([^&#]*)", re.IGNORECASE)
    for _ in range(MAX_ENCODINGS):
        if found := wanted.search(url):
            return found[1]
        url = unquote(url)
    return ""


def from_base64(coded: str) -> str:
    """The text behind base64, url-safe or not, percent-encoded or not, padded or
    not; "" when it is none."""
    standard = unquote(unquote(coded)).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4)).decode()
    except ValueError:
        return ""


def wrapped_in(url: str, host: str) -> str | None:
    """The address inside a link on `host`, as written; "" when it cannot be told, None when the host wraps none."""
    return next((read(url) for patterns, read in WRAPPERS if hosts.matches(host, patterns)), None)


def _in(name: str) -> Callable[[str], str]:
    return lambda url: parameter(url, name)


def _in_path(url: str) -> str:
    path = CISCO.match(url)
    return path[1] if path else ""


WRAPPERS: tuple[tuple[tuple[str, ...], Callable[[str], str]], ...] = (
    (hosts.SAFELINKS, _in("url")),
    (hosts.URL_DEFENSE, urldefense.unwrapped),
    (("www.google.com",), _in("q")),
    (("linkprotect.cudasvc.com",), _in("a")),  # Barracuda
    (("secure-web.cisco.com",), _in_path),
    (("protect2.fireeye.com",), _in("u")),  # FireEye, now Trellix
    (("*.trendmicro.com",), _in("url")),
    (("*.protection.sophos.com",), lambda url: from_base64(parameter(url, "u"))),
)
