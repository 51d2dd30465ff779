"""A real redis-server on a port of its own, which keeps nothing on disk unless told to; and a way through time."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import redis

from tests.support.ports import unused_port

START = 10.0  # seconds
# Everything that lives for a while has lived longer, and everything that is due is due sooner.
PASSES = """
local cursor = '0'
repeat
  local found = redis.call('SCAN', cursor)
  cursor = found[1]
  for _, key in ipairs(found[2]) do
    local left = redis.call('PTTL', key)
    if left >= 0 then
      if left - ARGV[1] > 0 then redis.call('PEXPIRE', key, left - ARGV[1]) else redis.call('DEL', key) end
    end
    local kind = redis.call('TYPE', key)['ok']
    if kind == 'zset' then
      for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do redis.call('ZINCRBY', key, -ARGV[1], member) end
    elseif kind == 'hash' and redis.call('HEXISTS', key, 'recorded') == 1 then
      redis.call('HINCRBY', key, 'recorded', -ARGV[1])
    end
  end
until cursor == '0'
"""


class RedisServer:
    """Ours alone: on loopback, in a folder of its own, ended by its process."""

    def __init__(self, *options: str, port: int = 0) -> None:
        binary = shutil.which("redis-server")
        assert binary, "these tests need a redis-server (apt-get install redis-server)"
        self.port = port or unused_port()
        self._folder = tempfile.TemporaryDirectory(prefix="redis-")
        fixed = ("--bind", "127.0.0.1", "--save", "", "--dir", self._folder.name, "--daemonize", "no")
        self._command = [binary, "--port", str(self.port), *fixed, *options]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def folder(self) -> Path:
        return Path(self._folder.name)

    def client(self) -> redis.Redis:
        """A plain client, for tests that look at what is there."""
        return redis.Redis(port=self.port, socket_timeout=START)

    def start(self, *, empty: bool = False) -> RedisServer:
        """Returns once it answers, its data loaded, or erased before."""
        for kept in self.folder.iterdir() if empty else ():
            shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        ends = time.monotonic() + START
        while time.monotonic() < ends:
            with suppress(redis.RedisError), self.client() as client:
                client.ping()
                return self
            time.sleep(0.01)
        raise AssertionError("redis-server does not answer")

    def kill(self) -> None:
        """As a machine that goes away."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def end(self) -> None:
        """For good."""
        self.kill()
        self._folder.cleanup()

    def emptied(self) -> str:
        """Its address; nothing is in it."""
        with self.client() as client:
            client.flushall()
        return self.url

    def passes(self, seconds: float) -> None:
        """What so many seconds do to what is stored."""
        with self.client() as client:
            client.eval(PASSES, 0, round(seconds * 1000))


@cache
def shared() -> RedisServer:
    """One for all tests of this process that do not stop it."""
    server = RedisServer().start()
    atexit.register(server.end)
    return server
