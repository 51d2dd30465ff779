"""Texts that somebody wrote to keep the bot busy: hostile pieces, wrapped into each other, side by side, repeated."""

from __future__ import annotations

import base64
import html
import quopri
from collections.abc import Callable
from random import Random
from urllib.parse import quote

LONGEST = 28 * 1024
"""Characters of a message, about: what Teams takes."""

THREAD = "19:meeting_MjA3ODdiYzMtNzUxZC00M2YxLTk3Y2UtYmE0ZGVkYmE3ZjQx@thread.v2"
CONTEXT = '{"Tid":"a796be92-1111-4222-8333-0123456789ab","Oid":"4b75189b-c195-403b-bac4-bf03f2295ebc"}'
LONG = f"https://teams.microsoft.com/l/meetup-join/{quote(THREAD, safe='')}/0?context={quote(CONTEXT, safe='')}"
SHORT = "https://teams.microsoft.com/meet/24812345678912?p=AbC123xyz"
VISIT = "https://visit.teams.microsoft.com/webrtc-svc/api/route?JoinWebUrl="
SAFELINK = "https://eur03.safelinks.protection.outlook.com/?url="
GRAPH_ID = base64.b64encode(f"1*{'a' * 36}*0**{THREAD}".encode()).decode()

LINKS = (
    LONG,
    SHORT,
    LONG.split("?", maxsplit=1)[0],
    LONG[:-30],
    VISIT,
    SAFELINK,
    f"{VISIT}{quote(LONG, safe='')}",
    "https://teams.microsoft.com/",
    "https://teams.microsoft.com/meet/248",
    "https://teams.microsoft.com/light-meetings/launch?coords=eyJ",
    "https://teams.microsoft.com/dl/launcher/launcher.html?url=",
    "https://teams.microsoft.com/v2/?#/",
    "https://teams.live.com/meet/9312345678901",
    "https://zoom.us/j/1234567890",
    "https://a.example/x",
    "https://",
    "https%3A%2F%2F",
    "https%25253A%25252F%25252F",
    "msteams:/l/meetup-join/",
    "teams.microsoft.com/",
    "https://urldefense.com/v3/__https://a*__;",
    "https://urldefense.com/v3/__",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__",
    "https://secure-web.cisco.com/1/https%3A",
    "https://x.protection.sophos.com?u=aHR0",
    "https://www.google.com/url?q=",
    "https://linkprotect.cudasvc.com/url?a=",
)
SIGNS = (
    "%25", "%", "%3A%2F%2F", "%2525", "&", "&amp;", "&amp;amp;", "&#58;", "&#x2f;", "&nbsp;", "&lt;", "&", ";",
    "?url=", "&url=", "?JoinWebUrl=", "&convId=", "/v3/__", "__;", "*", "**A", "=3D", "=\n", "=3D=\n", "#", "?",
    "//", "<", ">", "<b>", "</b>", "<p>", "<br>", "<a>", "<a href=", "<a href='", "<a href=x>", "<a ", "href='",
    " href=\"", "<!--", "-->", "<style>", "</style>", "<script>", "<blockquote>", "</blockquote>",
    "<base href='//[x'>", "<pre>", "<at>", "</at>", "<at>x</at>", "<at id=1>",
    "<span itemtype='http://schema.skype.com/Mention'>", "<span ", "@", "<b a='", "<table><tr><td>", "<![", "<?",
    "</", "< a", "<1>", "\u200b", "\u00ad", "\ufeff", "[", "]", "{", "}", "(", ")", "\"", "'", "`", "\\", "\\_", "_",
    "-", "--", "---", ".", "…", "...", ",", ":", "!", " ", "  ", "\t", "\u00a0", "\u2009", "\u3000", "\n", "\r\n",
    "\n\n", "\n> ", "> ", "\n>", "\n\t", "\u0000", "\u0002", "\u0003", "😀", "👩\u200d👩\u200d👧", "é", "é", "́", "ﷺ",
    "ß", "İ", "½", "ﬁ", "漢", "ا", "\u202e", "٣", "１", "²", "Ⅷ", "´", "BEGIN:VCALENDAR\n ",
)  # fmt: skip
NUMBERS = (
    "1", "12", "123", "123 ", "1234 ", "248 123 456 789 12 ", "248123456", "+1", "+49 ", "00", "0049", "1-", "1.",
    "1:", "12:30 ", "2026-", "2026-11-24 ", "24.11.", "24/11 ", "1/2/", "99.99. ", "Meeting ID: ", "Meeting ID",
    "ID ", "会議 ID", "Meeting ID: 248 123 456 789 12\n", "Besprechungs-ID:248123456789 ", "ID de la réunion ",
    "Passcode: ", "1,", "#", GRAPH_ID, GRAPH_ID[:30], "MSo", "MSoA", "MCMx", "%4DSo",
)  # fmt: skip
WORDS = (
    "monday ", "mo ", "tomorrow ", "next ", "next monday ", "next week ", "in 3 days ", "in 99 days ", "the 24th ",
    "24 november ", "november ", "nov ", "mai ", "at ", "at 3 ", "3pm ", "3 ", "half past ", "half past 3 ",
    "15:30 ", "um ", "uhr ", "9 uhr ", "halb vier ", "am 24. ", "morgen ", "freitagnachmittag ", "montag morgen ",
    "this morning ", "tonight ", "evening ", "a week ", "in a week ", "now ", "the ", "the day after ", "fri 27 ",
    "fri ", "der ", "mr ", "mrs ", "dr ", "physio ", "fysio ", "phisiotherapy ", "adeyemi's ", "this one ",
    "for all ", "please ", "hello ", "could you ", "get link ", "getlink ", "get-", "get ", "link ", "link-up ",
    "my meetings ", "help ", "who am i ", "x ", "a", "a ", "ab ", "abc ", "xylophone ",
    "Donaudampfschifffahrtsgesellschaft ", "Dr. ", "St. ", "o'neill ", "sign out ", "From: a\nSent: b\n", "From:",
    "\nFrom: a\n", "On ", "On a wrote", "On Monday Anna wrote:\n", "-----Original Message-----\n", "\nOn ", "wrote",
    "Von:", "\nAm ", "schrieb",
)  # fmt: skip
LANGUAGES = (
    "demain à 15h ", "la semaine prochaine ", "mardi prochain ", "et demie ", "récupérer le lien ", "réunion ",
    "mañana por la tarde ", "dentro de tres días ", "y media ", "obtener enlace ", "martes ", "hace 2 días ",
    "domani alle 15 ", "fra due settimane ", "e mezza ", "ottieni link ", "mercoledì ", "dopodomani ",
    "volgende week dinsdag ", "half vier ", "over 3 dagen ", "haal link op ", "overmorgen ", "vrijdagmiddag ",
    "amanhã às 3 da tarde ", "terça-feira ", "próxima ", "depois de amanhã ", "obter link ", "meia ",
    "jutro o 15 ", "w przyszły wtorek ", "za dwa tygodnie ", "wpół do czwartej ", "pobierz link ", "pojutrze ",
    "i övermorgon ", "nästa vecka ", "halv fyra ", "hämta länk ", "om tre dagar ", "fredagseftermiddag ",
    "明日の午後3時", "再来週の火曜日", "リンクを取得", "田中さんの", "11月24日(火)", "ﾘﾝｸ", "が゙",
    "下周五下午三点半", "获取链接", "后天", "十二月二十四日", "星期天", "三天后", "上上",
    "غدا الساعة ٣ ", "الأسبوع القادم ", "بعد ثلاثة أيام ", "احصل على الرابط ", "يوم الثلاثاء ", "٢٤ نوفمبر ", "٣天",
    "link ophalen ", "übermorgen früh ", "vor 3 Tagen ", "24. November 2026 ", "Frau Dr. ", "Link holen ",
)  # fmt: skip
ODD = (
    "gte lnik ", "get lnk ", "hlep ", "linkk ", "get  l i n k ", "/getlink ", "get-link-", "my meeting ", "sgin out ",
    "languge ", "language ", "danke danke ", "hi hi ", "ok ", "no ", "thx ", "\u2066", "\u2069", "\u061c", "\u200f",
    "\u200d", "\u034f", "\ufe0f", "1\ufe0f\u20e3", "#\u20e3", "🇩🇪", "👍🏽", "❤\ufe0f", ":-) ", ":smile:", "(y) ",
    "xD ", "¯\\_(ツ)_/¯", "<3 ", "a\u0301\u0302\u0323", "\u0323\u0301", "e\u0301", "𝔤𝔢𝔱 ", "\u0261\u0435t ", "\u017f",
    "\u1e9e", "\u212a", "안녕 ", "ㅎ", "क्षि ", "ไทย", "\u1100", "\u2126", "\u1d2c", "⑳", "㋿", "㍿", "\u01c4", "İı",
    "\U000e0067", "\x1c", "\x85", "\u2028", "\u2029", "Subject: RE: AW: ", "\nSent: Monday\nTo: ", "\nCc: a@b.example;",
    "> > > ", "|a|b|\n|-|-|\n", "<tr><td>1</td>", "<li>", "- a\n", "1. a\n", "* ", "• ", "tel 069 1234567 ",
    "call me 555 123 4567 ", "+49 (69) 123-456 ", "0171/1234567 ", "tel ", "phone number ", "fax", "12-34-", "1 2 3 ",
    "<blockquote>a</blockquote>", "&gt; a\n", "&lt;at&gt;", "&lt;quoted ", "&NewLine;", "&#8203;", "<emoji alt='x'>",
    "<img alt='👍'>", "<span itemtype='http://schema.skype.com/Mention'>Bot</span>", "“get link” ", "«a» ", "‚‘",
)  # fmt: skip
ATOMS = (LINKS, SIGNS, NUMBERS, WORDS, LANGUAGES, ODD)


def folded(text: str, width: int, end: str) -> str:
    """The text in lines of that many characters."""
    return end.join(text[at : at + width] for at in range(0, len(text), width))


def urldefense_2(text: str) -> str:
    """As Proofpoint's version 2 writes it."""
    coded = quote(text, safe="").replace("%", "-").replace("/", "_")
    return f"https://urldefense.proofpoint.com/v2/url?u={coded}&d=x"


def urldefense_3(text: str) -> str:
    """As Proofpoint's version 3 writes it, with a star for each percent sign."""
    coded = base64.urlsafe_b64encode(b"%" * text.count("%")).decode()
    return f"https://urldefense.com/v3/__{text.replace('%', '*')}__;{coded}!!x"


def sophos(text: str) -> str:
    """As Sophos writes it."""
    return f"https://eu.protection.sophos.com?d=x&u={base64.urlsafe_b64encode(text.encode()).decode()}&i=x"


WRAPS: tuple[Callable[[str], str], ...] = (
    lambda text: quote(text, safe=""),
    lambda text: quote(quote(text, safe=""), safe=""),
    lambda text: quote(text, safe=":/"),
    lambda text: f"{VISIT}{text}",
    lambda text: f"{VISIT}{quote(text, safe='')}&biz=0",
    lambda text: f"{VISIT}{text}&convId={quote(THREAD)}&oid=x&tid=y",
    lambda text: f"{SAFELINK}{quote(text, safe='')}&data=x",
    lambda text: f"{SAFELINK}{text}",
    urldefense_2,
    urldefense_3,
    sophos,
    lambda text: f"https://linkprotect.cudasvc.com/url?a={quote(text, safe='')}",
    lambda text: f"https://secure-web.cisco.com/1/{quote(text, safe='')}",
    lambda text: f"https://www.google.com/url?q={text}",
    lambda text: f"https://teams.microsoft.com/dl/launcher/launcher.html?url={quote(text, safe='')}",
    lambda text: f"https://teams.microsoft.com/light-meetings/launch?coords={base64.b64encode(text.encode()).decode()}",
    lambda text: folded(text, 1, "\n"),
    lambda text: folded(text, 31, "\n"),
    lambda text: folded(text, 72, "\r\n"),
    lambda text: folded(text, 40, "\n> "),
    lambda text: folded(text, 60, "<br>"),
    lambda text: folded(text, 50, "<wbr>"),
    lambda text: folded(text, 75, "=\n"),
    lambda text: quopri.encodestring(text.encode()).decode(),
    html.escape,
    lambda text: html.escape(html.escape(text)),
    lambda text: f'<a href="{html.escape(text)}">',
    lambda text: f"<a href='{text}' originalsrc='{text}'>Join</a>",
    lambda text: f"<p>{text}</p>",
    lambda text: f"<blockquote>{text}</blockquote>",
    lambda text: f"[{text}]({text})",
    lambda text: f"<{text}>",
    lambda text: f"<at>{text}</at>",
    lambda text: f"<!--{text}-->",
    lambda text: f"{text} ",
    lambda text: f"{text}\n",
    lambda text: "".join(f"&#{ord(sign)};" for sign in text[:3000]),
    str.upper,
)
BEGINNINGS = (
    "",
    "",
    "",
    "get link ",
    "get link\n",
    "<p>",
    "<div>",
    "> ",
    "hello please ",
    "<at>Bot</at> get link ",
    "\n" * 50,
)


def piece(random: Random, size: int) -> str:
    """Some hostile text, about `size` characters of it at most."""
    atoms = "".join(random.choice(random.choice(ATOMS)) for _ in range(random.choice((1, 1, 1, 2, 3, 6))))
    text = atoms * max(1, random.choice((1, 2, 30, size)) // len(atoms))
    for _ in range(random.choice((0, 0, 1, 1, 2, 3, 5, 8))):
        if len(text) > size:
            break
        text = random.choice(WRAPS)(text)
    return text[:size]


def counted(block: str, times: int) -> str:
    """The block as often as that, each time another one: nothing of it is known when it is read again."""
    return "".join(f"{block.replace('1', str(n))}{n}" for n in range(times))


def composition(seed: int, size: int = LONGEST) -> str:
    """A text of at most `size` characters, mostly as long as that: pieces one after the other, or one pattern."""
    random = Random(seed)  # noqa: S311
    parts = [piece(random, random.choice((40, 200, 1000, 4000, size))) for _ in range(random.choice((1, 1, 2, 3, 5)))]
    block = random.choice(("", "", " ", "\n")).join(parts) or " "
    if random.random() < 0.8:
        times = size // len(block) + 1
        block = counted(block, times) if random.random() < 0.3 else block * times
    return (random.choice(BEGINNINGS) + block)[:size]
