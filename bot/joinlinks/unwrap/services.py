"""The services that rewrite links in mails and chats, in one table, and the rule by which most of them are read.

Services that keep the address to themselves, such as Mimecast, cannot be looked through.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import TypeAlias

from bot.joinlinks.budget import Budget
from bot.joinlinks.unwrap import urldefense
from bot.joinlinks.unwrap.encoding import decodings, from_base64, parameters

Unwrap: TypeAlias = Callable[[str, Budget], str]
"""From a link on one of a service's hosts to the address that was sent, as written; "" when it cannot be told."""

WEB = "https?(?::|%(?:25)*+3a)"
IN_PARAMETER = re.compile(rf"[?&][^=&#?]*+=({WEB}[^&#]*+)", re.IGNORECASE)
IN_PATH = re.compile(rf"https?://[^/?#]++[^?#]*?/_{{0,3}}+({WEB}.+?)(?:___|\Z)", re.IGNORECASE | re.DOTALL)


# "https:" in base64, and in hexadecimal digits; each begins with letters, so that a search skips ahead to them.
IN_BASE64 = re.compile(r"aHR0c(?<![\w+-]aHR0c)(?:HM6|Do)[\w+/%-]{20,}={0,2}", re.ASCII)
IN_HEX = re.compile(r"687474707(?<![0-9a-f]687474707)3?(?:73)?3a2f2f[0-9a-f]{40,}", re.IGNORECASE)
MOST_HELD = 4


def _from_hex(coded: str) -> str:
    return bytes.fromhex(coded[: len(coded) // 2 * 2]).decode(errors="ignore")


PACKED = ((from_base64, IN_BASE64), (_from_hex, IN_HEX))


def address_within(url: str, budget: Budget) -> str:
    """The general rule: a link that holds exactly one whole address, in a parameter or in its path, leads to it."""
    held = addresses_within(url, budget)
    return held[0] if len(held) == 1 else ""


def addresses_within(url: str, budget: Budget) -> tuple[str, ...]:
    """Every address that a link holds, as written, each once: percent-encoded, in base64 or hexadecimal."""
    for plain in decodings(url, budget):
        if held := dict.fromkeys(IN_PARAMETER.findall(plain)):
            return tuple(held)[:MOST_HELD]
        if in_path := IN_PATH.match(plain):
            return (in_path[1],)
    coded = [(read, found[0]) for read, kind in PACKED for found in islice(kind.finditer(url), MOST_HELD)]
    if coded:
        budget.spend(len(url))
    return tuple(dict.fromkeys(address for read, written in coded if (address := read(written))))


def _sophos(url: str, budget: Budget) -> str:
    return from_base64(parameters(url, ("u",), budget).get("u", ""))


_ROWS: tuple[tuple[Unwrap, tuple[str, ...]], ...] = (
    (
        address_within,
        (
            *("*.safelinks.protection.outlook.com", "*.safelinks.protection.office365.us"),  # Outlook's SafeLinks
            *("statics.teams.cdn.office.net", "*.statics.teams.cdn.office.net"),  # Teams' SafeLinks
            *("statics.teams.microsoft.com", "teams.public.onecdn.static.microsoft"),
            "www.google.com",  # Google Calendar and Mail
            "linkprotect.cudasvc.com",  # Barracuda
            "secure-web.cisco.com",
            "protect2.fireeye.com",  # now Trellix
            "*.trendmicro.com",
            "clicktime.symantec.com",
            "scanmail.trustwave.com",
            *("antiphishing.vadesecure.com", "*.vadesecure.com"),
            "link.edgepilot.com",
            *("protect.checkpoint.com", "url.avanan.click"),  # between lines: /v2/___https://…___.signature
        ),
    ),
    # Proofpoint and Sophos write the address in a way of their own; both publish how.
    (
        urldefense.unwrapped,
        ("urldefense.com", "*.urldefense.com", "urldefense.us", "*.urldefense.us", "urldefense.proofpoint.com"),
    ),
    (_sophos, ("*.protection.sophos.com",)),
)

SERVICES: dict[str, Unwrap] = {host: unwrap for unwrap, hosts in _ROWS for host in hosts}
"""How a link on each of these hosts is read. A further service: its host here; the general rule is nearly always it."""
