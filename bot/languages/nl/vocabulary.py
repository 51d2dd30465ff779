"""What people type in Dutch, in the Netherlands and in Flanders."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

# Two words may be written as one: 'afspraaklink', 'afspraak-link'.
LINKS = combined(("", *words("klant patient patienten afspraak vergader meeting deelname teams video")), ("link",))
MANY_LINKS = combined(("", *words("klant patienten afspraak")), ("links",))

VOCABULARY = Vocabulary(
    commands=(
        (
            "get_link",
            (
                *combined((*LINKS, *MANY_LINKS), words("ophalen opvragen halen krijgen tonen zoeken sturen")),
                *combined(
                    ("", *words("haal geef toon zoek stuur vind")),
                    ("", "de", "een", "mijn"),
                    ("", "juiste"),
                    (*LINKS, *MANY_LINKS),
                ),
            ),
        ),
        (
            "meetings",
            (
                "mijn vergaderingen",
                *combined(
                    ("", "mijn", "alle", "al mijn"),
                    ("", "komende", "volgende"),
                    ("afspraken", "vergaderingen"),
                    ("", "tonen"),
                ),
                *combined(("toon", "toon mijn", "toon alle"), ("", "komende"), ("afspraken", "vergaderingen")),
            ),
        ),
        (
            "who_am_i",
            (
                "wie ben ik",
                "mijn account",
                "inloggen",
                "aanmelden",
                "meld me aan",
                "meld mij aan",
                "log me in",
                "log mij in",
                "log in",
                "login",
            ),
        ),
        ("sign_out", ("afmelden", "meld me af", "meld mij af", "uitloggen", "log me uit", "log mij uit", "log uit")),
        (
            "language",
            (
                "taal",
                "mijn taal",
                *combined(("", "mijn", "de"), ("taal",), ("wijzigen", "veranderen", "instellen", "kiezen")),
            ),
        ),
        (
            "again",
            (
                "opnieuw proberen",
                "nog eens proberen",
                "nog een keer proberen",
                *combined(("probeer", "probeer het", "doe het"), ("opnieuw", "nog eens", "nog een keer", "nogmaals")),
                "opnieuw",
                "nog eens",
                "nog een keer",
                "nogmaals",
                "herhaal",
                "herhalen",
                "doorgaan",
                "ga door",
                "ga verder",
                "verder",
            ),
        ),
        ("help", ("help", "help me", "hulp", "opdrachten", "wat kun je", "wat kan je", "wat kunt u", "hoe werkt dit")),
    ),
    courtesy=(
        "hallo",
        "hoi",
        "goedemorgen",
        "goedemiddag",
        "goeiemorgen",
        "goedendag",
        "dag",
        "alstublieft",
        "alsjeblieft",
        "aub",
        "svp",
        "graag",
        "bedankt",
        "dank u",
        "dank je",
        "dank u wel",
        "dank je wel",
        *combined(
            ("kun je", "kunt u", "kan je", "kan u", "wil je", "wilt u", "zou je", "zou u"), ("", "mij", "me", "ons")
        ),
        *combined(("kan ik", "mag ik", "kunnen we", "mogen we"), ("", "hebben", "krijgen")),
        *combined(("ik",), ("wil", "zoek", "heb", "wou", "zou"), ("", "graag")),
        *combined(("we", "wij"), ("willen", "zoeken", "hebben", "zouden"), ("", "graag")),
        *combined(("geef", "stuur", "toon", "zoek", "haal"), ("", "mij", "me", "ons"), ("", "even")),
        "wat is",
        "waar is",
        "hoe luidt",
        *combined(("wie", "wanneer"), ("is",)),
        *combined(("heb je", "heb jij", "heeft u", "is er", "waar vind ik"), ("", "misschien", "even")),
        *("dringend", "spoed", "met spoed"),
    ),
    joining=(*combined(("", "en"), ("nu", "dan", "ook"), ("", "nog", "graag")), "en", "en nog"),
    manners=(
        (
            "greeting",
            (
                *combined(
                    words("hallo hoi hey hi dag goedemorgen goedemiddag goedenavond goeiemorgen goedendag"),
                    ("", "allemaal", "bot", "iedereen", "daar"),
                ),
                "goede morgen",
                "goede middag",
                "goeden avond",
                "goeiedag",
                "goeienavond",
                "hallootjes",
                "hoe gaat het",
                "hoe gaat het met je",
                "hoe gaat het met u",
                "alles goed",
            ),
        ),
        (
            "thanks",
            (
                *combined(
                    (
                        *words("bedankt dank dankjewel dankuwel thanks merci"),
                        *("dank je", "dank u", "dank je wel", "dank u wel", "hartelijk dank", "hartelijk bedankt"),
                        *("heel erg bedankt", "veel dank", "alvast bedankt", "super bedankt"),
                    ),
                    ("", "bot", "alvast", "voor de hulp", "voor je hulp", "voor uw hulp", "voor de link"),
                ),
                *combined(("ok", "oke", "ja", "nee", "prima", "top"), ("bedankt", "dank je", "dank u", "dankjewel")),
                "dat helpt",
                "dat heeft geholpen",
            ),
        ),
        (
            "agreement",
            (
                *words(
                    "ok oke okay prima goed mooi top super perfect fijn geweldig uitstekend klopt juist ja jawel jep"
                ),
                *words("zeker begrepen duidelijk klaar gelukt akkoord sorry hoera tof"),
                "in orde",
                "komt goed",
                "heel goed",
                "is goed",
                "dat klopt",
                "geen probleem",
                "graag gedaan",
                "goed gedaan",
                "goed zo",
                "helemaal goed",
            ),
        ),
        (
            "refusal",
            (
                *words("nee neen annuleren annuleer stop niets niks"),
                "laat maar",
                "hoeft niet",
                "niet nodig",
                "niet nu",
                "nu niet",
                "maakt niet uit",
                "geeft niet",
                "dat was alles",
                "dat is alles",
            ),
        ),
        (
            "farewell",
            (
                *words("doei dag daag doeg houdoe ciao groetjes groeten bye"),
                "tot ziens",
                *combined(("tot",), ("straks", "zo", "morgen", "later", "snel", "dan", "gauw", "de volgende keer")),
                *combined(("fijne", "prettige"), ("dag", "avond", "middag"), ("", "nog")),
                *combined(("fijn", "prettig", "goed"), ("weekend",), ("", "nog")),
                "met vriendelijke groet",
                "mvg",
                "goede nacht",
                "welterusten",
            ),
        ),
    ),
    next=("volgende", "eerstvolgende", "eerstkomende"),
    now=("nu", "nu meteen", "meteen", "zo meteen", "zometeen", "op dit moment", "huidige", "lopende"),
    first=("eerste",),
    final=("laatste",),
    at_hand=("deze chat", "dit gesprek", *combined(("voor",), ("iedereen", "allemaal", "ons", "ons allemaal"))),
    several=words("alle komende vergaderingen meetings afspraken"),
    stop_words=words(
        "aan bij dat de deze die dit een en graag heb heeft het hier hun ik in is met mij mijn me naar nodig om ons "
        "onze op te tot u uit uw van vanaf voor wat welke "
        "afspraak vergadering vergader meeting id nummer online teams virtuele virtueel "
        "klant klanten client clienten patient patienten patiente "
        "link links klantlink klantlinks klantafspraak klantafspraken agenda alles alstublieft alsjeblieft aub "
        "bedankt dank kan kun kunt kunnen hebben krijgen geven geef haal ophalen stuur sturen toon tonen vind vinden "
        "zoek zoeken even"
    ),
    men=("heer", "dhr", "meneer"),
    women=("mevrouw", "mevr", "mw"),
    titles=("dr", "dokter", "doctor", "prof", "professor"),
    number=("teams", "vergadering", "vergaderings", "id", "nummer", "nr"),
    passcode=("wachtwoordcode", "toegangscode", "wachtwoord"),
    days=(
        ("vandaag", 0),
        ("morgen", 1),
        ("overmorgen", 2),
        ("gisteren", -1),
        ("eergisteren", -2),
    ),
    weekdays=(
        ("maandag", "ma"),
        ("dinsdag", "di"),
        ("woensdag", "wo"),
        ("donderdag", "do"),
        ("vrijdag", "vr"),
        ("zaterdag", "za"),
        ("zondag",),  # 'zo' is 'so' and 'soon', too
    ),
    months=(
        ("januari", "jan"),
        ("februari", "feb"),
        ("maart", "mrt"),
        ("april", "apr"),
        ("mei",),
        ("juni", "jun"),
        ("juli", "jul"),
        ("augustus", "aug"),
        ("september", "sept", "sep"),
        ("oktober", "okt"),
        ("november", "nov"),
        ("december", "dec"),
    ),
    this_week=("deze week", "rest van de week", "de rest van de week"),
    next_week=("volgende week",),  # 'komende week' may be this one
    next_days=("komende", "de komende", "volgende", "de volgende"),
    within=("over",),
    counts=(("een", 1), ("paar", 3)),
    units=(("dag", 1), ("dagen", 1), ("week", 7), ("weken", 7)),
    coming=("deze", "komende", "aanstaande", "a.s"),
    following=("volgende",),
    last=("afgelopen", "vorige", "laatste"),
    last_week=("vorige week", "afgelopen week"),
    ago=(("", "geleden"),),
    ordinals=(r"(?:de )?(\d{1,2})(?:ste|de|e)",),
    month_first=(),
    numbers=(
        *numbered("een twee drie vier vijf zes zeven acht negen tien elf twaalf"),
        *numbered("dertien veertien vijftien zestien zeventien achttien negentien twintig", 13),
    ),
    at=("om", "rond", "vanaf"),
    oclock=("uur", "u"),
    morning=(),
    evening=(),
    past=(
        ("half", -30),
        ("kwart over", 15),
        ("kwart voor", -15),
        ("vijf over", 5),
        ("tien over", 10),
        ("vijf voor", -5),
        ("tien voor", -10),
        ("tien voor half", -40),
        ("vijf voor half", -35),
        ("vijf over half", -25),
        ("tien over half", -20),
        ("twintig over", 20),
        ("twintig voor", -20),
    ),
    parts=(
        ("ochtend", (0, 12)),
        ("s ochtends", (0, 12)),
        ("s morgens", (0, 12)),
        ("voormiddag", (0, 12)),
        ("vroeg", (0, 12)),
        ("tussen de middag", (12, 14)),
        *((f"voor {lunch}", (0, 13)) for lunch in ("de lunch", "de lunchpauze")),
        *((f"na {lunch}", (12, 18)) for lunch in ("de lunch", "de lunchpauze")),
        ("middag", (12, 18)),
        ("s middags", (12, 18)),
        ("namiddag", (12, 18)),
        ("avond", (17, 24)),
        ("s avonds", (17, 24)),
    ),
    parts_today=(
        ("vanochtend", (0, 12)),
        ("vanmorgen", (0, 12)),
        ("vanmiddag", (12, 18)),
        ("vannamiddag", (12, 18)),
        ("vanavond", (17, 24)),
        ("deze ochtend", (0, 12)),
        ("deze voormiddag", (0, 12)),
        ("deze middag", (12, 18)),
        ("deze namiddag", (12, 18)),
        ("deze avond", (17, 24)),
    ),
    after_weekday=(("morgen", "ochtend"),),
    spans=(("van", "tot"), ("vanaf", "tot"), ("tussen", "en"), ("", "tot")),
    names=(("dan", ()),),
    denials=("niet", "behalve"),
    verbs=words(
        "nodig kopieren openen delen maken kopieer open maak genereer deel verstuur pak bezorg mail stuur "
        "geef zoek vind haal"
    ),
    clock_units=(
        ("minuut", 1),
        ("minuten", 1),
        ("min", 1),
        ("uur", 60),
        ("uren", 60),
        ("u", 60),
    ),
    tens=(
        ("vijftien", 15),
        ("twintig", 20),
        ("dertig", 30),
        ("veertig", 40),
    ),
    stretches=(
        ("een half uur", 30),
        ("een halfuur", 30),
        ("half uur", 30),
        ("een uur", 60),
        ("een kwartier", 15),
        ("anderhalf uur", 90),
        ("een paar minuten", 5),
    ),
    visits=words(
        "fysio vaccin consult controle intake spreek onderzo bloedaf bloedpr tandart oogarts hypothe verzeker "
        "adviesg logoped dietist revalid nacontr"
    ),
    as_teams=(
        "automatisch",
        "zoals in teams",
        "zoals teams",
        "standaard",
    ),
)
