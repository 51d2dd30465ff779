"""Links that lead elsewhere are no meeting of ours, however alike they look."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from bot.joinlinks import JoinLink, Kind, find_links
from tests.support.joinlinks.links import LAUNCHED, LONG, PATH, WRAPPERS


@pytest.mark.parametrize(
    "rest", ["", "__", "__;", "__;!!x", "https://x.example/*a__;", "a**__;J!!", "a*__;_w!!", "é__;é!"]
)
def test_what_proofpoint_did_not_write_names_nothing(rest: str) -> None:
    assert not [link for link in find_links(f"https://urldefense.com/v3/__{rest}") if link.is_meeting]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://teams.live.com/meet/9312345678901?p=abc", Kind.PERSONAL),
        ("https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0", Kind.OTHER_CLOUD),
        ("https://dod.teams.microsoft.us/meet/1234567890123", Kind.OTHER_CLOUD),
        ("https://teams.microsoftonline.cn/l/meetup-join/19%3ameeting_x%40thread.v2/0", Kind.OTHER_CLOUD),
        ("https://teams.microsoft.cn/l/meetup-join/x", Kind.OTHER_CLOUD),
        ("https://zoom.us/j/12345678901?pwd=abc", Kind.FOREIGN),
        ("https://meet.google.com/abc-defg-hij", Kind.FOREIGN),
        ("https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/General", Kind.PLACE),
        ("https://teams.microsoft.com/meetingOptions/?organizerId=1&threadId=2", Kind.PLACE),
    ],
)
def test_other_links_say_what_they_are(url: str, kind: Kind) -> None:
    assert find_links(f"get link {url}") == (JoinLink(kind, url),)


@pytest.mark.parametrize(
    "url",
    [
        LONG.replace("teams.microsoft.com", "teams.microsoft.com.evil.example"),
        LONG.replace("teams.microsoft.com", "teams.microsoft.com@evil.example"),
        LONG.replace("teams.microsoft.com", "evil.example@teams.microsoft.com"),
        LONG.replace("teams.microsoft.com", "evilteams.microsoft.com"),
        LONG.replace("teams.microsoft.com", "teams-microsoft.com"),
        LONG.replace("teams.microsoft.com", "teams.microsoft.com:8443"),
        LONG.replace("teams.microsoft.com", "t\u0435ams.microsoft.com"),
        f"https://evil.example/#{LONG}",
        *(wrap("https://evil.example/x") for wrap in WRAPPERS.values()),
        *(wrap(LONG.replace("teams.microsoft.com", "teams.microsoft.com.evil.example")) for wrap in WRAPPERS.values()),
        LAUNCHED.replace("teams.microsoft.com", "teams.microsoft.com.evil.example"),
        LAUNCHED.replace("/light-meetings", "/other/light-meetings"),
        f"https://evil.example/\n{LONG.removeprefix('https://teams.microsoft.com')}",
        f"https://teams.microsoft.com/other/?x={quote(PATH, safe='')}",
        f"evil.example/?x={LONG.removeprefix('https://')}",
    ],
)
def test_look_alikes_are_no_meeting(url: str) -> None:
    assert not any(link.is_meeting for link in find_links(url))


def test_a_backslash_does_not_hide_the_real_host() -> None:
    assert not any(link.is_meeting for link in find_links(LONG.replace(".com/", ".com\\@evil.example/")))
