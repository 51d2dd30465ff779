"""However somebody's message was made, it is read in a bounded number of steps."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.joinlinks import find_links, labelled_numbers, links_in_message, number_in, read_graph_id
from bot.joinlinks.budget import Budget, OutOfBudget
from bot.joinlinks.find import links_seen
from bot.joinlinks.plain import as_seen
from tests.support.effort import calls_of
from tests.support.hostile import LONG, LONGEST, SAFELINK, SHORT, VISIT, composition, folded, urldefense_3

MAX_CALLS = 60_000
"""For a text of 28 KB: two calls a character, for which Python takes some milliseconds. It was 25 million."""

NESTED = VISIT * 5 + "\n" + ("%25" * 60 + "\n") * 23
ATTACKS = {
    "nested visit links over lines of %25": NESTED * 6,
    "the same, each encoded": NESTED.replace("https://", "https%25253A//") * 6,
    "short lines": (f"{VISIT}\n" + "%25%25%25%25%25%25%25%25%25%25\n" * 23) * 30,
    "many meetings": "".join(f"{LONG.replace('MjA3', f'{n:04}')} " for n in range(100)),
    "many numbers": "".join(f"{SHORT.replace('248', str(100 + n))}\n" for n in range(500)),
    "many addresses": "".join(f"https://a.example/{n}\n" for n in range(1500)),
    "tags": "<b>" * 9500,
    "anchors": "<a href=x>" * 2800,
    "entities": "&#104;" * 4700,
    "quotations": "\n>a\nb" * 5600,
    "older messages": "From: a\nSent: b\n" * 1700,
    "comments": "<p><!--a-->" * 2500,
    "stars": f"https://urldefense.com/v3/__https://{'*' * 4000}__;{'JSUl' * 900}!! " * 3,
}


def read_everything(text: str) -> None:
    find_links(text, f"{text} ")
    links_in_message(text)
    links_in_message("", text, [{"content": text}])
    labelled_numbers(text)
    number_in(text)
    read_graph_id(text)


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_read_in_bounded_steps(text: str) -> None:
    assert calls_of(lambda: read_everything(text[:LONGEST])) < 6 * MAX_CALLS


@pytest.mark.parametrize("behind", [" ", "\n", "\nword\n", "\r\n> "])
def test_a_link_that_is_written_again_is_read_once(behind: str) -> None:
    """Also where what follows may belong to it, and in the markup that repeats the text."""
    text = f"{VISIT}{LONG[:-40]}{behind}" * 90
    assert calls_of(lambda: find_links(text, f"<p>{text}</p>")) < 3_000


@given(st.integers(0, 2**32))
def test_however_hostile_pieces_are_composed_the_steps_are_bounded(seed: int) -> None:
    text = composition(seed)
    assert calls_of(lambda: find_links(text)) < MAX_CALLS
    assert calls_of(lambda: links_in_message(text)) < 2 * MAX_CALLS


@given(st.integers(0, 2**32))
def test_no_more_is_decoded_than_the_budget_allows(seed: int) -> None:
    budget = Budget()
    list(links_seen(as_seen(composition(seed)), budget))
    # The last link is read to its end, as if it were alone.
    assert Budget().size - budget.size < 3 * Budget().size
    assert Budget().steps - budget.steps <= 2 * Budget().steps


def test_what_was_found_before_the_budget_ended_counts() -> None:
    many = [LONG.replace("MjA3", f"{n:04}") for n in range(400)]
    found = find_links(" ".join(many))
    assert [link.url.lower() for link in found] == [link.lower() for link in many[: len(found)]]
    assert 50 < len(found) < 400


def test_a_budget_says_when_it_is_spent() -> None:
    budget = Budget(steps=2, size=10)
    budget.spend(6)
    with pytest.raises(OutOfBudget):
        budget.spend(6)


def safelink(link: str) -> str:
    return f"{SAFELINK}{quote(link, safe='')}&data=05%7C02%7Canna%40contoso.com&reserved=0"


WRAPPED = {
    "as it is": LONG,
    "SafeLink": safelink(LONG),
    "SafeLink in a SafeLink": safelink(safelink(LONG)),
    "Proofpoint of a SafeLink": urldefense_3(safelink(LONG)),
    "SafeLink of a visit link": safelink(f"{VISIT}{quote(quote(LONG, safe=''), safe='')}&biz=0"),
}


@pytest.mark.parametrize("link", WRAPPED.values(), ids=WRAPPED.keys())
@pytest.mark.parametrize("width", [72, 4000])
def test_the_budget_is_enough_for_ten_links_that_mail_services_wrapped_and_broke(link: str, width: int) -> None:
    text = "\n\n".join(folded(link.replace("MjA3", f"{n:04}"), width, "\n") for n in range(10))
    meetings = [link.thread_id[11:15] for link in find_links(text) if link.is_meeting]
    assert meetings == [f"{n:04}" for n in range(10)]
