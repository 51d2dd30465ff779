"""What somebody else has named, as a part of an address: encoded once, whatever is in it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote


@lru_cache(maxsize=1024)  # the same meetings and conversations are asked for again and again
def path_segment(text: str) -> str:
    """The text as one segment of a path (RFC 3986, 3.3)."""
    return quote(text, safe="")
