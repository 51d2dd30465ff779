"""JSON to and from bytes, fast; what the fast library refuses as too unusual is left to the standard one."""

from __future__ import annotations

import json

import orjson


def parse_json(body: bytes) -> object:
    """What `body` says; None when it is no JSON, or nested or numbered beyond reason.

    A half of a surrogate pair in one title must not hide a whole page: the standard library lets it pass.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def json_bytes(value: object) -> bytes:
    """`value` as JSON. Raises TypeError or ValueError for what has no form in it."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode()
