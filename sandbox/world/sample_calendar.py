"""A believable week of appointments at the clinic: Anna's calendar, most of it organized by somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.world.meetings import Event, Meeting, occurrence, teams_event
from sandbox.world.people import ANNA, BEN, BOOKINGS, CLINIC, GRACE, OSEI, OTTO, Person

HALF_HOUR = timedelta(minutes=30)
VACCINATIONS = 40

ODD_TITLES = (
    "**Bold** [click here](https://evil.example/a) `code`",
    "<at>Everyone</at> please read",
    "مراجعة \u200fالنتائج\u202e مع الطبيب",
    "👩‍⚕️ Wound check 🩹 — Mr O’Brien & family",
    "Follow-up " + "very " * 56 + "long.",
    "See https://evil.example/login?next=https://teams.microsoft.com/",
)


def sample_calendar(now: datetime) -> Sequence[Event]:
    """Events from about ten minutes after `now` (aware) over two weeks, soonest first; a few lie before.

    Among them: one about to begin, series, a cancelled one, a whole day, a Zoom call, an online event whose link the
    calendar does not know, one with a scheduler's link in its place, a declined one, one that is not online, a Bookings
    mailbox, another tenant, odd titles, 40 in one day.
    """
    every = [*_today(now), *_coming(_Days(now)), *_odd(_Days(now)), *_clinic_day(_Days(now))]
    return sorted(every, key=lambda event: event.start)


class _Days:
    """Working days after today, in the clinic's own time."""

    def __init__(self, now: datetime) -> None:
        self._zone = ZoneInfo(CLINIC.zone)
        self._today = now.astimezone(self._zone).date()

    def __call__(self, day: int, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.date(day), time(hour, minute), self._zone)

    def tomorrow(self, hour: int) -> datetime:
        """The day after today, also at the weekend: what the demo suggests to type finds something on every day."""
        return datetime.combine(self._today + timedelta(days=1), time(hour), self._zone)

    def date(self, day: int) -> date:
        """The `day`-th working day after today."""
        found = self._today
        for _ in range(day):
            found += timedelta(days=1)
            while found.weekday() >= 5:
                found += timedelta(days=1)
        return found


def _today(now: datetime) -> Iterator[Event]:
    soon = now.replace(second=0, microsecond=0) + timedelta(minutes=10)
    yield _half_hour("physio", "Physiotherapy: first appointment", soon, OSEI, ANNA)
    yield _half_hour("running", "Video visit: blood pressure", soon - timedelta(minutes=25), ANNA, BEN)
    yield _half_hour("dietary", "Dietary advice", soon + timedelta(hours=1), ANNA)
    yield _half_hour("past", "Medication review (this morning)", soon - timedelta(hours=5), OSEI, ANNA)


def _coming(at: _Days) -> Iterator[Event]:
    yield from _series("huddle", "Team huddle", [at(day, 8, 45) for day in range(1, 10)], BEN, ANNA, OSEI)
    yield from _series("diabetes", "Diabetes group", [at(2, 15), at(7, 15)], ANNA, OSEI)
    yield _half_hour("results", "Discuss test results", at(1, 9, 30), OSEI, ANNA)
    yield _half_hour("physio-2", "Physio follow-up", at.tomorrow(11), OSEI, ANNA)
    yield _half_hour("travel", "Travel vaccination advice", at(1, 14), ANNA)
    yield _half_hour("second-opinion", "Second opinion: cardiology", at(2, 10), OSEI, ANNA, closed=True)
    yield _half_hour("called-off", "Wound check", at(2, 11), OSEI, ANNA, cancelled=True)
    yield _half_hour("reception", "Reception rota", at(3, 9), BEN, ANNA, GRACE)
    yield _half_hour("booked", "Booked: flu vaccination", at(3, 13), BOOKINGS, ANNA)
    yield _half_hour("bank", "Loan for the new X-ray unit", at(4, 16), OTTO, ANNA)
    yield _all_day("audit", "Hygiene audit", at(3, 0), BEN)
    yield Event(
        "zoom", "Supplier call", at(2, 9), at(2, 9) + HALF_HOUR, BEN, (ANNA,), location="https://zoom.example/j/123"
    )
    yield Event("lunch", "Lunch with Ben", at(2, 12), at(2, 13), BEN, (ANNA,), location="Canteen")
    yield from _schedulers(at)
    yield Event(
        "linkless",
        "Case conference",
        at(4, 10),
        at(4, 11),
        OSEI,
        (ANNA,),
        online=True,
        provider="teamsForBusiness",
    )


def _schedulers(at: _Days) -> Iterator[Event]:
    """A booking whose link stands in its place alone, and a meeting that Anna has declined."""
    booked = Meeting("scheduler", "Booked online: hearing test", at(6, 14), at(6, 14) + HALF_HOUR, ANNA)
    place = booked.join_url
    yield Event(booked.key, booked.subject, booked.start, booked.end, ANNA, meeting=booked, location=place)
    party = _half_hour("party", "Staff party planning", at(6, 15), BEN, ANNA)
    yield replace(party, declined=(ANNA,))


def _odd(at: _Days) -> Iterator[Event]:
    for place, title in enumerate(ODD_TITLES):
        yield _half_hour(f"odd-{place}", title, at(5, 9 + place), OSEI if place % 2 else ANNA, ANNA, OSEI)


def _clinic_day(at: _Days) -> Iterator[Event]:
    for place in range(VACCINATIONS):
        start = at(8, 9) + timedelta(minutes=10 * place)
        subject = f"Vaccination {place + 1} of {VACCINATIONS}"
        organizer = (OSEI, BEN, ANNA)[place % 3]
        yield teams_event(
            f"vaccination-{place}", subject, start, start + timedelta(minutes=10), organizer, _others(organizer, ANNA)
        )


def _half_hour(
    key: str,
    subject: str,
    start: datetime,
    organizer: Person,
    *attendees: Person,
    closed: bool = False,
    cancelled: bool = False,
) -> Event:
    others = _others(organizer, *attendees)
    return teams_event(key, subject, start, start + HALF_HOUR, organizer, others, closed=closed, cancelled=cancelled)


def _others(organizer: Person, *attendees: Person) -> tuple[Person, ...]:
    return tuple(person for person in attendees if person != organizer)


def _series(
    key: str, subject: str, starts: Sequence[datetime], organizer: Person, *attendees: Person
) -> Iterator[Event]:
    meeting = Meeting(
        key, subject, starts[0], starts[0] + HALF_HOUR, organizer, _others(organizer, *attendees), recurring=True
    )
    for start in starts:
        yield occurrence(meeting, start, start + HALF_HOUR)


def _all_day(key: str, subject: str, start: datetime, organizer: Person) -> Event:
    return Event(key, subject, start, start + timedelta(days=1), organizer, (ANNA,), all_day=True)
