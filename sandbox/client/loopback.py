"""Brings MSAL to a sandbox on loopback: it insists on https and the real host, so its http client is ours."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from sandbox.world.addresses import LOGIN

TIMEOUT = 10  # seconds


class LoopbackSession(requests.Session):
    """What is sent to login.microsoftonline.com arrives at `origin`, and nothing goes to another host."""

    def __init__(self, origin: str) -> None:
        super().__init__()
        self.trust_env = False  # no proxy stands before loopback
        self._origin = origin

    def request(self, method: Any, url: Any, *args: Any, **options: Any) -> Any:
        if not str(url).startswith(f"{LOGIN}/"):
            raise ValueError(f"not a host of this sandbox: {urlsplit(str(url)).hostname}")
        return super().request(method, self._origin + str(url).removeprefix(LOGIN), *args, **options)


class LoopbackHttp:
    """An `http_client` for MSAL. It is called from worker threads, and a session is for one only: each has its own."""

    def __init__(self, origin: str) -> None:
        self._origin = origin.rstrip("/")
        self._local = threading.local()
        self._sessions: list[requests.Session] = []

    def get(self, url: str, params: Mapping[str, str] | None = None, headers: Any = None, **_: Any) -> Any:
        return self._session.get(url, params=params, headers=headers, timeout=TIMEOUT)

    def post(
        self, url: str, params: Mapping[str, str] | None = None, data: Any = None, headers: Any = None, **_: Any
    ) -> Any:
        return self._session.post(url, params=params, data=data, headers=headers, timeout=TIMEOUT)

    def close(self) -> None:
        """Close every thread's connections."""
        for session in self._sessions:
            session.close()

    @property
    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = LoopbackSession(self._origin)
            self._sessions.append(self._local.session)
        session: requests.Session = self._local.session
        return session
