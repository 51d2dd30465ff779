"""A phrase at the beginning of a text, with its words together or apart."""

from __future__ import annotations

import pytest

from bot.reading.phrases import Phrases, Spoken

PHRASES = Phrases(("link", "get link", "get link for", "谢谢 你", "谢谢 你们"))


@pytest.mark.parametrize(
    ("text", "said", "rest"),
    [
        ("Get-Link: physio", "get-link", "physio"),
        ("/getlink physio", "getlink", "physio"),
        ("1. get link", "get link", ""),
        ("get link for Anna", "get link for", "Anna"),
        ("get link form", "get link", "form"),
        ("get\n_link", "get\n_link", ""),
        ("谢谢你们", "谢谢你们", ""),
    ],
)
def test_the_longest_phrase_is_found(text: str, said: str, rest: str) -> None:
    assert PHRASES.spoken(text) == Spoken(said, rest)


@pytest.mark.parametrize("text", ["", "get", "g et link", "links", "link.example", "link-up", "the link"])
def test_what_is_only_like_one_is_none(text: str) -> None:
    assert PHRASES.spoken(text) is None
