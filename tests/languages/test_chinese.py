"""What people type in Chinese, without spaces between the words, and what it means."""

from __future__ import annotations

from datetime import date

import pytest

from bot.reading.interpretations import interpretations_of
from tests.support.languages import asked_back, hours, meant, read

LOCALE = "zh-CN"


@pytest.mark.parametrize(
    ("typed", "command", "rest"),
    [
        ("获取链接", "get_link", ""),
        ("获取链接 理疗 明天", "get_link", "理疗 明天"),
        ("获取链接明天", "get_link", "明天"),
        ("链接", "get_link", ""),
        ("客户链接", "get_link", ""),
        ("会议链接", "get_link", ""),
        ("患者的链接", "get_link", ""),
        ("给我链接", "get_link", ""),
        ("请给我客户链接", "get_link", ""),
        ("你好，请发链接", "get_link", ""),
        ("我需要会议链接", "get_link", ""),
        ("链接理疗周五", "get_link", "理疗周五"),
        ("明天下午三点的链接", "get_link", "明天下午三点的"),
        ("我的会议", "meetings", ""),
        ("会议", "meetings", ""),
        ("我的预约", "meetings", ""),
        ("所有会议", "meetings", ""),
        ("查看我的会议", "meetings", ""),
        ("我是谁", "who_am_i", ""),
        ("我的账户", "who_am_i", ""),
        ("退出登录", "sign_out", ""),
        ("退出", "sign_out", ""),
        ("重试", "again", ""),
        ("再试一次", "again", ""),
        ("再来一次", "again", ""),
        ("帮助", "help", ""),
        ("你能做什么？", "help", ""),
        ("get link", "get_link", ""),
        ("你好", "small_talk", "你好"),
        ("谢谢！", "small_talk", "谢谢！"),
        ("好的", "small_talk", "好的"),
        ("不用了", "small_talk", "不用了"),
        ("好的谢谢", "small_talk", "好的谢谢"),
        ("再见", "small_talk", "再见"),
    ],
)
def test_a_phrase_means_its_command(typed: str, command: str, rest: str) -> None:
    assert meant(typed) == (command, rest)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("今天", (2026, 11, 23), (2026, 11, 23)),
        ("明天", (2026, 11, 24), (2026, 11, 24)),
        ("后天", (2026, 11, 25), (2026, 11, 25)),
        ("昨天", (2026, 11, 22), (2026, 11, 22)),
        ("前天", (2026, 11, 21), (2026, 11, 21)),
        ("周五", (2026, 11, 27), (2026, 11, 27)),
        ("星期五", (2026, 11, 27), (2026, 11, 27)),
        ("礼拜天", (2026, 11, 29), (2026, 11, 29)),
        ("周日", (2026, 11, 29), (2026, 11, 29)),
        ("本周", (2026, 11, 23), (2026, 11, 29)),
        ("这周五", (2026, 11, 27), (2026, 11, 27)),
        ("下周", (2026, 11, 30), (2026, 12, 6)),
        ("下周一", (2026, 11, 30), (2026, 11, 30)),
        ("下周五下午三点", (2026, 12, 4), (2026, 12, 4)),
        ("下个星期三", (2026, 12, 2), (2026, 12, 2)),
        ("上周", (2026, 11, 16), (2026, 11, 22)),
        ("上周五", (2026, 11, 20), (2026, 11, 20)),
        ("12月3日", (2026, 12, 3), (2026, 12, 3)),
        ("12月3号", (2026, 12, 3), (2026, 12, 3)),
        ("12月3日周四", (2026, 12, 3), (2026, 12, 3)),
        ("2026年12月3日星期四", (2026, 12, 3), (2026, 12, 3)),
        ("12/3周四", (2026, 12, 3), (2026, 12, 3)),
        ("十二月三日", (2026, 12, 3), (2026, 12, 3)),
        ("2026年12月3日", (2026, 12, 3), (2026, 12, 3)),
        ("2026/12/3", (2026, 12, 3), (2026, 12, 3)),
        ("12/3", (2026, 12, 3), (2026, 12, 3)),
        ("24号", (2026, 11, 24), (2026, 11, 24)),
        ("二十四号", (2026, 11, 24), (2026, 11, 24)),
        ("三天后", (2026, 11, 26), (2026, 11, 26)),
        ("3天前", (2026, 11, 20), (2026, 11, 20)),
        ("未来7天", (2026, 11, 23), (2026, 11, 30)),
        ("今晚", (2026, 11, 23), (2026, 11, 23)),
        ("明晚8点", (2026, 11, 24), (2026, 11, 24)),
    ],
)
def test_days_are_read(typed: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert read(typed, LOCALE) == ("", date(*first), date(*last), True)


@pytest.mark.parametrize("typed", ["明天", "周日", "星期天", "10月25日", "10/25", "25号"])
@pytest.mark.parametrize("locale", [LOCALE, "zh-Hans", "zh-SG"])
def test_the_day_on_which_clocks_change_elsewhere_is_a_day_like_others(typed: str, locale: str) -> None:
    sunday = date(2026, 10, 25)
    assert read(typed, locale, date(2026, 10, 24)) == ("", sunday, sunday, True)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("15点", ((15, 0),)),
        ("15点30分", ((15, 30),)),
        ("15点5分", ((15, 5),)),
        ("１５：３０", ((15, 30),)),
        ("下午3点", ((15, 0),)),
        ("下午三点半", ((15, 30),)),
        ("下午三点一刻", ((15, 15),)),
        ("下午两点钟", ((14, 0),)),
        ("上午十点", ((10, 0),)),
        ("上午十一点半", ((11, 30),)),
        ("晚上8点", ((20, 0),)),
        ("中午12点", ((12, 0),)),
        ("3点", ((3, 0), (15, 0))),
        ("周一一点", ((1, 0), (13, 0))),
        ("明晚8点", ((20, 0),)),
    ],
)
def test_times_are_read(typed: str, begins: tuple[tuple[int, int], ...]) -> None:
    assert hours(typed, LOCALE) == begins


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("明天下午三点的理疗", "理疗"),
        ("周五王女士", "王 女士"),
        ("下周一的贷款咨询", "贷款咨询"),
        ("快一点", "快一点"),
    ],
)
def test_what_is_no_day_is_a_name(typed: str, rest: str) -> None:
    assert read(typed, LOCALE)[0] == rest


@pytest.mark.parametrize(
    "typed", ["下下周", "下下周一", "一周后", "大后天", "每周一", "周末", "下个月", "3小时", "上上周五"]
)
def test_what_may_be_another_day_is_asked(typed: str) -> None:
    assert asked_back(typed, LOCALE)


def test_who_has_teams_in_english_may_write_chinese() -> None:
    own, other = interpretations_of("明天下午三点的理疗", date(2026, 11, 23), "en-GB")
    assert own.best.days is None
    assert other.best.days is not None
    assert other.best.days.first == date(2026, 11, 24)
