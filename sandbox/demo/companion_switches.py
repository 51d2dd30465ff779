"""`/sandbox`: a page with a button for everything that can go wrong, and for what Teams does on a bad day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from html import escape
from itertools import groupby

from aiohttp import web

from sandbox.demo.companion import ClientSettings
from sandbox.demo.companion_faults import COMPOSED, composed, composer, details
from sandbox.demo.companion_reader import reader_form, reader_in
from sandbox.entra.pages import STYLE
from sandbox.entra.policy import ConsentPolicy, Policy
from sandbox.wiring import BOT_LANGUAGES
from sandbox.world.troubles import WORDS, Trouble, Troubles

PATH = "/sandbox"
MORE_STYLE = """
main { width: min(50rem, 92vw); margin: 2rem 0 } h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem }
form { display: flex; gap: 1rem; align-items: baseline; padding: .3rem 0; border-bottom: 1px solid #8883 }
form span { flex: 1 }
.fields { display: grid; grid-template-columns: auto 1fr; gap: .4rem 1rem; align-items: baseline }
.fields > * { font: inherit }
.reader { align-items: end } input[type=number] { width: 4rem } form button { min-width: 7rem } .on { font-weight: 600 }
"""
SERVICES = {"graph": "Microsoft Graph", "entra": "Entra (sign-in)", "channel": "Teams' keys", "connector": "Teams"}
SOME = 3
CONSENT_WORDS = {
    ConsentPolicy.OPEN: "people may consent to everything for themselves",
    ConsentPolicy.LEGACY: "an admin must approve what is an admin's by definition, such as VirtualAppointment.Read",
    ConsentPolicy.MANAGED: "an admin must approve calendars and meetings too: Microsoft's default since 2025",
}
INTRODUCTION = (
    "<p>Switch something on, then ask the bot for a link. Here each trouble takes its usual form and stays until it "
    "is switched off; a script can give <code>details</code>, too: <code>POST /sandbox/troubles</code> takes JSON.</p>"
)
CODE = re.compile(r"`(\w+)`")


class CompanionSwitches:
    """Plain forms, which work without a script; every press leads back to the page."""

    path = PATH

    def __init__(self, troubles: Troubles, client_settings: ClientSettings, policy: Policy) -> None:
        self._troubles = troubles
        self._client_settings = client_settings
        self._policy = policy

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self.page), web.post(PATH, self.press)]

    async def page(self, _request: web.Request) -> web.Response:
        title = "How Teams is set, and what goes wrong today"
        return web.Response(
            text=(
                '<!doctype html><html lang="en"><head><meta charset="utf-8">'
                '<meta name="viewport" content="width=device-width, initial-scale=1">'
                f"<title>{title}</title><style>{STYLE}{MORE_STYLE}</style></head><body><main>"
                f"<small>Pretend Microsoft 365</small><h1>{title}</h1>{''.join(self._rows())}</main></body></html>"
            ),
            content_type="text/html",
            headers={"Cache-Control": "no-store"},
        )

    async def press(self, request: web.Request) -> web.Response:
        """A form of this page; anything else is refused, another site's form in particular."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return web.Response(status=403)
        form = {name: str(value) for name, value in (await request.post()).items()}
        try:
            self._apply(form)
        except ValueError:
            return web.Response(status=400)
        return web.Response(status=303, headers={"Location": PATH})

    def _apply(self, form: dict[str, str]) -> None:
        """Raises ValueError for a switch that does not exist, and for parts of a fault that are none."""
        if "clear" in form:
            self._troubles.clear()
            self._policy.consent = ConsentPolicy.OPEN
            for usual in fields(ClientSettings):
                setattr(self._client_settings, usual.name, usual.default)
        elif "on" in form:
            self._troubles.on(Trouble(form["on"]))
        elif "fault" in form:
            self._troubles.on(composed(form["fault"]), **details(form))
        elif "off" in form:
            self._troubles.off(Trouble(form["off"]))
        elif "deliveries" in form:
            self._client_settings.deliveries = count(form["deliveries"])
        elif "consent" in form:
            self._policy.consent = ConsentPolicy(form["consent"])
        elif "reader" in form:
            self._client_settings.reader = reader_in(form, BOT_LANGUAGES)
        elif "in_meeting" in form:
            self._client_settings.in_meeting = form["in_meeting"] == "yes"
        else:
            self._client_settings.clients = count(form.get("clients", ""))

    def _rows(self) -> Iterator[str]:
        yield INTRODUCTION
        yield row("All is well again", ("clear", "yes", "All off"))
        yield "<h2>How the person's Teams is set</h2>"
        yield reader_form(self._client_settings.reader, BOT_LANGUAGES, PATH)
        yield "<h2>The Teams client</h2>"
        yield self._habit("deliveries", self._client_settings.deliveries, f"every activity arrives {SOME} times")
        yield self._habit("clients", self._client_settings.clients, f"the person has Teams open on {SOME} devices")
        yield self._in_meeting()
        yield "<h2>Whose consent counts</h2>"
        yield from map(self._consent, ConsentPolicy)
        for service, troubles in groupby(Trouble, key=lambda trouble: trouble.partition(".")[0]):
            yield f"<h2>{escape(SERVICES.get(service, service))}</h2>"
            yield from map(self._trouble, troubles)

    def _habit(self, name: str, now: int, words: str) -> str:
        return row(words, (name, "1", "Off")) if now > 1 else row(words, (name, str(SOME), "On"))

    def _in_meeting(self) -> str:
        words = "the group chat is the chat of the next appointment"
        on = self._client_settings.in_meeting
        return row(words, ("in_meeting", "no", "Off") if on else ("in_meeting", "yes", "On"))

    def _consent(self, kind: ConsentPolicy) -> str:
        on = self._policy.consent is kind
        usual = ("consent", ConsentPolicy.OPEN, "Off") if on else ("consent", kind, "On")
        return row(CONSENT_WORDS[kind], usual)

    def _trouble(self, trouble: Trouble) -> str:
        on = any(switch.trouble == trouble and not switch.spent for switch in self._troubles.switches)
        if trouble in COMPOSED and not on:
            return composer(trouble, PATH)
        return row(WORDS[trouble], ("off", trouble, "Off") if on else ("on", trouble, "On"))


def row(words: str, button: tuple[str, str, str]) -> str:
    """One line: what it does, and the button, which is named after what a press would do."""
    name, value, title = button
    state = ' class="on"' if title == "Off" else ""
    label = escape(f"{title}: {words}")
    shown = CODE.sub(r"<code>\1</code>", escape(words[:1].upper() + words[1:]))
    return (
        f'<form method="post" action="{PATH}"><span{state}>{shown}</span>'
        f'<button name="{name}" value="{escape(value)}" aria-label="{label}">{title}</button></form>'
    )


def count(text: str) -> int:
    """One to nine. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 9:
        raise ValueError(text)
    return number
