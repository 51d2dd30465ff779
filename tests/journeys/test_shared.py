"""Where others read along: a neutral card for all, and behind its button what only the presser sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.client.chats import Chat
from sandbox.client.client import TeamsClient
from sandbox.world.people import ANNA, BEN, OSEI
from sandbox.world.troubles import Trouble
from tests.support.journeys.world import World, words_on, world

GROUP = Chat.group("Front desk")
CHANNEL = Chat.in_channel("Reception")


async def asked(here: World, chat: Chat = GROUP, said: str = "get link") -> TeamsClient:
    """Anna has asked in a shared conversation."""
    anna = here.client(chat=chat)
    assert (await anna.say(said)).status == 202
    await anna.settled()
    return anna


@pytest.mark.parametrize("chat", [GROUP, CHANNEL], ids=["group", "channel"])
async def test_the_answer_for_all_names_no_meeting_and_nobody(here: World, chat: Chat) -> None:
    here.consent()
    anna = await asked(here, chat, "get link physio")
    (card,) = anna.seen
    said = words_on(card)
    assert "only to the person who asks" in said
    for event in here.microsoft365.events:
        assert event.subject not in said
    assert "Anna" not in said
    assert "/auth/start" not in str(card.activity)


async def test_only_the_presser_sees_the_meetings_and_the_link(here: World) -> None:
    here.consent()
    anna = await asked(here)
    await anna.press("Get link")
    assert len(here.microsoft365.record.shown(GROUP.id)) == 1
    await anna.press("Physiotherapy: first appointment")
    view = str(anna.views)
    assert "https://visit.teams.microsoft.com/" in view
    posted = here.microsoft365.record.shown(GROUP.id)
    assert len(posted) == 1
    assert "visit.teams" not in str(posted[0].activity)


async def test_everybody_who_presses_acts_with_their_own_token(here: World) -> None:
    here.consent()
    anna = await asked(here)
    ben = here.client(BEN, chat=GROUP)
    answer = await ben.press(anna.buttons[0])
    assert answer.part("type") != "application/vnd.microsoft.card.adaptive" or "Which meeting" not in str(answer.body)
    here.consent(OSEI)
    osei = here.client(OSEI, chat=GROUP)
    await osei.press(anna.buttons[0])
    await anna.press("Get link")
    assert str(osei.views) != str(anna.views)


async def test_the_link_is_posted_once_when_somebody_says_so(here: World) -> None:
    here.consent()
    anna = await asked(here)
    await anna.press("Get link")
    await anna.press("Physiotherapy: first appointment")
    await anna.press("Post here")
    press = anna.activities.invoke(
        "adaptiveCard/action",
        {"action": {**next(b.action for b in anna.buttons if b.title == "Post")}, "trigger": "manual"},
        anna.seen[0].activity_id,
    )
    for _ in range(2):  # Teams sends an invoke again when it is in doubt
        answer = await anna.deliver(press)
        assert answer.status == 200
    posted = [sent for sent in here.microsoft365.record.shown(GROUP.id) if "visit.teams" in str(sent.activity)]
    assert len(posted) == 1
    assert "Action.Submit" not in str(posted[0].activity)
    assert "Action.Execute" not in str(posted[0].activity)


async def test_the_link_is_sent_to_the_pressers_own_chat(here: World) -> None:
    here.consent()
    anna = await asked(here)
    await anna.press("Get link")
    await anna.press("Physiotherapy: first appointment")
    await anna.press("Send to me")
    own = here.microsoft365.record.shown(Chat.personal(ANNA).id)
    assert len(own) == 1
    assert "visit.teams" in str(own[0].activity)


async def test_an_edited_or_foreign_press_opens_nothing(here: World) -> None:
    here.consent()
    here.consent(BEN)
    anna = await asked(here)
    neutral = anna.buttons[0]
    await anna.press("Get link")
    row = next(button for button in anna.buttons if "Physiotherapy" in button.words)
    ben = here.client(BEN, chat=GROUP)
    answer = await ben.press(row)
    assert "Physiotherapy" not in str(answer.body)
    other = here.client(chat=Chat.group("Another chat"))
    answer = await other.press(neutral)
    assert "Which meeting" not in str(answer.body)


async def test_in_a_meetings_own_chat_that_meeting_is_meant(here: World) -> None:
    here.consent()
    event = next(e for e in here.microsoft365.events if e.meeting and e.subject == "Physiotherapy: first appointment")
    assert event.meeting
    anna = await asked(here, Chat.of_meeting(event.meeting))
    await anna.press("Get link")  # signs her in: the first time, the answer is hers alone
    assert event.subject in str(anna.views)
    assert "https://visit.teams.microsoft.com/" in str(anna.views)
    here.microsoft365.requests.clear()
    await anna.say("get link")
    (posted,) = await anna.settled()
    assert "https://visit.teams.microsoft.com/" in str(posted.activity)
    assert event.subject in words_on(posted)
    assert here.microsoft365.requests.count("graph") == 1


async def test_in_a_meetings_own_chat_what_is_named_still_wins(here: World) -> None:
    here.consent()
    event = next(e for e in here.microsoft365.events if e.meeting and e.subject == "Physiotherapy: first appointment")
    assert event.meeting
    anna = await asked(here, Chat.of_meeting(event.meeting), "get link dietary advice")
    (neutral,) = anna.seen
    assert "visit.teams" not in str(neutral.activity)
    await anna.press("Get link")
    assert "Dietary advice" in str(anna.views)


async def test_whoever_can_help_with_the_chats_meeting_is_named_and_can_be_asked(here: World) -> None:
    here.consent()
    meeting = next(e.meeting for e in here.microsoft365.events if e.meeting and e.meeting.organizer is OSEI)
    here.microsoft365.troubles.on(Trouble.GRAPH_NOT_ORGANIZER)
    anna = await asked(here, Chat.of_meeting(meeting))
    await anna.press("Get link")
    assert "Kofi Osei can get it" in str(anna.views)
    assert any(button.title.startswith("Ask") and "Osei" in button.title for button in anna.buttons)


async def test_a_channel_offers_the_pressers_own_sign_in_link_and_then_continues(here: World) -> None:
    anna = await asked(here, CHANNEL)
    await anna.press("Get link")
    link = next(b for b in anna.buttons if b.kind == "Action.OpenUrl" and "/auth/start" in b.action["url"])
    page = await anna.open_popup(link.action["url"])
    assert "signed in" in page.text
    await anna.press("Continue")
    assert "Physiotherapy" in str(anna.views)
    assert len(here.microsoft365.record.shown(CHANNEL.id)) == 1


async def test_a_group_chat_signs_in_silently_where_consent_was_given(here: World) -> None:
    here.consent()
    anna = await asked(here)
    answer = await anna.press("Get link")
    assert answer.status == 200
    assert "Physiotherapy" in str(anna.views)
    assert anna.sign_ins == {}


async def test_with_targeted_messages_only_the_asker_is_answered(tmp_path: Path) -> None:
    async with world(tmp_path, targeted_messages=True) as here:
        anna = here.client(chat=GROUP)
        await anna.say("get link")
        (card,) = await anna.settled()
        assert card.targeted
        link = next(b for b in anna.buttons if b.kind == "Action.OpenUrl" and "/auth/start" in b.action["url"])
        assert [button.words for button in anna.buttons] == ["Sign in"]  # nothing to press after it
        await anna.open_popup(link.action["url"])
        await anna.settled()
        everything = here.microsoft365.record.shown(GROUP.id)
        assert "Physiotherapy" in words_on(everything[-1])
        assert all(sent.targeted for sent in everything)


async def test_a_sign_in_elsewhere_says_nothing_where_others_read_along(here: World) -> None:
    anna = await asked(here)
    answer = await anna.press("Get link")
    before = len(here.microsoft365.record.sent)
    id = (answer.part("value").get("tokenExchangeResource") or {}).get("id", "unknown")
    await anna.bot_client.deliver(anna.activities.invoke("signin/tokenExchange", {"id": id, "token": anna.assertion}))
    for name, value in (
        ("signin/verifyState", {"state": "CancelledByUser"}),
        ("signin/failure", {"code": "tokenmissing"}),
    ):
        await anna.bot_client.deliver(anna.activities.invoke(name, value))
    await here.idle()
    assert len(here.microsoft365.record.sent) == before
