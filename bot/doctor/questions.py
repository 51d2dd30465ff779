"""Which way the open questions of docs/live-tenant-checks.md went, as far as one person's calendar can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.doctor.asking import ServiceAnswer
from bot.doctor.finding import Finding, Mark
from bot.joinlinks import find_links, is_allowed, meeting_of
from bot.model.values import value
from bot.net.lenient_json import flag, items, mappings, part, text

UNSETTLED = "not settled"
WIDE = frozenset({"Calendars.Read", "Calendars.ReadWrite"})
LOOKS_UP = frozenset({"OnlineMeetings.Read", "OnlineMeetings.ReadWrite"})
DECIMALS = re.compile(r"T\d\d:\d\d:\d\d\.\d+$")
REFUSED = frozenset({400, 403, 404})


@value
class Settled:
    """The question by its number there, which way it went, and what was seen: no title, no link, no name."""

    id: str
    way: str
    seen: str


@value
class Event:
    """A Teams meeting of the calendar, as far as it matters here; `graph_id` is computed from the join URL."""

    own: bool
    join_url: str
    graph_id: str
    organizer_id: str


def event_of(shown: Mapping[str, Any]) -> Event:
    """What the calendar shows of it."""
    url = text(shown, "onlineMeeting", "joinUrl")
    meeting = next((meeting_of(link) for link in find_links(url)), None)
    computed, organizer = (meeting.graph_id, meeting.organizer.id) if meeting else ("", "")
    return Event(flag(shown, "isOrganizer"), url, computed, organizer)


def online(page: object) -> Iterator[Event]:
    """The Teams meetings of a page of the calendar."""
    yield from (event_of(shown) for shown in mappings(page, "value") if flag(shown, "isOnlineMeeting"))


def shows_link(events: Sequence[Event], scopes: frozenset[str]) -> Settled:
    """G1."""
    with_link = sum(bool(event.join_url) for event in events)
    seen = f"{with_link} of {len(events)} online meetings had joinUrl"
    if scopes & WIDE:
        return Settled("G1", UNSETTLED, f"{seen}, but the token may use {', '.join(sorted(scopes & WIDE))} too")
    if not events:
        return Settled("G1", UNSETTLED, "no online meeting in sight")
    return Settled("G1", "yes" if with_link else "no", seen)


def invited(mine: ServiceAnswer | None, theirs: ServiceAnswer | None) -> Settled:
    """G2: somebody else's meeting, asked for under /me and under its organizer."""
    if mine is None or theirs is None:
        return Settled("G2", UNSETTLED, "no meeting of somebody else's in sight")
    ways = [name for name, answer in (("/me", mine), ("/users/{organizer}", theirs)) if answer.status == 200]
    return Settled("G2", " and ".join(ways) or "neither", f"/me {told(mine)}; /users/{{organizer}} {told(theirs)}")


def computed(own: ServiceAnswer | None, scopes: frozenset[str]) -> Settled:
    """G3."""
    if own is None:
        return Settled("G3", UNSETTLED, "no meeting of one's own in sight")
    more = f"; the token may use {', '.join(sorted(scopes & LOOKS_UP))} too" if scopes & LOOKS_UP else ""
    if own.status != 200 and own.status not in REFUSED:
        return Settled("G3", UNSETTLED, told(own))
    return Settled("G3", "yes" if own.status == 200 else "no", told(own) + more)


def languages(one: ServiceAnswer | None, other: ServiceAnswer | None) -> Settled:
    """G4: the same link asked for in two languages."""
    links = [text(answer.json, "value") for answer in (one, other) if answer]
    if len(links) < 2 or not all(links):
        return Settled("G4", UNSETTLED, "no link came")
    same = links[0] == links[1]
    return Settled("G4", "nothing in the link" if same else "the link differs", "asked for in de-DE and in fr-FR")


def hosts(answers: Iterable[ServiceAnswer | None], allowed: Sequence[str]) -> Settled:
    """G7."""
    values = [part(answer.json, "value") for answer in answers if answer and answer.status == 200]
    links = [value for value in values if isinstance(value, str)]
    places = sorted({urlsplit(link).hostname or "" for link in links})
    if not values:
        return Settled("G7", UNSETTLED, "no link came")
    if len(links) < len(values):
        return Settled(
            "G7", "null", f"{len(values) - len(links)} of {len(values)} were no text; hosts: {', '.join(places)}"
        )
    foreign = [link for link in links if not is_allowed(link, allowed)]
    return Settled("G7", "another host" if foreign else "on LINK_HOSTS", f"hosts: {', '.join(places)}")


def shape(page: object) -> Settled:
    """G8."""
    times = [text(shown, "start", "dateTime") for shown in mappings(page, "value")]
    if not times:
        return Settled("G8", UNSETTLED, "no event in sight")
    written = "with decimals" if all(map(DECIMALS.search, times)) else "without decimals"
    more = "with nextLink" if text(page, "@odata.nextLink") else "without nextLink"
    return Settled("G8", written, f"{len(items(page, 'value'))} events in a page of 1,000, {more}")


def texts(preview: ServiceAnswer, scopes: frozenset[str]) -> Settled:
    """G9."""
    shown = [text(event, "bodyPreview") for event in mappings(preview.json, "value")]
    if scopes & WIDE:
        return Settled("G9", UNSETTLED, f"the token may use {', '.join(sorted(scopes & WIDE))} too")
    if preview.status != 200:
        return Settled("G9", "refused", told(preview))
    return Settled(
        "G9", "shown" if any(shown) else "left out", f"bodyPreview in {sum(map(bool, shown))} of {len(shown)}"
    )


def of_installation(findings: Sequence[Finding], *, managed_identity: bool) -> Iterator[Settled]:
    """S8, S9 and the form of the Application ID URI, from what the doctor has seen anyway."""
    states = {finding.check: finding for finding in findings}
    version, uri, credential = (states.get(name) for name in ("token version", "Application ID URI", "credential"))
    if version and version.state is not Mark.UNCHECKED:
        yield Settled("S8", f"version {version.seen}", "the app's own token for itself, or its registration")
    if uri and uri.state is Mark.OK:
        yield Settled("S10", "the tenant has taken api://botid-…", "Application ID URI")
    if credential and managed_identity and credential.state is not Mark.UNCHECKED:
        yield Settled("S9", "yes" if credential.state is Mark.OK else "no", credential.seen)


def told(answer: ServiceAnswer) -> str:
    """Status and code, and never the message, which quotes what was asked; of it only the number it begins with."""
    if not answer.status:
        return answer.fault
    code = text(answer.json, "error", "code")
    number = re.match(r"\d{1,6}", text(answer.json, "error", "message"))
    return " ".join(filter(None, (str(answer.status), code, number[0] if number else "")))
