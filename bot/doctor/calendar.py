"""Asks Graph, as the person who has just signed in, what settles the open questions. Nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import quote, urlencode

from bot.doctor import questions
from bot.doctor.asking import ServiceAnswer
from bot.doctor.patient import Patient
from bot.doctor.person import SignedIn
from bot.doctor.questions import Event, Settled
from bot.graph.appointment import FUNCTION

SELECT = "isOnlineMeeting,onlineMeeting,isOrganizer,start"
DAYS = 60


async def settled(patient: Patient, person: SignedIn) -> Sequence[Settled]:
    """The Graph questions, in their order."""
    graph = _Graph(patient, person)
    page = await graph.view(SELECT)
    events = [*questions.online(page.json)]
    own = next((event for event in events if event.own and event.graph_id), None)
    other = next((event for event in events if not event.own and event.graph_id), None)
    mine = await graph.link("me", own, "de-DE")
    again = await graph.link("me", own, "fr-FR")
    theirs = [await graph.link(owner, other) for owner in ("me", f"users/{other.organizer_id if other else ''}")]
    return (
        questions.shows_link(events, person.scopes),
        questions.invited(*theirs),
        questions.computed(mine, person.scopes),
        questions.languages(mine, again),
        questions.hosts((mine, *theirs), patient.settings.link_hosts),
        questions.shape(page.json),
        questions.texts(await graph.view("bodyPreview"), person.scopes),
    )


class _Graph:
    """The few questions, with the person's token."""

    def __init__(self, patient: Patient, person: SignedIn) -> None:
        self._patient = patient
        self._token = person.token

    async def view(self, select: str) -> ServiceAnswer:
        """The next two months of the calendar, one large page."""
        start = self._patient.now()
        query = {
            "startDateTime": start.isoformat(),
            "endDateTime": (start + timedelta(days=DAYS)).isoformat(),
            "$top": "1000",
            "$select": select,
        }
        return await self._get(f"/me/calendarView?{urlencode(query)}")

    async def link(self, owner: str, event: Event | None, language: str = "") -> ServiceAnswer | None:
        """The customer's link of a meeting; None where there is no meeting to ask about."""
        if event is None:
            return None
        headers = {"Accept-Language": language} if language else {}
        path = f"/{owner}/onlineMeetings/{quote(event.graph_id, safe='')}/{FUNCTION}"
        return await self._get(path, **headers)

    async def _get(self, path: str, **headers: str) -> ServiceAnswer:
        return await self._patient.asker.get(f"{self._patient.endpoints.graph}{path}", self._token, **headers)
