"""An operator has the store forget a person: all that is kept of them goes, and nothing of others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.again import said_again
from bot.model import Notice, Trouble, User
from bot.ports import Store, StoredTokens
from bot.records.approvals import DECLINED, REFUSED, Approvals, owner
from bot.records.content import CONTENT
from bot.records.failed_questions import FailedQuestions
from tests.support.fakes import NOW, command
from tests.support.storage import URLS
from tests.support.upkeep import ANNA, ANNA_ID, BEN, BEN_ID, CHAT, NEW, TENANT, Told, a_day, in_store


def test_all_that_is_kept_of_a_person_goes_and_nothing_of_others(url: str, told: Told) -> None:
    in_store(url, a_day)
    said = told(url, "forget", TENANT.upper(), ANNA_ID)
    assert said == "removed: 4 commands, 2 items, 1 tokens\n"
    assert told(url, "forget", TENANT, ANNA_ID) == "nothing is kept of this person\n"

    async def looks(store: Store) -> None:
        assert await store.tokens(ANNA) == StoredTokens(1, None)  # running bots forget, too
        assert await store.waiting(ANNA) == await store.take_over(lease=6, limit=20) == []
        assert await store.record("answered", ANNA, CHAT, b"x", lease=6, keep=60)
        assert await store.tokens(BEN) == StoredTokens(1, b"bens tokens")
        assert await store.get("customer language", BEN) == b"fr"

    in_store(url, looks)
    assert told(url, "forget", TENANT, BEN_ID) == "removed: 1 items, 1 tokens\n"


def test_what_waits_for_the_tenants_admin_is_the_persons_too(url: str, told: Told) -> None:
    async def wait(store: Store) -> None:
        approvals = Approvals(store, lambda: NOW)
        for person in (ANNA_ID, BEN_ID):
            for room in (REFUSED, DECLINED):
                await approvals.wait(replace(command("get link"), user=User(TENANT, person)), room)

    async def look(store: Store) -> None:
        waiting = [CONTENT.decode(record.value) for record in await store.waiting(owner(TENANT, REFUSED))]
        assert [one.command.user.id for one in waiting if one] == [ANNA_ID]
        assert not await Approvals(store, lambda: NOW).is_in(User(TENANT, BEN_ID))

    in_store(url, wait)
    assert told(url, "forget", TENANT, BEN_ID) == "removed: 1 commands, 1 items\n"
    in_store(url, look)


def test_a_question_that_failed_and_pages_to_sign_in_go_too(url: str, told: Told) -> None:
    async def a_bad_day(store: Store) -> None:
        asked = replace(command("get link"), user=User(TENANT, BEN_ID))
        await FailedQuestions(store).keep(asked, Notice(Trouble.BUSY, retry=said_again(asked)))
        visit = json.dumps({"flow": {"auth_uri": "https://login.example"}, "person": BEN_ID}).encode()
        await store.put("visit", "state", visit, keep=600)

    in_store(url, a_bad_day)
    assert told(url, "forget", TENANT, BEN_ID) == "removed: 2 items\n"


def test_what_others_have_asked_about_the_person_is_answered_all_the_same(url: str, told: Told) -> None:
    link = f'https://teams.microsoft.com/l/meetup-join/x?context={{"Oid":"{BEN_ID}"}}'

    async def ask(store: Store) -> None:
        await store.record("k", ANNA, CHAT, link.encode(), lease=0.001, keep=3600)

    async def look(store: Store) -> None:
        assert [one.value for one in await store.take_over(lease=6, limit=20)] == [link.encode()]

    in_store(url, ask)
    assert told(url, "forget", TENANT, BEN_ID) == "nothing is kept of this person\n"
    in_store(url, look)


@pytest.mark.parametrize("who", [(TENANT, "anna@example.com"), (TENANT,), ("x", ANNA_ID)])
def test_a_person_is_named_by_ids(who: tuple[str, ...], tmp_path: Path, told: Told) -> None:
    with pytest.raises(SystemExit) as caught:
        told(URLS["sqlite"](tmp_path), "forget", *who)
    assert caught.value.code == 2


def test_keys_that_open_no_names_forget_nobody(url: str, told: Told) -> None:
    in_store(url, a_day)
    assert "STORAGE_ENCRYPTION_KEYS" in told(url, "forget", TENANT, ANNA_ID, keys=(NEW,), code=2)
