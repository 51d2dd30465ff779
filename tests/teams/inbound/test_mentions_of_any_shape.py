"""The bot is called in many ways; none of them is a word of the question."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.teams.typed import heard, mention

NAMELESS = {"type": "mention", "mentioned": {"id": "28:bot"}}
OSEI = mention("Dr Osei", "29:osei")
BY_NAME = {"type": "mention", "mentioned": {"id": "28:bot", "name": "Links & Meetings"}}


@pytest.mark.parametrize(
    ("text", "entities", "said"),
    [
        ("hello <at>Links &amp; Meetings</at> get link", [BY_NAME], "hello get link"),
        ("please <at>Old Name</at> get link", [mention("New Name")], "please get link"),
        ("please <at>Appointment Link</at> get link", [NAMELESS], "please get link"),
        ("please <at>Appointment Link</at> get link", [mention(text="")], "please get link"),
        ("please <at>Appointment Link</at> get link", [mention(text=None)], "please get link"),
        ("please <at>Whatever</at> get link", [NAMELESS], "please get link"),
        ("please <at>Whatever</at> get link", [], "please get link"),
        ("get link physio <at>Appointment Link</at>", [mention()], "get link physio"),
        ("get <at>Appointment Link</at> link", [mention()], "get link"),
        ("<at>Appointment Link</at> get link <at>Appointment Link</at>", [mention(), mention()], "get link"),
        ("get link <at>Old</at> <at>Dr Osei</at>", [mention("New"), OSEI], "get link Dr Osei"),
        ("get link <at>Dr Osei</at> <at>Old</at>", [OSEI, mention("New")], "get link Dr Osei"),
        ("get link <at>Dr Osei</at> <at>Old</at>", [mention("New"), OSEI], "get link Dr Osei"),
        ("get link <at>Dr Osei</at>", [mention(), OSEI], "get link Dr Osei"),
        ("<at>Dr Osei</at> <at>Appointment Link</at> get link", [OSEI, mention()], "get link"),
        ('<at id="0">Appointment Link</at> get link', [mention()], "get link"),
        ("<at>APPOINTMENT  LINK</at> get link", [mention()], "get link"),
        ("hi <at>Appointment Link</at> get link", [mention(text="@Appointment Link")], "hi get link"),
        ("hi @Appointment Link get link", [], "hi get link"),
        ("@appointment link get link", [], "get link"),
        ("&lt;at&gt;Appointment Link&lt;/at&gt; get link", [mention()], "get link"),
        ("hi <at></at> get link", [mention()], "hi get link"),
        ("<p><at>Appointment Link</at> get link</p>", [mention()], "get link"),
        ("get Link", [mention("Link")], "get Link"),
    ],
)  # fmt: skip
def test_the_bot_is_no_word_and_others_are_their_names(text: str, entities: list[dict[str, Any]], said: str) -> None:
    assert heard(text=text, entities=entities).text == said
    group = {"id": "19:x@thread.v2", "conversationType": "groupChat", "isGroup": True}
    assert heard(text=text, entities=entities, conversation=group).text == said


def test_more_mentions_than_anybody_writes_are_read_in_time() -> None:
    many = [mention(f"Somebody {n}", f"29:{n}") for n in range(2000)]
    assert heard(text="<at>x</at> y " * 900 + "get link", entities=many).text.endswith("get link")
