"""What people type in English."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

# Whose link, or the link to what: a clinic asks for the patient's, a bank for the client's.
KINDS = (
    *("", *words("customer customers client clients patient patients visitor visitors meeting join appointment")),
    *("teams", "teams meeting", "video", "video call", "visit", "invite", "invitation", "virtual appointment"),
)

MINUTES = (("five", 5), ("ten", 10), ("twenty", 20), ("twenty five", 25), ("twenty-five", 25))

EVERYBODY = words("all everyone everybody team folks")
HELP = words("help link links support reply answer")
WELL = ("", *words("now perfectly well great fine nicely beautifully"), "like a charm", "a treat", "first time")
SMOOTH = words("quick fast easy great helpful perfect brilliant smooth kind")

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
        (
            "who_am_i",
            (
                "who am i",
                "whoami",
                "my account",
                "account",
                "sign in",
                "sign me in",
                "signin",
                "log in",
                "log me in",
                "login",
                "log on",
                "logon",
                "am i signed in",
                "am i logged in",
            ),
        ),
        (
            "sign_out",
            (
                "sign out",
                "sign me out",
                "signout",
                "log out",
                "log me out",
                "logout",
                "log off",
                "logoff",
                "sign off",
                "signoff",
            ),
        ),
        (
            "language",
            (
                "language",
                *combined(("change", "set", "switch", "choose"), ("", "the", "my"), ("language",)),
                "my language",
                "language settings",
            ),
        ),
        (
            "again",
            (
                "try again",
                "try it again",
                "try that again",
                "try once more",
                "again",
                "once more",
                "one more time",
                "do it again",
                "same again",
                "retry",
                "repeat",
                "continue",
                "go on",
            ),
        ),
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
        "if possible",
        "pls",
        "plz",
        "thanks",
        "thx",
        "thank you",
        *combined(("can", "could", "will", "would"), ("you", "u")),
        *combined(("can", "could", "may"), ("i", "we"), ("", "have", "get")),
        *combined(("", "i", "we"), ("need", "want", "would like")),
        "kindly",
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
    joining=("and", "and now", "now", "and then", "then", "also", "and also"),
    manners=(
        (
            "greeting",
            (
                *combined(
                    ("hi", "hello", "hey", "hiya", "howdy", "greetings"), ("", "there", "again", "bot", *EVERYBODY)
                ),
                *combined(("good morning", "good afternoon", "good evening", "good day"), ("", *EVERYBODY)),
                *combined(("how are you", "how are you doing", "how is it going", "hows it going"), ("", "today")),
                "whats up",
            ),
        ),
        (
            "thanks",
            (
                *combined(
                    ("thanks", "thank you", "thank u", "thankyou", "thx", "tks", "ty", "tysm"),
                    (
                        *("", "a lot", "a million", "a bunch", "so much", "very much", "again", "bot", "anyway"),
                        *("all", "kindly", "tons", "guys", "mate", "buddy", *EVERYBODY[1:]),
                    ),
                ),
                *combined(("many", "no", "big", "ok"), ("thanks", "thank you")),
                *combined(("much", "really", "", "i"), ("appreciated", "appreciate it", "appreciate that")),
                *combined(("for",), ("", "the", "your", "all", "all your"), HELP),
                *combined(("for",), ("the", "your"), ("quick", "fast", "great", "kind"), HELP),
                *combined(("for",), ("that", "this", "it", "helping", "everything")),
                "cheers",
                "ta",
                *combined(("that", "this", "it"), ("helped", "helps"), ("", "a lot", "me")),
                *combined(("you are", "youre"), ("the best", "a star", "a lifesaver", "great", "brilliant")),
                *combined(("", "you"), ("saved",), ("my day", "me")),
                *combined(("", "very", "so", "most"), ("helpful", "kind")),
                "you rock",
                "lifesaver",
            ),
        ),
        (
            "agreement",
            (
                *words("ok okay okey k kk okidoki alright right great perfect super cool nice good fine awesome"),
                *words(
                    "excellent wonderful fantastic brilliant lovely amazing sure yes yeah yep yup done correct noted"
                ),
                *words("understood thumbsup wow haha lol"),
                "all right",
                "all good",
                "got it",
                "i see",
                "no problem",
                "no worries",
                "sounds good",
                "looks good",
                "well done",
                "good job",
                "great job",
                "good bot",
                "nice one",
                *combined(("", "that", "it", "this", "link"), ("works", "worked"), WELL),
                *combined(("that", "this", "it", "which"), ("was",), ("", "so", "very", "really", "super"), SMOOTH),
                *combined(("that is", "thats"), ("", "just", "exactly"), ("great", "perfect", "it", "what i needed")),
                *combined(("", "that", "it"), ("did it", "did the trick")),
                *combined(("", "just", "exactly"), ("what i needed",)),
                "thumbs up",
                "you are welcome",
                "youre welcome",
                "sorry",
            ),
        ),
        (
            "refusal",
            (
                *words("no nope nah nevermind cancel stop nothing"),
                "never mind",
                "not now",
                "forget it",
                "forget about it",
                "no need",
                "not needed",
                "its ok",
                "thats all",
                "that is all",
            ),
        ),
        (
            "farewell",
            (
                *words("bye byebye goodbye cya ciao farewell goodnight"),
                "bye bye",
                "good bye",
                "good night",
                "bye for now",
                "see you",
                "see ya",
                "see you later",
                "see you soon",
                "see you tomorrow",
                "talk to you later",
                "take care",
                "until tomorrow",
                *combined(("have a",), ("nice", "good", "great"), ("day", "evening", "weekend", "one")),
            ),
        ),
    ),
    next=("next", "next one"),
    now=("now", "right now", "starting now", "current"),
    first=(
        "first",
        "first thing",
    ),
    final=(
        "last",
        "final",
    ),
    at_hand=("this one", "this chat", "for all", "for all of us", "for everyone", "for everybody", "for us"),
    several=words("all any every coming upcoming appointments calls meetings sessions"),
    stop_words=words(
        "a an and at by for from have here in is it me my of on our that the this to which with "
        "please pls plz kindly asap thanks thx "
        "appointment appt appts mtg call id link links meeting number online session teams virtual "
        "client clients customer customers patient patients "
        "about are calendar everything find list one organised organized schedule show their what who whoever whos "
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
        ("the day before yesterday", -2),
        ("day before yesterday", -2),
    ),
    weekdays=(
        ("monday", "mondays", "mon"),
        ("tuesday", "tuesdays", "tues", "tue"),
        ("wednesday", "wednesdays", "weds", "wed"),
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
    last=("last", "past", "previous"),
    last_week=("last week", "last weeks", "the last week", "past week", "the past week"),
    ago=(("", "ago"),),
    ordinals=(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)",),
    month_first=("en-us", "en-ph"),
    numbers=numbered("one two three four five six seven eight nine ten eleven twelve"),
    at=("at", "@", "from", "around", "about"),
    oclock=("oclock", "h", "ish", "-ish"),
    morning=("am", "a.m"),
    evening=("pm", "p.m"),
    past=(
        *(("half past", 30), ("half", 30), ("quarter past", 15), ("quarter after", 15), ("quarter to", -15)),
        *((f"{minutes} past", past) for minutes, past in MINUTES),
        *((f"{minutes} to", -past) for minutes, past in MINUTES),
    ),
    past_behind=(("fifteen", 15), ("thirty", 30), ("forty-five", 45), ("forty five", 45)),
    parts=(
        ("morning", (0, 12)),
        ("12 noon", (12, 13)),
        ("noon", (12, 13)),
        ("midday", (12, 13)),
        ("afternoon", (12, 18)),
        ("arvo", (12, 18)),
        ("before lunch", (0, 13)),
        ("after lunch", (12, 18)),
        ("evening", (17, 24)),
        ("night", (17, 24)),
    ),
    parts_today=(
        ("this morning", (0, 12)),
        ("this mornings", (0, 12)),
        ("this afternoon", (12, 18)),
        ("this afternoons", (12, 18)),
        ("this arvo", (12, 18)),
        ("this evening", (17, 24)),
        ("this evenings", (17, 24)),
        ("tonight", (17, 24)),
        ("tonights", (17, 24)),
    ),
    after_weekday=(),
    spans=(
        ("from", "to"),
        ("from", "until"),
        ("from", "till"),
        ("between", "and"),
        ("", "to"),
        ("", "until"),
        ("", "till"),
    ),
    names=(("one", ()),),
    verbs=(
        *words(
            "need copy paste fetch grab open create generate make give forward text email mail retrieve locate "
            "search pass post gimme get find send share show"
        ),
        "copy and paste",
        "copy paste",
        "open up",
        "look up",
        "pull up",
        "bring up",
        "search for",
    ),
    visits=words(
        "physio vacc immuni consult mortgage invest insuranc pension derma ortho psych neuro cardio gyn paed "
        "pediat ophthal optom radio ultraso mammo onco rheum endocr gastro diabet dental dentis chirop podiat "
        "audiolog counsel therap rehab matern antenat postnat midwif nutrit allerg pharma medic surg examin "
        "interview onboard introduc discuss"
    ),
    as_teams=(
        "automatic",
        "auto",
        "default",
        "as in teams",
        "as teams is set",
        "like teams",
        "teams language",
    ),
    tongues=(
        ("mandarin", "zh-Hans"),
        ("castilian", "es"),
    ),
)
