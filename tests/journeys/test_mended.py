"""A sign-in that ended badly and was then mended is not told of any more."""

from __future__ import annotations

from sandbox.client.login_walker import LoginWalker
from sandbox.world.people import ANNA
from tests.support.journeys.places import LINK, PLACES, said, start_link
from tests.support.journeys.stories import ask
from tests.support.journeys.world import World

DECLINED = "Permission was not given"


async def test_a_decline_that_was_mended_is_not_told_at_the_next_sign_in(here: World) -> None:
    place = PLACES["channel"](here, ANNA)
    await place.ask("one")
    url = place.client.private.sign_in_url or start_link(place.client.buttons)
    assert DECLINED in (await place.client.open_popup(url, LoginWalker(ANNA, "cancel"))).words
    await place.client.open_popup(url)  # they think again, and agree
    await here.idle()
    assert LINK in said(await place.ask("one"))
    assert "Signed out" in await ask(here.client(), "sign out")
    here.microsoft365.consents.withdraw(ANNA)
    assert DECLINED not in said(await place.ask("one"))
