"""Chinese and Japanese have no spaces between words: where one ends, the words of time show."""

from __future__ import annotations

import pytest

from bot.commands import commands
from bot.dispatcher import Dispatcher
from bot.model import Meeting, MeetingChoice
from bot.reading.folding import fold, words_of
from bot.reading.matching import names_in, query_of
from bot.reading.unspaced import spaced
from tests.support.fakes import FakeMeetings, FakeTokens, at, calendar_meeting, command
from tests.support.wording import all_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("明日の午後3時の理学療法", "明日 の 午後 3 点 の 理学療法"),
        ("１１月２４日（火）", "24.11."),
        ("2026年11月24日", "2026-11-24"),
        ("十一月二十四日", "24.11."),
        ("再来週の月曜日", "再来週 の 月曜日"),
        ("山の手クリニック", "山の手クリニック"),
        ("3時間", "3時間"),
        ("٣天 ٢٤日", "3 天 24 日"),
        ("今井様", "今井 様"),
        ("朝倉", "朝倉"),
        ("明日香さん", "明日香 さん"),
        ("周天宇", "周天宇"),
        ("星期天", "周日"),
        ("physio tomorrow", "physio tomorrow"),
        ("Krüger 15 Uhr", "Krüger 15 Uhr"),
        ("", ""),
    ],
)
def test_words_of_time_are_set_apart(text: str, words: str) -> None:
    assert spaced(text) == words


def test_the_marks_of_kana_make_other_letters() -> None:
    assert fold("ガイド") == "ガイド" != fold("カイト")
    assert fold("ｶﾞｲﾄﾞ") == "ガイド"
    assert words_of("ＡＢＣ会議") == ("abc会議",)
    assert fold("Ångström") == "angstrom"


@pytest.mark.parametrize(
    ("query", "name"), [("田中", "田中様 定期検診"), ("検診", "田中様 定期検診"), ("王", "王女士")]
)
def test_a_part_of_a_name_finds_it(query: str, name: str) -> None:
    assert all_in(query_of(query), names_in(name))


@pytest.mark.parametrize(("query", "name"), [("中田", "田中様 定期検診"), ("李", "王女士")])
def test_another_name_does_not(query: str, name: str) -> None:
    assert not all_in(query_of(query), names_in(name))


CONSULTATION, FOLLOW_UP = calendar_meeting("咨询", at(1, 9, month=12)), calendar_meeting("复诊", at(24, 9))


@pytest.mark.parametrize(
    ("text", "title", "dated"), [("咨询1号", "咨询一号", CONSULTATION), ("明早复诊", "明早复诊", FOLLOW_UP)]
)
async def test_a_day_that_is_also_a_title_is_asked_back(text: str, title: str, dated: Meeting) -> None:
    called = calendar_meeting(title, at(26, 15), thread="called")
    dispatch = Dispatcher(commands(FakeMeetings((called, dated)), FakeTokens()))
    reply = await dispatch(command(f"链接 {text}", locale="zh-CN"))
    assert isinstance(reply, MeetingChoice)
    assert set(reply.meetings) == {called, dated}
