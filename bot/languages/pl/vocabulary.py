"""What people type in Polish, with and without its own letters; 'ł' is folded to 'l' (bot.reading.folding)."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

LINKS = (
    *words("link linka linku linki"),
    *combined(("link", "linki"), ("dla",), words("klienta klientki klientow pacjenta pacjentki pacjentow")),
    *combined(("link",), ("klienta", "pacjenta")),
    *combined(("link", "linki", "linku"), ("do",), words("spotkania wizyty rozmowy konsultacji spotkan wizyt")),
)

VOCABULARY = Vocabulary(
    commands=(
        (
            "get_link",
            (
                *combined(
                    words("pobierz pobrac daj podaj pokaz wyslij przeslij znajdz dostac wygeneruj"), ("", "mi"), LINKS
                ),
                *LINKS,
            ),
        ),
        (
            "meetings",
            (
                "moje spotkania",
                *combined(
                    ("", "pokaz"),
                    ("", "moje", "wszystkie", "wszystkie moje"),
                    ("", "nadchodzace", "najblizsze"),
                    ("spotkania", "wizyty"),
                ),
            ),
        ),
        (
            "who_am_i",
            (
                "kim jestem",
                "moje konto",
                "zaloguj",
                "zaloguj mnie",
                "zaloguj sie",
                "zalogowac",
                "zalogowac sie",
                "logowanie",
                "login",
            ),
        ),
        ("sign_out", ("wyloguj sie", "wyloguj mnie", "wyloguj", "wylogowac", "wylogowanie")),
        (
            "language",
            (
                "jezyk",
                "moj jezyk",
                *combined(("zmien", "wybierz", "ustaw"), ("jezyk",)),
                "zmiana jezyka",
            ),
        ),
        (
            "again",
            (
                "sprobuj ponownie",
                *combined(("sprobuj", "prosze"), ("jeszcze raz", "znowu", "ponownie")),
                "jeszcze raz",
                "ponownie",
                "powtorz",
                "kontynuuj",
                "dalej",
            ),
        ),
        ("help", ("pomoc", "pomocy", "pomoz", "pomoz mi", "polecenia", "co potrafisz", "co umiesz", "jak to dziala")),
    ),
    courtesy=(
        "czesc",
        "dzien dobry",
        "dobry wieczor",
        "hej",
        "witam",
        "prosze",
        "poprosze",
        "prosze o",
        "poprosze o",
        "dziekuje",
        "dzieki",
        *combined(("czy",), ("moge", "mozesz", "moglbys", "moglabys", "mozna"), ("", "prosic o", "mi", "dostac")),
        *combined(("moge", "mozesz", "mozna"), ("", "prosic o", "mi", "dostac")),
        *combined(words("potrzebuje potrzebujemy chce chcialbym chcialabym"), ("", "dostac")),
        "jaki jest",
        "gdzie jest",
        *combined(("kto", "kiedy"), ("", "jest")),
        *combined(
            ("", "czy"),
            ("moge", "mozesz", "mozna", "moze pan", "moze pani"),
            (
                "wyslac",
                "przeslac",
                "podac",
                "mi wyslac",
                "mi przeslac",
                "mi podac",
                "wyslac mi",
                "przeslac mi",
                "podac mi",
            ),
        ),
        *combined(("", "czy"), ("masz", "ma pan", "ma pani", "jest")),
        *("szukam", "pilne", "pilnie"),
    ),
    joining=(*combined(("", "i", "a"), ("teraz", "potem", "takze")), "i", "i jeszcze"),
    manners=(
        (
            "greeting",
            (
                *combined(("czesc", "hej", "witam", "dzien dobry", "dobry wieczor"), ("", "wszystkim", "bocie")),
                "siema",
                "jak sie masz",
                "co slychac",
            ),
        ),
        (
            "thanks",
            (
                *combined(
                    ("dziekuje", "dzieki", "dziekuje bardzo", "bardzo dziekuje", "wielkie dzieki", "dziekujemy"),
                    ("", "za pomoc", "za link", "z gory"),
                ),
                *combined(("ok", "nie", "tak"), ("dziekuje", "dzieki")),
                "dzieks",
                "to pomoglo",
            ),
        ),
        (
            "agreement",
            (
                *words(
                    "ok okej tak dobrze swietnie super jasne zgoda rozumiem gotowe zrobione racja pewnie przepraszam"
                ),
                *words("doskonale idealnie fajnie dokladnie brawo"),
                "w porzadku",
                "bardzo dobrze",
                "nie ma problemu",
                "nie ma za co",
                "zgadza sie",
            ),
        ),
        (
            "refusal",
            (
                *words("nie anuluj stop nic niewazne"),
                "nie trzeba",
                "nie teraz",
                "to wszystko",
                "to juz wszystko",
                "nie wazne",
            ),
        ),
        (
            "farewell",
            (
                *words("pa papa narazie bye"),
                "na razie",
                "do widzenia",
                *combined(("do",), ("zobaczenia", "jutra", "uslyszenia")),
                "milego dnia",
                "milego weekendu",
                "dobranoc",
                "pozdrawiam",
            ),
        ),
    ),
    next=words(
        "nastepny nastepna nastepne nastepnej nastepnego nastepnym kolejny kolejna kolejne najblizsze najblizsza"
    ),
    now=("teraz", "wlasnie teraz", "obecne", "biezace", "trwajace"),
    first=(
        "pierwszy",
        "pierwsza",
        "pierwsze",
        "pierwszej",
        "pierwszego",
    ),
    final=(
        "ostatni",
        "ostatnia",
        "ostatnie",
        "ostatniej",
        "ostatniego",
    ),
    at_hand=("ten czat", "tego czatu", "dla wszystkich", "dla nas"),
    several=words("wszystkie wszystkich nadchodzace nadchodzacych spotkan wizyt"),
    stop_words=words(
        "a o od do dla i w we na za z ze po przy ten ta to te tego tej tym tych moj moja moje mojej mojego moich mi "
        "mnie jest sa maja ma jaki jaka jakie ktory ktora ktore czy prosze poprosze dziekuje dzieki "
        "link linka linku linki linkami linkow spotkanie spotkania spotkaniu wizyta wizyty wizyte wizycie termin "
        "konsultacja konsultacji id numer identyfikator identyfikatorze online teams wirtualne wirtualna "
        "kalendarz kalendarza klient klienta klientka klientki klientow pacjent pacjenta pacjentka pacjentki pacjentow "
        "pobierz daj podaj pokaz wyslij przeslij znajdz"
    ),
    men=("pan", "pana", "panem", "panu"),
    women=("pani", "pania"),
    titles=("dr", "doktor", "prof", "profesor", "lek", "mgr"),
    number=("teams", "identyfikator", "spotkania", "id", "numer", "nr"),
    passcode=("kod dostepu", "haslo"),
    days=(
        ("dzisiaj", 0),
        ("dzis", 0),
        ("dzisiejsze", 0),
        ("dzisiejsza", 0),
        ("jutro", 1),
        ("jutrzejsze", 1),
        ("jutrzejsza", 1),
        ("pojutrze", 2),
        ("wczoraj", -1),
        ("przedwczoraj", -2),
    ),
    weekdays=(
        ("poniedzialek", "poniedzialku", "pon", "pn"),
        ("wtorek", "wtorku", "wt"),
        ("sroda", "srode", "srody", "sr"),
        ("czwartek", "czwartku", "czw"),
        ("piatek", "piatku", "pt"),
        ("sobota", "sobote", "soboty", "sob"),
        ("niedziela", "niedziele", "niedzieli", "niedz", "nd"),
    ),
    months=(
        ("styczen", "stycznia", "styczniu", "sty"),
        ("luty", "lutego", "lutym", "lut"),
        ("marzec", "marca", "marcu", "mar"),
        ("kwiecien", "kwietnia", "kwietniu", "kwi"),
        ("maj", "maja", "maju"),
        ("czerwiec", "czerwca", "czerwcu", "cze"),
        ("lipiec", "lipca", "lipcu", "lip"),
        ("sierpien", "sierpnia", "sierpniu", "sie"),
        ("wrzesien", "wrzesnia", "wrzesniu", "wrz"),
        ("pazdziernik", "pazdziernika", "pazdzierniku", "paz"),
        ("listopad", "listopada", "listopadzie", "lis"),
        ("grudzien", "grudnia", "grudniu", "gru"),
    ),
    this_week=("ten tydzien", "w tym tygodniu", "tym tygodniu", "tego tygodnia", "reszta tygodnia"),
    next_week=combined(("", "w"), ("przyszlym", "nastepnym"), ("tygodniu",))
    + combined(("przyszly", "nastepny"), ("tydzien",)),
    next_days=("najblizsze", "nastepne", "kolejne", "najblizszych", "nastepnych"),
    within=("za",),
    counts=(("dwie", 2),),
    units=(
        *(("dzien", 1), ("dni", 1)),
        *(("tydzien", 7), ("tygodnie", 7), ("tygodni", 7)),
    ),
    coming=("ten", "ta", "te", "najblizszy", "najblizsza"),
    following=("przyszly", "przyszla", "nastepny", "nastepna"),
    last=words("ostatni ostatnia zeszly zeszla ubiegly ubiegla miniony miniona"),
    last_week=combined(("", "w"), ("zeszlym", "ubieglym", "ostatnim"), ("tygodniu",)),
    ago=(("", "temu"),),
    ordinals=(r"dnia (\d{1,2})", r"(\d{1,2})-?(?:go|ego)"),
    month_first=(),
    numbers=(
        *numbered("jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie"),
        *numbered("pierwszej drugiej trzeciej czwartej piatej szostej siodmej osmej dziewiatej dziesiatej jedenastej"),
        ("dwunastej", 12),
        *(("trzynastej", 13), ("czternastej", 14), ("pietnastej", 15), ("szesnastej", 16), ("siedemnastej", 17)),
        *(("osiemnastej", 18), ("dziewietnastej", 19), ("dwudziestej", 20)),
    ),
    at=(
        "o",
        "o godz",
        "o godz.",
        "o godzinie",
        "godz",
        "godz.",
        "godzina",
        "na",
        "na godz",
        "na godz.",
        "na godzine",
        "okolo",
        "od",
    ),
    oclock=("h", "godz"),
    morning=("rano",),
    evening=("po poludniu", "wieczorem"),
    past=(
        *(("wpol do", -30), ("kwadrans po", 15), ("za kwadrans", -15), ("kwadrans przed", -15)),
        *(("piec po", 5), ("dziesiec po", 10), ("dwadziescia po", 20)),
    ),
    parts=(
        ("rano", (0, 12)),
        ("przed poludniem", (0, 12)),
        ("w poludnie", (12, 13)),
        ("po poludniu", (12, 18)),
        ("popoludnie", (12, 18)),
        ("przed obiadem", (0, 15)),
        ("po obiedzie", (12, 18)),
        ("wieczorem", (17, 24)),
        ("wieczor", (17, 24)),
    ),
    parts_today=(("dzis wieczorem", (17, 24)), ("dzisiaj wieczorem", (17, 24))),
    after_weekday=(),
    spans=(("od", "do"), ("miedzy", "a"), ("pomiedzy", "a"), ("", "do")),
    names=(("maja", words("link linka linki")),),
    denials=("nie", "oprocz"),
    verbs=words(
        "potrzebuje kopiuj skopiuj otworz utworz stworz udostepnij szukaj wyszukaj dawaj przekaz zrob wyslij "
        "przeslij daj podaj"
    ),
    clock_units=(
        ("minut", 1),
        ("minuty", 1),
        ("minute", 1),
        ("min", 1),
        ("godziny", 60),
        ("godzin", 60),
        ("godz", 60),
        ("h", 60),
    ),
    tens=(
        ("pietnascie", 15),
        ("dwadziescia", 20),
        ("trzydziesci", 30),
        ("czterdziesci", 40),
    ),
    stretches=(
        ("pol godziny", 30),
        ("godzine", 60),
        ("kwadrans", 15),
        ("poltorej godziny", 90),
        ("kilka minut", 5),
        ("chwile", 5),
    ),
    visits=words(
        "fizjo szczep konsult kontrol rehab badani okulis dermat ginekol ortoped stomat psycho poradni kredyt ubezpiec"
    ),
    as_teams=(
        "automatycznie",
        "automatyczny",
        "jak w teams",
        "domyslny",
    ),
    tongues=(
        ("polsku", "pl"),
        ("niemiecku", "de"),
        ("angielsku", "en"),
        ("francusku", "fr"),
        ("hiszpansku", "es"),
        ("wlosku", "it"),
        ("holendersku", "nl"),
        ("niderlandzku", "nl"),
        ("portugalsku", "pt-BR"),
        ("szwedzku", "sv"),
        ("japonsku", "ja"),
        ("chinsku", "zh-Hans"),
    ),
)
