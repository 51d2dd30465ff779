"""Half past eight at the front desk: the whole day, several meetings ticked, and their links on one card."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.model import User
from sandbox.client.buttons import card_buttons, find, walk
from sandbox.client.client import TeamsClient
from sandbox.world.meetings import Event, Meeting, appointment_link, occurrence
from sandbox.world.people import ANNA, BEN, OSEI
from sandbox.world.trouble_kinds import Trouble
from tests.support.journeys.places import GROUP, LINK, for_all, said, signed_in
from tests.support.journeys.stories import ask, assert_kind, log_lines, press, the_store
from tests.support.journeys.tomorrow import LONDON, Tomorrow, tomorrow, visit
from tests.support.journeys.world import World, card, words_on, world


def visits(day: date) -> list[Event]:
    last = visit(day, 7, "Diabetes group")
    series = Meeting("group", last.subject, last.start, last.end, ANNA, recurring=True)
    return [
        visit(day, 0, "Physio: Adeyemi", ANNA, organizer=OSEI),
        visit(day, 1, "Eye test"),
        visit(day, 2, "**Loan** [advice](https://evil.example)"),
        visit(day, 3, "Second opinion", ANNA, organizer=OSEI, closed=True),
        visit(day, 4, "Blood test"),
        visit(day, 5, "Wound care", ANNA, organizer=BEN),
        visit(day, 6, "Vaccination"),
        occurrence(series, series.start, series.end),
    ]


DAY = Tomorrow(visits)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, events=list(DAY)) as built:
        built.consent(ANNA, "VirtualAppointment.Read", "Calendars.ReadBasic", "OnlineMeetings.Read")
        yield built


def link_of(n: int) -> str:
    meeting = DAY[n].meeting
    assert meeting
    return appointment_link(meeting)


def ticks(*places: int) -> dict[str, str]:
    return {f"tick{n}": "true" for n in places}


def links_on(body: Any) -> list[str]:
    """The addresses that a card shows as text, in their order."""
    texts = (str(node.get("text", "")).replace("\\", "") for node in walk(body))
    return [text for text in texts if text.startswith(LINK)]


def shown(anna: TeamsClient) -> Mapping[str, Any]:
    """The newest card."""
    return card(anna.seen[-1])


def toggles(body: Any) -> list[str]:
    return [str(node["title"]) for node in walk(body) if node.get("type") == "Input.Toggle"]


@pytest.mark.parametrize("text", ["get link tomorrow", "get link {date}", "my meetings"])
async def test_several_are_ticked_and_come_on_one_card(here: World, text: str) -> None:
    anna = here.client()
    await ask(anna, text.format(date=tomorrow()))
    titles = toggles(shown(anna))
    assert len(titles) == len(DAY)
    assert [event.subject in title for event, title in zip(DAY[4:], titles[4:], strict=True)] == [True] * 4
    told = await press(anna, "Get links", **ticks(0, 4, 7))
    assert links_on(shown(anna)) == [link_of(0), link_of(4), link_of(7)]
    for n in (0, 4, 7):
        assert DAY[n].subject in told
        assert f"{DAY[n].start.astimezone(LONDON):%H:%M}" in told
    assert told.count("the link is the same for every date") == 1
    assert [button.title for button in anna.buttons if button.kind == "Action.OpenUrl"] == ["Print"]


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
async def test_nothing_ticked_is_told_kindly_with_the_same_list_to_tick(here: World, locale: str) -> None:
    anna = here.client(locale=locale)
    german = locale == "de-DE"
    await ask(anna, "Link morgen" if german else "get link tomorrow")
    button = "Links holen" if german else "Get links"
    told = await press(anna, button)
    assert ("Noch ist nichts angekreuzt" if german else "Nothing is ticked yet") in told
    pages = {part["id"]: part["isVisible"] for part in shown(anna)["body"] if "id" in part}
    assert pages == {"list": False, "ticks": True}
    await press(anna, button, **ticks(1, 4))
    assert links_on(shown(anna)) == [link_of(1), link_of(4)]


async def test_one_that_is_refused_says_why_and_the_others_come(here: World) -> None:
    anna = here.client()
    await ask(anna, "get link tomorrow")
    told = await press(anna, "Get links", **ticks(1, 3, 4))
    assert links_on(shown(anna)) == [link_of(1), link_of(4)]
    assert "Somebody else's meeting" in told
    assert OSEI.name in told
    assert_kind(told)
    assert "Ask" in await press(anna, "Second opinion")


async def test_graph_too_busy_for_some_is_told_and_tried_again(here: World) -> None:
    anna = here.client()
    await ask(anna, "get link tomorrow")
    meeting = DAY[4].meeting
    assert meeting
    switch = here.microsoft365.troubles.on(Trouble.GRAPH_THROTTLED, where=meeting.id[70:100], retry_after=60)
    told = await press(anna, "Get links", **ticks(1, 4, 6))
    assert links_on(shown(anna)) == [link_of(1), link_of(6)]
    assert "busy" in told
    here.microsoft365.troubles.switches.remove(switch)
    await press(anna, "Try again")
    assert link_of(4) in said(shown(anna)).replace("\\\\", "")


async def test_a_title_is_text_beside_its_box_and_on_the_card(here: World) -> None:
    anna = here.client()
    await ask(anna, "get link tomorrow")
    (title,) = [title for title in toggles(shown(anna)) if "Loan" in title]
    assert "](https://" not in title
    await press(anna, "Get links", **ticks(2, 4))
    assert "](https://evil" not in "".join(
        str(n.get("text")) for n in walk(shown(anna)) if n.get("type") == "TextBlock"
    )


async def test_the_list_keeps_its_rows_of_one_press(here: World) -> None:
    anna = here.client()
    await ask(anna, "get link tomorrow")
    told = await press(anna, "Eye test")
    assert "Copy Invitation Open" in told
    assert link_of(1) in said(shown(anna)).replace("\\\\", "")


async def test_two_presses_are_two_answers_and_the_same_delivery_is_one(here: World) -> None:
    anna = here.client()
    await ask(anna, "get link tomorrow")
    button = find(anna.buttons, "Get links")
    activity = anna.activities.submit(button.filled(ticks(1, 4)), button.activity_id)
    for _ in range(3):
        await anna.deliver(activity)
    await here.idle()
    cards = [sent for sent in anna.seen if "Customers' links" in words_on(sent)]
    assert len(cards) == 1


async def test_who_has_not_signed_in_yet_goes_on_after_it(here: World) -> None:
    anna = here.client()
    await ask(anna, "get link tomorrow")
    await anna.say("sign out")
    await anna.settled()
    told = await press(anna, "Get links", **ticks(1, 4))  # Teams signs in silently
    assert "Customers' links" in told
    assert links_on(shown(anna)) == [link_of(1), link_of(4)]


async def test_in_a_group_only_the_asker_sees_the_list_and_the_links(here: World) -> None:
    await signed_in(here)
    anna = here.client(chat=GROUP)
    await anna.say("get link tomorrow")
    await anna.settled()
    view = (await anna.press("Get link")).body
    assert len(toggles(view)) == len(DAY)
    answer = (await anna.press("Get links", ticks(0, 4))).body
    assert links_on(answer) == [link_of(0), link_of(4)]
    assert "Only you can see this card." in said(answer)
    for sent in for_all(here, GROUP):
        assert LINK not in said(sent.activity)
        assert DAY[0].subject not in said(sent.activity)
    ben = here.client(BEN, chat=GROUP)
    assert not ben.views


async def test_nothing_ticked_in_a_group_is_told_to_the_one_who_pressed(here: World) -> None:
    await signed_in(here)
    anna = here.client(chat=GROUP)
    await anna.say("get link tomorrow")
    await anna.settled()
    await anna.press("Get link")
    assert "Nothing is ticked yet" in said((await anna.press("Get links")).body)
    assert len(for_all(here, GROUP)) == 1


async def test_somebody_elses_button_opens_for_nobody(here: World) -> None:
    anna, ben = here.client(), here.client(BEN)
    await ask(anna, "get link tomorrow")
    button = find(anna.buttons, "Get links")
    await ben.deliver(ben.activities.submit(button.filled(ticks(1, 4)), button.activity_id))
    (answer,) = await ben.settled()
    assert LINK not in said(answer.activity)


async def test_in_a_dialog_each_link_is_behind_its_row_and_all_are_on_the_page(here: World) -> None:
    await signed_in(here)
    anna = here.client(chat=GROUP)
    await anna.say("get link tomorrow")
    await anna.settled()
    button = find(anna.buttons, "Get link")
    await anna.press(replace(button, action=button.action["fallback"]))
    result = await anna.dialogs.press("Get links", ticks(1, 4))
    assert result.dialog
    opened = [each for each in card_buttons(result.dialog.card) if each.kind == "Action.OpenUrl"]
    assert [each.title for each in opened] == ["Print", "Copy", "Copy"]
    page = await here.browser().open(str(opened[1].action["url"]))
    assert link_of(1).replace("&", "&amp;") in page.text


async def test_from_the_extension_as_well(here: World) -> None:
    await signed_in(here)
    anna = here.client(chat=GROUP)
    await anna.extension.fetch("insertLink")
    result = await anna.extension.press("Get links", ticks(0, 1))
    assert result.dialog
    assert "Customers' links" in said(result.dialog.card)


async def test_the_log_has_no_link_no_title_and_no_address_of_the_page(here: World) -> None:
    anna = here.client()
    with log_lines() as log:
        await ask(anna, "get link tomorrow")
        await press(anna, "Get links", **ticks(0, 3, 4))
        await here.browser().open(str(find(anna.buttons, "Print").action["url"]))
    told = json.dumps(log, default=str)
    for secret in (LINK, "print=", *(event.subject for event in DAY)):
        assert secret not in told


async def test_a_sign_in_that_the_view_needs_does_not_lose_the_ticks(here: World) -> None:
    anna = await signed_in(here, chat=GROUP)
    await anna.say("get link tomorrow")
    await anna.settled()
    await anna.press("Get link")
    async with the_store(here) as store:
        await store.drop_tokens(User(ANNA.tenant_id, ANNA.oid).key)
    body = (await anna.press("Get links", ticks(1, 4))).body  # Teams signs in silently
    assert links_on(body) == [link_of(1), link_of(4)]
