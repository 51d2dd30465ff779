"""What people type in German, with and without umlauts (nächste, nachste, naechste)."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

# Two words may be written as one: 'Patientenlink', 'Patienten-Link'.
LINKS = combined(
    ("", *words("kunden patienten termin besprechungs meeting teilnahme teams video einladungs zugangs")), ("link",)
)

MINUTEN = (("funf", 5), ("fuenf", 5), ("zehn", 10), ("zwanzig", 20))

GUT = ("", *words("gut super prima jetzt sofort bestens perfekt wunderbar einwandfrei"))

VOCABULARY = Vocabulary(
    commands=(
        (
            "get_link",
            (
                *combined(LINKS, ("holen", "abrufen", "anzeigen", "schicken", "senden")),
                *combined(("", "den", "der", "einen", "meinen"), LINKS),
            ),
        ),
        (
            "meetings",
            (
                "meine besprechungen",
                *combined(
                    ("", "meine", "alle", "alle meine"),
                    ("", "kommende", "kommenden"),
                    ("termine", "besprechungen"),
                    ("", "anzeigen"),
                ),
            ),
        ),
        (
            "who_am_i",
            (
                "wer bin ich",
                "mein konto",
                "konto",
                "anmelden",
                "anmeldung",
                "mich anmelden",
                "melde mich an",
                "einloggen",
                "log mich ein",
                "logg mich ein",
                "login",
                "bin ich angemeldet",
            ),
        ),
        (
            "sign_out",
            (
                "abmelden",
                "melde mich ab",
                "ausloggen",
                "abmeldung",
                "mich abmelden",
                "log mich aus",
                "logg mich aus",
            ),
        ),
        (
            "language",
            (
                "sprache",
                "meine sprache",
                *combined(("", "meine", "die"), ("sprache",), ("andern", "aendern", "wechseln", "einstellen")),
                "spracheinstellung",
            ),
        ),
        (
            "again",
            (
                "noch einmal versuchen",
                "noch mal versuchen",
                "nochmal versuchen",
                "erneut versuchen",
                *combined(
                    ("versuch es", "versuche es", "probier es", "versuchen sie es", "bitte"),
                    ("noch einmal", "nochmal", "noch mal", "erneut"),
                ),
                "noch einmal",
                "noch mal",
                "nochmal",
                "nochmals",
                "erneut",
                "wiederholen",
                "wiederhole das",
                "weiter",
                "fortfahren",
            ),
        ),
        ("help", ("hilfe", "hilf mir", "befehle", "was kannst du")),
    ),
    courtesy=(
        "hallo",
        "guten morgen",
        "guten tag",
        "moin",
        "servus",
        "bitte",
        "danke",
        "danke schon",
        "danke schoen",
        "vielen dank",
        "bitte mal",
        *combined(
            ("kannst du", "konntest du", "koenntest du", "wurdest du", "wuerdest du"), ("", "mir", "uns"), ("", "mal")
        ),
        *combined(("konnen sie", "koennen sie", "konnten sie", "koennten sie", "wurden sie"), ("", "mir", "uns")),
        *combined(
            ("ich",), words("brauche brauchte braeuchte mochte moechte will hatte haette"), ("", "gern", "gerne")
        ),
        *words("brauche brauchte braeuchte"),
        *combined(("wir",), words("brauchen brauchten braeuchten mochten moechten hatten haetten")),
        *combined(words("finde gib hol hole schick schicke sende zeig zeige"), ("", "mir", "uns"), ("", "mal")),
        *combined(("wie", "wo"), ("ist",)),
        "wie lautet",
        *combined(("wer", "wann"), ("ist",), ("", "als", "jetzt")),
        *combined(
            ("hast du", "haben sie", "habt ihr", "gibt es", "ich suche", "wir suchen", "wo finde ich"),
            ("", "mal", "schon"),
        ),
        *combined(("darf ich", "kann ich", "konnte ich", "koennte ich"), ("", "bitte")),
        *combined(("hatte", "haette"), ("", "gern", "gerne")),
        *("dringend", "ganz dringend", "eilt"),
    ),
    joining=(
        *combined(("", "und"), ("jetzt", "nun", "dann"), ("", "noch", "bitte")),
        *words("und auch"),
        "und noch",
        "und auch",
    ),
    manners=(
        (
            "greeting",
            (
                *combined(
                    ("hallo", "hi", "hey", "moin", "moin moin", "servus", "gruezi"),
                    ("", "zusammen", "bot", "du", "nochmal"),
                ),
                *combined(("guten",), ("morgen", "tag", "abend", "mittag")),
                *combined(("gruss", "gruess"), ("gott", "dich")),
                "morgen zusammen",
                "hallochen",
                "halloechen",
                "mahlzeit",
                "wie geht es dir",
                "wie gehts",
                "wie geht es ihnen",
            ),
        ),
        (
            "thanks",
            (
                *combined(
                    (
                        "danke",
                        "vielen dank",
                        "besten dank",
                        "herzlichen dank",
                        "lieben dank",
                        "vielen lieben dank",
                        "ganz herzlichen dank",
                        "tausend dank",
                        "dankeschon",
                        "dankeschoen",
                    ),
                    (
                        "",
                        "dir",
                        "ihnen",
                        "nochmal",
                        "nochmals",
                        "bot",
                        "sehr",
                        "im voraus",
                        "fur die hilfe",
                        "fuer die hilfe",
                        *words("euch allen zusammen vielmals"),
                    ),
                ),
                *combined(("danke",), ("schon", "schoen", "vielmals")),
                *combined(("ok", "okay", "nein", "alles klar", "super", "ja"), ("danke",), ("", "dir", "ihnen")),
                *combined(("merci",), ("", "vielmals")),
                *combined(("fur", "fuer"), ("die", "deine", "ihre"), ("schnelle",), ("hilfe", "antwort")),
                *combined(("fur", "fuer"), ("", "die", "deine", "ihre"), ("hilfe", "unterstutzung", "unterstuetzung")),
                *combined(("fur", "fuer"), ("den",), ("link", "hinweis")),
                *combined(("", "das", "es"), ("hat",), ("", "mir", "sehr", "mir sehr"), ("geholfen",)),
                *combined(("du bist", "sie sind"), ("der beste", "die beste", "spitze", "super", "ein schatz")),
                "sehr nett",
                "sehr freundlich",
            ),
        ),
        (
            "agreement",
            (
                *words(
                    "ok okay okey oki passt gut prima super toll klasse perfekt spitze genau richtig ja jo jap jawohl"
                ),
                *words(
                    "klar verstanden erledigt wunderbar ausgezeichnet fein schon schoen cool stimmt daumen sorry hurra"
                ),
                *combined(("", "das", "es", "alles"), ("hat",), GUT, ("geklappt", "funktioniert")),
                *combined(("", "das", "es", "jetzt", "nun"), ("klappt", "funktioniert"), GUT),
                *combined(("", "das"), ("ging", "war"), ("", "aber", "ja", "sehr", "super"), ("schnell", "einfach")),
                "super gemacht",
                "top",
                "alles klar",
                "alles gut",
                "sehr gut",
                "gut so",
                "in ordnung",
                "geht klar",
                "passt so",
                "kein problem",
                "gern geschehen",
                "daumen hoch",
                "gut gemacht",
                "ach so",
                "aha",
            ),
        ),
        (
            "refusal",
            (
                *words("nein ne noe egal abbrechen stopp nichts"),
                "macht nichts",
                "schon gut",
                "vergiss es",
                "lass es",
                "lass gut sein",
                "nicht jetzt",
                "nicht notig",
                "nicht noetig",
                "das war alles",
                "das ist alles",
            ),
        ),
        (
            "farewell",
            (
                *words("tschuss tschuess tschau ciao ade pfiat baba bye"),
                *combined(("auf",), ("wiedersehen", "wiederschauen", "wiederhoren", "wiederhoeren")),
                *combined(
                    ("bis",),
                    (
                        "dann",
                        "bald",
                        "spater",
                        "spaeter",
                        "morgen",
                        "gleich",
                        "demnachst",
                        "demnaechst",
                        "zum nachsten mal",
                        "zum naechsten mal",
                    ),
                ),
                "mfg",
                "lg",
                *combined(words("viele liebe beste schone schoene freundliche"), ("grusse", "gruesse")),
                *combined(("mit freundlichen",), ("grussen", "gruessen")),
                *words("gruss gruesse grusse vg"),
                "mach es gut",
                "machs gut",
                "gute nacht",
                "pfiat di",
                *combined(("schonen", "schoenen"), ("tag", "abend", "feierabend"), ("", "noch")),
                *combined(("schones", "schoenes"), ("wochenende",), ("", "noch")),
            ),
        ),
    ),
    next=(
        "nachster",
        "nachste",
        "nachstes",
        "nachsten",
        "naechster",
        "naechste",
        "naechstes",
        "naechsten",
        "nachstes dran",
        "naechstes dran",
    ),
    now=(
        "jetzt",
        "gleich",
        "jetzt gleich",
        "gleich jetzt",
        "gerade",
        "aktuell",
        "aktueller",
        "aktuelle",
        "laufender",
        "laufende",
    ),
    first=(
        "erster",
        "erste",
        "ersten",
        "erstes",
    ),
    final=(
        "letzter",
        "letzte",
        "letzten",
        "letztes",
    ),
    at_hand=("diesen chat", "diesem chat", *combined(("fur", "fuer"), ("alle", "uns", "uns alle"))),
    several=words("alle allen aller kommende kommenden kommender besprechungen meetings termine terminen"),
    stop_words=words(
        "ab am an auf bei bitte danke das dem den der des die diese diesem diesen dieser dieses ein eine einen einer "
        "fur fuer gegen haben hier im in ist mein meine meinen meiner meines mit mir um und vom von zu zum zur "
        "besprechung besprechungs id kundenlink kundenlinks link links meeting nummer online teams termin termins "
        "virtuell virtuelle virtuellen virtueller "
        "kunde kunden kundin kundinnen patient patienten patientin patientinnen "
        "alles anstehend anstehende anstehenden anstehender kalender kundentermin kundentermine patiententermin "
        "patiententermine ihre ihrem ihren finde finden welche welchen zeig zeige "
        "bekommen geben gib hol hole holen ich kannst konnen konntest konnten schick schicke schicken sende senden sie"
    ),
    men=("herr", "herrn"),
    women=("frau",),
    titles=("doktor", "dr", "prof", "professor", "professorin"),
    number=("teams", "besprechungs", "besprechung", "id", "nummer", "nr"),
    passcode=("kenncode", "passcode"),
    days=(
        ("heute", 0),
        ("heutige", 0),
        ("heutigen", 0),
        ("morgen", 1),
        ("morgige", 1),
        ("morgigen", 1),
        ("ubermorgen", 2),
        ("uebermorgen", 2),
        ("gestern", -1),
        ("gestrige", -1),
        ("gestrigen", -1),
        ("vorgestern", -2),
    ),
    weekdays=(
        ("montag", "mo"),
        ("dienstag", "di"),
        ("mittwoch", "mi"),
        ("donnerstag", "do"),
        ("freitag", "fr"),
        ("samstag", "sonnabend", "sa"),
        ("sonntag", "so"),
    ),
    months=(
        ("januar", "janner", "jaenner", "jan"),
        ("februar", "feb"),
        ("marz", "maerz", "mrz"),
        ("april", "apr"),
        ("mai",),
        ("juni", "jun"),
        ("juli", "jul"),
        ("august", "aug"),
        ("september", "sept", "sep"),
        ("oktober", "okt"),
        ("november", "nov"),
        ("dezember", "dez"),
    ),
    this_week=("diese woche", "dieser woche", "rest der woche"),
    next_week=combined(
        words("nachste nachsten nachster naechste naechsten naechster kommende kommenden kommender"), ("woche",)
    ),
    next_days=combined(("", "den", "die"), words("nachste nachsten naechste naechsten kommende kommenden")),
    within=("in",),
    counts=(("einer", 1), ("einem", 1), ("paar", 3)),
    units=(("tag", 1), ("tage", 1), ("tagen", 1), ("woche", 7), ("wochen", 7)),
    coming=("diesen", "dieser", "kommenden", "kommender"),
    following=("nachsten", "nachster", "naechsten", "naechster"),
    last=words("letzten letzter letzte vergangenen vergangener vergangene vorigen voriger vorige"),
    last_week=combined(words("letzte letzten letzter vergangene vergangenen vergangener vorige vorigen"), ("woche",)),
    ago=(("vor", ""),),
    ordinals=(r"(?:am|den|zum) (\d{1,2})\.",),
    month_first=(),
    numbers=(
        *numbered("eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf"),
        *(("ein", 1), ("fuenf", 5), ("zwoelf", 12)),
        *numbered(
            "dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig einundzwanzig zweiundzwanzig", 13
        ),
        ("fuenfzehn", 15),
    ),
    at=("um", "gegen", "ab"),
    oclock=("uhr", "-uhr-termin"),
    morning=(),
    evening=(),
    past=(
        *(("halb", -30), ("viertel nach", 15), ("viertel vor", -15), ("viertel", -45), ("dreiviertel", -15)),
        *((f"{minutes} nach", past) for minutes, past in MINUTEN),
        *((f"{minutes} vor", -past) for minutes, past in MINUTEN),
        *((f"{minutes} nach halb", past - 30) for minutes, past in MINUTEN),
        *((f"{minutes} vor halb", -past - 30) for minutes, past in MINUTEN),
    ),
    past_behind=(("dreissig", 30), ("funfzehn", 15), ("fuenfzehn", 15), ("funfundvierzig", 45)),
    parts=(
        ("fruh", (0, 12)),
        ("frueh", (0, 12)),
        ("vormittag", (0, 12)),
        ("vormittags", (0, 12)),
        ("mittag", (11, 14)),
        ("mittags", (11, 14)),
        ("vor dem mittagessen", (0, 13)),
        ("nach dem mittagessen", (12, 18)),
        ("vor der mittagspause", (0, 13)),
        ("nach der mittagspause", (12, 18)),
        ("nach der pause", (12, 18)),
        ("nachmittag", (12, 18)),
        ("nachmittags", (12, 18)),
        ("abend", (17, 24)),
        ("abends", (17, 24)),
    ),
    parts_today=(("heute morgen", (0, 12)), ("heute abend", (17, 24))),
    after_weekday=(("morgen", "vormittag"), ("morgens", "vormittag")),
    spans=(("von", "bis"), ("ab", "bis"), ("zwischen", "und"), ("", "bis")),
    short_titles=(("fr", "frau"),),
    denials=("nicht", "ausser"),
    verbs=words(
        "brauche kopiere kopier offne oeffne erstelle erzeuge generiere teile suche such besorg besorge maile "
        "sende schick schicke hol hole finde zeig zeige gib"
    ),
    clock_units=(
        ("minute", 1),
        ("minuten", 1),
        ("min", 1),
        ("stunde", 60),
        ("stunden", 60),
        ("std", 60),
        ("h", 60),
    ),
    tens=(
        ("funfzehn", 15),
        ("fuenfzehn", 15),
        ("zwanzig", 20),
        ("dreissig", 30),
        ("vierzig", 40),
    ),
    stretches=(
        ("einer halben stunde", 30),
        ("ner halben stunde", 30),
        ("einer stunde", 60),
        ("einer viertelstunde", 15),
        ("einer dreiviertelstunde", 45),
        ("eineinhalb stunden", 90),
        ("anderthalb stunden", 90),
        ("ein paar minuten", 5),
    ),
    visits=words(
        "physio beratung impf untersuch kontroll vorsorg nachsorg sprechst orthop ergoth logop psycho zahnrein "
        "zahnarz augenarz augenunt blutabn besprech erstgesp erstunt versicher finanz kredit hypothek anlage "
        "vermog ernahrung schwanger wundver wundkon akupunk osteop massage therap"
    ),
    as_teams=(
        "automatisch",
        "wie in teams",
        "wie teams",
        "standard",
    ),
)
