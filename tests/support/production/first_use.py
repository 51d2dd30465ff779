"""The first use of the bot as a process: Anna signs in on the page and gets a link."""

from __future__ import annotations

from tests.support.production.process import Production


async def first_use(there: Production) -> tuple[str, list[str]]:
    """Anna gets her first link; the link, and everything secret that came by."""
    anna = there.client()
    await anna.say("get link")
    await anna.settled(lambda: bool(anna.sign_ins) and anna.sign_in_card.shown)
    page = await anna.sign_in()
    assert "signed in" in page.text
    await anna.settled()
    await anna.press("Physiotherapy: first appointment")
    await anna.settled()
    link = next(
        b.action["url"] for b in anna.buttons if b.kind == "Action.OpenUrl" and "visit.teams" in b.action["url"]
    )
    return link, [anna.assertion, anna.bot_client._token]
