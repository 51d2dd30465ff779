"""What people type in Portuguese, as in Brazil."""

from __future__ import annotations

from bot.languages.vocabulary import Vocabulary, combined, numbered, words

LINKS = (
    "link",
    "links",
    *combined(("link",), ("do", "da", "para o", "para a"), ("cliente", "paciente", "visitante")),
    *combined(("link",), ("da", "de"), ("reuniao", "consulta", "videochamada")),
    *("link do atendimento", "link de acesso", "link da chamada"),
    *combined(("links",), ("dos", "das"), ("clientes", "pacientes", "reunioes", "consultas")),
)

MINUTOS = (("cinco", 5), ("dez", 10), ("quinze", 15), ("vinte", 20), ("vinte e cinco", 25))

VOCABULARY = Vocabulary(
    commands=(
        (
            "get_link",
            (
                *combined(
                    words(
                        "obter pegar pega pegue buscar busque gerar gere mostrar mostre enviar envie mandar manda mande"
                    )
                    + words("achar ache encontrar encontre ver abrir"),
                    ("", "o", "os", "um", "meu"),
                    LINKS,
                ),
                *combined(("", "o", "os", "um", "meu"), LINKS),
            ),
        ),
        (
            "meetings",
            (
                "minhas reunioes",
                *combined(
                    ("", "ver", "mostrar", "mostre", "listar"),
                    ("", "minhas", "as minhas", "todas as", "todas as minhas"),
                    ("", "proximas"),
                    ("reunioes", "consultas"),
                ),
                *combined(
                    ("", "meus", "os meus", "todos os", "todos os meus"),
                    ("", "proximos"),
                    ("atendimentos", "compromissos", "agendamentos"),
                ),
                "minha agenda",
            ),
        ),
        (
            "who_am_i",
            (
                "quem sou eu",
                "minha conta",
                "qual e a minha conta",
                "entrar na conta",
                "entrar na minha conta",
                "fazer login",
                "logar",
                "login",
                "iniciar sessao",
            ),
        ),
        (
            "sign_out",
            (
                "sair",
                "sair da conta",
                "encerrar sessao",
                "terminar sessao",
                "desconectar",
                "fazer logout",
                "deslogar",
                "sair da minha conta",
                "encerrar a sessao",
            ),
        ),
        (
            "language",
            (
                "idioma",
                "meu idioma",
                *combined(("mudar", "alterar", "trocar", "escolher"), ("", "o", "de"), ("idioma",)),
                "lingua",
            ),
        ),
        (
            "again",
            (
                "tentar novamente",
                *combined(words("tentar tente tenta"), ("novamente", "de novo", "outra vez", "mais uma vez")),
                "de novo",
                "novamente",
                "outra vez",
                "mais uma vez",
                "repetir",
                "repita",
                "continuar",
                "continue",
                "prosseguir",
            ),
        ),
        (
            "help",
            (
                "ajuda",
                "me ajuda",
                "me ajude",
                "comandos",
                "o que voce faz",
                "o que voce pode fazer",
                "o que posso digitar",
                "como funciona",
                "como isso funciona",
            ),
        ),
    ),
    courtesy=(
        "oi",
        "ola",
        "bom dia",
        "boa tarde",
        "boa noite",
        "por favor",
        "por gentileza",
        "pfv",
        "obrigado",
        "obrigada",
        *combined(("voce pode", "voce poderia", "pode", "poderia", "consegue"), ("", "me"), ("", "dar", "passar")),
        *combined(("posso", "podemos", "da para"), ("", "ter", "receber")),
        *combined(("eu",), words("preciso quero queria gostaria"), ("", "de", "do")),
        *combined(words("preciso quero queria gostaria precisamos queremos"), ("", "de", "do")),
        *combined(("me",), words("da de passa passe envia envie manda mande mostra mostre")),
        *combined(("qual e", "onde esta", "cade"), ("", "o")),
        *combined(("quem e", "quando e"), ("", "o", "a")),
        *combined(("voce", "vc"), ("pode", "poderia", "tem"), ("", "me"), ("", "mandar", "enviar", "passar", "dar")),
        *combined(("estou", "to"), ("precisando",), ("de", "do")),
        *("procuro", "estou procurando", "gostaria de receber", "onde ta", "urgente", "preciso urgente do"),
    ),
    joining=(*combined(("", "e"), ("agora", "tambem", "depois", "entao")), "e", "e ainda"),
    manners=(
        (
            "greeting",
            (
                *combined(
                    ("oi", "ola", "opa", "bom dia", "boa tarde", "boa noite"),
                    ("", "bot", "pessoal", "a todos", "gente"),
                ),
                "e ai",
                "tudo bem",
                "oi tudo bem",
                "como vai",
                "como vai voce",
                "como voce esta",
            ),
        ),
        (
            "thanks",
            (
                *combined(
                    ("obrigado", "obrigada", "muito obrigado", "muito obrigada", "valeu", "grato", "grata", "agradeco"),
                    ("", "bot", "pela ajuda", "pelo link", "de novo", "desde ja"),
                ),
                *combined(("ok", "nao", "sim", "certo"), ("obrigado", "obrigada")),
                "obg",
                "brigado",
                "brigada",
                "isso ajudou",
                "ajudou muito",
            ),
        ),
        (
            "agreement",
            (
                *words("ok okay sim certo perfeito otimo beleza legal bom bem claro isso entendi entendido feito show"),
                *words("correto combinado excelente maravilha pronto desculpe desculpa"),
                "tudo certo",
                "tudo bem entao",
                "muito bem",
                "muito bom",
                "com certeza",
                "sem problema",
                "sem problemas",
                "de nada",
                "esta bem",
                "ta bom",
                "pode ser",
            ),
        ),
        (
            "refusal",
            (
                *words("nao cancelar cancela cancele parar pare nada"),
                "deixa para la",
                "deixa pra la",
                "nao precisa",
                "nao agora",
                "agora nao",
                "esquece",
                "e so isso",
                "era so isso",
                "so isso",
            ),
        ),
        (
            "farewell",
            (
                *words("tchau adeus falou flw bye"),
                *combined(("ate",), ("logo", "mais", "amanha", "breve", "depois", "a proxima")),
                "bom fim de semana",
                "bom descanso",
                "tenha um bom dia",
                "tenha uma boa tarde",
                "um abraco",
                "abracos",
            ),
        ),
    ),
    next=("proximo", "proxima", "seguinte"),
    now=("agora", "agora mesmo", "atual", "em andamento", "neste momento"),
    first=(
        "primeiro",
        "primeira",
    ),
    final=(
        "ultimo",
        "ultima",
    ),
    at_hand=("este chat", "neste chat", "deste chat", "esta conversa", "para todos", "para todo mundo", "para nos"),
    several=words("todas todos proximas proximos reunioes consultas atendimentos compromissos agendamentos"),
    stop_words=words(
        "a as o os ao aos um uma uns umas de do da dos das no na nos nas em com para pra pro por pelo pela que qual "
        "quais e me meu minha meus minhas seu sua seus suas nosso nossa este esta esse essa deste desta desse dessa "
        "dia ter tem "
        "link links reuniao consulta atendimento compromisso agendamento chamada videochamada id numero online teams "
        "virtual virtuais calendario agenda "
        "cliente clientes paciente pacientes "
        "favor obrigado obrigada encontrar encontre mostrar mostre enviar envie mandar manda obter pegar preciso quero"
    ),
    men=("sr", "senhor"),
    women=("sra", "senhora", "srta", "dona"),
    titles=("dr", "dra", "doutor", "doutora", "prof", "professor", "professora"),
    number=("teams", "reuniao", "id", "da", "numero"),
    passcode=("senha",),
    days=(
        ("hoje", 0),
        ("hj", 0),
        ("amanha", 1),
        ("depois de amanha", 2),
        ("ontem", -1),
        ("anteontem", -2),
        ("antes de ontem", -2),
    ),
    weekdays=(
        ("segunda-feira", "segunda feira", "segunda", "2a-feira", "2a feira", "seg"),
        ("terca-feira", "terca feira", "terca", "3a-feira", "3a feira"),  # 'ter' is 'to have', too
        ("quarta-feira", "quarta feira", "quarta", "4a-feira", "4a feira", "qua"),
        ("quinta-feira", "quinta feira", "quinta", "5a-feira", "5a feira", "qui"),
        ("sexta-feira", "sexta feira", "sexta", "6a-feira", "6a feira", "sex"),
        ("sabado", "sab"),
        ("domingo", "dom"),
    ),
    months=(
        ("janeiro", "jan"),
        ("fevereiro", "fev"),
        ("marco", "mar"),
        ("abril", "abr"),
        ("maio", "mai"),
        ("junho", "jun"),
        ("julho", "jul"),
        ("agosto", "ago"),
        ("setembro", "set"),
        ("outubro", "out"),
        ("novembro", "nov"),
        ("dezembro", "dez"),
    ),
    this_week=("esta semana", "nesta semana", "desta semana", "essa semana", "resto da semana", "o resto da semana"),
    next_week=("proxima semana", "semana que vem"),
    next_days=combined(("", "os", "as", "nos", "nas"), ("proximos", "proximas")),
    within=("em", "daqui a", "dentro de"),
    counts=(("quinze", 14), ("um", 1), ("uma", 1), ("duas", 2)),
    units=(("dia", 1), ("dias", 1), ("semana", 7), ("semanas", 7)),
    coming=("esta", "este", "nesta", "neste"),
    following=("proxima", "proximo", "que vem"),
    last=("ultima", "ultimo", "passada", "passado"),
    last_week=("semana passada", "ultima semana"),
    ago=(("ha", ""), ("faz", ""), ("", "atras")),
    ordinals=(r"(?:no )?dia (\d{1,2})",),
    month_first=(),
    numbers=(
        *numbered("um dois tres quatro cinco seis sete oito nove dez onze doze"),
        *(("uma", 1), ("duas", 2)),
        *numbered("treze quatorze quinze dezesseis dezessete dezoito dezenove vinte", 13),
        ("catorze", 14),
    ),
    at=("as", "por volta das", "a partir das", "depois das"),
    oclock=("h", "hs", "hrs", "hora", "horas"),
    morning=("da manha",),
    evening=("da tarde", "da noite"),
    past=(
        *((f"{minutes} para as", -past) for minutes, past in MINUTOS),
        *((f"{minutes} pras", -past) for minutes, past in MINUTOS),
    ),
    past_behind=(
        *(("e meia", 30), ("e trinta", 30), ("e 15", 15), ("e 30", 30), ("e 45", 45)),
        *((f"e {minutes}", past) for minutes, past in MINUTOS),
    ),
    parts=(
        ("manha", (0, 12)),
        ("meio-dia", (12, 13)),
        ("meio dia", (12, 13)),
        *((f"antes {lunch}", (0, 13)) for lunch in ("do almoco", "de almocar")),
        *((f"depois {lunch}", (12, 18)) for lunch in ("do almoco", "de almocar")),
        ("apos o almoco", (12, 18)),
        ("tarde", (12, 18)),
        ("noite", (17, 24)),
    ),
    parts_today=(
        ("esta manha", (0, 12)),
        ("esta tarde", (12, 18)),
        ("nesta tarde", (12, 18)),
        ("esta noite", (17, 24)),
    ),
    after_weekday=(),
    spans=(
        *(("das", "as"), ("de", "as"), ("de", "a"), ("das", "ate as"), ("entre", "e"), ("entre as", "e as")),
        *(("", "as"), ("", "a"), ("", "ate as"), ("", "ate")),
    ),
    denials=("nao", "exceto"),
    verbs=words(
        "preciso copiar copia copie abre abra crie criar cria compartilhar compartilhe compartilha passar "
        "passa passe gera encaminha encaminhe manda mande envia envie da"
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
        ("quinze", 15),
        ("vinte", 20),
        ("trinta", 30),
        ("quarenta", 40),
    ),
    stretches=(
        ("meia hora", 30),
        ("uma hora", 60),
        ("um quarto de hora", 15),
        ("uma hora e meia", 90),
        ("alguns minutos", 5),
    ),
    visits=words(
        "fisio vacina consult retorn avalia nutric psico odonto ortoped gineco dermat pediat oftalm reabil financ"
    ),
    as_teams=(
        "automatico",
        "como no teams",
        "padrao",
    ),
)
