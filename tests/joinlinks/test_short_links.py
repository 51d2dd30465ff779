"""Short links and address bars: broken or cut off, they name no other meeting."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from bot.joinlinks import Kind, find_links
from tests.support.joinlinks.links import LONG, ORGANIZER, SHORT, THREAD, WRAPPERS, launched, quoted_printable, safelink


@pytest.mark.parametrize("end", ["…", "...", "…”", "...)", "&hellip;"])
@pytest.mark.parametrize("link", [SHORT[:-4], SHORT[:-18], LONG[:-20], SHORT.removeprefix("https://")[:-12]])
def test_a_link_that_a_preview_cut_off_is_no_meeting(link: str, end: str) -> None:
    assert not any(found.is_meeting for found in find_links(f"Join: {link}{end}"))
    assert [found.url for found in find_links(f"Join: {link}{end} {SHORT}") if found.is_meeting] == [SHORT]


@pytest.mark.parametrize(
    "text",
    [
        SHORT,
        SHORT.upper().replace("?P=ABC123XYZ", "?p=AbC123xyz"),
        f"<a href='{SHORT}'>x</a>",
        safelink(SHORT),
        quote(SHORT, safe=""),
        f"{SHORT}.",
        "https://teams.microsoft.com/dl/launcher/launcher.html?url=%2F_%23%2Fmeet%2F24812345678912%3Fp%3DAbC123xyz%26anon%3Dtrue",
        *(wrap(SHORT) for wrap in WRAPPERS.values()),
        launched(meetingCode="24812345678912", passcode="AbC123xyz"),
        quoted_printable(f"Could you please join the call with the family of Mr. Bianchi here: {SHORT}"),
    ],
)
def test_a_short_link_gives_its_number(text: str) -> None:
    (link,) = find_links(text)
    assert (link.kind, link.number, link.url) == (Kind.SHORT, "24812345678912", SHORT)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n> ", "<br>"])
def test_a_short_link_that_is_broken_anywhere_names_no_other_meeting(end: str) -> None:
    for at in range(len("https://"), len(SHORT)):
        found = find_links(f"see {SHORT[:at]}{end}{SHORT[at:]}\nthanks")
        assert [link.number for link in found if link.is_meeting] == ["24812345678912"], at


@pytest.mark.parametrize("next_line", ["45678912 is my telephone", "12:30", "Passcode: 12", "?x", "https://x.example"])
@pytest.mark.parametrize("number", ["24812", "24812345"])
def test_what_is_left_of_a_short_link_is_no_meeting(number: str, next_line: str) -> None:
    assert not any(link.is_meeting for link in find_links(f"https://teams.microsoft.com/meet/{number}\n{next_line}"))


@pytest.mark.parametrize("next_line", ["12 people", "12", "Passcode: 12", "> 12", "?x=1", "2026-11-02"])
def test_a_whole_short_link_takes_nothing_from_the_next_line(next_line: str) -> None:
    bare = SHORT.split("?", maxsplit=1)[0]
    assert [link.url for link in find_links(f"{bare}\n{next_line}")] == [bare]
    assert [link.url for link in find_links(f"{SHORT}\n{next_line}")] == [SHORT]


@pytest.mark.parametrize(
    "coords",
    [
        {},
        {"conversationId": "19:x", "organizerId": ORGANIZER},
        {"meetingCode": "123"},
        {"meetingCode": "²48123456789"},
        {"conversationId": f"https://evil.example/{THREAD}"},
    ],
)
def test_an_address_bar_that_names_no_meeting_is_none(coords: dict[str, str]) -> None:
    assert not any(link.is_meeting for link in find_links(launched(**coords)))
    assert not any(link.is_meeting for link in find_links(launched().replace("coords=", "coords=%%%")))
