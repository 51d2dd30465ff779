"""'@Bot get link' says *get link*, however Teams wraps the mention."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.inbound.payload import Entity, Mentioned
from tests.support.teams.typed import without_mention

BOT = "28:bot"


def mention(text: str, id: str = BOT) -> Entity:
    return Entity(type="mention", text=text, mentioned=Mentioned(id=id))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<at>Link</at> get link", "get link"),
        ("<at>Link</at>&nbsp;get link", "get link"),
        ("get link <at>Link</at> physio", "get link physio"),
        ('<at id="0">Link</at> get\u00a0link', "get link"),
        ("<at>Link</at><at>Link</at> get link", "get link"),
        ("<AT>Link</AT>\n get link\n", "get link"),
        ("get Link", "get Link"),
        ("<at>Dr Osei</at>&nbsp;<at>Link</at> get link physio", "get link physio"),
        ("<at>Link</at> get link <at>Dr Osei</at>", "get link Dr Osei"),
        ("<at>Link</at> get link Wound check &amp; dressing", "get link Wound check & dressing"),
        ("<at>Link</at> https://x.example/?a=1&copy=2&amp;not=3", "https://x.example/?a=1&copy=2&not=3"),
        ("get link R&amp;D", "get link R&amp;D"),
        ("", ""),
    ],
)
def test_only_the_bots_own_mention_goes(text: str, said: str) -> None:
    assert without_mention(text, [mention("<at>Link</at>"), mention("<at>Dr Osei</at>", "29:osei")], BOT) == said


def test_a_name_with_an_ampersand_is_recognised() -> None:
    assert without_mention("<at>Link &amp; Co</at> help", [mention("<at>Link & Co</at>")], BOT) == "help"


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_is_survived(text: str, name: str) -> None:
    without_mention(text, [mention(f"<at>{name}</at>"), Entity(type="mention"), Entity()], BOT)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="<>&"), min_size=1))
def test_what_is_left_is_what_was_written(words: str) -> None:
    said = without_mention(f"<at>Link</at> {words}", [mention("<at>Link</at>")], BOT)
    assert said.split() == words.split()
