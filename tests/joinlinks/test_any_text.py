"""Whatever text is read: the same meeting, nothing that stumbles, and no more time than its length."""

from __future__ import annotations

import html
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.joinlinks import find_links, is_allowed, number_in, read_graph_id
from tests.support.joinlinks.links import LONG, SHORT, VISIT, safelink, teams_safelink


def test_a_link_behind_the_limit_is_not_read_and_one_on_it_is_not_cut() -> None:
    stop_words = "x " * 32_700
    assert find_links(stop_words + LONG) == ()
    assert find_links("x " * 10_000 + LONG) != ()


WRAPS: list[Callable[[str], str]] = [
    lambda link: quote(link, safe=""),
    lambda link: quote(link, safe=":/"),
    safelink,
    teams_safelink,
    lambda link: f"https://visit.teams.microsoft.com/route?x=1&JoinWebUrl={quote(link, safe='')}&biz=0",
]
PACKED: list[Callable[[str], str]] = [
    lambda link: f'<p>Hi</p><a class="x" href="{html.escape(link)}">Join</a>',
    lambda link: f"<{link}>",
    lambda link: f"[Join now]({link}), thanks.",
    lambda link: f"get link {link}!",
    lambda link: f"{html.escape(link)}\n",
]
threads = st.text("abcXYZ0123456789", min_size=8, max_size=48).map(lambda text: f"19:meeting_{text}@thread.v2")


@given(threads, st.uuids(), st.uuids(), st.lists(st.sampled_from(WRAPS), max_size=3), st.sampled_from(PACKED))
def test_however_it_is_wrapped_it_stays_the_same_meeting(
    thread: str, tenant: object, organizer: object, wraps: list[Callable[[str], str]], pack: Callable[[str], str]
) -> None:
    context = f'{{"Tid":"{tenant}","Oid":"{organizer}"}}'
    written = f"https://teams.microsoft.com/l/meetup-join/{quote(thread, safe='')}/0?context={quote(context, safe='')}"
    for wrap in wraps:
        written = wrap(written)
    (link,) = find_links(pack(written))
    assert (link.thread_id, link.tenant_id, link.organizer_id) == (thread, str(tenant), str(organizer))


scraps = st.sampled_from(
    [
        LONG,
        SHORT,
        VISIT,
        safelink(""),
        "https://",
        "msteams:",
        "%25",
        "%3A%2F",
        "<a href=",
        "{",
        '"',
        "&amp;",
        "MSo",
        "248 ",
    ]
)


@given(st.lists(st.one_of(st.text(max_size=20), scraps), max_size=12).map("".join))
def test_no_text_makes_it_stumble(text: str) -> None:
    find_links(text, text)
    read_graph_id(text)
    is_allowed(text, ["*.teams.microsoft.com"])
    assert number_in(text) == "" or 9 <= len(number_in(text)) <= 15


@pytest.mark.parametrize(
    "scrap",
    [
        *("https://", "https%25253A", "msteams:/", "teams.microsoft.com/", "?url=", "%25", "&", "&amp;", "\\"),
        *("<a href=", "href='", "<", "{", "[", "a.", "MSo", "1", "1 ", "1-", "+1", "123 ", "2026-"),
        "https://x.safelinks.protection.outlook.com/?url=",
        "https://visit.teams.microsoft.com/?JoinWebUrl=",
        *("https://a\nb\n", "https://teams.microsoft.com/\nb\n", "https://x\n> ", "=3D=\n", "coords=eyJ", "\n"),
        "https://teams.microsoft.com/\n" + f"{'b' * 30}\n" * 23,
        "https://secure-web.cisco.com/1/https:",
        "https://teams.microsoft.com/light-meetings/launch?coords=",
        *("https://urldefense.com/v3/__", "https://urldefense.com/v3/__*", "/v3/__", "__;", "."),
    ],
)
def test_hostile_repetition_costs_no_more_than_its_length(scrap: str) -> None:
    text = scrap * (65_536 // len(scrap))
    started = time.perf_counter()
    find_links(text, text)
    number_in(text)
    read_graph_id(text)
    assert time.perf_counter() - started < 2  # quadratic would be minutes
