"""MSAL's way to the network: time-outs on every call, one connection pool a thread, discovery fetched once a day."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import requests

from bot.net.retry_after import seconds_to_wait

TIMEOUT = (2.0, 3.0)  # seconds to connect, and to hear the next byte
DISCOVERY = "/.well-known/openid-configuration"
DAY = 24 * 3600.0


class Throttled(Exception):
    """Entra answered 429 or 5xx; `after` is its Retry-After in seconds, 0 without one."""

    def __init__(self, status: int, after: float) -> None:
        super().__init__(f"Entra answered {status}")
        self.after = after


class EntraHttp:
    """An `http_client` for MSAL. A session is not thread-safe, so each thread has its own.

    429 and 5xx are raised here, since MSAL turns the first into an ordinary error dict and the second into one of
    several exceptions.
    """

    def __init__(
        self, session: Callable[[], Any] = requests.Session, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._clock = clock
        self._local = threading.local()
        self._discovered: dict[str, tuple[float, Any]] = {}

    def get(self, url: str, params: Any = None, headers: Any = None, **_options: Any) -> Any:
        """GET; a discovery document comes from memory for a day."""
        if not url.endswith(DISCOVERY):
            return self._here().get(url, params=params, headers=headers, timeout=TIMEOUT)
        known = self._discovered.get(url)
        if known and self._clock() - known[0] < DAY:
            return known[1]
        response = _checked(self._here().get(url, params=params, headers=headers, timeout=TIMEOUT))
        if response.status_code == 200:
            self._discovered[url] = (self._clock(), response)
        return response

    def post(self, url: str, params: Any = None, data: Any = None, headers: Any = None, **_options: Any) -> Any:
        """POST. Raises Throttled, or what requests raises."""
        return _checked(self._here().post(url, params=params, data=data, headers=headers, timeout=TIMEOUT))

    def close(self) -> None:
        """MSAL asks for it; the sessions end with their threads."""

    def _here(self) -> Any:
        if not hasattr(self._local, "session"):
            self._local.session = self._session()
        return self._local.session


def _checked(response: Any) -> Any:
    if response.status_code == 429 or response.status_code >= 500:
        raise Throttled(response.status_code, seconds_to_wait(response.headers.get("Retry-After") or "", time.time()))
    return response
