"""Links as Proofpoint's URL Defense rewrites them in mails: the address that is wrapped.

Version 3 writes a star for each sign that it does not leave in the address, and two stars and a letter for a run of
them; the signs themselves stand behind the address, in base64. Version 2 percent-encodes the address, with a hyphen
for each percent sign and a line for each slash. (Proofpoint's published decoder, URLDefenseDecode.py.)
"""

from __future__ import annotations

import base64
import re
import string
from itertools import islice

from bot.joinlinks.budget import Budget

VERSION_3 = re.compile(r"https?://[^/]++/v3/__(.+?)__;([\w-]*)", re.IGNORECASE | re.ASCII)
VERSION_1 = re.compile(r"https?://[^/]++/v1/url\?(?:[^#&]*+&)*?(?:amp;)*u=([^&#]*)", re.IGNORECASE)
VERSION_2 = re.compile(r"https?://[^/]++/v2/url\?(?:[^#&]*+&)*?(?:amp;)*u=([^&#]*)", re.IGNORECASE)
AS_PERCENT_ENCODED = str.maketrans("-_", "%/")
STAR = 10  # characters of plain decoding that replacing a star is worth
STARS = re.compile(r"\*(?:\*([\w-]))?", re.ASCII)
RUNS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
ONE_SLASH = re.compile(r"\A(https?:/)(?!/)", re.IGNORECASE)


def unwrapped(url: str, budget: Budget) -> str:
    """The address inside a link of version 1 and 2 (percent-encoded) or 3; "" where there is none that can be told."""
    if first := VERSION_1.match(url):
        return first[1]
    if second := VERSION_2.match(url):
        return second[1].translate(AS_PERCENT_ENCODED)
    wrapped = VERSION_3.match(url)
    signs = _signs(wrapped[2]) if wrapped else None
    if wrapped is None or signs is None:
        return ""
    budget.spend(len(url) + STAR * wrapped[1].count("*"))
    left = iter(signs)

    def replaced(stars: re.Match[str]) -> str:
        length = RUNS.index(stars[1]) + 2 if stars[1] else 1
        return "".join(islice(left, length))

    return ONE_SLASH.sub(r"\1/", STARS.sub(replaced, wrapped[1]))


def _signs(coded: str) -> str | None:
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    except ValueError:
        return None
