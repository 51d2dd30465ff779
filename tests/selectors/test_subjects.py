"""A meeting is found by its own subject, whatever it is called, with its day and without."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.joinlinks import find_links, number_in
from bot.model import LinkReady, MeetingChoice, Reply
from bot.reading.folding import words_of
from tests.support.fakes import WEEK, FakeMeetings, FakeTokens, at, calendar_meeting, command

VOCABULARY = (
    "Physio Müller O'Brien Monday tomorrow Tomorrow's now next May 24/11 12 Room Review 3pm morgen Nachmittag Dr. "
    "the meeting with link get help 15:00 24. Łódź Ångström 李 עברית 🎉 check-up (intake) #7 A/B R&D “quoted” 2nd "
    "today's Friday nächste Woche sign out half past four in 3 days 1430 Mrs Freitagnachmittag a week Ben's halb fünf"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
SPOKEN = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
WRITTEN = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60)


def is_a_subject(text: str) -> bool:
    """With words in it; a subject that holds a link or a meeting number names another meeting."""
    return bool(words_of(text)) and not find_links(text) and not number_in(text)


SUBJECTS = (SPOKEN | WRITTEN).map(str.strip).filter(is_a_subject)


async def answer(subject: str, text: str) -> Reply:
    calendar = (*WEEK, calendar_meeting(subject, at(26, 14)))
    return await Dispatcher(commands(FakeMeetings(calendar), FakeTokens()))(command(text))


def subjects_of(reply: Reply) -> list[str]:
    match reply:
        case LinkReady():
            return [reply.meeting.subject]
        case MeetingChoice():
            return [meeting.subject for meeting in reply.meetings]
    raise AssertionError(reply)


@given(subject=SUBJECTS)
@settings(max_examples=300, deadline=None)
@example(subject="Now")
@example(subject="Next meeting")
@example(subject="The meeting")
@example(subject="Tomorrow's World")
@example(subject="Half past four club")
@example(subject="In 3 days")
@example(subject="Frau Doktor")
@example(subject="Montagmorgen-Runde")
@example(subject="A-1会议")
@example(subject="明早复诊")
@example(subject="0´㐀")
@example(subject="0´你")
@example(subject="0000你")
@example(subject="12月の打ち合わせ")
@example(subject="明天x")
async def test_a_subject_finds_its_meeting(subject: str) -> None:
    assert subject in subjects_of(await answer(subject, f"get link {subject}"))


@given(
    subject=SUBJECTS,
    day=st.sampled_from(["thursday", "26/11", "Nov 26", "2026-11-26", "on Thursday at 2pm", "thursday 14"]),
)
@settings(max_examples=300, deadline=None)
@example(subject="Monday Club", day="thursday")
@example(subject="Room 12:30", day="thursday at 2pm")
@example(subject="Fit in 3 weeks", day="thursday")
@example(subject="Ward 1430", day="thursday 2")
@example(subject="Montagmorgen", day="thursday 1400")
@example(subject="Tomorrow's World", day="Nov 26")
@example(subject="A-1会议", day="thursday")
@example(subject="昨夜", day="thursday")
@example(subject="咨询一号", day="thursday")
@example(subject="健康月曜会", day="thursday")
@example(subject="101今日", day="on Thursday at 2pm")
async def test_a_subject_and_its_day_find_its_meeting(subject: str, day: str) -> None:
    assert subject in subjects_of(await answer(subject, f"get link {subject} {day}"))


@given(subject=SPOKEN.filter(is_a_subject))
@settings(max_examples=100, deadline=None)
async def test_a_subject_in_capitals_without_accents_finds_its_meeting(subject: str) -> None:
    plain = " ".join(words_of(subject)).upper()
    assert subject in subjects_of(await answer(subject, f"get link {plain}"))
