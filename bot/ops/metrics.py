"""Everything that the bot counts, named once. docs/monitoring.md says what each means (checked by a test).

No label holds a person, a tenant, a meeting or a link: their values are words of our own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from bot.errors import Busy, Denied, SignInRequired
from bot.model import PASSING, ChatKind, Command, Notice, Reply, SignInNeeded, Surface, Trouble
from bot.ops.health import Health
from bot.ops.tallies import LAG_BUCKETS, Counts, Metric, Readings, Timings

PREFIX = "appointment_link_"
PLACES = {kind: {ChatKind.GROUP: "group"}.get(kind, kind.value) for kind in ChatKind}
SURFACES = (*PLACES.values(), *(surface.value for surface in Surface if not surface.abilities.may_wait))
BUSY = PASSING | {Trouble.TOO_MANY_WAITING}
ANSWERS = (
    "answered",
    "waits_for_sign_in",
    "moved",
    "not_taken",
    "uncertain",
    "failed",
    "undeliverable",
    "given_up",
    "taken_over",
    "refused",
    "delivered_again",
    "not_written_down",
)
REFUSED = (
    "busy",
    "crowded",
    "no_keys",
    "too_often",
    "malformed",
    "connections",
    "late_headers",
    "long_headers",
)
LINKS = ("sent", "uncertain", "shown", "found", "inserted")
SERVICES = ("entra", "graph", "connector")
SOURCES = ("memory", "store", "refresh", "exchange", "page", "none")
STEPS = ("inbound", "queue", "dispatch", "send", "total")


def surface_of(command: Command) -> str:
    """Where an answer is read, as a label."""
    return PLACES[command.address.kind] if command.surface.abilities.may_wait else command.surface.value


def outcome_of(reply: Reply) -> str:
    """What a reply is to the one who asked, as a label."""
    match reply:
        case SignInNeeded():
            return "sign_in"
        case Notice(trouble=Trouble.OURS):
            return "failed"
        case Notice(trouble=Trouble.NOT_UNDERSTOOD):
            return "not_understood"
        case Notice():
            return "busy" if reply.trouble in BUSY else "refused"
        case _:
            return "answered"


def outcome_of_error(error: Exception) -> str:
    """The same of what is raised in a reply's place."""
    match error:
        case SignInRequired():
            return "sign_in"
        case Denied():
            return "failed" if error.trouble is Trouble.OURS else "refused"
        case Busy():
            return "busy" if error.trouble in BUSY else "failed"
        case TimeoutError():
            return "busy"
        case _:
            return "failed"


def answered(status: int, *, readable: bool = True) -> str:
    """What an HTTP status says of an upstream call, as a label; 0: no answer came.

    `readable`: a success has the body that it should have; a redirect, which is none of theirs, never does.
    """
    if status == 429:
        return "throttled"
    if status >= 500:
        return "error"
    if status >= 400:
        return "refused"
    if not status:
        return "silent"
    return "ok" if readable and status < 300 else "unreadable"


class Metrics:
    """One bot's numbers. Whoever knows an outcome adds it; what is a state is read when somebody asks."""

    def __init__(self) -> None:
        # What comes in.
        self.activities = _counts("activities_total", "Activities that Teams has sent, let in by the edge.", "type")
        self.requests = _counts("http_requests_total", "HTTP requests answered, on the public port.", "route", "status")
        self.invokes = _counts("invokes_total", "Invokes answered, by HTTP status.", "name", "status")
        self.invoke_seconds = _timings("invoke_seconds", "From an invoke's arrival to its answer.", "name")
        self.refused = Readings(
            f"{PREFIX}refused_total", "Requests and connections refused unread, or for a rush.", ("reason",), "counter"
        )
        # What becomes of it.
        self.commands = _counts(
            "commands_total", "What was asked and what the answer says.", "command", "surface", "outcome"
        )
        self.troubles = _counts(
            "troubles_total", "Notices that people were given, by trouble.", "trouble", begins=([*map(str, Trouble)],)
        )
        self.answers = _counts(
            "answers_total", "What has become of commands on record.", "surface", "outcome", begins=(SURFACES, ANSWERS)
        )
        self.links = _counts(
            "links_total", "Customers' links handed out.", "surface", "outcome", begins=(SURFACES, LINKS)
        )
        self.step_seconds = _timings("step_seconds", "How long each step of a command on record takes.", "step")
        # What the bot asks of others.
        self.upstream_seconds = _timings("upstream_seconds", "One attempt at a service.", "service", "outcome")
        self.retries = _counts("retries_total", "Attempts after the first.", "service", begins=(SERVICES,))
        self.tokens = _counts(
            "tokens_total", "People's access tokens, by where they came from.", "source", begins=(SOURCES,)
        )
        self.store_seconds = _timings("store_seconds", "One operation of the store.", "operation", "outcome")
        # How it is.
        self.loop_lag = Timings(
            f"{PREFIX}loop_lag_seconds", "How late the event loop does what is due.", bounds=LAG_BUCKETS
        )
        self.ready = _readings("ready", "1 from the first complete start until stopping.")
        self.dependency_up = _readings("dependency_up", "1 if it worked when it was last used.", "dependency")
        self.keys_age = _readings("signing_keys_age_seconds", "Since Teams' signing keys were fetched.")
        self.waiting = _readings("commands_waiting", "Commands that wait for their turn.")
        self.at_work = _readings("commands_at_work", "Commands being answered.")
        self.held = _readings("commands_held", "Commands whose leases this process renews.")
        self.unwritten = _readings("commands_unwritten", "Commands that the store has not taken, kept in memory.")
        self.apologies = _readings("apologies_waiting", "People who wait to be told that the bot is busy.")
        self.invokes_at_work = _readings("invokes_at_work", "Invokes being answered.")
        self.arrivals = _readings("arrivals_waiting", "Requests that wait to be read or to begin.", "gate")
        self.teams_closed = _readings("teams_closed", "1 while Teams takes no messages, as far as was tried.")
        self.tasks = _readings("tasks_running", "Background tasks that answer somebody.")
        self.connections = _readings("connections_open", "Connections on the public port.")
        self.audit_failures = _counts("audit_failures_total", "Audit lines that could not be written.")

    def watch(self, health: Health, refused: Counter[str]) -> None:
        """Read these two whenever somebody asks."""
        self.ready.reads_number(lambda: health.ready)
        self.dependency_up.reads(health.up)
        # All are there from the start: of a number that begins with the first burst, Prometheus sees no increase.
        self.refused.reads(lambda: {(reason,): refused[reason] for reason in dict.fromkeys((*REFUSED, *refused))})

    def __iter__(self) -> Iterator[Metric]:
        """All of them."""
        return (each for each in vars(self).values() if isinstance(each, Metric))


def _counts(name: str, meaning: str, *labels: str, begins: Sequence[Sequence[str]] = ()) -> Counts:
    """`begins`: each label's values, all of whose combinations are there from the start."""
    return Counts(PREFIX + name, meaning, labels, product(*begins) if len(begins) == len(labels) else ())


def _timings(name: str, meaning: str, *labels: str) -> Timings:
    return Timings(PREFIX + name, meaning, labels)


def _readings(name: str, meaning: str, *labels: str) -> Readings:
    return Readings(PREFIX + name, meaning, labels)
