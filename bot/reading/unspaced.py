"""'明日の午後3時', '下周五下午三点半': text without spaces between its words, read as the same with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from bot.languages.vocabularies import VOCABULARIES
from bot.languages.vocabulary import Vocabulary
from bot.reading.one_of import one_of

SIGNS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "両": 2}
_NUMBER = r"\d{1,2}|[零〇一二两三四五六七八九十]{1,3}"
_NO_MORE = r"(?![\d〇一二两三四五六七八九十])"
# A weekday behind a date belongs to it, in brackets or written out: 11月24日(火), 11月24日星期二, 11/24(火).
_WEEKDAY_BEHIND = (
    r" ?(?:[(（](?:周|星期|礼拜)?[月火水木金土日一二三四五六天]曜?日?[)）]"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|[月火水木金土日]曜日?)"
)
_WITH_WEEKDAY = f"(?:{_WEEKDAY_BEHIND})?"
_NUMERIC_DATE = rf"(?<![\d/.-])(?P<digits>(?:\d{{4}}[/-]\d{{1,2}}[/-]|\d{{1,2}}/)\d{{1,2}}){_WEEKDAY_BEHIND}"
_DATE = (
    rf"(?:(?P<year>\d{{4}}) ?年 ?)?(?P<month>{_NUMBER}) ?月 ?(?P<day>{_NUMBER}) ?(?:日|号|號)?{_NO_MORE}{_WITH_WEEKDAY}"
)
_DAY = (
    r"(?<![\d年月])(?P<ordinal>\d{1,2}|[一二三四五六七八九十]{1,3}(?=号)) ?[日号](?![間间後后前曜线館馆楼])"
    + _WITH_WEEKDAY
)
_WEEKDAY = (
    r"(?P<week>上上|下下|上|下|这|這|本)?(?:个|個)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日]|(?<!周)天)(?!期)"
    r"|(?P<youbi>[月火水木金土日])曜日?"
)
_TIME = (
    rf"(?<![\d快早晚有差多少慢大小])(?P<hour>{_NUMBER}) ?(?:点钟?|點鐘?|时|時)(?![間间点])"
    rf"(?:(?P<half>半)|(?P<quarters>[一三])刻|(?P<minute>{_NUMBER}) ?分?{_NO_MORE})?整?"
)
_SPAN = (
    r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})(?P<unit>天|日間|日(?=後|后|前)|周|週間|个?星期)"
    r"(?:(?P<later>之后|以后|后|後)|(?P<ago>之前|以前|前))?"
)
_FORMS = "|".join((_NUMERIC_DATE, _DATE, _WEEKDAY, _TIME, _SPAN, _DAY))
_FIRST = r"\d〇零一二两三四五六七八九十上下这這本个個周星礼月火水木金土日"  # signs with which a form begins
_WEEKS = {"上": "上", "下": "下周", "这": "这周", "這": "这周", "本": "这周"}
_PIECE = re.compile(r"[^\s、。,;!?「」『』()]+")
BY_DAY = {"天": "日"}


def has_signs(text: str) -> bool:
    """Whether a sign of Chinese or Japanese is in it."""
    return not text.isascii() and sign().search(text) is not None


@cache  # to compile such ranges takes three milliseconds
def sign() -> re.Pattern[str]:
    """A sign of Chinese or Japanese."""
    return re.compile(f"[{SIGNS}]")


@lru_cache(maxsize=8)  # on its way to an answer, a message is asked half a dozen times what it names
def spaced(text: str) -> str:
    """`text` with spaces around its words of days and times, and its dates and times in digits, where it has signs of
    Chinese or Japanese; other text as it is.
    """
    if not has_signs(text):
        return text
    return " ".join(_pieces(unicodedata.normalize("NFKC", _without_acutes(text))))


def _without_acutes(text: str) -> str:
    """As an apostrophe, ´ makes no other word (`folding`); normalized it would be a space."""
    return text.replace("´", "")


def _pieces(text: str) -> Iterator[str]:
    end = 0
    for match in _known().finditer(text):
        yield from _names(text[end : match.start()])
        yield _read(match)
        end = match.end()
    yield from _names(text[end:])


def _read(match: re.Match[str]) -> str:
    part = match.groupdict()
    if part["word"]:
        return _read_as().get(part["word"], part["word"])
    if part["digits"]:
        return part["digits"]
    if part["month"]:
        return _date(part["year"], _value(part["month"]), _value(part["day"]))
    if part["weekday"]:
        return _weekday(part["week"], "周" + BY_DAY.get(part["weekday"], part["weekday"]), match[0])
    if part["youbi"]:
        return f"{part['youbi']}曜日"
    if part["hour"]:
        return _time(_value(part["hour"]), part)
    return _span(_value(part["count"]), part) if part["count"] else f"{_value(part['ordinal'])} 日"


def _date(year: str | None, month: int, day: int) -> str:
    return f"{year}-{month}-{day}" if year else f"{day}.{month}."


def _weekday(week: str | None, day: str, said: str) -> str:
    """The week after next has no name that is known."""
    if week is None:
        return day
    return f"{_WEEKS[week]} {day}" if week in _WEEKS else said


def _time(hour: int, part: dict[str, str | None]) -> str:
    if part["half"]:
        return f"{hour}:30"
    if part["quarters"]:
        return f"{hour}:{_value(part['quarters']) * 15:02}"
    return f"{hour}:{_value(part['minute']):02}" if part["minute"] else f"{hour} 点"


def _span(count: int, part: dict[str, str | None]) -> str:
    unit = "周" if part["unit"] in {"周", "週間", "星期", "个星期"} else "天"
    if part["later"]:
        return f"后 {count} {unit}"
    return f"{count} {unit} 前" if part["ago"] else f"{count} {unit}"


def _value(number: str) -> int:
    """'24', '٢٤', '二十四' and '十' as numbers."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (_digit(tens, 1) * 10 if ten else 0) + _digit(ones, 0)


def _digit(signs: str, otherwise: int) -> int:
    return _DIGITS[signs[-1]] if signs else otherwise


def _names(text: str) -> Iterator[str]:
    """What is between known words, without the little words at its ends: 'の田中さんの' is の, 田中さん, の."""
    for piece in _PIECE.findall(text):
        before, name, after = _at_its_ends(piece)
        yield from filter(None, (before, name, after))


def _at_its_ends(piece: str) -> tuple[str, str, str]:
    if not has_signs(piece):
        return "", piece, ""
    little = _little()
    titles = _titles()
    front, back = list[str](), list[str]()
    while word := little.beginning(piece):
        front.append(word)
        piece = piece[len(word) :]
    titled = False  # in front of a title is a name, whatever it ends with: まこと様 is not まこ様
    while word := titles.end(piece) or ("" if titled else little.end(piece)):
        titled = titled or word in titles
        back.append(word)
        piece = piece[: -len(word)]
    return " ".join(front), piece, " ".join(reversed(back))


class _Affixes:
    """Words that are looked for at the ends of others, looked up for each length: trying hundreds takes longer."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths = sorted(set(map(len, self._words)), reverse=True)
        self._first, self._last = ({word[end] for word in self._words} for end in (0, -1))

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def beginning(self, piece: str) -> str:
        """The longest one that `piece` begins with; "" when there is none."""
        for length in self._lengths if piece[:1] in self._first else ():
            if piece[:length] in self._words:
                return piece[:length]
        return ""

    def end(self, piece: str) -> str:
        """The longest one that `piece` ends with; "" when there is none."""
        for length in self._lengths if piece[-1:] in self._last else ():
            if piece[-length:] in self._words:
                return piece[-length:]
        return ""


@cache
def _known() -> re.Pattern[str]:
    """What is found in a text: words that are read as others first, then forms, then words, the longest first."""
    words = {word for each in VOCABULARIES for word in _words_in(each) if len(word) > 1}
    first = "".join(sorted({word[0] for word in (*words, *_read_as())}))  # with other signs none begins
    return re.compile(
        f"(?=[{first}{_FIRST}])(?:(?P<word>{one_of(_read_as())}|(?!{_without_names(_FORMS)}){one_of(words)})|{_FORMS})"
    )


def _without_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@cache
def _read_as() -> dict[str, str]:
    return {word: other for each in VOCABULARIES for word, other in each.read_as}


@cache
def _little() -> _Affixes:
    """Words that name nothing. None of one sign that means a time: 今井 is a name, and not 'now'."""
    every = (word for each in VOCABULARIES for word in (*each.stop_words, *each.several))
    return _Affixes(filter(has_signs, every))


@cache
def _titles() -> _Affixes:
    """What stands behind a name: 様."""
    every = (title for each in VOCABULARIES for title in (*each.titles, *each.men, *each.women))
    return _Affixes(filter(has_signs, every))


def _words_in(each: Vocabulary) -> Iterator[str]:
    """The words of a vocabulary that part a text: of days, of parts of them, of weeks, and people's titles."""
    named = (word for table in (each.days, each.parts, each.parts_today) for word, _ in table)
    weeks = (each.this_week, each.next_week, each.last_week, each.next_days, each.following)
    lists = (*weeks, each.last, each.coming, each.next, each.now, each.titles, each.men, each.women)
    return filter(has_signs, (*named, *(word for some in lists for word in some)))
