"""What people type in English."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

# Whose link, or the link to what: a clinic asks for the patient's, a bank for the client's.
KINDS = ("", *words("customer customers client clients patient patients visitor visitors meeting join appointment"))

VOCABULARY = Vocabulary(
    commands=(
        (
            "get_link",
            (
                *combined(("get", "find"), ("", "the", "a", "my"), KINDS, ("link",)),
                "get links",
                *combined(("", "the", "a", "my"), KINDS, ("link",)),
            ),
        ),
        (
            "meetings",
            (
                "my meetings",
                *combined(
                    ("", "get", "list"),
                    ("", "my", "all", "all my"),
                    ("", "coming", "upcoming"),
                    ("meetings", "appointments"),
                ),
            ),
        ),
        ("who_am_i", ("who am i", "whoami", "my account", "account")),
        ("sign_out", ("sign out", "sign me out", "signout", "log out", "log me out", "logout", "log off", "logoff")),
        ("help", ("help", "help me", "commands", "what can you do", "what can i say", "how does this work")),
    ),
    courtesy=(
        "hi",
        "hi there",
        "hello",
        "hello there",
        "hey",
        "good morning",
        "good afternoon",
        "please",
        "pls",
        "plz",
        "thanks",
        "thx",
        "thank you",
        *combined(("can", "could", "will", "would"), ("you",)),
        *combined(("can", "could", "may"), ("i", "we"), ("", "have", "get")),
        *combined(("i", "we"), ("need", "want", "would like")),
        "id like",
        *combined(("get", "give", "send", "show"), ("me", "us")),
        "send",
        "share",
        "show",
        "what is",
        "whats",
        "what are",
        "where is",
        "wheres",
    ),
    next=("next", "next one"),
    now=("now", "right now", "starting now", "current"),
    at_hand=("this one", "this chat", "for all", "for all of us", "for everyone", "for everybody", "for us"),
    several=words("all any every coming upcoming appointments calls meetings sessions"),
    stop_words=words(
        "a an and at by for from have here in is it me my of on our that the this to which with "
        "please pls plz thanks thx "
        "appointment call id link links meeting number online session teams virtual "
        "client clients customer customers patient patients "
        "about are calendar everything find list organised organized schedule show their what "
        "get give send"
    ),
    men=("mr", "mister"),
    women=("mrs", "ms", "miss"),
    titles=("mx", "dr", "doctor", "prof", "professor"),
    number=("teams", "meeting", "id", "number", "no"),
    passcode=("passcode",),
    days=(
        ("today", 0),
        ("todays", 0),
        ("tomorrow", 1),
        ("tomorrows", 1),
        ("tmrw", 1),
        ("tmr", 1),
        ("the day after tomorrow", 2),
        ("day after tomorrow", 2),
        ("a week today", 7),
        ("a week tomorrow", 8),
        ("yesterday", -1),
        ("yesterdays", -1),
    ),
    weekdays=(
        ("monday", "mondays", "mon"),
        ("tuesday", "tuesdays", "tues", "tue"),
        ("wednesday", "wednesdays", "wed"),
        ("thursday", "thursdays", "thurs", "thur", "thu"),
        ("friday", "fridays", "fri"),
        ("saturday", "saturdays", "sat"),
        ("sunday", "sundays", "sun"),
    ),
    months=(
        ("january", "jan"),
        ("february", "feb"),
        ("march", "mar"),
        ("april", "apr"),
        ("may",),
        ("june", "jun"),
        ("july", "jul"),
        ("august", "aug"),
        ("september", "sept", "sep"),
        ("october", "oct"),
        ("november", "nov"),
        ("december", "dec"),
    ),
    this_week=("this week", "this weeks", "rest of the week", "the rest of the week", "rest of this week"),
    next_week=("next week", "next weeks"),
    next_days=combined(("", "the"), ("next", "coming", "following")),
    within=("in",),
    counts=(("a", 1), ("few", 3)),
    units=(("day", 1), ("days", 1), ("week", 7), ("weeks", 7)),
    coming=("this", "coming", "this coming"),
    following=("next",),
    ordinals=(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)",),
    month_first=("en-us", "en-ph"),
    numbers=numbered("one two three four five six seven eight nine ten eleven twelve"),
    at=("at", "@", "from", "around"),
    oclock=("oclock", "h"),
    morning=("am", "a.m"),
    evening=("pm", "p.m"),
    past=(("half past", 30), ("quarter past", 15), ("quarter after", 15), ("quarter to", -15)),
    parts=(("morning", (0, 12)), ("noon", (12, 13)), ("afternoon", (12, 18)), ("evening", (17, 24))),
    parts_today=(
        ("this morning", (0, 12)),
        ("this mornings", (0, 12)),
        ("this afternoon", (12, 18)),
        ("this afternoons", (12, 18)),
        ("this evening", (17, 24)),
        ("this evenings", (17, 24)),
        ("tonight", (17, 24)),
        ("tonights", (17, 24)),
    ),
    after_weekday=(),
)
