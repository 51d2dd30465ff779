"""What people type in Italian, folded: 'lunedì' is 'lunedi', 'dell'appuntamento' is 'dellappuntamento'."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

# A clinic asks for the patient's link, a bank for the client's.
OF_WHOM = (
    *("", "cliente", "paziente", "del cliente", "della cliente", "del paziente", "della paziente", "per il cliente"),
    *("per il paziente", "del visitatore", "della riunione", "riunione", "dellappuntamento", "appuntamento", "teams"),
)
LINKS = (*combined(("", "il", "un", "il mio"), ("link",), OF_WHOM), "i link", "i miei link", "link clienti")
GET = ("ottieni", "ottenere", "avere", "dare", "dammi il", "trova", "trovare", "invia", "inviare", "mostra", "vedere")
TRY = ("ancora", "di nuovo", "nuovamente", "unaltra volta")
EVERYBODY = ("", "a tutti", "a tutte", "bot", "di nuovo", "ancora")

MINUTI = (("cinque", 5), ("dieci", 10), ("venti", 20), ("venticinque", 25))

VOCABULARY = Vocabulary(
    commands=(
        ("get_link", ("ottieni link", *combined(GET, LINKS), *LINKS)),
        (
            "meetings",
            (
                "le mie riunioni",
                *combined(
                    ("", "mostra", "vedi", "elenca"),
                    ("", "i miei", "tutti i miei", "tutti gli", "gli"),
                    ("appuntamenti",),
                ),
                *combined(("", "mostra", "vedi", "elenca"), ("", "le mie", "tutte le mie", "tutte le"), ("riunioni",)),
                *combined(("", "i miei", "i"), ("prossimi appuntamenti",)),
                *combined(("", "le mie", "le"), ("prossime riunioni",)),
                "la mia agenda",
                "il mio calendario",
            ),
        ),
        (
            "who_am_i",
            (
                "chi sono",
                "chi sono io",
                "il mio account",
                "account",
                "quale account",
                "accedi",
                "accedere",
                "accesso",
                "login",
                "fai il login",
                "esegui laccesso",
                "connetti",
                "connettimi",
            ),
        ),
        (
            "sign_out",
            (
                "disconnetti",
                "disconnettimi",
                "disconnettersi",
                "disconnessione",
                "esci dallaccount",
                "logout",
                "esci",
                "uscire",
                "scollegami",
                "fai il logout",
                "esegui il logout",
            ),
        ),
        (
            "language",
            (
                "lingua",
                "la mia lingua",
                *combined(("cambia", "cambiare", "scegli"), ("", "la"), ("lingua",)),
            ),
        ),
        (
            "again",
            (
                "riprova",
                "riprovare",
                "riprovi",
                "riproviamo",
                *combined(("prova", "provare", "provi", "tenta"), TRY),
                *TRY,
                "ancora una volta",
                "ripeti",
                "ripetere",
                "ripeta",
                "continua",
                "continuare",
                "continui",
            ),
        ),
        (
            "help",
            (
                "aiuto",
                "aiutami",
                "mi aiuti",
                "mi serve aiuto",
                "comandi",
                "cosa puoi fare",
                "cosa sai fare",
                "come funziona",
            ),
        ),
    ),
    courtesy=(
        *("ciao", "salve", "buongiorno", "buon giorno", "buonasera", "buona sera", "buon pomeriggio"),
        *("grazie", "grazie mille", "per favore", "perfavore", "per cortesia", "per piacere", "cortesemente"),
        *combined(
            ("puoi", "potresti", "puo", "potrebbe", "mi puoi", "mi potresti", "mi puo", "mi potrebbe"),
            ("", "dare", "darmi", "darci", "inviare", "inviarmi", "mandare", "mandarmi", "trovare", "mostrare"),
        ),
        *combined(("posso", "potrei", "possiamo"), ("", "avere", "ottenere", "ricevere")),
        *combined(("voglio", "vorrei", "vorremmo", "desidero"), ("", "avere", "ottenere")),
        *(
            "mi serve",
            "ci serve",
            "mi servirebbe",
            "ho bisogno del",
            "ho bisogno di",
            "ho bisogno",
            "avrei bisogno del",
        ),
        *(
            "dammi",
            "mi dia",
            "dacci",
            "inviami",
            "mi invii",
            "mandami",
            "mi mandi",
            "mostrami",
            "mi mostri",
            "fammi avere",
        ),
        *("qual e", "quale", "quali sono", "dove", "dove sono", "mi dai", "mi mandi"),
        *("chi e", "quando e"),
        *(
            "hai il",
            "ha il",
            "avete",
            "cerco",
            "sto cercando",
            "dove trovo",
            "mi manda",
            "mi invia",
            "urgente",
            "e urgente",
        ),
    ),
    joining=(
        *combined(("", "e"), ("adesso", "ora", "poi", "allora"), ("", "anche")),
        *("e", "ed", "e anche", "anche"),
    ),
    manners=(
        (
            "greeting",
            (
                *combined(("ciao", "salve", "buongiorno", "buon giorno", "buonasera", "buona sera", "hey"), EVERYBODY),
                *("buon pomeriggio", "come stai", "come sta", "come va", "tutto bene"),
            ),
        ),
        (
            "thanks",
            (
                *combined(
                    ("grazie", "grazie mille", "mille grazie", "molte grazie", "tante grazie", "grazie tante"),
                    (
                        "",
                        "a te",
                        "a lei",
                        "bot",
                        "ancora",
                        "di tutto",
                        "in anticipo",
                        "di cuore",
                        "infinite",
                        "comunque",
                    ),
                ),
                *combined(("ok", "no", "si", "perfetto", "va bene"), ("grazie", "grazie mille")),
                *combined(
                    ("grazie per", "per"), ("laiuto", "il tuo aiuto", "il suo aiuto", "il link", "i link", "tutto")
                ),
                *("ti ringrazio", "la ringrazio", "molto gentile", "gentilissimo", "mi e stato utile"),
            ),
        ),
        (
            "agreement",
            (
                *words("ok okay si certo perfetto bene benissimo ottimo giusto esatto capito fatto chiaro fantastico"),
                *words("eccellente magnifico ricevuto daccordo scusa scusi prego bravo figurati ottimamente"),
                *(
                    "va bene",
                    "molto bene",
                    "tutto ok",
                    "a posto",
                    "tutto a posto",
                    "nessun problema",
                    "non ce problema",
                ),
                *("di nulla", "di niente", "ho capito", "certamente", "mi sta bene", "funziona", "va benissimo"),
            ),
        ),
        (
            "refusal",
            (
                *words("no annulla annullare annulli ferma niente nulla"),
                *("lascia stare", "lasci stare", "lascia perdere", "non importa", "fa niente", "non adesso", "non ora"),
                *("non serve", "non ce bisogno", "e tutto", "basta cosi", "nientaltro", "non fa niente"),
            ),
        ),
        (
            "farewell",
            (
                *("arrivederci", "arrivederla", "addio", "ci vediamo", "ci sentiamo", "cordiali saluti", "saluti"),
                *combined(("a",), ("presto", "domani", "dopo", "piu tardi", "lunedi", "risentirci", "rivederci")),
                *combined(("buona",), ("giornata", "serata", "notte", "continuazione")),
                *("buonanotte", "buon lavoro", "buon fine settimana", "buon weekend"),
            ),
        ),
    ),
    next=words("prossimo prossima successivo successiva"),
    now=("adesso", "ora", "in corso", "attuale", "proprio ora", "subito"),
    first=(
        "primo",
        "prima",
    ),
    final=(
        "ultimo",
        "ultima",
    ),
    at_hand=(
        *("questa chat", "questa conversazione", "questa qui"),
        *combined(("per",), ("tutti", "tutte", "noi", "tutti noi")),
    ),
    several=words("tutti tutte prossimi prossime appuntamenti riunioni chiamate sessioni"),
    stop_words=words(
        "a ad agli ai al alla alle allo anche che con cui da dai dal dalla degli dei del della delle dello di e ed gli "
        "grazie hanno i il in l la le lo mia mie miei mio nel nella nostra nostro o per perfavore favore qual quale "
        "quali quella quello questo questa questi queste si sono sua suo suoi tra un una uno "
        "link riunione appuntamento dellappuntamento lappuntamento sessione chiamata teams numero id lid online "
        "virtuale virtuali cliente clienti paziente pazienti agenda calendario invito "
        "cerca dammi invia inviare inviami mandami manda mostra mostrare mostrami ottieni ottenere trova trovare vedere"
    ),
    men=("signor", "signore"),
    women=("signora", "signorina"),
    # 'sig.' and 'sig.ra' both begin with 'sig'; 'dott.ssa' ends in 'ssa'.
    titles=(
        "sig",
        "ra",
        "dott",
        "ssa",
        "dottor",
        "dottore",
        "dottoressa",
        "dr",
        "dottssa",
        "prof",
        "professore",
        "avv",
    ),
    number=("teams", "riunione", "della", "id", "numero", "no"),
    passcode=("passcode", "codice di accesso"),
    days=(
        ("oggi", 0),
        ("doggi", 0),
        ("domani", 1),
        ("domattina", 1),
        ("dopodomani", 2),
        ("dopo domani", 2),
        ("ieri", -1),
        ("laltro ieri", -2),
        ("altro ieri", -2),
        ("avantieri", -2),
    ),
    weekdays=(
        ("lunedi", "lun"),
        ("martedi", "mar"),
        ("mercoledi", "mer"),
        ("giovedi", "gio"),
        ("venerdi", "ven"),
        ("sabato", "sab"),
        ("domenica", "dom"),
    ),
    months=(
        ("gennaio", "gen"),
        ("febbraio", "feb"),
        ("marzo", "mar"),
        ("aprile", "apr"),
        ("maggio", "mag"),
        ("giugno", "giu"),
        ("luglio", "lug"),
        ("agosto", "ago"),
        ("settembre", "sett", "set"),
        ("ottobre", "ott"),
        ("novembre", "nov"),
        ("dicembre", "dic"),
    ),
    this_week=("questa settimana", "di questa settimana", "in questa settimana"),
    next_week=(
        *combined(("", "la", "della", "nella"), ("settimana",), ("prossima", "che viene", "entrante")),
        *combined(("", "la", "della", "nella"), ("prossima settimana",)),
    ),
    next_days=combined(("", "i", "nei", "le", "nelle"), words("prossimi prossime")),
    within=("tra", "fra", "in"),
    counts=(("quindici", 14), ("un", 1), ("una", 1)),
    units=(("giorno", 1), ("giorni", 1), ("settimana", 7), ("settimane", 7)),
    coming=("questo", "questa"),
    following=("prossimo", "prossima", "che viene"),
    last=("scorso", "scorsa", "ultimo", "passato"),
    last_week=(
        *combined(("", "la", "della"), ("settimana",), ("scorsa", "passata")),
        *combined(("", "la", "della"), ("scorsa settimana", "ultima settimana")),
    ),
    ago=(("", "fa"),),
    ordinals=(r"(?:il|il giorno|giorno) (\d{1,2})[o°]?",),
    month_first=(),
    # 'una' is left out: in 'domani una riunione' it is no hour.
    numbers=(
        *numbered("uno due tre quattro cinque sei sette otto nove dieci undici dodici")[1:],
        *numbered("tredici quattordici quindici sedici diciassette diciotto diciannove venti ventuno ventidue", 13),
    ),
    at=("alle", "alle ore", "ore", "dalle", "delle", "delle ore", "verso le", "per le"),
    oclock=("h", "ore", "in punto"),
    morning=("di mattina", "del mattino", "di mattino"),
    evening=("di pomeriggio", "del pomeriggio", "di sera", "della sera"),
    past=(),
    past_behind=(
        *(("e mezza", 30), ("e mezzo", 30), ("e un quarto", 15), ("meno un quarto", -15), ("e tre quarti", 45)),
        *(("e 15", 15), ("e 30", 30), ("e 45", 45), ("e quindici", 15), ("e trenta", 30)),
        *((f"e {minutes}", past) for minutes, past in MINUTI),
        *((f"meno {minutes}", -past) for minutes, past in MINUTI),
    ),
    parts=(
        ("mattina", (0, 12)),
        ("mattino", (0, 12)),
        ("mattinata", (0, 12)),
        ("mezzogiorno", (12, 14)),
        ("prima di pranzo", (0, 14)),
        ("dopo pranzo", (12, 18)),
        ("pomeriggio", (12, 18)),
        ("sera", (17, 24)),
        ("serata", (17, 24)),
    ),
    parts_today=(
        ("stamattina", (0, 12)),
        ("stamani", (0, 12)),
        ("questa mattina", (0, 12)),
        ("questo pomeriggio", (12, 18)),
        ("stasera", (17, 24)),
        ("questa sera", (17, 24)),
    ),
    after_weekday=(),
    spans=(
        *(("dalle", "alle"), ("dalle ore", "alle ore"), ("dalle", "fino alle"), ("tra le", "e le"), ("fra le", "e le")),
        *(("", "alle"), ("", "fino alle")),
    ),
    names=(("mia", words("riunione sessione chiamata prossima cliente paziente agenda")), ("ed", ())),
    denials=("non", "tranne"),
    verbs=words(
        "serve copia copiare apri aprire crea creare genera generare condividi condividere dai da cerca "
        "cercare prendi recupera recuperare inoltra manda mandami invia inviami passa passami"
    ),
    clock_units=(
        ("minuto", 1),
        ("minuti", 1),
        ("min", 1),
        ("ora", 60),
        ("ore", 60),
        ("h", 60),
    ),
    tens=(
        ("quindici", 15),
        ("venti", 20),
        ("trenta", 30),
        ("quaranta", 40),
    ),
    stretches=(
        ("mezzora", 30),
        ("mezz ora", 30),
        ("unora", 60),
        ("un quarto dora", 15),
        ("unora e mezza", 90),
        ("qualche minuto", 5),
        ("pochi minuti", 5),
    ),
    visits=words(
        "fisio vaccin visita consulen controll oculis dermat ginecol ortoped odonto psico riabil nutriz assicur colloqu"
    ),
    as_teams=(
        "automatica",
        "automatico",
        "come in teams",
        "come teams",
        "predefinita",
    ),
)
