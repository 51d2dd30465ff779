"""A mailbox that cannot be read now is there later; one that does not exist is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Busy, Denied, Service
from bot.model import Trouble
from tests.support.graph.pretend import ANNA, Says, World, meeting, refusal

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

LATER = (
    (404, "ErrorMailboxMoveInProgress"),
    (400, "ErrorMailboxMoveInProgress"),
    (404, "MailboxMoveInProgress"),
    (403, "MailboxInTransit"),
    (404, "ErrorMailboxInTransit"),
    (404, "ErrorMailboxMoved"),
    (423, "Locked"),
    (423, ""),
    (423, "ErrorMailboxLocked"),
    (403, "ErrorQuotaExceeded"),
    (507, "InsufficientStorage"),
    (403, "MailboxQuotaExceeded"),
    (404, "ErrorMailboxStoreUnavailable"),
    (404, "ErrorMailboxFailover"),
    (409, "MailboxInfoStale"),
    (404, "ErrorServerBusy"),
    (400, "ErrorInternalServerTransientError"),
    (404, "MailboxOffline"),
)


@pytest.mark.parametrize(("status", "code"), LATER)
async def test_a_mailbox_that_is_away_is_there_later(world: World, status: int, code: str) -> None:
    world.graph.says("/me/calendarView", refusal(status, code))
    with pytest.raises(Busy) as caught:
        await world.meetings().coming(ANNA, START, START + timedelta(days=14))
    assert caught.value.service is Service.GRAPH


@pytest.mark.parametrize("name", ["innerError", "innererror"])
@pytest.mark.parametrize(("outer", "status"), [("UnknownError", 404), ("ErrorAccessDenied", 403), ("", 400)])
async def test_what_has_happened_may_stand_further_in(world: World, name: str, outer: str, status: int) -> None:
    inner = {"code": "ErrorMailboxMoveInProgress", name: {"date": "2026-11-28T18:00:00"}}
    error = {"code": outer, "message": "The request failed.", name: inner}
    world.graph.says("/me/calendarView", Says(status, {"error": error}))
    with pytest.raises(Busy):
        await world.meetings().coming(ANNA, START, START + timedelta(days=14))


@pytest.mark.parametrize(("status", "code"), LATER)
async def test_the_same_where_the_link_is_asked_for(world: World, status: int, code: str) -> None:
    world.graph.says("/me/onlineMeetings", refusal(status, code))
    with pytest.raises(Busy):
        await world.meetings().appointment_link(ANNA, meeting())


async def test_asking_it_again_at_once_is_no_use(world: World) -> None:
    world.graph.says("/me/calendarView", refusal(404, "ErrorMailboxMoveInProgress"))
    with pytest.raises(Busy):
        await world.meetings().coming(ANNA, START, START + timedelta(days=14))
    assert (len(world.graph.heard), world.waits) == (1, [])


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "MailboxNotEnabledForRESTAPI"),
        (403, "MailboxNotSupportedForRESTAPI"),
        (404, "ErrorNonExistentMailbox"),
        (404, "ErrorMailboxConfiguration"),
        (404, "ResourceNotFound"),
    ],
)
async def test_a_mailbox_that_is_not_there_is_none(world: World, status: int, code: str) -> None:
    world.graph.says("/me/calendarView", refusal(status, code))
    with pytest.raises(Denied) as caught:
        await world.meetings().coming(ANNA, START, START + timedelta(days=14))
    assert caught.value.trouble is Trouble.NO_MAILBOX


@pytest.mark.parametrize("code", ["AccessBlocked", "UserBlocked", "ErrorAccessDenied", "RemovedByPolicy"])
async def test_words_that_look_alike_are_another_matter(world: World, code: str) -> None:
    world.graph.says("/me/calendarView", refusal(403, code))
    with pytest.raises(Denied) as caught:
        await world.meetings().coming(ANNA, START, START + timedelta(days=14))
    assert caught.value.trouble is Trouble.NO_CALENDAR
