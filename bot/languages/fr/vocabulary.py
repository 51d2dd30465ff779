"""What people type in French, folded: 'après-midi' is 'apres-midi', 'aujourd'hui' is 'aujourdhui'."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

# A clinic asks for the patient's link, a bank for the client's; a front desk says 'rdv'.
OF_WHOM = (
    *("", "client", "patient", "visiteur", "visio", "teams", "du client", "du patient", "du visiteur", "de la cliente"),
    *("de la patiente", "de la reunion", "de reunion", "du rendez-vous", "de rendez-vous", "du rdv", "rdv"),
)
LINKS = (*combined(("", "le", "un", "mon"), ("lien",), OF_WHOM), *combined(("", "les", "mes"), ("liens",)))
GET = ("obtenir", "avoir", "donner", "recuperer", "trouver", "envoyer", "afficher")
MEETINGS = ("rendez-vous", "rendez vous", "rdv", "reunions")
EVERYBODY = ("", "a tous", "a toutes", "tout le monde", "bot", "encore")

VOCABULARY = Vocabulary(
    commands=(
        ("get_link", ("lien client", *combined(GET, LINKS), *LINKS)),
        (
            "meetings",
            (
                "mes reunions",
                *combined(("", "voir", "afficher", "lister"), ("mes", "tous mes", "toutes mes"), ("",), MEETINGS),
                *combined(("", "mes", "les"), ("prochains",), ("rendez-vous", "rendez vous", "rdv")),
                *combined(("", "mes", "les"), ("prochaines reunions",)),
                *combined(("", "tous les", "les"), ("rendez-vous", "rdv")),
                *combined(("", "toutes les", "les"), ("reunions",)),
                "mon agenda",
                "mon calendrier",
            ),
        ),
        (
            "who_am_i",
            (
                "qui suis-je",
                "qui suis je",
                "mon compte",
                "compte",
                "quel compte",
                "se connecter",
                "me connecter",
                "connecter",
                "connexion",
                "connecte moi",
                "connectez moi",
                "sidentifier",
                "login",
                "suis je connecte",
            ),
        ),
        (
            "sign_out",
            (
                "se deconnecter",
                "deconnexion",
                "deconnecter",
                "deconnecte moi",
                "deconnectez moi",
                "me deconnecter",
                "deconnecter moi",
            ),
        ),
        (
            "language",
            (
                "langue",
                "ma langue",
                *combined(("changer", "choisir", "modifier"), ("", "la", "ma", "de"), ("langue",)),
            ),
        ),
        (
            "again",
            (
                "reessayer",
                "reessaie",
                "reessaye",
                "reessayez",
                "essayer encore",
                "essaie encore",
                "essaye encore",
                "essayez encore",
                "essayer a nouveau",
                "essayez a nouveau",
                "encore",
                "encore une fois",
                "une fois de plus",
                "a nouveau",
                "de nouveau",
                "recommencer",
                "recommence",
                "recommencez",
                "repeter",
                "repete",
                "continuer",
                "continue",
                "continuez",
            ),
        ),
        (
            "help",
            (
                "aide",
                "aide moi",
                "aidez moi",
                "a laide",
                "besoin daide",
                "commandes",
                "que peux tu faire",
                "que pouvez vous faire",
                "comment ca marche",
            ),
        ),
    ),
    courtesy=(
        *("bonjour", "salut", "bonsoir", "coucou", "merci", "merci beaucoup", "merci davance"),
        *("sil te plait", "sil vous plait", "svp", "stp"),
        *combined(("peux tu", "pourrais tu", "tu peux", "tu pourrais"), ("", "me", "nous"), ("", "donner", "envoyer")),
        *combined(("pouvez vous", "pourriez vous", "vous pouvez", "vous pourriez"), ("", "me", "nous"), ("", *GET)),
        *combined(("puis je", "pourrais je", "je peux", "est ce que je peux"), ("", "avoir", "obtenir")),
        *combined(("je",), ("veux", "voudrais", "souhaite", "souhaiterais"), ("", "avoir", "obtenir")),
        *combined(("jai besoin", "nous avons besoin"), ("", "de", "du", "dun")),
        *combined(("besoin",), ("de", "du", "dun")),
        *combined(("jaimerais", "il me faut", "il me faudrait", "il nous faut"), ("", "avoir")),
        *combined(
            ("donne", "donnez", "envoie", "envoyez", "montre", "montrez", "trouve", "trouvez"), ("", "moi", "nous")
        ),
        *("quel est", "quels sont", "quelles sont", "ou est", "ou sont"),
        *("qui est", "quand est"),
        *combined(
            ("as tu", "avez vous", "tu as", "vous avez", "est ce que tu as", "est ce que vous avez", "je cherche")
        ),
        *combined(
            ("peux tu", "pourrais tu", "tu peux", "tu pourrais", "pouvez vous", "pourriez vous", "vous pouvez"),
            ("menvoyer", "nous envoyer"),
        ),
        *combined(("merci",), ("de",), ("menvoyer", "me donner", "nous envoyer")),
        *combined(("jaurais besoin",), ("de", "du", "dun")),
        *("ou se trouve", "ou trouver", "cest quoi", "urgent", "cest urgent"),
    ),
    joining=(
        *combined(("", "et"), ("maintenant", "ensuite", "puis", "alors"), ("", "encore")),
        *("et", "et aussi", "et encore", "aussi"),
    ),
    manners=(
        (
            "greeting",
            (
                *combined(("bonjour", "bonsoir", "salut", "coucou", "hello", "re bonjour", "rebonjour"), EVERYBODY),
                "bonne journee a tous",
                "comment ca va",
                "ca va",
                "comment vas tu",
                "comment allez vous",
                "enchante",
            ),
        ),
        (
            "thanks",
            (
                *combined(
                    ("merci", "merci beaucoup", "merci bien", "mille mercis", "un grand merci", "grand merci"),
                    ("", "a toi", "a vous", "bot", "encore", "davance", "infiniment", "pour tout", "quand meme"),
                ),
                *combined(("ok", "non", "oui", "super", "parfait", "cest bon"), ("merci",)),
                *combined(("merci pour", "pour"), ("laide", "ton aide", "votre aide", "le lien", "les liens", "linfo")),
                "je vous remercie",
                "je te remercie",
                "ca ma aide",
                "cest gentil",
            ),
        ),
        (
            "agreement",
            (
                *words("ok okay daccord oui ouais ouep parfait super genial bien bon top nickel impeccable excellent"),
                *words("formidable compris entendu note exact exactement cool bravo volontiers desole pardon fait"),
                *("cest bon", "cest ca", "cest note", "cest fait", "cest parfait", "tres bien", "ca marche"),
                *("pas de probleme", "pas de souci", "pas de soucis", "aucun probleme", "de rien", "je vous en prie"),
                *("je vois", "bien sur", "tout est bon", "bien recu", "ca fonctionne", "bon travail"),
            ),
        ),
        (
            "refusal",
            (
                *words("non nan annuler annule annulez stop arrete arretez rien"),
                *("laisse tomber", "laissez tomber", "pas maintenant", "tant pis", "ce nest rien", "oublie"),
                *("oubliez", "pas besoin", "plus besoin", "ce nest pas necessaire", "cest tout", "ce sera tout"),
            ),
        ),
        (
            "farewell",
            (
                *("au revoir", "adieu", "bye", "ciao", "salutations", "cordialement", "bien cordialement"),
                *combined(("a",), ("bientot", "demain", "plus", "plus tard", "tout a lheure", "lundi", "la prochaine")),
                *combined(
                    ("bonne",), ("journee", "soiree", "nuit", "continuation", "fin de journee", "fin de semaine")
                ),
                *("bon week-end", "bon week end", "bon weekend", "bonnes vacances", "bon apres-midi"),
            ),
        ),
    ),
    next=words("prochain prochaine suivant suivante"),
    now=("maintenant", "en cours", "actuel", "actuelle", "tout de suite"),
    first=(
        "premier",
        "premiere",
    ),
    final=(
        "dernier",
        "derniere",
    ),
    at_hand=(
        *("celle ci", "celui ci", "cette conversation", "ce chat"),
        *combined(("pour",), ("tous", "toutes", "tout le monde", "nous", "nous tous")),
    ),
    several=words("tous toutes tout prochains prochaines reunions appels seances"),
    stop_words=words(
        "a au aux avec ce cet cette ces chez concernant dans de des du en est et id il je l la le les lid leur leurs "
        "mes mon merci moi notre nos nous ou pour que quel quels quelle quelles qui sont svp stp sur tu un une "
        "votre vos vous ont lien liens reunion rendez-vous rendez rdv rv seance visio visioconference teams numero "
        "ligne virtuel virtuelle virtuels virtuelles client clients cliente clientes patient patients patiente "
        "patientes lesquels lesquelles celle celui agenda calendrier venir linvitation "
        "affiche affichez afficher avoir donne donnez donner envoie envoyez envoyer montre montrez montrer "
        "obtenir parmi peux pouvez pourriez recuperer trouve trouver trouvez voir"
    ),
    men=("m", "mr", "monsieur"),
    women=("mme", "madame", "mlle", "mademoiselle"),
    titles=("dr", "docteur", "docteure", "pr", "prof", "professeur", "professeure", "maitre"),
    number=("teams", "reunion", "la", "de", "id", "numero", "no"),
    passcode=("code secret", "code dacces", "mot de passe"),
    days=(
        ("aujourdhui", 0),
        ("daujourdhui", 0),
        ("ce jour", 0),
        ("demain", 1),
        ("apres-demain", 2),
        ("apres demain", 2),
        ("hier", -1),
        ("dhier", -1),
        ("avant-hier", -2),
        ("avant hier", -2),
    ),
    weekdays=(
        ("lundi", "lun"),
        ("mardi", "mar"),
        ("mercredi", "mer"),
        ("jeudi", "jeu"),
        ("vendredi", "ven"),
        ("samedi", "sam"),
        ("dimanche", "dim"),
    ),
    months=(
        ("janvier", "janv", "jan"),
        ("fevrier", "fevr", "fev"),
        ("mars",),
        ("avril", "avr"),
        ("mai",),
        ("juin",),
        ("juillet", "juil"),
        ("aout",),
        ("septembre", "sept", "sep"),
        ("octobre", "oct"),
        ("novembre", "nov"),
        ("decembre", "dec"),
    ),
    this_week=("cette semaine", "de cette semaine"),
    next_week=combined(("", "la", "de la"), ("semaine",), ("prochaine", "qui vient", "suivante")),
    next_days=combined(("", "dans", "sur", "pour"), ("les prochains", "les prochaines", "les", "ces", "des")),
    within=("dans", "dici"),
    counts=(("quinze", 14), ("un", 1), ("une", 1), ("quelques", 3)),
    units=(
        *(("jour", 1), ("jours", 1), ("prochains jours", 1), ("jours a venir", 1)),
        *(("semaine", 7), ("semaines", 7), ("prochaines semaines", 7), ("semaines a venir", 7)),
    ),
    coming=("ce",),
    following=("prochain", "le prochain"),
    last=("dernier", "passe"),
    last_week=combined(("", "la", "de la"), ("semaine",), ("derniere", "passee")),
    ago=(("il y a", ""),),
    ordinals=(r"le (\d{1,2})(?:er)?",),
    month_first=(),
    numbers=(
        *(("deux", 2), ("trois", 3), ("quatre", 4), ("cinq", 5), ("six", 6), ("sept", 7), ("huit", 8)),
        *(("neuf", 9), ("dix", 10), ("onze", 11), ("douze", 12)),
        *numbered("treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt", 13),
    ),
    at=("vers", "a partir de", "des"),
    oclock=("h", "heure", "heures"),
    morning=("du matin",),
    evening=("de lapres-midi", "de lapres midi", "du soir"),
    past=(),
    past_behind=(
        *(("et demie", 30), ("et demi", 30), ("et quart", 15), ("moins le quart", -15), ("moins quart", -15)),
        *(("trente", 30), ("quinze", 15), ("quarante-cinq", 45), ("quarante cinq", 45)),
        *(("moins cinq", -5), ("moins dix", -10), ("moins vingt", -20), ("moins vingt-cinq", -25)),
    ),
    parts=(
        ("matin", (0, 12)),
        ("matinee", (0, 12)),
        ("du mat", (0, 12)),
        ("midi", (12, 14)),
        *((f"avant {lunch}", (0, 13)) for lunch in ("le dejeuner", "dejeuner")),
        *((f"apres {lunch}", (12, 18)) for lunch in ("le dejeuner", "dejeuner", "la pause dejeuner")),
        ("apres-midi", (12, 18)),
        ("apres midi", (12, 18)),
        ("lapres-midi", (12, 18)),
        ("aprem", (12, 18)),
        ("soir", (17, 24)),
        ("soiree", (17, 24)),
    ),
    parts_today=(
        ("ce matin", (0, 12)),
        ("ce midi", (12, 14)),
        ("cet apres-midi", (12, 18)),
        ("cet apres midi", (12, 18)),
        ("cette apres-midi", (12, 18)),
        ("cet aprem", (12, 18)),
        ("ce soir", (17, 24)),
    ),
    after_weekday=(),
    spans=(("de", "a"), ("de", "jusqua"), ("entre", "et"), ("", "a"), ("", "jusqua")),
    denials=("pas", "sauf"),
    verbs=words(
        "besoin copier copie copiez ouvrir ouvre ouvrez creer cree creez generer genere partager partage "
        "partagez chercher cherche recupere recuperez envoie envoyez donne donnez trouve trouvez montre passe "
        "passez transferer transfere"
    ),
    clock_units=(
        ("minute", 1),
        ("minutes", 1),
        ("min", 1),
        ("mn", 1),
        ("heure", 60),
        ("heures", 60),
        ("h", 60),
    ),
    tens=(
        ("quinze", 15),
        ("vingt", 20),
        ("trente", 30),
        ("quarante", 40),
    ),
    stretches=(
        ("une demi-heure", 30),
        ("une demi heure", 30),
        ("une demie heure", 30),
        ("une heure", 60),
        ("un quart dheure", 15),
        ("trois quarts dheure", 45),
        ("une heure et demie", 90),
        ("quelques minutes", 5),
    ),
    visits=words(
        "kine vaccin consult ortho dermato gyneco pediat cardio ophtalm radio echograph psycho reeduc osteo suivi "
        "dentai entretien assuranc hypothe"
    ),
    as_teams=(
        "automatique",
        "comme dans teams",
        "comme teams",
        "par defaut",
    ),
)
