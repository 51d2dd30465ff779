"""What everybody asks of Redis at one moment goes out together, over few connections, and again if one breaks.

One question at a time would cost a task, a lock and a system call each; the questions of one turn of the event loop
share them.
"""

from __future__ import annotations

import asyncio
import math
import socket
import ssl
from collections import deque
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from redis import exceptions as redis_errors
from redis.asyncio import BlockingConnectionPool, Connection, Redis, SSLConnection
from redis.asyncio.retry import Retry as LibraryRetry
from redis.backoff import NoBackoff

from bot.errors import BotError, Busy, Misconfigured, NoRoom, SettingsError
from bot.model.values import value
from bot.net.retry import Retry
from bot.ops.places import is_there, placed
from bot.storage.redis_scripts import REPLACED, STORE, Script

CONNECTIONS = 4  # each with one batch on its way
BATCH = 64  # questions in one batch: whoever comes next does not wait for more
BATCH_TIMEOUT = 1.0  # seconds for a connection, and for the answers of one batch
QUESTION_TIMEOUT = 2.0  # seconds in which a question is asked again; Teams gives us five for an answer
IDLE = 30.0  # seconds after which a connection is tried before it is used: gateways drop quiet ones
Argument: TypeAlias = str | bytes | int
RETRY = Retry(first_pause=0.05, tries=20, least=2)  # a machine that stands still for two seconds is not Redis' fault

# By the first word of the server's refusal; what else it may say is not repeated. PASSES are soon over, WORDS are for
# the operator; FULL is no fault of a setting.
FULL = frozenset({"OOM", "MISCONF"})
PASSES = {
    "LOADING": "it is loading its data",
    "READONLY": "a replica, which takes no writes; the address has to lead to the primary",
    "MASTERDOWN": "a replica whose primary is away",
    "BUSY": "a script keeps it busy",
    "TRYAGAIN": "its cluster is moving keys",
    "CLUSTERDOWN": "its cluster is not whole",
    "NOREPLICAS": "replicas are away, without which it takes no writes (min-replicas-to-write)",
    "UNBLOCKED": "it has just become a replica",
}
WORDS = {
    "OOM": "Redis is full: more memory, and maxmemory-policy noeviction",
    "MISCONF": "Redis cannot save to its disk, and takes no writes",
    "WRONGPASS": "Redis refuses the user name or password",
    "NOAUTH": "Redis wants a password",
    "DENIED": "Redis takes nobody from another machine without a password (protected-mode)",
    "NOPERM": "the Redis user lacks a permission (docs/storage.md lists them)",
    "MOVED": "a node of a Redis cluster; the bot needs one endpoint for all keys",
    "ASK": "a node of a Redis cluster; the bot needs one endpoint for all keys",
    "CROSSSLOT": "a Redis cluster; the bot needs one endpoint for all keys",
}
NO_DATABASE = "Redis has no database of that number; 0 is always there"
# By how a refusal goes on whose first word is ERR; who has sent no password is not heard out.
BEGINNINGS = {
    "DB index": NO_DATABASE,
    "invalid DB index": NO_DATABASE,
    "SELECT is not allowed": NO_DATABASE,
    "Protocol error: unauthenticated": WORDS["NOAUTH"],
}
UNREACHED = {
    socket.gaierror: "its name is not known",
    ConnectionRefusedError: "nobody listens there",
    ConnectionResetError: "it hangs up",
    TimeoutError: "no answer in time",
    redis_errors.TimeoutError: "no answer in time",
}
NO_ROOM = "max number of clients reached"
WRONG_OPTION = "STORAGE_URL: takes no option but ssl_ca_certs, with rediss://; certificates are always checked"
WRONG_URL = "STORAGE_URL: redis needs one host, as in rediss://user:password@redis.example.com:6380/0"


class Replaced(Busy):
    """The store is another one than we knew: it was emptied, or somebody put another in its place."""


@value
class _Question:
    script: Script
    arguments: Sequence[Argument]
    future: asyncio.Future[Any]
    ends: float


class RedisLine:
    """Runs scripts. Raises Busy, Replaced or Misconfigured; whatever is asked may be asked again."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._asked: deque[_Question] = deque()
        self._batches: set[asyncio.Task[None]] = set()
        self._woken = False
        self._failed = -math.inf

    def well_for(self) -> float:
        """Seconds since the server was last out of reach."""
        return asyncio.get_running_loop().time() - self._failed

    async def close(self) -> None:
        """What has been asked for is answered first."""
        while self._batches:
            await asyncio.wait(self._batches)
        await self._client.aclose()

    async def info(self) -> dict[str, Any]:
        """What the server says of itself; empty where it may not be asked. Raises as `run` does."""
        try:
            return dict(await self._client.info())
        except redis_errors.NoPermissionError:
            return {}
        except (redis_errors.RedisError, OSError) as error:
            raise translated(error) from None

    async def setting(self, name: str) -> str | None:
        """One of the server's settings; None where it may not be asked, as of managed ones. Raises as `run` does."""
        try:
            found = await self._client.config_get(name)
        except (redis_errors.NoPermissionError, redis_errors.ResponseError):
            return None
        except (redis_errors.RedisError, OSError) as error:
            raise translated(error) from None
        return next(iter(found.values()), None)

    async def time(self) -> float:
        """The server's clock, seconds since the epoch. Raises as `run` does."""
        try:
            seconds, microseconds = await self._client.time()
        except (redis_errors.RedisError, OSError) as error:
            raise translated(error) from None
        return float(seconds + microseconds / 1e6)

    async def keys(self, beginning: str) -> AsyncIterator[str]:
        """All names that begin so, each once or more often. Raises as `run` does."""
        try:
            async for key in self._client.scan_iter(f"{beginning}*", count=500):
                yield key.decode()
        except (redis_errors.RedisError, OSError) as error:
            raise translated(error) from None

    async def run(self, script: Script, *arguments: Argument) -> Any:
        """The script's answer, asked for again while the server cannot be reached."""
        loop = asyncio.get_running_loop()
        until = loop.time() + QUESTION_TIMEOUT

        async def asked() -> Any:
            question = _Question(script, arguments, loop.create_future(), max(until, loop.time() + BATCH_TIMEOUT))
            self._asked.append(question)
            self._wake()
            return await question.future

        answer = await RETRY(asked, _pause, until)
        if isinstance(answer, BotError):
            raise answer
        return answer

    def _wake(self) -> None:
        if not self._woken:
            self._woken = True
            asyncio.get_running_loop().call_soon(self._send)

    def _send(self) -> None:
        self._woken = False
        while self._asked and len(self._batches) < CONNECTIONS:
            batch = [self._asked.popleft() for _ in range(min(BATCH, len(self._asked)))]
            sending = asyncio.get_running_loop().create_task(self._answer(batch))
            self._batches.add(sending)
            sending.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._batches.discard(task)
        self._wake()

    async def _answer(self, batch: Sequence[_Question]) -> None:
        now = asyncio.get_running_loop().time()
        living = [question for question in batch if question.ends > now and not question.future.done()]
        try:
            answers = await self._answers(living) if living else []
        except Exception as error:  # noqa: BLE001 — whatever it is, whoever waits hears of it
            answers = [error] * len(living)
        for question, answer in zip(living, answers, strict=True):
            told = translated(answer) if isinstance(answer, Exception) else answer
            if type(told) is Busy:
                self._failed = asyncio.get_running_loop().time()
            _settle(question, told)
        for question in batch:
            _settle(question, Busy("Redis has too much to do"))

    async def _answers(self, batch: Sequence[_Question]) -> list[Any]:
        """An answer or an error each. What the server has forgotten, since it was started again, it is told again."""
        answers = await self._pipeline([("EVALSHA", each.script.sha, each) for each in batch])
        forgotten = [at for at, answer in enumerate(answers) if isinstance(answer, redis_errors.NoScriptError)]
        if forgotten:
            told = await self._pipeline([("EVAL", batch[at].script.text, batch[at]) for at in forgotten])
            for at, answer in zip(forgotten, told, strict=True):
                answers[at] = answer
        return answers

    async def _pipeline(self, commands: Sequence[tuple[str, str, _Question]]) -> list[Any]:
        told = [(verb, script, 1, STORE, *question.arguments) for verb, script, question in commands]
        if len(told) == 1:  # for one alone, a pipeline costs more than the question
            answers = [await self._alone(told[0])]
        else:
            async with self._client.pipeline(transaction=False) as pipeline:
                for command in told:
                    pipeline.execute_command(*command)
                answers = await pipeline.execute(raise_on_error=False)
        if any(isinstance(answer, redis_errors.ReadOnlyError) for answer in answers):
            # A replica now: the address leads to another machine, and so must the next connection.
            await self._client.connection_pool.disconnect(inuse_connections=False)
        return answers

    async def _alone(self, command: tuple[Argument, ...]) -> Any:
        try:
            return await self._client.execute_command(*command)  # type: ignore[no-untyped-call]
        except redis_errors.ResponseError as error:
            return error


def _settle(question: _Question, answer: Any) -> None:
    if not question.future.done():
        question.future.set_result(answer)


def _pause(answer: Any) -> float | None:
    """A bad moment is worth another try; a store that is another one is not, since names are hashed otherwise there."""
    return 0.0 if isinstance(answer, Busy) and not isinstance(answer, Replaced) else None


def translated(error: Exception) -> BotError:
    """The server's own words may hold names, or what was sent; the first word of a refusal does not."""
    if isinstance(error, BotError):
        return error
    if isinstance(error, redis_errors.BusyLoadingError):
        return Busy("Redis is loading its data")
    cause = error.__cause__ or error.__context__ or error
    if isinstance(cause, ssl.SSLError):
        return Misconfigured("STORAGE_URL", "Redis' certificate is not trusted, or it does not speak TLS there")
    word = getattr(error, "status_code", None) or str(error).partition(" ")[0]
    if word == REPLACED:
        return Replaced("Redis has lost what it held")
    if word in WORDS:
        return (NoRoom if word in FULL else Misconfigured)("STORAGE_URL", WORDS[word])
    if word in PASSES:
        return Busy(f"Redis has a bad moment ({word}: {PASSES[word]})")
    said = str(error).removeprefix("ERR ")
    if meant := next((words for beginning, words in BEGINNINGS.items() if said.startswith(beginning)), ""):
        return Misconfigured("STORAGE_URL", meant)
    if said.startswith(NO_ROOM):
        return Busy("Redis takes no more connections (maxclients)")
    if isinstance(error, redis_errors.AuthenticationError | redis_errors.AuthorizationError):
        return Misconfigured("STORAGE_URL", WORDS["WRONGPASS"])
    if isinstance(error, redis_errors.ResponseError):
        return Misconfigured("STORAGE_URL", f"Redis refuses what the bot asks ({type(error).__name__})")
    reason = next((words for kind, words in UNREACHED.items() if isinstance(cause, kind)), type(error).__name__)
    return Busy(f"Redis cannot be reached ({reason})")


def client_at(rest: str, *, tls: bool) -> Redis:
    """A client of what follows `redis://` (or, with `tls`, `rediss://`). Raises SettingsError, without the password."""
    try:
        url = urlsplit(f"//{rest}")
        host, port = url.hostname or "", url.port or 6379
        query = parse_qs(url.query, strict_parsing=True) if url.query else {}
        database = int(url.path.strip("/") or 0)
    except ValueError:
        raise SettingsError([WRONG_URL]) from None
    if not host or "," in url.netloc or database < 0:
        raise SettingsError([WRONG_URL])
    if query.keys() - ({"ssl_ca_certs"} if tls else set()):
        raise SettingsError([WRONG_OPTION])
    authority: dict[str, Any] = {"ssl_ca_certs": str(_authority(query["ssl_ca_certs"][-1]))} if query else {}
    return Redis.from_pool(
        BlockingConnectionPool(
            connection_class=SSLConnection if tls else Connection,
            max_connections=CONNECTIONS,
            timeout=BATCH_TIMEOUT,
            host=host,
            port=port,
            db=database,
            username=unquote(url.username or "") or None,
            password=unquote(url.password or "") or None,
            socket_timeout=BATCH_TIMEOUT,
            socket_connect_timeout=BATCH_TIMEOUT,
            socket_keepalive=True,
            health_check_interval=IDLE,
            protocol=2,
            retry=LibraryRetry(NoBackoff(), 0),  # asking again is ours
            **authority,
        )
    )


def _authority(path: str) -> Path:
    """The file of an authority: where the program was started, as Redis' client takes it, or else beside app.py.

    Raises SettingsError: the client would only say that the server cannot be reached.
    """
    here = Path(path).absolute()
    file = here if is_there(here) else placed(path)
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:
        reason = (
            "holds no certificate in PEM" if isinstance(error, ssl.SSLError) else f"cannot be read ({error.strerror})"
        )
        raise SettingsError([f"STORAGE_URL: ssl_ca_certs: {file} {reason}"]) from None
    return file
