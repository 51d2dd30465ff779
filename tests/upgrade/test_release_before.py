"""What the release before has written down, sealed and sent out still works after the upgrade.

`release-before.sqlite` and `.json` were written by the code of commit e1e068a, at NOW, under KEY: commands of Anna in
each state, her tokens, a start link, how a sign-in ended; buttons, and the address of an invitation.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.model import Action, ActionKind, ChatKind, SignInReason, Surface, Trouble, User
from bot.ops.keyring import Keyring
from bot.ports import Store
from bot.records import Records
from bot.storage import open_store
from bot.teams.outbound.button_codec import ButtonCodec
from bot.teams.outbound.invitation_links import InvitationLinks

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
KEY = bytes(range(32))
ANNA = User("10000000-0000-4000-8000-000000000001", "20000000-0000-4000-8000-000000000002")
CHAT, GROUP = "a:chat-of-anna", "19:group@thread.v2"
WRITTEN: dict[str, Any] = json.loads((HERE / "release-before.json").read_text("utf-8"))
IDS, BUTTONS = WRITTEN["ids"], WRITTEN["buttons"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the file, to be upgraded."""
    return Path(shutil.copy(HERE / "release-before.sqlite", tmp_path / "bot.db"))


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    store = open_store(f"sqlite:///{file}", Keyring([KEY]), NOW.timestamp)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def records(store: Store) -> Records:
    return Records(store, lambda: NOW)


async def test_what_was_being_answered_is_answered_by_the_new_release_at_once(records: Records) -> None:
    due = {claimed.id: claimed for claimed in await records.due(20)}
    assert due.keys() == {IDS["running"], IDS["asking"], IDS["told"]}
    running, told = due[IDS["running"]], due[IDS["told"]]
    assert running.command.text == "get link physio tomorrow"
    assert running.command.address.kind is ChatKind.PERSONAL
    assert (running.command.timezone, running.command.locale) == ("Europe/Berlin", "en-GB")
    assert running.attempt == 2
    assert told.reply
    assert getattr(told.reply, "trouble", None) is Trouble.GUEST


async def test_what_waits_for_a_sign_in_goes_on_after_it(records: Records) -> None:
    waiting = {claimed.id: claimed for claimed in await records.waiting(ANNA)}
    assert waiting.keys() == {IDS["waiting"], IDS["asking"], IDS["view"]}
    needed = waiting[IDS["view"]].needed
    assert needed
    assert needed.why is SignInReason.EXTRA_CHECK
    assert waiting[IDS["view"]].command.surface is Surface.DIALOG
    claimed = await records.resume(IDS["waiting"], ANNA, CHAT)
    assert claimed
    assert claimed.command.text == "get link"


async def test_what_was_answered_is_not_answered_again(records: Records, store: Store) -> None:
    assert await records.settled(IDS["done"], ANNA)
    assert await store.record(f"{CHAT}\n1", ANNA.key, CHAT, b"again", lease=6, keep=60) is None


async def test_nobody_has_to_sign_in_again(store: Store) -> None:
    tokens = await store.tokens(ANNA.key)
    assert tokens.generation == 0
    assert tokens.value
    assert b"kept by the release before" in tokens.value
    assert await store.take("start", "the-handle") == b'{"command":"x"}'


async def test_how_a_sign_in_ended_is_still_told(records: Records) -> None:
    notice = await records.take_end(ANNA, GROUP)
    assert notice
    assert (notice.trouble, notice.reference) == (Trouble.SIGN_IN_DECLINED, "CCCC-DDDD")


async def test_people_and_conversations_can_no_longer_be_guessed_in_the_file(file: Path, store: Store) -> None:
    names = "SELECT owner FROM deliveries UNION SELECT conversation FROM deliveries UNION SELECT owner FROM people"
    with closing(sqlite3.connect(HERE / "release-before.sqlite")) as before, closing(sqlite3.connect(file)) as after:
        old = {name for (name,) in before.execute(names.replace("conversation", "place"))}
        new = {name for (name,) in after.execute(names)}
    assert len(new) == len(old)
    assert not new & old


async def test_an_upgrade_that_is_opened_again_changes_nothing_more(file: Path, store: Store) -> None:
    again = open_store(f"sqlite:///{file}", Keyring([KEY]), NOW.timestamp)
    await again.open()
    tokens = await again.tokens(ANNA.key)
    await again.close()
    assert tokens.value


@pytest.mark.parametrize(
    ("name", "conversation", "kind"),
    [
        ("get link", CHAT, ActionKind.GET_LINK),
        ("say", CHAT, ActionKind.SAY),
        ("post here", GROUP, ActionKind.POST_HERE),
    ],
)
def test_buttons_of_cards_that_are_out_still_work(name: str, conversation: str, kind: ActionKind) -> None:
    press = ButtonCodec(Keyring([KEY])).open(ANNA, conversation, BUTTONS[name])
    assert press
    assert press.verb is kind
    if press.meeting:
        assert press.meeting.subject == "Physio with Ms Olsen"
    if kind is ActionKind.SAY:
        assert (press.text, press.said_on) == ("get link physio tomorrow", date(2026, 11, 28))


def test_a_button_that_all_see_still_works() -> None:
    press = ButtonCodec(Keyring([KEY])).open_shared(GROUP, BUTTONS["shared"])
    assert press == Action(ActionKind.SAY, text="get link", meeting_chat="m:1")


def test_the_address_of_an_invitation_still_opens() -> None:
    links = InvitationLinks(Keyring([KEY]), "https://bot.example", lambda: NOW)
    letter = links.opened(WRITTEN["invitation"].partition("?of=")[2])
    assert letter
    assert "https://visit.teams.microsoft.com/x" in letter.link
