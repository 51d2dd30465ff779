"""Every way of naming a meeting: what is written, which meetings it leads to, and what is asked of Graph for it."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from bot.model import LinkReady, Meeting
from tests.support.calendar import (
    CALENDAR,
    CLUB,
    DENTIST,
    ELSEWHERE,
    FAR,
    LOAN,
    LOAN_LATE,
    MAY,
    NEXT_STEPS,
    NOW_AND_NEXT,
    NUMBER,
    NUMBER_AND_LINK,
    REVIEW,
    ROOM_1,
    ROOM_12,
    SHORT,
    VISIT,
    WEEKLY,
    WORLD,
    in_memory,
    led_to,
    reply_to,
)
from tests.support.fakes import BEN, PHYSIO, customer_link, meeting_id

COMING = CALENDAR[:-1]


SAFE = "https://eur03.safelinks.protection.outlook.com/?url={}&data=05%7C02&reserved=0"
ID = meeting_id("PhysioMrAdeyemi", BEN)

LINK_ONLY = ("appointment_link", "dates_of")  # both at the same time
CALENDAR_AND_LINK = ("coming", "appointment_link")
CALENDAR_ONLY = ("coming",)


FORMS: tuple[tuple[str, tuple[Meeting, ...], tuple[str, ...]], ...] = (
    # a link: no look-up at all
    (f"get link {PHYSIO.join_url}", (PHYSIO,), LINK_ONLY),
    (f"Get link: <{PHYSIO.join_url}>, please", (PHYSIO,), LINK_ONLY),
    (f"get link {quote(PHYSIO.join_url, safe='')}", (PHYSIO,), LINK_ONLY),
    (f"get link {quote(quote(PHYSIO.join_url, safe=''), safe='')}", (PHYSIO,), LINK_ONLY),
    (f"get link {SAFE.format(quote(PHYSIO.join_url, safe=''))}", (PHYSIO,), LINK_ONLY),
    (f"get link {SAFE.format(quote(quote(PHYSIO.join_url, safe=''), safe=''))}", (PHYSIO,), LINK_ONLY),
    (f"get link {VISIT}", (PHYSIO,), LINK_ONLY),
    (f"get link dental check-up {PHYSIO.join_url}", (PHYSIO,), LINK_ONLY),
    (f"get link {PHYSIO.join_url} https://zoom.us/j/91234567890", (PHYSIO,), LINK_ONLY),
    (PHYSIO.join_url, (PHYSIO,), LINK_ONLY),
    (f"Here you are: {PHYSIO.join_url}", (PHYSIO,), LINK_ONLY),
    # a short link, a number: one look-up
    (f"get link {SHORT}", (ELSEWHERE,), NUMBER_AND_LINK),
    (SHORT, (ELSEWHERE,), NUMBER_AND_LINK),
    (f"get link {NUMBER}", (ELSEWHERE,), NUMBER_AND_LINK),
    ("get link 248 123 456 789 12", (ELSEWHERE,), NUMBER_AND_LINK),
    ("248 123 456 789 12", (ELSEWHERE,), NUMBER_AND_LINK),
    ("Meeting ID: 248 123 456 789 12\nPasscode: aB3dEf", (ELSEWHERE,), NUMBER_AND_LINK),
    ("Besprechungs-ID: 248 123 456 789 12 Kenncode: aB3dEf", (ELSEWHERE,), NUMBER_AND_LINK),
    # a Graph id
    (f"get link {ID}", (PHYSIO,), LINK_ONLY),
    (f"get link {quote(ID, safe='')}", (PHYSIO,), LINK_ONLY),
    (ID, (PHYSIO,), LINK_ONLY),
    # next and now
    ("get link next", (DENTIST,), CALENDAR_AND_LINK),
    ("get the link for my next appointment", (DENTIST,), CALENDAR_AND_LINK),
    ("get link now", (DENTIST,), CALENDAR_AND_LINK),
    ("link nächster Termin", (DENTIST,), CALENDAR_AND_LINK),
    ("Link jetzt", (DENTIST,), CALENDAR_AND_LINK),
    ("get link now and next review", (NOW_AND_NEXT,), CALENDAR_AND_LINK),
    ("get link next steps", (NEXT_STEPS,), CALENDAR_AND_LINK),
    # words
    ("get link physio", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link for the PHYSIO appointment", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link adeyemi physio", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link osei physio", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link check up", (DENTIST,), CALENDAR_AND_LINK),
    ("get link loan advice", (LOAN,), CALENDAR_AND_LINK),
    ("get link loan", (LOAN, LOAN_LATE), CALENDAR_ONLY),
    ("get link room 1", (ROOM_1,), CALENDAR_AND_LINK),
    ("get link Room 12", (ROOM_12,), CALENDAR_AND_LINK),
    ("get link room", (ROOM_1, ROOM_12), CALENDAR_ONLY),
    ("get link osei", (PHYSIO, NEXT_STEPS), CALENDAR_ONLY),
    # words that are days in a subject
    ("get link Monday Club", (CLUB,), CALENDAR_AND_LINK),
    ("get link Tomorrow's World", (WORLD,), CALENDAR_AND_LINK),
    ("get link may smith", (MAY,), CALENDAR_AND_LINK),
    ("get link Review 24/11", (REVIEW,), CALENDAR_AND_LINK),
    # a day
    ("get link physio tomorrow", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link tomorrow", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link today", (DENTIST,), CALENDAR_AND_LINK),
    ("get link on tuesday", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link 2026-11-24", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link physio 24/11", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link 24/11/2026", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link 24.11.", (PHYSIO, REVIEW), CALENDAR_ONLY),
    ("get link Nov 24", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link 24th of November", (PHYSIO,), CALENDAR_AND_LINK),
    ("get link the day after tomorrow", (LOAN,), CALENDAR_AND_LINK),
    ("get link next monday", (NEXT_STEPS, WEEKLY), CALENDAR_ONLY),
    ("get link wound care next monday", (WEEKLY,), CALENDAR_AND_LINK),
    ("get link next week", (NEXT_STEPS, WEEKLY), CALENDAR_ONLY),
    ("get link this week loan", (LOAN, LOAN_LATE), CALENDAR_ONLY),
    ("get link eye test 24 December", (FAR,), CALENDAR_AND_LINK),
    ("get link loan sunday", (), CALENDAR_ONLY),
    ("get link yesterday", (), CALENDAR_ONLY),
    # a time
    ("get link loan at 3pm", (LOAN,), CALENDAR_AND_LINK),
    ("get link loan 9:30", (LOAN_LATE,), CALENDAR_AND_LINK),
    ("get link wednesday 15.00", (LOAN,), CALENDAR_AND_LINK),
    ("get link friday afternoon", (MAY, ROOM_1, ROOM_12, REVIEW), CALENDAR_ONLY),
    ("get link friday at 1", (MAY,), CALENDAR_AND_LINK),
    ("get link loan wednesday at 4pm", (LOAN,), CALENDAR_ONLY),
    # misspelt: offered, never opened
    ("get link phisio", (PHYSIO,), CALENDAR_ONLY),
    ("get link dnetal", (DENTIST,), CALENDAR_ONLY),
    ("get link adeyimi tomorrow", (PHYSIO,), CALENDAR_ONLY),
    ("get link rooms 13", (), CALENDAR_ONLY),
    ("get link zebra crossing", (), CALENDAR_ONLY),
    # nothing named
    ("get link", COMING, CALENDAR_ONLY),
    ("get link for my appointment", COMING, CALENDAR_ONLY),
    ("my meetings", COMING, CALENDAR_ONLY),
)

GERMAN_FORMS = (
    ("link physio morgen", (PHYSIO,), CALENDAR_AND_LINK),
    ("Link holen: Physio am 24. November", (PHYSIO,), CALENDAR_AND_LINK),
    ("kundenlink übermorgen um 15 Uhr", (LOAN,), CALENDAR_AND_LINK),
    ("kundenlink uebermorgen", (LOAN,), CALENDAR_AND_LINK),
    ("hol den Link für die Loan advice am Donnerstag", (LOAN_LATE,), CALENDAR_AND_LINK),
    ("get link wound nächsten Montag", (WEEKLY,), CALENDAR_AND_LINK),
    ("link nächste Woche", (NEXT_STEPS, WEEKLY), CALENDAR_ONLY),
    ("get link physio tomorrow", (PHYSIO,), CALENDAR_AND_LINK),
    ("link Fr nachmittag room", (ROOM_1, ROOM_12), CALENDAR_ONLY),
)


@pytest.mark.parametrize(("text", "expected", "calls"), FORMS, ids=[form[0][:60] for form in FORMS])
async def test_every_written_form_leads_to_its_meetings(
    text: str, expected: tuple[Meeting, ...], calls: tuple[str, ...]
) -> None:
    meetings = in_memory()
    reply = await reply_to(text, meetings)
    assert led_to(reply) == tuple(map(customer_link, expected))
    assert tuple(meetings.calls) == calls
    assert isinstance(reply, LinkReady) == ("appointment_link" in calls)


@pytest.mark.parametrize(("text", "expected", "calls"), GERMAN_FORMS, ids=[form[0] for form in GERMAN_FORMS])
async def test_german_forms_lead_to_their_meetings(
    text: str, expected: tuple[Meeting, ...], calls: tuple[str, ...]
) -> None:
    meetings = in_memory()
    reply = await reply_to(text, meetings, locale="de-DE")
    assert led_to(reply) == tuple(map(customer_link, expected))
    assert tuple(meetings.calls) == calls
