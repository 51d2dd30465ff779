"""Every way of naming a meeting: what is written, which meetings it leads to, and what is asked of Graph for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.errors import Busy, Denied, SignInRequired
from bot.joinlinks.labels import LABELS
from bot.model import (
    LinkReady,
    Meeting,
    MeetingChoice,
    Notice,
    Reply,
    SignInNeeded,
    SignInReason,
    Surface,
    Trouble,
    User,
)
from tests.fakes import (
    BEN,
    PHYSIO,
    TENANT,
    FakeMeetings,
    FakeTokens,
    at,
    calendar_meeting,
    command,
    customer_link,
    meeting_id,
)

NUMBER = "24812345678912"
DENTIST = calendar_meeting("Dental check-up", at(23, 9))
LOAN = calendar_meeting("Loan advice", at(25, 15))
LOAN_LATE = calendar_meeting("Loan advice: Mrs. Nowak", at(26, 9, 30))
CLUB = calendar_meeting("Monday Club", at(26, 10))
WORLD = calendar_meeting("Tomorrow's World", at(27, 11))
MAY = calendar_meeting("May Smith", at(27, 13))
ROOM_1 = calendar_meeting("Room 1", at(27, 14), thread="room1")
ROOM_12 = calendar_meeting("Room 12", at(27, 15), thread="room12")
REVIEW = calendar_meeting("Review 24/11", at(27, 16))
NOW_AND_NEXT = calendar_meeting("Now and next review", at(28, 9))
NEXT_STEPS = calendar_meeting("Next steps", at(30, 9), organizer=BEN)
WEEKLY = calendar_meeting("Wound care", at(30, 14))
FAR = calendar_meeting("Eye test", at(24, 9, month=12))
CALENDAR = (
    DENTIST, PHYSIO, LOAN, LOAN_LATE, CLUB, WORLD, MAY, ROOM_1, ROOM_12, REVIEW, NOW_AND_NEXT, NEXT_STEPS, WEEKLY, FAR,
)  # fmt: skip
COMING = CALENDAR[:-1]

ELSEWHERE = calendar_meeting("", at(23, 9), thread="elsewhere")
SHORT = f"https://teams.microsoft.com/meet/{NUMBER}?p=AbC123"
VISIT = (
    f"https://visit.teams.microsoft.com/webrtc-svc/api/route?tid={TENANT}&oid={BEN.id}"
    f"&convId=19:meeting_PhysioMrAdeyemi@thread.v2&JoinWebUrl={quote(PHYSIO.join_url, safe='')}"
)
SAFE = "https://eur03.safelinks.protection.outlook.com/?url={}&data=05%7C02&reserved=0"
ID = meeting_id("PhysioMrAdeyemi", BEN)

LINK_ONLY = ("appointment_link",)
CALENDAR_AND_LINK = ("coming", "appointment_link")
CALENDAR_ONLY = ("coming",)
NUMBER_AND_LINK = ("by_number", "appointment_link")

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
    ("get link loan tomorrow", (), CALENDAR_ONLY),
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


def in_memory() -> FakeMeetings:
    return FakeMeetings(CALENDAR, numbers={NUMBER: ELSEWHERE})


async def reply_to(text: str, meetings: FakeMeetings, html: str = "", locale: str = "en-GB") -> Reply:
    return await Dispatcher(commands(meetings, FakeTokens()))(command(text, html=html, locale=locale))


def led_to(reply: Reply) -> tuple[str, ...]:
    """The customer's links that the reply leads to: the one it holds, or one for each row."""
    match reply:
        case LinkReady():
            return (reply.link,)
        case MeetingChoice():
            return tuple(customer_link(meeting) for meeting in reply.meetings)
        case Notice(trouble=Trouble.NONE_FOUND):
            return ()
    raise AssertionError(reply)


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


async def test_a_link_in_the_markup_alone_names_the_meeting() -> None:
    meetings = in_memory()
    reply = await reply_to("get link here", meetings, html=f'<p>get link <a href="{PHYSIO.join_url}">here</a></p>')
    assert led_to(reply) == (customer_link(PHYSIO),)
    assert meetings.calls == ["appointment_link"]


async def test_two_links_to_one_meeting_are_one() -> None:
    assert led_to(await reply_to(f"get link {PHYSIO.join_url} {VISIT}", in_memory())) == (customer_link(PHYSIO),)


async def test_two_links_to_two_meetings_are_a_choice_with_the_titles_that_the_calendar_knows() -> None:
    unknown = calendar_meeting("", at(23, 9), thread="unknown")
    reply = await reply_to(f"get link {PHYSIO.join_url} {unknown.join_url}", in_memory())
    assert isinstance(reply, MeetingChoice)
    assert [meeting.subject for meeting in reply.meetings] == [PHYSIO.subject, ""]


async def test_a_choice_of_links_says_which_link_each_meeting_is() -> None:
    gone = "https://teams.microsoft.com/meet/999888777666?p=x"
    unknown = [calendar_meeting("", at(23, 9), thread=name) for name in ("unknown", "other")]
    said = " ".join((unknown[0].join_url, gone, "https://zoom.us/j/9", PHYSIO.join_url, unknown[1].join_url))
    reply = await reply_to(f"get link {said}", in_memory())
    assert isinstance(reply, MeetingChoice)
    assert [meeting.subject for meeting in reply.meetings] == ["", "", PHYSIO.subject, ""]
    assert reply.meetings[1].join_url == gone
    assert reply.places == (1, 2, 3, 4)


async def test_a_link_that_cannot_be_looked_up_never_leaves_another_customers_as_the_only_one() -> None:
    reply = await reply_to(f"get link {SHORT} {PHYSIO.join_url}", replace(in_memory(), numbers={}))
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [SHORT, PHYSIO.join_url]
    other = SHORT.replace("248", "359")
    reply = await reply_to(f"get link {SHORT} {other}", in_memory())
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [ELSEWHERE.join_url, other]


class WithoutLookUps(FakeMeetings):
    """Whose look-ups meet trouble: a consent that is missing, or Graph's."""

    trouble: Exception = SignInRequired(("OnlineMeetings.Read",), SignInReason.LOOK_UP)

    async def by_number(self, user: User, number: str) -> Meeting | None:
        await super().by_number(user, number)
        raise self.trouble


@pytest.mark.parametrize("trouble", [WithoutLookUps.trouble, Busy("503"), Denied(Trouble.NO_LICENCE)])
async def test_a_look_up_that_meets_trouble_blocks_no_other_link(trouble: Exception) -> None:
    meetings = WithoutLookUps(CALENDAR)
    meetings.trouble = trouble
    reply = await reply_to(f"get link {SHORT} {PHYSIO.join_url}", meetings)
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [SHORT, PHYSIO.join_url]


@pytest.mark.parametrize("links", [SHORT, f"{SHORT} {SHORT.replace('248', '359')}"])
async def test_the_consent_for_look_ups_is_asked_for_where_every_link_needs_one(links: str) -> None:
    reply = await reply_to(f"get link {links}", WithoutLookUps(CALENDAR))
    assert isinstance(reply, SignInNeeded)
    assert reply.why is SignInReason.LOOK_UP


@pytest.mark.parametrize("surface", [Surface.CHAT, Surface.USER_VIEW, Surface.EXTENSION])
async def test_a_short_link_that_the_calendar_knows_is_its_meeting(surface: Surface) -> None:
    known = replace(PHYSIO, join_url=SHORT)
    meetings = FakeMeetings([DENTIST, known])
    reply = await Dispatcher(commands(meetings, FakeTokens()))(command(f"get link {SHORT}", surface=surface))
    assert isinstance(reply, LinkReady)
    assert reply.meeting == known
    assert meetings.calls == ["by_number", "by_join_url", "coming", "appointment_link"]


async def test_long_links_are_never_too_many() -> None:
    meetings = in_memory()
    reply = await reply_to(f"get link {' '.join(each.join_url for each in CALENDAR)}", meetings)
    assert isinstance(reply, MeetingChoice)
    assert led_to(reply) == tuple(map(customer_link, CALENDAR))
    assert meetings.calls == ["coming"]


async def test_of_many_short_links_six_are_looked_up_and_none_is_lost() -> None:
    links = [f"https://teams.microsoft.com/meet/24812345678{n}" for n in range(8)]
    meetings = FakeMeetings(numbers={links[0][-12:]: ELSEWHERE})
    reply = await reply_to(f"get link {' '.join(links)}", meetings)
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [ELSEWHERE.join_url, *links[1:]]
    assert meetings.calls.count("by_number") == 6


async def test_short_links_are_looked_up_together() -> None:
    links = [f"https://teams.microsoft.com/meet/24812345678{n}" for n in range(6)]
    found = [calendar_meeting("", at(23, 9), thread=f"t{n}") for n in range(6)]
    meetings = FakeMeetings((), numbers={link[-12:]: each for link, each in zip(links, found, strict=True)}, delay=0.05)
    started = asyncio.get_running_loop().time()
    reply = await reply_to(f"get link {' '.join(links)}", meetings)
    assert asyncio.get_running_loop().time() - started < 0.2
    assert led_to(reply) == tuple(map(customer_link, found))


@pytest.mark.parametrize("surface", [Surface.EXTENSION, Surface.MAIL, Surface.COMMAND_BOX])
async def test_what_may_be_inserted_says_what_the_calendar_knows_of_a_links_meeting(surface: Surface) -> None:
    series = replace(PHYSIO, series=True)
    meetings = FakeMeetings([LOAN, series])
    dispatch = Dispatcher(commands(meetings, FakeTokens()))
    reply = await dispatch(command(f"get link {VISIT}", surface=surface))
    assert reply == LinkReady(series, customer_link(PHYSIO))


@pytest.mark.parametrize("surface", [Surface.CHAT, Surface.USER_VIEW, Surface.DIALOG])
async def test_in_a_chat_a_links_meeting_costs_one_call(surface: Surface) -> None:
    meetings = in_memory()
    await Dispatcher(commands(meetings, FakeTokens()))(command(f"get link {PHYSIO.join_url}", surface=surface))
    assert meetings.calls == ["appointment_link"]


@pytest.mark.parametrize(
    ("surface", "waits"), [(Surface.CHAT, True), (Surface.USER_VIEW, False), (Surface.EXTENSION, False)]
)
async def test_a_choice_of_links_waits_for_its_titles_where_there_is_time(
    monkeypatch: pytest.MonkeyPatch, surface: Surface, waits: bool
) -> None:
    monkeypatch.setattr("bot.selectors.link_meetings.LINK_CALENDAR", 0.01)
    dispatch = Dispatcher(commands(FakeMeetings(delay=0.1), FakeTokens()))
    reply = await dispatch(command(f"get link {PHYSIO.join_url} {LOAN.join_url}", surface=surface))
    assert isinstance(reply, MeetingChoice)
    assert [bool(meeting.subject) for meeting in reply.meetings] == [waits, waits]


class NoCalendar(FakeMeetings):
    """Whose calendar fails, or takes forever."""

    trouble: Exception | None = None

    async def coming(self, user: User, start: datetime, end: datetime) -> Sequence[Meeting]:
        if self.trouble is None:
            await asyncio.sleep(60)
        raise self.trouble or AssertionError


@pytest.mark.parametrize("trouble", [Denied(Trouble.NO_CALENDAR), Busy("503"), None], ids=["closed", "busy", "slow"])
@pytest.mark.parametrize("links", [1, 2])
async def test_a_link_needs_no_calendar(monkeypatch: pytest.MonkeyPatch, trouble: Exception | None, links: int) -> None:
    monkeypatch.setattr("bot.selectors.link_meetings.LINK_CALENDAR", 0.01)
    meetings = NoCalendar()
    meetings.trouble = trouble
    said = " ".join((PHYSIO.join_url, LOAN.join_url)[:links])
    reply = await Dispatcher(commands(meetings, FakeTokens()))(command(f"get link {said}", surface=Surface.EXTENSION))
    assert led_to(reply) == tuple(map(customer_link, (PHYSIO, LOAN)[:links]))


async def test_a_link_without_its_organizer_is_looked_up() -> None:
    bare = PHYSIO.join_url.split("?")[0]
    meetings = replace(in_memory(), urls={bare: PHYSIO})
    assert led_to(await reply_to(f"get link {bare}", meetings)) == (customer_link(PHYSIO),)
    assert meetings.calls == ["by_join_url", "appointment_link"]


async def test_a_short_link_that_the_number_does_not_find_is_looked_up_as_a_link() -> None:
    meetings = replace(in_memory(), numbers={}, urls={SHORT: PHYSIO})
    assert led_to(await reply_to(f"get link {SHORT}", meetings)) == (customer_link(PHYSIO),)
    assert meetings.calls == ["by_number", "by_join_url", "appointment_link"]


async def test_a_short_link_that_graph_does_not_find_may_be_somebody_elses() -> None:
    reply = await reply_to(f"get link {SHORT}", replace(in_memory(), numbers={}))
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NOT_YOURS


@pytest.mark.parametrize(
    ("link", "trouble"),
    [
        ("https://zoom.us/j/91234567890", Trouble.NOT_A_TEAMS_LINK),
        ("https://teams.live.com/meet/9312345678901?p=x", Trouble.PERSONAL_MEETING),
        ("https://teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0", Trouble.OTHER_CLOUD),
        ("https://zoom.us/j/9 https://teams.live.com/meet/9312345678901", Trouble.PERSONAL_MEETING),
    ],
)
async def test_links_of_other_worlds_are_explained_without_asking_graph(link: str, trouble: Trouble) -> None:
    meetings = in_memory()
    reply = await reply_to(f"get link {link}", meetings)
    assert isinstance(reply, Notice)
    assert reply.trouble is trouble
    assert meetings.calls == []


MIMECAST = "https://protect-eu.mimecast.com/s/9zXyCk5BmTqR0vPQFzVwj?domain=teams.microsoft.com"
SIGNATURE = "https://www.riverside.example/team?id=1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"get link dental check-up {SIGNATURE}", DENTIST),
        (f"get link {SIGNATURE} physio tomorrow", PHYSIO),
        (f"get link 248 123 456 789 12 {SIGNATURE}", ELSEWHERE),
        (f"get link Join the meeting now<{MIMECAST}> Meeting ID: 248 123 456 789 12", ELSEWHERE),
        ("get link dental check-up https://zoom.us/j/91234567890", DENTIST),
    ],
)
async def test_what_names_a_meeting_wins_over_an_address_that_names_none(text: str, found: Meeting) -> None:
    assert led_to(await reply_to(text, in_memory())) == (customer_link(found),)


async def test_an_address_that_only_the_markup_holds_hides_no_words() -> None:
    html = f'<p>get link dental check-up</p><p><a href="{SIGNATURE}">Riverside</a></p>'
    assert led_to(await reply_to("get link dental check-up", in_memory(), html)) == (customer_link(DENTIST),)


ZOOM = (
    "Join Zoom Meeting\nhttps://us02web.zoom.us/j/84512345678?pwd=Qk\n\nMeeting ID: 845 123 456 789\nPasscode: 123456"
)


@pytest.mark.parametrize(
    "text",
    [
        f"get link {SIGNATURE}",
        f"get link for this appointment, please: {SIGNATURE}",
        f"see {SIGNATURE}",
        f"dental check-up {SIGNATURE}",
        "here is https://zoom.us/j/91234567890",
        ZOOM,
        f"get link {ZOOM}",
        "get link 845 123 456 789 https://zoom.us/j/845123456789",
        "get link Video call https://meet.google.com/abc-defg-hij or dial +44 20 3956 1234",
        "get link zebra https://whereby.com/riverside",
    ],
)
async def test_an_address_alone_or_another_services_invitation_is_no_teams_link(text: str) -> None:
    meetings = in_memory()
    reply = await reply_to(text, meetings)
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.NOT_A_TEAMS_LINK
    assert "by_number" not in meetings.calls


INVITATION = """\
________________________________________________________________________________
Microsoft Teams Need help?
Join the meeting now
Meeting ID: 248 123 456 789 12
Passcode: yK9Tm3fA
________________________________
Dial in by phone
+49 69 505 001 23,,365057682# Germany, Frankfurt
Find a local number
Phone conference ID: 365 057 682#
For organizers: Meeting options | Reset dial-in PIN
________________________________________________________________________________
"""


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("said", ["", "get link "])
async def test_an_invitation_pasted_as_seen_is_the_meeting_with_its_number(label: str, said: str) -> None:
    meetings = in_memory()
    reply = await reply_to(said + INVITATION.replace("Meeting ID", label), meetings)
    assert led_to(reply) == (customer_link(ELSEWHERE),)
    assert tuple(meetings.calls) == NUMBER_AND_LINK


@pytest.mark.parametrize("said", ["", "get link "])
async def test_an_invitation_whose_number_is_unknown_says_so(said: str) -> None:
    meetings = FakeMeetings(CALENDAR)
    reply = await reply_to(said + INVITATION, meetings)
    assert isinstance(reply, Notice)
    assert reply.reading is not None
    assert (reply.trouble, reply.reading.words) == (Trouble.UNKNOWN_NUMBER, NUMBER)
    assert meetings.calls == ["by_number"]


async def test_a_number_that_is_called_the_meetings_wins_over_another_before_it() -> None:
    text = "get link customer 999 888 777 666, Meeting ID: 248 123 456 789 12"
    assert led_to(await reply_to(text, in_memory())) == (customer_link(ELSEWHERE),)


async def test_two_numbers_that_are_called_a_meetings_are_a_choice_also_when_one_is_unknown() -> None:
    reply = await reply_to(f"{INVITATION}\nMeeting ID: 999 888 777 666", in_memory())
    assert isinstance(reply, MeetingChoice)
    assert [meeting.join_url for meeting in reply.meetings] == [
        ELSEWHERE.join_url,
        "https://teams.microsoft.com/meet/999888777666",
    ]


async def test_an_unknown_number_alone_is_not_found_and_echoed() -> None:
    reply = await reply_to("get link 999 888 777 66", in_memory())
    assert isinstance(reply, Notice)
    assert reply.reading is not None
    assert (reply.trouble, reply.reading.words) == (Trouble.UNKNOWN_NUMBER, "99988877766")


async def test_an_unknown_number_in_a_subject_finds_the_subject() -> None:
    case = calendar_meeting("Case 999888777", at(24, 9))
    reply = await reply_to("get link case 999888777", FakeMeetings([case]))
    assert led_to(reply) == (customer_link(case),)


async def test_the_id_of_the_teams_client_is_looked_for_in_the_calendar() -> None:
    client_id = "MCMxOTptZWV0aW5nX1BoeXNpb01yQWRleWVtaUB0aHJlYWQudjIjMA=="  # 0#19:meeting_PhysioMrAdeyemi@thread.v2#0
    meetings = in_memory()
    assert led_to(await reply_to(f"get link {client_id}", meetings)) == (customer_link(PHYSIO),)
    assert meetings.calls == ["coming", "appointment_link"]


async def test_an_unknown_id_of_the_teams_client_is_gone() -> None:
    reply = await reply_to("get link MCMxOTptZWV0aW5nX3Vua25vd25AdGhyZWFkLnYyIzA=", in_memory())
    assert isinstance(reply, Notice)
    assert reply.trouble is Trouble.GONE
