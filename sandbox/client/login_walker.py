"""A person in front of the sign-in pages: who they are, and whether they accept."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.client.browser import Browser, Page, PageButton
from sandbox.world.people import Person

MOST_PAGES = 8
SIGN_IN_PATHS = ("/oauth2/v2.0/authorize", "/v2.0/adminconsent")


@dataclass(frozen=True, slots=True)
class LoginWalker:
    """`decision`: accept or cancel, or leave: close the window at the first page that asks for one.

    Who finds somebody else's account on the consent page asks for another one.
    """

    person: Person
    decision: str = "accept"
    mfa: bool = True

    async def walk(self, browser: Browser, url: str) -> Page:
        """Open `url` and answer the sign-in pages until the browser is back at the app, or at a dead end."""
        page = await browser.open(url)
        for _ in range(MOST_PAGES):
            button = self.choice(page)
            if button is None:
                return page
            page = await browser.press(page, button)
        raise RuntimeError(f"still signing in after {MOST_PAGES} pages")

    def choice(self, page: Page) -> PageButton | None:
        """What to press on this page; None when it is not a sign-in page or the person would leave."""
        if not page.url.path.endswith(SIGN_IN_PATHS) or self.decision == "leave":
            return None
        buttons = {(button.name, button.value): button for button in page.buttons}
        wanted = [("account", self.person.oid), ("mfa", "approved" if self.mfa else "denied")]
        if self.person.upn not in page.words:
            wanted.append(("decision", "other"))
        wanted += [("decision", self.decision), ("decision", "return"), ("", "")]
        return next((buttons[name] for name in wanted if name in buttons), None)
