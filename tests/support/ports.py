"""A port that nobody has and no outgoing connection takes before it is listened at."""

from __future__ import annotations

import random
import socket

BELOW_OUTGOING = range(15_000, 30_000)  # Linux gives connections that go out ports from 32768 on


def unused_port() -> int:
    """A free port of loopback."""
    while True:
        port = random.choice(BELOW_OUTGOING)  # noqa: S311 - nothing secret
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
