"""The page that prints several links: its address holds them, sealed and short, until the end of the next day."""

from __future__ import annotations

import base64
import random
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import zxingcpp

from bot.model import LinkReady, Meeting, Organizer
from bot.ops.keyring import Keyring
from bot.teams.outbound.print_links import LinksToPrint, PrintLinks
from cards.link_list import LONGEST_ADDRESS
from cards.qr import MAX_LETTERS, printed_code
from sandbox.world.meetings import Meeting as RealMeeting
from sandbox.world.meetings import appointment_link
from sandbox.world.people import OSEI
from tests.support.cards.people import HOSTILE
from tests.support.fakes import ANNA, BEN, NOW, at, calendar_meeting, command

KEYS = Keyring([b"k" * 32])
ANNAS = calendar_meeting("Loan advice", at(24, 15))
BENS = replace(calendar_meeting("HIV follow-up", at(24, 9), organizer=BEN), series=True)
READY = (LinkReady(ANNAS, "https://visit.teams.microsoft.com/x?a=1&b=2"), LinkReady(BENS, "https://visit/y"))


def pages(days: int = 0, keyring: Keyring = KEYS) -> PrintLinks:
    return PrintLinks(keyring, "https://bot.example", lambda: NOW + timedelta(days=days))


def sealed(*ready: LinkReady, **asker: Any) -> str:
    address = pages().address(command(**asker), ready or READY)
    assert address.startswith("https://bot.example/invitation?print=")
    return address.partition("=")[2]


def sheet(*ready: LinkReady, **asker: Any) -> LinksToPrint:
    opened = pages().opened(sealed(*ready, **asker))
    assert opened
    return opened


def real_link(n: int) -> str:
    """One as the sandbox makes it after one seen in the wild."""
    return appointment_link(RealMeeting(f"visit-{n}", "", at(24, 9), at(24, 10), OSEI))


def test_each_meeting_has_its_time_whose_it_is_and_its_title_apart() -> None:
    first, second = sheet().meetings
    assert (first.hours, first.day, first.organizer, first.subject) == (
        "15:00 – 15:30",
        "Tue 24 Nov",
        ANNA.name,
        ANNAS.subject,
    )
    assert (second.hours, second.organizer, second.series) == ("09:00 – 09:30", BEN.name, True)
    assert [each.link for each in (first, second)] == [each.link for each in READY]


def test_it_speaks_the_persons_language_and_clock() -> None:
    opened = sheet(locale="de-DE", timezone="Asia/Kolkata")
    assert opened.words.language == "de"
    assert (opened.meetings[0].hours, opened.meetings[0].day) == ("20:30 – 21:00", "Di., 24. Nov.")


def test_a_guessed_clock_is_named() -> None:
    assert sheet(timezone="UTC+05:30", timezone_guessed=True).meetings[0].day == "Tue 24 Nov (UTC+05:30)"


def test_a_whole_day_and_a_meeting_of_no_known_time_have_words() -> None:
    midnight = datetime.combine(date(2026, 11, 24), datetime.min.time(), ZoneInfo("Europe/London"))
    audit = Meeting("Audit", midnight, midnight + timedelta(days=1), all_day=True)
    whole, unknown = sheet(LinkReady(audit, "https://visit/a"), LinkReady(Meeting(), "https://visit/b")).meetings
    assert (whole.hours, whole.day) == ("All day", "Tue 24 Nov")
    assert (unknown.hours, unknown.day, unknown.subject, unknown.organizer) == ("Teams meeting", "", "", "")


def test_a_meeting_that_ends_on_another_day_says_which() -> None:
    stay = Meeting("Stay", at(24, 20), at(26, 9))
    (printed,) = sheet(LinkReady(stay, "https://visit/a")).meetings
    assert (printed.hours, printed.day) == ("20:00 – 09:00", "Tue 24 Nov – Thu 26 Nov")


@pytest.mark.parametrize("days", [0, 1])
def test_today_and_tomorrow_it_opens(days: int) -> None:
    assert pages(days).opened(sealed()) is not None


@pytest.mark.parametrize("days", [-1, 2, 30])
def test_on_no_other_day(days: int) -> None:
    assert pages(days).opened(sealed()) is None


@pytest.mark.parametrize("edited", ["", "x", "=", "ä", "A" * 9000])
def test_nothing_else_opens(edited: str) -> None:
    assert pages().opened(edited) is None


def test_another_key_opens_nothing() -> None:
    assert pages(keyring=Keyring([b"o" * 32])).opened(sealed()) is None


def test_nothing_can_be_read_from_the_address() -> None:
    packed = base64.urlsafe_b64decode(sealed())
    for secret in (b"visit", b"HIV", b"Loan", b"Ben"):
        assert secret not in packed


def test_twenty_links_as_they_come_fit_one_address() -> None:
    starts = [at(24, 8) + timedelta(minutes=15 * n) for n in range(20)]
    twenty = [
        LinkReady(calendar_meeting(f"Physio: Mr. Number {n}", start, organizer=BEN), real_link(n))
        for n, start in enumerate(starts)
    ]
    assert len(pages().address(command(), twenty)) <= LONGEST_ADDRESS


@pytest.mark.parametrize("name", HOSTILE)
def test_a_title_is_kept_letter_by_letter(name: str) -> None:
    hostile = Meeting(HOSTILE[name], at(24, 9), at(24, 10), organizer=Organizer(HOSTILE[name]))
    (shown,) = sheet(LinkReady(hostile, "https://visit/a")).meetings
    assert HOSTILE[name].startswith(shown.subject.partition("…")[0])
    assert shown.organizer == shown.subject


# -- codes for paper


def read(link: str) -> str:
    """What a reader makes of the code's path, drawn on paper."""
    code = printed_code(link)
    assert code
    picture = painted(code.path, code.size)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def painted(path: str, size: int, scale: int = 4) -> Any:
    """The rectangles of the path as pixels."""
    picture = np.full((size, size), 255, np.uint8)
    for x, y, width, height in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z", path):
        picture[int(y) : int(y) + int(height), int(x) : int(x) + int(width)] = 0
    return picture.repeat(scale, 0).repeat(scale, 1)


@pytest.mark.parametrize("length", [30, 110, 400, 700, 900, MAX_LETTERS])
def test_a_code_for_paper_reads_as_its_link(length: int) -> None:
    noise = random.Random(length)  # noqa: S311 — the same link every time
    link = "https://visit/" + "".join(noise.choices("abcXYZ019%_&=-.~", k=length - 14))
    assert read(link) == link


def test_a_link_too_long_for_a_code_has_none() -> None:
    assert printed_code("https://" + "x" * MAX_LETTERS) is None
    assert sheet(LinkReady(ANNAS, "https://" + "x" * 2000)).meetings[0].code is None


def test_a_code_is_nothing_but_a_path() -> None:
    code = printed_code('https://visit/?"><script>alert(1)</script>')
    assert code
    assert not set(code.path) - set("MhvZ -0123456789")


def test_what_only_its_title_tells_from_another_one_says_so() -> None:
    def visit(subject: str, hour: int = 9, organizer: str = "Reception") -> LinkReady:
        return LinkReady(
            Meeting(subject, at(24, hour), at(24, hour + 1), organizer=Organizer(organizer)), f"https://{subject}"
        )

    shown = sheet(visit("Ms Rossi"), visit("Mr Rossi"), visit("Later", 10), visit("Other", 9, "Ward"))
    assert [each.alike for each in shown.meetings] == [True, True, False, False]
    assert [each.alike for each in sheet(visit("Physio"), visit("Physio")).meetings] == [False, False]
