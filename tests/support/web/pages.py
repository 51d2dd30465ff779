"""Every page that the bot serves, with what is usually on it: for whoever looks at all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aiohttp import web

from bot.languages import Words, words
from bot.model import Invitation, LinkReady, Notice, Organization, Redirect, SignInOutcome, SignInVisit, Trouble, User
from bot.teams.outbound.copy_links import LinkToCopy
from bot.teams.outbound.print_links import LinksToPrint, SealedMeeting, _printed
from bot.web.headers import security_headers
from bot.web.link_pages import LinkPages
from bot.web.pages import static_routes
from bot.web.signin import SignInPages, too_often
from cards import InvitationText, invitation_text
from tests.support.cards.people import NADIA, NOW, PHYSIO, link, ready

CONSENT = "https://login.example/common/adminconsent?client_id=4b75189b-c195-403b-bac4-bf03f2295ebc"
CLINIC = Organization("Rosengarten Clinic", "+44 20 7946 0000", "Good day,")
ENDS = {str(end): SignInVisit(end, "handle") for end in SignInOutcome}
# A visit that ends with a notice says what the notice says: those that bot.signin has.
SIGN_IN = (
    Trouble.ACCOUNT_DISABLED,
    Trouble.ADMIN_CONSENT,
    Trouble.BLOCKED_BY_POLICY,
    Trouble.GUEST,
    Trouble.NOT_ASSIGNED,
    Trouble.SIGN_IN_CLOSED,
    Trouble.SIGN_IN_DECLINED,
)
NOTICES = {
    f"notice-{trouble}": SignInVisit(SignInOutcome.ADMIN, "", None, "", Notice(trouble, url=CONSENT))
    for trouble in SIGN_IN
}
OUTCOMES: Mapping[str, SignInVisit] = ENDS | NOTICES
ADDRESSES = {
    **{name: f"/auth/start?c={name}" for name in OUTCOMES},
    "copy": "/invitation?link=x",
    "print": "/invitation?print=x",
    "invitation": "/invitation?of=x",
    "no longer valid": "/invitation",
    "too often": "/too-often",
}


@dataclass(frozen=True)
class Visited:
    """Every visit ends as its handle says."""

    async def visit(self, handle: str, browser: str, *, choose_account: bool = False) -> Redirect | SignInVisit:
        return OUTCOMES[handle]

    async def back(self, query: Mapping[str, str], browser: str) -> Redirect | SignInVisit:
        return OUTCOMES[query["state"]]


class Nobody:
    """Nobody waits for a sign-in."""

    async def signed_in(self, user: User, id: str) -> None: ...
    async def sign_in_ended(self, user: User, id: str, notice: Notice) -> None: ...


async def _approved(_tenant: str) -> None:
    """Nobody has waited for an admin."""


async def _no_choice(_user: User) -> str:
    """Nobody has chosen a language."""
    return ""


def site(language: str = "en") -> web.Application:
    """The pages; those whose words are the person's own are in that language, the others in the browser's."""
    return site_of(words(language, "Europe/Berlin", NOW))


def site_of(said: Words) -> web.Application:
    """The same in these words."""

    def opened(sealed: str) -> InvitationText | None:
        asked = Invitation(PHYSIO, link(400), said.language, with_title=True, sender="Anna Berg")
        return invitation_text(asked, said, CLINIC) if sealed else None

    def to_copy(sealed: str) -> LinkToCopy | None:
        return LinkToCopy(said, link(400), PHYSIO.subject, said.when(PHYSIO)) if sealed else None

    def to_print(sealed: str) -> LinksToPrint | None:
        meetings = tuple(_printed(sealed_of(each), said) for each in [*ready(3), *long_ones()])
        return LinksToPrint(said, meetings) if sealed else None

    async def often(request: web.Request) -> web.Response:
        return too_often(request, lambda: NOW)

    app = web.Application()
    app.on_response_prepare.append(security_headers("http://localhost"))
    app.add_routes(static_routes())
    app.add_routes(SignInPages(Visited(), Nobody(), _approved, _no_choice, lambda: NOW).routes())
    app.add_routes(LinkPages(opened, to_copy, to_print, lambda: NOW).routes())
    app.router.add_get("/too-often", often)
    return app


def long_ones() -> list[LinkReady]:
    """One whose link is as long as a code holds, and one whose is longer."""
    return [LinkReady(replace(PHYSIO, subject=f"Visit of {length}"), link(length)) for length in (900, 1500)]


def sealed_of(each: LinkReady) -> SealedMeeting:
    """What the page's address would hold of it."""
    meeting = each.meeting
    return SealedMeeting(
        each.link, meeting.subject, meeting.start, meeting.end, series=meeting.series, organizer=NADIA.name
    )


__all__ = ["ADDRESSES", "site", "site_of"]
