"""`python -m bot.web.probe`: 0 when the bot on this machine takes part, else 1; for a container, which has no curl.

It asks /readyz at `HOST`, else on loopback, and `PORT`, and loads nothing of the bot: it runs every half minute.
"""

from __future__ import annotations

import http.client
import os
import sys

PROBE_TIMEOUT = 3.0
LOOPBACK = "127.0.0.1"


def ready(port: int, host: str = LOOPBACK) -> bool:
    """Whether /readyz answers 200 within three seconds."""
    connection = http.client.HTTPConnection(host, port, timeout=PROBE_TIMEOUT)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not ready(int(os.environ.get("PORT", "3978")), os.environ.get("HOST", "").strip() or LOOPBACK))
