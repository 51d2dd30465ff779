"""What people type in Arabic, with and without hamza, vowel signs, articles and Arabic digits, and what it means."""

from __future__ import annotations

from datetime import date

import pytest

from bot.languages import words
from bot.languages.vocabularies import BY_LANGUAGE
from bot.reading.folding import fold
from bot.reading.matching import names_in, query_of
from tests.support.fakes import NOW
from tests.support.wording import all_in, read, sure_days, times, understood

AR = "ar-SA"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("جلب رابط", ("get_link", "")),
        ("جلب رابط علاج طبيعي غدًا", ("get_link", "علاج طبيعي غدًا")),
        ("رابط", ("get_link", "")),
        ("رابــط", ("get_link", "")),
        ("الرابط", ("get_link", "")),
        ("رابط العميل", ("get_link", "")),
        ("أرسل لي رابط المريضة نوفاك", ("get_link", "نوفاك")),
        ("أريد الرابط", ("get_link", "")),
        ("ممكن لينك الاجتماع؟", ("get_link", "")),
        ("مرحبا، هل يمكنني الحصول على رابط الموعد؟", ("get_link", "")),
        ("هات رابط لأحمد غدا", ("get_link", "لأحمد غدا")),
        ("رابط التالي", ("get_link", "التالي")),
        ("ما هو الرابط؟", ("get_link", "")),
        ("وين الرابط", ("get_link", "")),
        ("اجتماعاتي", ("meetings", "")),
        ("اعرض اجتماعاتي", ("meetings", "")),
        ("المواعيد القادمة", ("meetings", "")),
        ("مواعيدي", ("meetings", "")),
        ("من أنا؟", ("who_am_i", "")),
        ("حسابي", ("who_am_i", "")),
        ("تسجيل الخروج", ("sign_out", "")),
        ("خروج", ("sign_out", "")),
        ("حاول مجددًا", ("again", "")),
        ("مرّة أخرى", ("again", "")),
        ("أعد المحاولة", ("again", "")),
        ("مُسَاعَدَة", ("help", "")),
        ("ساعدني", ("help", "")),
        ("ماذا يمكنك أن تفعل؟", ("help", "")),
        ("get link physio", ("get_link", "physio")),
    ],
)
def test_commands_are_understood(typed: str, expected: tuple[str, str]) -> None:
    assert understood(typed) == expected


@pytest.mark.parametrize("typed", ["السلام عليكم", "صباح الخير", "شكرًا جزيلًا", "تمام", "لا شكرا", "لا", "مع السلامة"])
def test_courtesy_is_answered_in_kind(typed: str) -> None:
    assert understood(typed) == ("small_talk", typed)


def test_arabic_is_compared_as_it_is_typed_in_haste() -> None:
    assert fold("الأَحَد إلى مـــوسى، جِلسة ٣") == "الاحد الي موسي، جلسه 3"
    assert fold("۱۲") == "12"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("اليوم", ("11-23",)),
        ("غدًا", ("11-24",)),
        ("يوم غد", ("11-24",)),
        ("بكرة", ("11-24",)),
        ("بعد غد", ("11-25",)),
        ("أمس", ("11-22",)),
        ("أول أمس", ("11-21",)),
        ("الجمعة", ("11-27",)),
        ("يوم الجمعه", ("11-27",)),
        ("للأحد", ("11-29",)),
        ("الإثنين", ("11-23",)),
        ("هذه الجمعة", ("11-27",)),
        ("الجمعة الماضية", ("11-20",)),
        ("الاثنين من الأسبوع القادم", ("11-30",)),
        ("بعد ٣ أيام", ("11-26",)),
        ("بعد ثلاثة أيام", ("11-26",)),
        ("بعد يومين", ("11-25",)),
        ("قبل 3 أيام", ("11-20",)),
        ("خلال 7 أيام", ("11-23", "11-30")),
        ("3 ديسمبر", ("12-03",)),
        ("٣ كانون الأول", ("12-03",)),
        ("3 كانون الثاني", ("01-03",)),
        ("٢٤ تشرين الثاني ٢٠٢٦", ("11-24",)),
        ("24 نوفمبر", ("11-24",)),
        ("الخميس ٣ ديسمبر ٢٠٢٦", ("12-03",)),
        ("٣/١٢/٢٠٢٦", ("12-03",)),
        ("يوم 3", ("12-03",)),
        ("بتاريخ ٣", ("12-03",)),
        ("tomorrow", ("11-24",)),
    ],
)
def test_days_are_read(typed: str, expected: tuple[str, ...]) -> None:
    assert sure_days(typed, AR) == expected


@pytest.mark.parametrize(
    "typed",
    [
        *("الأربعاء القادم", "الجمعة القادمة", "الأحد من الأسبوع القادم", "بعد أسبوع", "بعد أسبوعين", "قريبا"),
        *("أحد المرضى", "خميس", "جمعة", "اثنين"),  # one of the patients, two names, and two
    ],
)
def test_what_may_be_another_day_is_not_taken_for_sure(typed: str) -> None:
    assert sure_days(typed, AR) == ()


@pytest.mark.parametrize(
    ("locale", "this", "following"),
    [
        ("ar-SA", ("11-23", "11-28"), ("11-29", "12-05")),  # a week from Sunday on
        ("ar-EG", ("11-23", "11-27"), ("11-28", "12-04")),  # from Saturday on
        ("ar-AE", ("11-23", "11-29"), ("11-30", "12-06")),  # from Monday on, since 2022
        ("ar-MA", ("11-23", "11-29"), ("11-30", "12-06")),
    ],
)
def test_a_week_begins_as_it_does_in_the_persons_country(
    locale: str, this: tuple[str, ...], following: tuple[str, ...]
) -> None:
    assert sure_days("هذا الأسبوع", locale) == this
    assert sure_days("الأسبوع القادم", locale) == following


@pytest.mark.parametrize(
    ("locale", "typed", "expected"),
    [
        ("en-US", "next week", ("11-30", "12-06")),
        ("ja-JP", "来週", ("11-30", "12-06")),
        ("en-IL", "next week", ("11-29", "12-05")),
    ],
)
def test_elsewhere_it_begins_after_the_days_that_are_free(locale: str, typed: str, expected: tuple[str, ...]) -> None:
    assert sure_days(typed, locale) == expected


def test_a_week_that_crosses_a_change_of_clocks_has_its_seven_days() -> None:
    assert sure_days("الأسبوع القادم", "ar-EG", date(2026, 4, 20)) == ("04-25", "05-01")  # Egypt's clocks: 24 April
    assert sure_days("غدا", "ar-EG", date(2026, 10, 29)) == ("10-30",)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("الساعة ٣", ("3:00", "15:00")),
        ("الساعة الثالثة", ("3:00", "15:00")),
        ("الساعة الثالثة والنصف", ("3:30", "15:30")),
        ("الساعة 3 ونصف", ("3:30", "15:30")),
        ("الثالثة والربع مساءً", ("15:15",)),
        ("الرابعة إلا ربع", ("3:45", "15:45")),
        ("الساعة 15", ("15:00",)),
        ("٣ م", ("15:00",)),
        ("9ص", ("9:00",)),
        ("الساعة 9 صباحًا", ("9:00",)),
        ("١٥:٣٠", ("15:30",)),
        ("4 عصرا", ("16:00",)),
        ("غدا الساعة 1 ظهرا", ("13:00",)),
        ("الساعة 12 ليلا", ("0:00", "12:00")),  # which may be either, to a clock of twelve hours
        ("الحادية عشرة صباحا", ("11:00",)),
        ("صباح الغد", ("0-12",)),
        ("غدا بعد الظهر", ("12-18",)),
        ("مساء الأحد", ("17-24",)),
        ("الليلة", ("17-24",)),
        ("بعد 3 ساعات", ()),
        ("غرفة 12", ()),
        ("علاج الظهر غدا", ()),  # the back
    ],
)
def test_times_are_read(typed: str, expected: tuple[str, ...]) -> None:
    assert times(typed, AR) == expected


@pytest.mark.parametrize(
    ("typed", "subject", "found"),
    [
        ("العلاج", "علاج طبيعي", True),
        ("للعلاج", "العلاج الطبيعي", True),
        ("والعلاج", "علاج", True),
        ("لأحمد", "أحمد الزهراني", True),
        ("فاطمه", "فاطمة", True),
        ("ليلى", "ليلى حداد", True),
        ("ليلى", "يلى", False),
        ("بدر", "در", False),
        ("وليد", "ليد", False),
    ],
)
def test_a_name_is_found_beside_what_is_written_together_with_it(typed: str, subject: str, found: bool) -> None:
    assert all_in(query_of(typed), names_in(subject)) is found


def test_the_words_beside_a_day_are_the_name() -> None:
    assert read("علاج طبيعي غدًا", AR).rest.typed == "علاج طبيعي"
    assert read("يوم الأحد، لأحمد", AR).rest.typed == "لأحمد"


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "بعد دقيقة"),
        (2, "بعد دقيقتين"),
        (5, "بعد 5 دقائق"),
        (11, "بعد 11 دقيقة"),
        (60, "بعد 60 دقيقة"),
        (100, "بعد 100 دقيقة"),
    ],
)
def test_a_number_of_minutes_is_said_in_its_own_form(n: int, said: str) -> None:
    assert words(AR, "UTC", NOW).plural("in {n} minute", "in {n} minutes", n) == said


def test_there_are_enough_phrases() -> None:
    assert sum(len(phrases) for _, phrases in BY_LANGUAGE["ar"].commands) >= 25
