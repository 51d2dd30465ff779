"""What people type in Spanish, folded: 'mañana' is 'manana', 'miércoles' is 'miercoles'."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

# A clinic asks for the patient's link, a bank for the client's; in Latin America it may be a 'liga' or a 'link'.
OF_WHOM = (
    *("", "cliente", "paciente", "del cliente", "del paciente", "de la cliente", "de la clienta", "de la paciente"),
    *("del visitante", "de la cita", "de la reunion", "de reunion", "de teams", "para el cliente", "para el paciente"),
)
LINKS = (
    *combined(("", "el", "un", "mi"), ("enlace", "link", "vinculo"), OF_WHOM),
    *combined(("", "la", "una", "mi"), ("liga",), OF_WHOM),
    *combined(("", "los", "mis"), ("enlaces", "links", "vinculos")),
)
GET = ("obtener", "dar", "buscar", "conseguir", "enviar", "mandar", "ver", "mostrar", "generar", "sacar")
TRY = ("otra vez", "de nuevo", "nuevamente")
EVERYBODY = ("", "a todos", "a todas", "equipo", "bot", "de nuevo", "otra vez")

MINUTOS = (("cinco", 5), ("diez", 10), ("veinte", 20), ("veinticinco", 25))

VOCABULARY = Vocabulary(
    commands=(
        ("get_link", ("obtener enlace", *combined(GET, LINKS), *LINKS)),
        (
            "meetings",
            (
                "mis reuniones",
                *combined(
                    ("", "ver", "mostrar", "listar"),
                    ("", "mis", "las", "todas mis", "todas las"),
                    ("", "proximas"),
                    ("citas", "reuniones"),
                ),
                "mi agenda",
                "mi calendario",
            ),
        ),
        (
            "who_am_i",
            (
                "quien soy",
                "quien soy yo",
                "mi cuenta",
                "cuenta",
                "que cuenta",
                "iniciar sesion",
                "inicia sesion",
                "inicie sesion",
                "inicio de sesion",
                "entrar en mi cuenta",
                "conectarme",
                "login",
            ),
        ),
        (
            "sign_out",
            (
                "cerrar sesion",
                "cerrar la sesion",
                "cierra sesion",
                "cierre sesion",
                "desconectar",
                "salir de la sesion",
                "desconectarme",
                "cierra mi sesion",
                "cerrar mi sesion",
                "salir",
                "salir de mi cuenta",
            ),
        ),
        (
            "language",
            (
                "idioma",
                "mi idioma",
                *combined(("cambiar", "cambia", "elegir"), ("", "el", "mi", "de"), ("idioma",)),
                "lengua",
            ),
        ),
        (
            "again",
            (
                "reintentar",
                "reintenta",
                "reintente",
                "reintentalo",
                *combined(
                    ("intentar", "intentarlo", "intenta", "intentalo", "intente", "intentelo", "prueba", "pruebe"), TRY
                ),
                *TRY,
                "una vez mas",
                "repetir",
                "repite",
                "repitelo",
                "repita",
                "continuar",
                "continua",
                "continue",
                "sigue",
                "siga",
            ),
        ),
        (
            "help",
            (
                "ayuda",
                "ayudame",
                "ayudeme",
                "necesito ayuda",
                "comandos",
                "que puedes hacer",
                "que puede hacer",
                "como funciona",
                "como funciona esto",
            ),
        ),
    ),
    courtesy=(
        *("hola", "buenas", "buenos dias", "buenas tardes", "buenas noches", "gracias", "muchas gracias"),
        *("por favor", "porfavor", "porfa", "xfa", "pf"),
        *combined(
            ("puedes", "podrias", "puede", "podria", "me puedes", "me podrias", "me puede", "me podria"), ("", *GET)
        ),
        *combined(
            ("puedes", "podrias", "puede", "podria"),
            ("darme", "enviarme", "mandarme", "darnos", "enviarnos", "pasarme"),
        ),
        *combined(("me das", "me da", "me pasas", "me pasa", "me envias", "me envia", "me mandas", "me manda"), ("",)),
        *combined(("puedo", "podria"), ("tener", "obtener", "recibir")),
        *combined(
            ("quiero", "quisiera", "necesito", "necesitamos", "me gustaria", "queremos"), ("", "tener", "obtener")
        ),
        *("dame", "deme", "danos", "denos", "enviame", "envieme", "mandame", "mandeme", "pasame", "paseme"),
        *("muestrame", "muestreme", "ensename", "busca", "busque", "envia", "manda", "muestra", "muestre"),
        *("cual es", "cuales son", "donde esta", "donde estan"),
        *("quien es", "cuando es"),
        *("tienes", "tiene", "tienen", "busco", "buscamos", "estoy buscando", "me hace falta", "urgente", "es urgente"),
        *combined(
            ("me puedes", "me puede", "me podrias", "me podria", "puedes", "puede"),
            ("pasar", "mandar", "enviar", "dar"),
        ),
    ),
    joining=(
        *combined(("", "y"), ("ahora", "luego", "entonces", "despues"), ("", "tambien")),
        *("y", "y tambien", "tambien"),
    ),
    manners=(
        (
            "greeting",
            (
                *combined(("hola", "holi", "buenas", "buen dia", "buenos dias", "buenas tardes"), EVERYBODY),
                *combined(("buenas noches", "hola buenas", "hola buenos dias", "saludos"), ("", "a todos")),
                *("que tal", "hola que tal", "como estas", "como esta", "como esta usted", "como va"),
            ),
        ),
        (
            "thanks",
            (
                *combined(
                    ("gracias", "muchas gracias", "mil gracias", "muchisimas gracias"),
                    ("", "a ti", "a usted", "bot", "de nuevo", "otra vez", "por todo", "de antemano", "igualmente"),
                ),
                *combined(("ok", "no", "si", "vale", "perfecto", "genial", "listo"), ("gracias", "muchas gracias")),
                *combined(
                    ("gracias por", "por"), ("la ayuda", "tu ayuda", "su ayuda", "el enlace", "los enlaces", "el link")
                ),
                *("te lo agradezco", "se lo agradezco", "muy amable", "agradecido", "agradecida", "me ha ayudado"),
            ),
        ),
        (
            "agreement",
            (
                *words("ok okay vale si claro perfecto genial bien bueno estupendo excelente listo hecho entendido"),
                *words("correcto exacto dale fenomenal fantastico maravilloso guay recibido anotado perdon bravo"),
                *(
                    "de acuerdo",
                    "esta bien",
                    "muy bien",
                    "todo bien",
                    "sin problema",
                    "no hay problema",
                    "ningun problema",
                ),
                *(
                    "de nada",
                    "ya veo",
                    "por supuesto",
                    "me parece bien",
                    "funciona",
                    "ya esta",
                    "lo siento",
                    "bien hecho",
                ),
            ),
        ),
        (
            "refusal",
            (
                *words("no nop nada cancelar cancela cancele parar alto"),
                *("dejalo", "dejelo", "no importa", "da igual", "olvidalo", "olvidelo", "ahora no", "no hace falta"),
                *("no es necesario", "eso es todo", "es todo", "nada mas", "ya no", "no gracias"),
            ),
        ),
        (
            "farewell",
            (
                *("adios", "chao", "chau", "bye", "nos vemos", "un saludo", "saludos cordiales", "cuidate"),
                *combined(("hasta",), ("luego", "pronto", "manana", "ahora", "la vista", "el lunes", "la proxima")),
                *combined(
                    ("que tenga", "que tengas"), ("un buen dia", "buen dia", "buena tarde", "buen fin de semana")
                ),
                *("buen fin de semana", "feliz dia", "buena tarde", "feliz tarde"),
            ),
        ),
    ),
    next=words("proximo proxima siguiente"),
    now=("ahora", "ahora mismo", "en curso", "actual", "ya mismo"),
    first=(
        "primero",
        "primera",
        "primer",
    ),
    final=(
        "ultimo",
        "ultima",
    ),
    at_hand=(
        *("este chat", "esta conversacion", "esta misma"),
        *combined(("para",), ("todos", "todas", "nosotros", "nosotras", "todos nosotros")),
    ),
    several=words("todos todas todo proximos proximas citas reuniones llamadas sesiones"),
    stop_words=words(
        "a al con contra cual cuales de del desde donde el en es esta este estas estos hay la las los me mi mis "
        "nuestra nuestro o para por porfa porfavor favor gracias que sus tiene tienen tu un una unas unos usted y "
        "enlace enlaces link links vinculo vinculos liga reunion cita sesion llamada teams numero id linea virtual "
        "virtuales cliente clientes clienta clientas paciente pacientes agenda calendario invitacion "
        "busca buscar busque da dame dar deme encuentra encuentre encontrar envia enviar envie enviame "
        "muestra muestrame mostrar muestre obtener puede puedes podria podrias ver"
    ),
    men=("senor", "sr"),
    women=("senora", "sra", "senorita", "srta"),
    titles=("dr", "dra", "doctor", "doctora", "prof", "profesor", "profesora", "lic", "ing"),
    number=("teams", "reunion", "de", "la", "id", "numero", "no"),
    passcode=("codigo de acceso", "contrasena"),
    days=(
        ("hoy", 0),
        ("hoy mismo", 0),
        ("el dia de hoy", 0),
        ("manana", 1),
        ("pasado manana", 2),
        ("ayer", -1),
        ("antes de ayer", -2),
        ("anteayer", -2),
        ("antier", -2),
    ),
    weekdays=(
        ("lunes", "lun"),
        ("martes", "mar"),
        ("miercoles", "mie", "mier"),
        ("jueves", "jue"),
        ("viernes", "vie"),
        ("sabado", "sab"),
        ("domingo", "dom"),
    ),
    months=(
        ("enero", "ene"),
        ("febrero", "feb"),
        ("marzo", "mar"),
        ("abril", "abr"),
        ("mayo", "may"),
        ("junio", "jun"),
        ("julio", "jul"),
        ("agosto", "ago"),
        ("septiembre", "setiembre", "sept", "sep", "set"),
        ("octubre", "oct"),
        ("noviembre", "nov"),
        ("diciembre", "dic"),
    ),
    this_week=combined(("", "de"), ("esta semana", "la presente semana", "esta misma semana")),
    next_week=(
        *combined(("", "la", "de la", "en la"), ("semana",), ("proxima", "que viene", "siguiente", "entrante")),
        *combined(("", "la", "de la", "en la"), ("proxima semana", "siguiente semana")),
    ),
    next_days=combined(("", "los", "las"), words("proximos proximas siguientes")),
    within=("en", "dentro de"),
    counts=(("quince", 14), ("un", 1), ("una", 1)),
    units=(
        *(("dia", 1), ("dias", 1), ("semana", 7), ("semanas", 7), ("dias proximos", 1)),
        *(("proximos dias", 1), ("proximas semanas", 7)),
    ),
    coming=("este", "este proximo"),
    following=("proximo", "que viene", "el proximo"),
    last=("pasado", "ultimo"),
    last_week=(
        *combined(("", "la", "de la"), ("semana",), ("pasada", "anterior")),
        *combined(("", "la", "de la"), ("ultima semana",)),
    ),
    ago=(("hace", ""),),
    ordinals=(r"(?:el|el dia|dia) (\d{1,2})[o°]?",),
    month_first=("es-us", "es-pr", "es-pa"),
    # 'una' is left out: in 'mañana una cita' it is no hour.
    numbers=(
        *numbered("uno dos tres cuatro cinco seis siete ocho nueve diez once doce")[1:],
        *numbered("trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuna veintidos", 13),
    ),
    at=("a las", "a la", "a eso de las", "sobre las", "hacia las", "desde las", "a partir de las", "las"),
    oclock=("h", "hs", "hrs", "horas", "en punto"),
    morning=("am", "a.m", "a m", "de la manana", "de la madrugada"),
    evening=("pm", "p.m", "p m", "de la tarde", "de la noche", "del mediodia"),
    past=(),
    past_behind=(
        *(("y media", 30), ("y cuarto", 15), ("menos cuarto", -15)),
        *(("y 15", 15), ("y 30", 30), ("y 45", 45)),
        *((f"y {minutes}", past) for minutes, past in MINUTOS),
        *((f"menos {minutes}", -past) for minutes, past in MINUTOS),
    ),
    # 'mañana' alone is tomorrow. Lunch is late: what begins at noon is in the morning and in the afternoon.
    parts=(
        *((f"{at} la manana", (0, 13)) for at in ("por", "en", "a")),
        *((f"{at} la tarde", (12, 21)) for at in ("por", "en", "a")),
        *((f"{at} la noche", (19, 24)) for at in ("por", "en", "a")),
        *((f"antes de {lunch}", (0, 15)) for lunch in ("comer", "la comida", "almorzar")),
        *((f"despues de {lunch}", (13, 21)) for lunch in ("comer", "la comida", "almorzar")),
        ("tarde", (12, 21)),
        ("noche", (19, 24)),
        ("mediodia", (12, 15)),
        ("al mediodia", (12, 15)),
    ),
    parts_today=(
        ("esta manana", (0, 13)),
        ("este mediodia", (12, 15)),
        ("esta tarde", (12, 21)),
        ("esta noche", (19, 24)),
    ),
    after_weekday=(),
    spans=(
        *(("de", "a"), ("de las", "a las"), ("desde las", "hasta las"), ("de", "hasta"), ("entre las", "y las")),
        *(("", "a"), ("", "a las"), ("", "hasta las")),
    ),
    denials=("no", "excepto"),
    verbs=words(
        "necesito copiar copia copie abrir abre abra crear crea cree compartir comparte comparta encontrar "
        "encuentra encuentre pasa pasame pase busca busque envia enviame manda mandame dame da saca genera "
        "reenvia"
    ),
    clock_units=(
        ("minuto", 1),
        ("minutos", 1),
        ("min", 1),
        ("hora", 60),
        ("horas", 60),
        ("h", 60),
    ),
    tens=(
        ("quince", 15),
        ("veinte", 20),
        ("treinta", 30),
        ("cuarenta", 40),
    ),
    stretches=(
        ("media hora", 30),
        ("una hora", 60),
        ("un cuarto de hora", 15),
        ("hora y media", 90),
        ("una hora y media", 90),
        ("unos minutos", 5),
    ),
    visits=words(
        "fisio vacuna consult rehab oftalm dermat ginec pediat odonto revisi seguim psico nutrici hipotec asesor"
    ),
    as_teams=(
        "automatico",
        "como en teams",
        "como teams",
        "predeterminado",
    ),
    tongues=(("castellano", "es"),),
)
