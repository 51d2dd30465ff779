"""A visit to Microsoft is good for its own ten minutes, and a page does not say *done* while somebody only tries."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from typing import Any, cast

import pytest

from bot.errors import Busy, Service
from bot.model import Redirect, SignInNeeded, SignInOutcome, SignInVisit
from bot.ops.keyring import Keyring
from bot.records import Claimed, Records
from bot.signin.admin_consent import AdminConsent
from bot.signin.browser import KEEP_VISIT, SignInByBrowser
from bot.storage.encrypted import EncryptedStore
from bot.storage.memory import MemoryRows
from tests.support.fakes import ANNA, NOW, command
from tests.support.storage import Clock

NEEDED = SignInNeeded(("VirtualAppointment.Read",))


class BusyEntra:
    """Begins sign-ins, and is too busy to complete any."""

    def __init__(self) -> None:
        self.states = map(str, itertools.count())
        self.last = ""
        self.service = Service.ENTRA

    async def begin(self, *_args: Any, **_options: Any) -> Mapping[str, str]:
        self.last = next(self.states)
        return {"state": self.last, "auth_uri": "https://login.microsoftonline.com/x"}

    async def complete(self, *_args: Any) -> None:
        raise Busy("slow", service=self.service)


class Browser:
    """Anna has been offered a sign-in, and her browser is at the pages."""

    def __init__(self) -> None:
        self.clock, self.entra = Clock(), BusyEntra()
        store = EncryptedStore(MemoryRows(), Keyring([bytes(32)]), self.clock, self.clock.ticks)
        self.records = Records(store, lambda: NOW)
        consent = AdminConsent("app", "https://b.example/c", (), lambda _tenant: "p", lambda _proof, _tenant: False)
        self.pages = SignInByBrowser(
            store, self.records, cast("Any", self.entra), cast("Any", None), consent, "https://b.example"
        )
        self.handle = ""

    async def offered(self) -> Claimed:
        claimed = await self.records.write_down(command("get link"))
        assert claimed
        await self.records.wait_for_sign_in(claimed, NEEDED)
        self.handle = (await self.pages.start_url(ANNA, claimed.id)).split("c=")[1]
        return claimed


async def test_who_opens_the_link_late_has_their_own_ten_minutes() -> None:
    at = Browser()
    await at.offered()
    at.clock.passes(KEEP_VISIT - 20)
    went = await at.pages.visit(at.handle, "")
    assert isinstance(went, Redirect)  # password, second factor
    at.clock.passes(60)
    end = await at.pages.back({"state": at.entra.last, "code": "c"}, went.browser)
    assert isinstance(end, SignInVisit)
    assert end.end is SignInOutcome.BUSY


async def test_a_page_that_is_opened_while_a_client_tries_waits_for_what_comes_of_it() -> None:
    at = Browser()
    claimed = await at.offered()
    assert await at.records.resume(claimed.id, ANNA, None)  # the phone's Teams exchanges its token

    async def which_is_not_enough() -> None:
        await asyncio.sleep(0.4)
        await at.records.wait_for_sign_in(claimed, NEEDED)

    went, _ = await asyncio.gather(at.pages.visit(at.handle, ""), which_is_not_enough())
    assert isinstance(went, Redirect)


async def went_and_came_back(at: Browser) -> tuple[Redirect, SignInVisit]:
    """To Microsoft, and back while it is too busy to complete anything."""
    went = await at.pages.visit(at.handle, "")
    assert isinstance(went, Redirect)
    end = await at.pages.back({"state": at.entra.last, "code": "c"}, went.browser)
    assert isinstance(end, SignInVisit)
    return went, end


@pytest.mark.parametrize("service", [Service.ENTRA, Service.BOT])
async def test_a_page_that_said_busy_says_and_offers_the_same_when_it_is_loaded_again(service: Service) -> None:
    at = Browser()
    at.entra.service = service
    await at.offered()
    went, first = await went_and_came_back(at)
    again = await at.pages.back({"state": at.entra.last, "code": "c"}, went.browser)
    assert isinstance(again, SignInVisit)
    assert (first.end, first.handle) == (SignInOutcome.BUSY, at.handle)
    assert again == first


async def test_and_not_any_more_when_the_command_has_its_answer() -> None:
    at = Browser()
    claimed = await at.offered()
    went, _ = await went_and_came_back(at)
    await at.records.done(claimed.id)
    again = await at.pages.back({"state": at.entra.last, "code": "c"}, went.browser)
    assert isinstance(again, SignInVisit)
    assert again.end is SignInOutcome.ALREADY


async def test_whose_browser_gives_no_cookie_back_is_told_that_it_is_needed_and_nothing_else() -> None:
    at = Browser()
    await at.offered()
    went = await at.pages.visit(at.handle, "")
    assert isinstance(went, Redirect)
    ends = [await at.pages.back({"state": state, "code": "c"}, "") for state in (at.entra.last, "made-up")]
    assert ends == [SignInVisit(SignInOutcome.NO_COOKIE), SignInVisit(SignInOutcome.EXPIRED)]
    another = await at.pages.back({"state": at.entra.last, "code": "c"}, "x" * 43)
    assert another == SignInVisit(SignInOutcome.EXPIRED)
