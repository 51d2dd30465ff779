"""The message extension's search: find and insert while writing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from app import create_app
from bot.ops.budgets import Limits
from sandbox.world.people import BEN
from sandbox.world.troubles import Trouble
from tests.support.journeys.extension import buttons, event, extension, rows, search, signed_in
from tests.support.journeys.world import World, world


async def test_the_first_search_signs_in_silently(here: World) -> None:
    here.consent()
    anna = here.client()
    body = extension(await search(anna))
    assert body["type"] == "silentAuth"
    assert "/auth/start" in body["suggestedActions"]["actions"][0]["value"]
    found = rows(await search(anna, authentication={"token": anna.assertion}))
    assert found
    assert rows(await search(anna))  # from now on without any sign-in


async def test_missing_consent_is_a_412_and_after_the_popup_the_search_goes_on(here: World) -> None:
    anna = here.client()
    url = extension(await search(anna))["suggestedActions"]["actions"][0]["value"]
    assert (await search(anna, authentication={"token": anna.assertion})).status == 412
    page = await anna.open_popup(url)
    assert "signed in" in page.text
    assert rows(await search(anna, state="done"))
    assert here.microsoft365.record.sent == []  # nothing is said in the chat about it


async def test_a_made_up_state_signs_nobody_in(here: World) -> None:
    anna = here.client()
    assert extension(await search(anna, state="guessed"))["type"] == "auth"


async def test_another_persons_assertion_binds_nothing(here: World) -> None:
    here.consent()
    here.consent(BEN)
    anna, ben = here.client(), here.client(BEN)
    assert (await search(anna, authentication={"token": ben.assertion})).status == 412
    assert extension(await search(anna))["type"] == "silentAuth"


async def test_rows_say_what_when_and_whose_and_insert_the_link_alone(here: World) -> None:
    anna = await signed_in(here)
    (row,) = rows(await search(anna, "physiotherapy"))
    assert "Physiotherapy" in row["preview"]["content"]["title"]
    assert "Osei" in row["preview"]["content"]["text"]
    assert "https://visit.teams.microsoft.com/" in str(row["content"])
    assert "data:image/png" in str(row["content"])
    # Nothing on it comes back to the bot; the advice folds open by itself.
    assert {button["type"] for button in buttons(row["content"])} == {"Action.OpenUrl", "Action.ToggleVisibility"}


async def test_pages_follow_each_other(here: World) -> None:
    anna = await signed_in(here)
    first, second = rows(await search(anna, count=5)), rows(await search(anna, skip=5, count=5))
    both = rows(await search(anna, count=10))
    assert [row["preview"] for row in first + second] == [row["preview"] for row in both]
    assert len(both) == 9  # the tenth is a meeting whose link Microsoft does not give Anna: no row to insert


async def test_what_is_not_found_is_said_and_is_no_row(here: World) -> None:
    anna = await signed_in(here)
    body = extension(await search(anna, "xylophone_2_3-unheard"))
    assert body["type"] == "message"
    assert body["text"].startswith("No meeting found. You asked for: ")
    assert "xylophone_2_3-unheard" in body["text"]


async def test_a_slow_graph_is_words_in_time(here: World) -> None:
    anna = await signed_in(here)
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW)
    assert extension(await search(anna))["type"] == "message"


async def test_all_that_a_model_says_counts_in_whatever_parameters(here: World) -> None:
    anna = await signed_in(here)
    said = [{"name": "day", "value": ""}, {"name": "words", "value": "dietary"}, {"name": "more", "value": "advice"}]
    together = rows(await search(anna, parameters=said))
    assert together == rows(await search(anna, "dietary advice"))
    said[1]["value"] = "mortgage"
    assert extension(await search(anna, parameters=said))["type"] == "message"


ODD: tuple[Any, ...] = (
    None,
    [],
    "x",
    {},
    {"parameters": "x"},
    {"parameters": [1]},
    {"queryOptions": {"skip": -1, "count": "x"}},
)


async def test_odd_shapes_are_answered(here: World) -> None:
    anna = await signed_in(here)
    for value in ODD:
        assert (await anna.invoke("composeExtension/query", value)).status == 200
        for name in ("composeExtension/fetchTask", "composeExtension/submitAction", "task/fetch", "task/submit"):
            assert (await anna.invoke(name, value)).status == 200
        assert (await anna.invoke("adaptiveCard/action", value)).status == 200


async def test_a_link_that_comes_too_late_hides_no_other_row(here: World) -> None:
    anna = await signed_in(here)
    everything = len(rows(await search(anna, count=25)))
    here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, where=event(here, "dietary").id)
    found = rows(await search(anna, count=25))
    here.microsoft365.troubles.clear()
    assert len(found) == everything - 1
    assert not any("Dietary advice" in row["preview"]["content"]["title"] for row in found)


async def test_where_no_link_comes_in_time_the_search_says_so(tmp_path: Path) -> None:
    async with world(tmp_path, create=partial(create_app, limits=Limits(search_links=0.1))) as here:
        anna = await signed_in(here)
        here.microsoft365.troubles.on(Trouble.GRAPH_SLOW, where="getVirtualAppointmentJoinWebUrl")
        body = extension(await search(anna, "dietary"))
        here.microsoft365.troubles.clear()
        assert body["type"] == "message"
        assert "busy" in body["text"]


@pytest.mark.parametrize("typed", ["get link dietary", "Link holen dietary"])
async def test_the_chats_command_may_be_typed_into_the_search(here: World, typed: str) -> None:
    anna = await signed_in(here)
    assert [row["preview"]["content"]["title"] for row in rows(await search(anna, typed))] == ["Dietary advice"]
    assert len(rows(await search(anna, typed.removesuffix(" dietary")))) > 1


@pytest.mark.parametrize(("trouble", "asks"), [(Trouble.ENTRA_MFA, "polids"), (Trouble.GRAPH_CLAIMS_CHALLENGE, "acrs")])
async def test_a_check_that_the_silent_sign_in_ran_into_is_asked_for_by_the_page_behind_the_first_offer(
    here: World, trouble: Trouble, asks: str
) -> None:
    here.consent()
    anna = here.client()
    here.microsoft365.troubles.on(trouble, person=anna.person.upn)
    shown = await anna.extension.search()
    assert shown.answer.status == 412
    here.microsoft365.requests.clear()
    await anna.extension.sign_in()
    (asked,) = [seen for seen in here.calls("entra") if seen.method == "GET" and "authorize" in seen.path]
    assert asks in unquote(asked.target)
    assert anna.extension.result
    assert anna.extension.result.rows
