"""The bot's numbers: counted in plain Python, read by Prometheus, and never more series than somebody can look at."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.errors import Busy, Denied, Misconfigured, NotAnswering, SignInRequired
from bot.model import Notice, SignedOut, SignInNeeded, Trouble
from bot.ops.exposition import Exposition
from bot.ops.health import Health
from bot.ops.loop_watch import LoopWatch
from bot.ops.metrics import PREFIX, Metrics, answered, outcome_of, outcome_of_error
from bot.ops.tallies import MOST_SERIES, Counts, Readings, Timings
from bot.ports import Store
from bot.storage.measured import measured
from bot.storage.operations import OPERATIONS
from tests.support.deployment import text
from tests.support.scrape import Scrape, parsed


def read(*metrics: Counts | Timings | Readings) -> Scrape:
    return parsed(Exposition(metrics).text("")[0].decode())


def test_a_count_is_read_as_a_counter_by_its_labels() -> None:
    seen = Counts("seen_total", "What was seen.", ("what", "where"))
    for _ in range(3):
        seen.add("a bird", "garden")
    seen.add("a fox", "garden")
    assert read(seen).of("seen_total", what="a bird") == 3
    assert read(seen).of("seen_total", where="garden") == 4


def test_what_begins_at_nothing_is_there_before_the_first_time() -> None:
    assert ("seen_total", frozenset({("what", "a bird")})) in read(Counts("seen_total", "", ("what",), [("a bird",)]))


def test_a_timing_is_read_as_a_histogram_whose_buckets_add_up() -> None:
    took = Timings("took_seconds", "How long.", ("step",), bounds=(0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 7.0):
        took.took(seconds, "send")
    scrape = read(took)
    assert [scrape.of("took_seconds_bucket", le=le) for le in ("0.1", "1.0", "+Inf")] == [2, 3, 4]
    assert scrape.of("took_seconds_count") == 4
    assert scrape.of("took_seconds_sum") == pytest.approx(7.65)


def test_a_reading_is_asked_for_when_it_is_read() -> None:
    queue, waiting = [1, 2], Readings("waiting", "Who waits.")
    waiting.reads_number(lambda: len(queue))
    assert read(waiting).of("waiting") == 2
    queue.clear()
    assert read(waiting).of("waiting") == 0


def test_the_first_burst_of_refusals_is_an_increase() -> None:
    metrics, refused = Metrics(), Counter[str]()
    metrics.watch(Health(lambda: datetime.now(UTC)), refused)
    (line,) = [line for line in text("docs/monitoring.md").splitlines() if line.startswith("| `refused_total` |")]
    told = set(re.findall(r"`(\w+)`", line)) - {"refused_total", "reason"}
    assert metrics.refused.values == {(reason,): 0 for reason in told}
    refused["crowded"] += 3
    assert read(metrics.refused).of("appointment_link_refused_total", reason="crowded") == 3


def test_labels_that_never_end_end() -> None:
    counts, timings = Counts("a_total", "", ("what",)), Timings("b_seconds", "", ("what",))
    for number in range(3 * MOST_SERIES):
        counts.add(str(number))
        timings.took(1.0, str(number))
    assert len(counts.values) == len(timings.sums) == MOST_SERIES
    counts.add("0")
    assert counts.values["0",] == 2


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (0, "silent"),
        (200, "ok"),
        (302, "unreadable"),
        (400, "refused"),
        (404, "refused"),
        (429, "throttled"),
        (504, "error"),
    ],
)
def test_a_status_says_how_a_call_ended(status: int, outcome: str) -> None:
    assert answered(status) == outcome


def test_a_success_without_the_body_that_it_should_have_is_unreadable() -> None:
    assert answered(200, readable=False) == "unreadable"
    assert answered(503, readable=False) == "error"


def replies() -> Iterator[tuple[object, str]]:
    yield SignedOut(), "answered"
    yield SignInNeeded(()), "sign_in"
    yield Notice(Trouble.OURS), "failed"
    yield Notice(Trouble.NOT_UNDERSTOOD), "not_understood"
    yield Notice(Trouble.BUSY), "busy"
    yield Notice(Trouble.BOT_BUSY), "busy"
    yield Notice(Trouble.NOT_ANSWERING), "busy"
    yield Notice(Trouble.NOT_YOURS), "refused"


@pytest.mark.parametrize(("reply", "outcome"), list(replies()), ids=str)
def test_a_reply_is_one_outcome(reply: object, outcome: str) -> None:
    assert outcome_of(reply) == outcome  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (SignInRequired(()), "sign_in"),
        (Denied(Trouble.NOT_YOURS), "refused"),
        (Denied(Trouble.OURS), "failed"),
        (Busy("slow"), "busy"),
        (NotAnswering("not asked"), "busy"),
        (TimeoutError(), "busy"),
        (Misconfigured("A", "b"), "failed"),
        (ZeroDivisionError(), "failed"),
    ],
)
def test_an_error_is_one_outcome(error: Exception, outcome: str) -> None:
    assert outcome_of_error(error) == outcome


def test_names_and_units_are_those_that_prometheus_wants() -> None:
    names = [metric.name for metric in Metrics()]
    assert len(set(names)) == len(names)
    assert all(name.startswith(PREFIX) for name in names)
    for metric in Metrics():
        assert metric.name.endswith("_total") == (metric.kind == "counter"), metric.name
        assert metric.kind != "histogram" or metric.name.endswith("_seconds"), metric.name


async def test_a_loop_that_is_late_is_seen() -> None:
    times = iter([10.0, 10.1, 10.45])
    lag = Timings("lag_seconds", "")
    watch = LoopWatch(lag, 0.1, lambda: next(times))
    for _ in range(3):
        await watch()
    assert lag.sums[()] == pytest.approx(0.25)
    assert sum(lag.counts[()]) == 2


def test_every_operation_of_the_store_is_timed() -> None:
    operations = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    assert operations - {"open", "close"} == set(OPERATIONS)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(None, "ok"), (Busy("locked"), "busy"), (Misconfigured("STORAGE_URL", "full"), "unusable"), (OSError(), "error")],
)
async def test_an_operation_of_the_store_ends_somehow(error: Exception | None, outcome: str) -> None:
    class Moody:
        def __getattr__(self, _name: str) -> object:
            async def operation(*_args: object, **_options: object) -> str:
                await asyncio.sleep(0)
                if error:
                    raise error
                return "rows"

            return operation

    seconds = Timings("store_seconds", "", ("operation", "outcome"))
    store = measured(Moody(), seconds)  # type: ignore[arg-type]
    if error:
        with pytest.raises(type(error)):
            await store.get("table", "key")
    else:
        assert await store.get("table", "key") == "rows"  # type: ignore[comparison-overlap]
    assert list(seconds.sums) == [("get", outcome)]
