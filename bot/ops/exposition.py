"""The bot's numbers as Prometheus reads them, with those of the process. Imported only where they are to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.registry import Collector

from bot.ops.tallies import Counts, Metric, Readings, Timings


class Exposition:
    """`metrics` in the text format of Prometheus, or as OpenMetrics where that is asked for."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        GCCollector(registry=self._registry)
        self._registry.register(_Ours(metrics))

    def text(self, accept: str) -> tuple[bytes, str]:
        """The body and its content type, by an `Accept` header."""
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type


class _Ours(Collector):
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = tuple(metrics)

    def describe(self) -> Iterable[Family]:
        return ()

    def collect(self) -> Iterator[Family]:
        return map(_family, self._metrics)


def _family(metric: Metric) -> Family:
    match metric:
        case Timings():
            return _histogram(metric)
        case Counts() | Readings():
            counts = metric.kind == "counter"
            kind = CounterMetricFamily if counts else GaugeMetricFamily
            family = kind(metric.name, metric.meaning, labels=metric.labels)
            for labels, value in metric.values.items():
                family.add_metric(labels, value)
            return family
        case _:
            raise TypeError(f"nothing is known of {type(metric).__name__}")


def _histogram(metric: Timings) -> Family:
    family = HistogramMetricFamily(metric.name, metric.meaning, labels=metric.labels)
    bounds = [*map(str, metric.bounds), "+Inf"]
    for labels, counts in metric.counts.items():
        buckets = list(zip(bounds, map(float, accumulate(counts)), strict=True))
        family.add_metric(labels, buckets, metric.sums[labels])
    return family
