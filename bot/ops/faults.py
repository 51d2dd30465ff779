"""What goes wrong around the bot: whether it is tried again, what the person reads, what the operator sees. One table.

docs/faults.md is written from it (`python -m bot.ops.faults`), and test_fault_table.py under tests/journeys and
tests/production makes each of its rows happen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.model import Trouble
from bot.model.values import value
from bot.ops.budgets import ENTRA, GRAPH, PATIENCE, SEND, USUAL_RATES, Windows

# Statuses after which the very same request may be sent again.
GRAPH_REPEATED = frozenset({429, 500, 502, 503, 504})
SEND_NOT_TAKEN = frozenset({408, 412, 429})  # 412: two writers in one conversation (protocol.md §7)

WITHIN_GRAPH = f"within {GRAPH:.0f} s for all that the command asks"
WITHIN_ENTRA = f"within {ENTRA:.0f} s, three times at most"
LATER = (
    f"after {', '.join(f'{s:.0f}' for s in PATIENCE.back_off)} s and on, for {PATIENCE.keep_trying / 60:.0f} minutes"
)
CLOCK_WRONG = 'dependency_up{dependency="clock"}'
TWICE = "once more, and only when Teams takes messages again"


@value
class Fault:
    """One row. `words` None: the answer itself, later. `log` is the event; `health` the dependency in /readyz.

    `series` is what grows in /metrics, or falls to 0 where it is a state, without the prefix of all names.
    """

    where: str
    what: str
    again: str
    words: Trouble | None
    log: str
    health: str
    series: str


def _calls(service: str, outcome: str) -> str:
    return f'upstream_seconds_count{{service="{service}",outcome="{outcome}"}}'


def _graph(what: str, outcome: str, words: Trouble = Trouble.BUSY, again: str = WITHIN_GRAPH) -> Fault:
    return Fault("Graph", what, again, words, "graph_call_failed", "graph", _calls("graph", outcome))


def _entra(
    what: str, outcome: str, words: Trouble = Trouble.BUSY, again: str = WITHIN_ENTRA, log: str = "sign_in_failed"
) -> Fault:
    return Fault("Entra", what, again, words, log, "entra", _calls("entra", outcome))


def _connector(what: str, outcome: str, again: str) -> Fault:
    return Fault("Teams", what, again, None, "connector_call_failed", "connector", _calls("connector", outcome))


def _clock(what: str) -> Fault:
    """Microsoft's time is gone by, which comes with each token."""
    return Fault("Clock", what, "not needed", None, "dependency_failing", "clock", CLOCK_WRONG)


def _store(where: str, what: str, again: str, outcome: str) -> Fault:
    series = f'store_seconds_count{{operation="record",outcome="{outcome}"}}'
    return Fault(where, what, again, Trouble.DELAYED, "command_not_written_down", "storage", series)


# What may happen on the way to each of Microsoft's services; nothing of the request has been sent then.
ON_THE_WAY = (
    "name not found",
    "name slow",
    "connection taken, and no word",
    "certificate expired",
    "certificate of another",
)

FAULTS: tuple[Fault, ...] = (
    _graph("silence", "silent"),
    _graph("connection reset", "silent"),
    _graph("hangs up", "silent"),
    _graph("body cut off", "unreadable"),
    _graph("body without an end", "unreadable", Trouble.OURS, "no"),
    _graph("page with 200", "unreadable"),
    _graph("redirect", "unreadable"),
    _graph("JSON of another kind", "unreadable", Trouble.OURS, "no"),
    _graph("429", "throttled"),
    _graph("500, 502, 503, 504", "error"),
    _graph("401 to every token", "refused", Trouble.OURS, "once, with a new token"),
    Fault(
        "Graph",
        "down for several people",
        "one probe after 1, 2, 5 s",
        Trouble.NOT_ANSWERING,
        "busy",
        "graph",
        f'troubles_total{{trouble="{Trouble.NOT_ANSWERING}"}}',
    ),
    _entra("silence", "silent"),
    _entra("connection reset", "silent"),
    _entra("hangs up", "silent"),
    _entra("body cut off", "unreadable"),
    _entra("body without an end", "unreadable"),
    _entra("page with 200", "unreadable"),
    _entra("redirect", "unreadable"),
    _entra("JSON of another kind", "unreadable"),
    _entra("429", "throttled"),
    _entra("500, 502, 503, 504", "error"),
    _entra("the app's secret is refused", "refused", Trouble.OURS, "no", "misconfigured"),
    _connector("silence", "silent", TWICE),
    _connector("connection reset", "silent", TWICE),
    _connector("hangs up", "silent", TWICE),
    _connector("page with 200", "unreadable", TWICE),
    _connector("500, 502, 503, 504", "error", TWICE),
    _connector("redirect", "unreadable", LATER),
    _connector("412, 429", "refused", f"within {SEND:.0f} s, then {LATER}"),
    _store("SQLite", "locked", "3 s, then from memory every second", "busy"),
    _store("SQLite", "damaged", "from memory every second", "unusable"),
    _store("SQLite", "disk full", "from memory every second", "unusable"),
    _store("SQLite", "read-only", "from memory every second", "unusable"),
    Fault(
        "SQLite",
        "gone, and still open",
        "not needed",
        None,
        "dependency_failing",
        "storage",
        'store_seconds_count{operation="ping",outcome="unusable"}',
    ),
    _store("Redis", "gone", "from memory every second", "busy"),
    _store("Redis", "silent", "from memory every second", "busy"),
    _store("Redis", "full", "from memory every second", "unusable"),
    _store("Redis", "read-only", "from memory every second", "busy"),
    _store("Redis", "name not found", "from memory every second", "busy"),
    _store("Redis", "name slow", "from memory every second", "busy"),
    *(_graph(what, "silent") for what in ON_THE_WAY),
    *(_entra(what, "silent") for what in ON_THE_WAY),
    *(_connector(what, "silent", LATER) for what in ON_THE_WAY),
    *(_clock(what) for what in ("jumps an hour back", "jumps an hour on")),
)


def _rate(windows: Windows) -> str:
    return ", ".join(f"{most} in {seconds:.0f} s" for most, seconds in windows)


def table() -> Iterator[str]:
    """The table as Markdown."""
    yield "| where | what | tried again | the person reads | log | `/readyz` | counted in `/metrics` |"
    yield "|---|---|---|---|---|---|---|"
    for row in FAULTS:
        words = f"`{row.words}`" if row.words else "the answer"
        yield f"| {row.where} | {row.what} | {row.again} | {words} | `{row.log}` | `{row.health}` | `{row.series}` |"


def page() -> str:
    """docs/faults.md."""
    return HEAD + "\n".join(table()) + "\n"


HEAD = f"""# Faults

Written by `python -m bot.ops.faults` from the table in `bot/ops/faults.py`; `tests/journeys/test_fault_table.py` makes
each row happen, `tests/production/test_fault_table.py` those that need names, certificates, a disk or a clock of their
own; `sh scripts/soak faults` has them all at once. The words of each trouble are in `cards/troubles.py`. Every line of
the log has the reference that stands on the card, and every change of a dependency's state is one line more:
`dependency_failing`, `dependency_works_again`.

While several people in a row are not answered by Graph (one kind of question, one tenant) or by Entra (one tenant),
nobody waits for it: who comes reads `not_answering` at once, and one question after 1, 2 and then every 5 seconds finds
out (`upstream_not_asked`, `upstream_answers_again`). Who is throttled (429) was answered, and holds nobody else back.

The store has the same: after three questions without an answer everybody hears at once that theirs is delayed, and a
question every second finds out.

What nobody answered is asked again on a connection of its own: those of the pool may have died unseen together. What
goes by the clock (tokens, records, pages) goes by Microsoft's, which comes with each token, and before the first with
Teams' keys.

No more is sent than Teams takes: in a conversation {_rate(USUAL_RATES.conversation)}; to a tenant
{_rate(USUAL_RATES.tenant)}; what is sent once more counts, too. Who would be too early waits
{USUAL_RATES.longest:.0f} seconds at most, and is put off otherwise. Several instances share these numbers without
knowing of each other; the 429 that they may draw together is tried again as the table says.

"""

if __name__ == "__main__":
    Path(__file__).parents[2].joinpath("docs/faults.md").write_text(page(), encoding="utf-8")
