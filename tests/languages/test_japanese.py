"""What people type in Japanese, without spaces between the words, and what it means."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.languages import asked_back, hours, meant, read

LOCALE = "ja-JP"


@pytest.mark.parametrize(
    ("typed", "command", "rest"),
    [
        ("リンクを取得", "get_link", ""),
        ("リンクを取得 理学療法 明日", "get_link", "理学療法 明日"),
        ("リンクを取得明日", "get_link", "明日"),
        ("リンク", "get_link", ""),
        ("ﾘﾝｸ", "get_link", ""),
        ("お客様用リンク", "get_link", ""),
        ("お客様用リンクをください", "get_link", ""),
        ("患者用リンクを教えてください", "get_link", ""),
        ("会議リンク", "get_link", ""),
        ("参加リンクをお願いします", "get_link", ""),
        ("明日の理学療法のリンク", "get_link", "明日の理学療法"),
        ("明日のリンクを教えてください", "get_link", "明日"),
        ("会議室のリンク", "get_link", "会議室"),
        ("こんにちは、リンクをお願いします", "get_link", ""),
        ("会議一覧", "meetings", ""),
        ("会議", "meetings", ""),
        ("予約一覧", "meetings", ""),
        ("今後の予約", "meetings", ""),
        ("私の会議", "meetings", ""),
        ("自分は誰", "who_am_i", ""),
        ("アカウント", "who_am_i", ""),
        ("サインアウト", "sign_out", ""),
        ("サインアウトする", "sign_out", ""),
        ("もう一度試す", "again", ""),
        ("もう一度", "again", ""),
        ("再試行", "again", ""),
        ("ヘルプ", "help", ""),
        ("使い方", "help", ""),
        ("何ができる？", "help", ""),
        ("get link", "get_link", ""),
        ("こんにちは", "small_talk", "こんにちは"),
        ("ありがとうございます。", "small_talk", "ありがとうございます。"),
        ("はい", "small_talk", "はい"),
        ("いいえ", "small_talk", "いいえ"),
        ("失礼します", "small_talk", "失礼します"),
    ],
)
def test_a_phrase_means_its_command(typed: str, command: str, rest: str) -> None:
    assert meant(typed) == (command, rest)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("今日", (2026, 11, 23), (2026, 11, 23)),
        ("明日", (2026, 11, 24), (2026, 11, 24)),
        ("あした", (2026, 11, 24), (2026, 11, 24)),
        ("明後日", (2026, 11, 25), (2026, 11, 25)),
        ("昨日", (2026, 11, 22), (2026, 11, 22)),
        ("金曜日", (2026, 11, 27), (2026, 11, 27)),
        ("金曜", (2026, 11, 27), (2026, 11, 27)),
        ("12月4日金曜日", (2026, 12, 4), (2026, 12, 4)),
        ("12/4(金)", (2026, 12, 4), (2026, 12, 4)),
        ("2026/12/4（金）", (2026, 12, 4), (2026, 12, 4)),
        ("今週", (2026, 11, 23), (2026, 11, 29)),
        ("今週の金曜日", (2026, 11, 27), (2026, 11, 27)),
        ("来週", (2026, 11, 30), (2026, 12, 6)),
        ("来週の月曜日", (2026, 11, 30), (2026, 11, 30)),
        ("来週水曜", (2026, 12, 2), (2026, 12, 2)),
        ("先週", (2026, 11, 16), (2026, 11, 22)),
        ("先週の金曜日", (2026, 11, 20), (2026, 11, 20)),
        ("12月3日", (2026, 12, 3), (2026, 12, 3)),
        ("12月3日(木)", (2026, 12, 3), (2026, 12, 3)),
        ("十二月三日", (2026, 12, 3), (2026, 12, 3)),
        ("2026年12月3日", (2026, 12, 3), (2026, 12, 3)),
        ("２０２６年１２月３日", (2026, 12, 3), (2026, 12, 3)),
        ("2026/12/03", (2026, 12, 3), (2026, 12, 3)),
        ("12/3", (2026, 12, 3), (2026, 12, 3)),
        ("24日", (2026, 11, 24), (2026, 11, 24)),
        ("3日後", (2026, 11, 26), (2026, 11, 26)),
        ("３日前", (2026, 11, 20), (2026, 11, 20)),
        ("今後7日間", (2026, 11, 23), (2026, 11, 30)),
        ("今夜", (2026, 11, 23), (2026, 11, 23)),
        ("明日の午後3時", (2026, 11, 24), (2026, 11, 24)),
    ],
)
def test_days_are_read(typed: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert read(typed, LOCALE) == ("", date(*first), date(*last), True)


@pytest.mark.parametrize("typed", ["明日", "日曜日", "10月25日", "10/25", "25日"])
@pytest.mark.parametrize("locale", [LOCALE, "ja"])
def test_the_day_on_which_clocks_change_elsewhere_is_a_day_like_others(typed: str, locale: str) -> None:
    sunday = date(2026, 10, 25)
    assert read(typed, locale, date(2026, 10, 24)) == ("", sunday, sunday, True)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("15時", ((15, 0),)),
        ("１５時", ((15, 0),)),
        ("15時30分", ((15, 30),)),
        ("15:30", ((15, 30),)),
        ("15：30", ((15, 30),)),
        ("午後3時", ((15, 0),)),
        ("午後3時半", ((15, 30),)),
        ("午後８時", ((20, 0),)),
        ("午前9時", ((9, 0),)),
        ("3時", ((3, 0), (15, 0))),
        ("今夜8時", ((20, 0),)),
        ("明日の午後3時", ((15, 0),)),
        ("三時", ((3, 0), (15, 0))),
    ],
)
def test_times_are_read(typed: str, begins: tuple[tuple[int, int], ...]) -> None:
    assert hours(typed, LOCALE) == begins


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("明日の午後3時の理学療法", "理学療法"),
        ("金曜日に田中様", "田中 様"),
        ("来週の月曜日のローン相談", "ローン相談"),
        ("11月24日佐藤さん", "佐藤 さん"),
    ],
)
def test_what_is_no_day_is_a_name(typed: str, rest: str) -> None:
    assert read(typed, LOCALE)[0] == rest


@pytest.mark.parametrize(
    "typed", ["再来週", "再来週の月曜日", "次の金曜日", "一週間後", "しあさって", "毎週月曜", "3時間", "来月", "週末"]
)
def test_what_may_be_another_day_is_asked(typed: str) -> None:
    assert asked_back(typed, LOCALE)
