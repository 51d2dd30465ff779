"""What several stories have in common: asking and reading, signing in, and following a reference to the log."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Any

from structlog.testing import capture_logs
from yarl import URL

from bot.model import User
from bot.ops.keyring import Keyring
from bot.ops.telemetry import with_reference
from bot.ports import Store
from bot.storage import open_store
from sandbox.client.browser import Page
from sandbox.client.client import TeamsClient
from sandbox.client.sign_in_cards import SignInCard, card_in, verify_state
from sandbox.world.people import Person
from tests.support.journeys.world import World, words_on

REFERENCE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b")
RAW = re.compile(r"AADSTS|Traceback|Forbidden|invalid_|NotFound|Exception|Error\b|[{}]|\b[45]\d\d\b|\bNone\b")
RANDOM_ID = "5f0c8e3a-6f0f-4d0e-9a55-0d7a51b9a001"


async def ask(person: TeamsClient, text: str = "get link") -> str:
    """Say something and read the one answer."""
    await person.say(text)
    return await read(person)


async def press(person: TeamsClient, button: str, **inputs: str) -> str:
    """Press a button and read the one answer."""
    await person.press(button, inputs)
    return await read(person)


async def read(person: TeamsClient) -> str:
    """The words of the one message that has come."""
    (answer,) = await person.settled()
    return words_on(answer)


def answers(person: TeamsClient) -> list[str]:
    """The words of everything the bot has said in this story, sign-in cards apart."""
    return [words_on(sent) for sent in person.seen if card_in(sent) is None]


async def only_answer(here: World, person: TeamsClient) -> str:
    """The one answer of the whole story, when nothing more is under way."""
    await person.settled(lambda: bool(answers(person)))
    await here.idle()
    (answer,) = answers(person)
    return answer


async def sign_in_card(person: TeamsClient, text: str = "get link") -> SignInCard:
    """Say something that needs a sign-in, and see its button."""
    await person.say(text)
    await person.settled()
    return person.sign_in_card


async def close_popup(person: TeamsClient, state: str = "done") -> int:
    """What Teams sends when the page has closed itself; the bot's HTTP status."""
    return (await person.deliver(verify_state(person.activities, state))).status


async def exchange(person: TeamsClient, id: str, assertion: str | None = None) -> int:
    """Post one token exchange by hand; the bot's HTTP status."""
    value = {"id": id, "connectionName": "", "token": assertion or person.assertion}
    return (await person.invoke("signin/tokenExchange", value)).status


@asynccontextmanager
async def the_store(here: World) -> AsyncIterator[Store]:
    """What the bot keeps, read beside it."""
    store = open_store(here.settings.storage_url, Keyring(here.settings.encryption_keys))
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def keeps_tokens(here: World, person: Person) -> bool:
    """Whether the store holds anything with which to act for this person."""
    async with the_store(here) as store:
        return (await store.tokens(User(person.tenant_id, person.oid).key)).value is not None


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what no message tells of."""
    async with asyncio.timeout(5):
        while not await condition():  # noqa: ASYNC110 — there is no event for it
            await asyncio.sleep(0.005)


def log_lines() -> AbstractContextManager[list[Any]]:
    """What the bot logs meanwhile, each line with its reference."""
    return capture_logs(processors=[with_reference])


def reference_on(words: str) -> str:
    """The reference id on a card."""
    found = REFERENCE.search(words)
    assert found, f"no reference in: {words}"
    return found.group()


def logged_under(log: Iterable[Mapping[str, Any]], words: str) -> str:
    """Everything that the log says under the reference of a card."""
    reference = reference_on(words)
    return " ".join(str(line) for line in log if line.get("reference") == reference)


def assert_kind(words: str) -> None:
    """No raw error text: neither codes nor JSON nor the names of exceptions."""
    raw = RAW.search(REFERENCE.sub("", words))
    assert raw is None, f"{raw.group()!r} in: {words}"


def assert_names_nobody(page: Page) -> None:
    for name in ("Anna", "Lindqvist", "Ben", "Carter", "Osei", "@"):
        assert name not in page.text


def target(page: Page, words: str) -> str:
    """Where a link on a page leads."""
    return str(page.url.join(URL(page.button(words).target, encoded=True)))
