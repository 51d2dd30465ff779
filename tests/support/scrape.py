"""What Prometheus sees of a running bot."""

from __future__ import annotations

import re

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

TYPE = re.compile(r"^# TYPE (\S+)", re.MULTILINE)
Sample = tuple[str, frozenset[tuple[str, str]]]


class Scrape(dict[Sample, float]):
    """Every sample, by name and labels."""

    def of(self, named: str, /, **labels: str) -> float:
        """The sum of the samples of this name that have these labels."""
        wanted = frozenset(labels.items())
        return sum(value for (called, has), value in self.items() if called == named and wanted <= has)

    declared: frozenset[str]  # the names of all metrics, also of those that have no sample yet

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self}


def parsed(text: str) -> Scrape:
    """The samples of a text in Prometheus' format. Raises ValueError where it is none."""
    families = text_string_to_metric_families(text)
    scrape = Scrape(
        {(sample.name, frozenset(sample.labels.items())): sample.value for each in families for sample in each.samples}
    )
    scrape.declared = frozenset(TYPE.findall(text))
    return scrape


async def scrape(http: aiohttp.ClientSession, port: int) -> Scrape:
    """A scrape of the bot whose METRICS_PORT this is."""
    async with http.get(f"http://127.0.0.1:{port}/metrics") as answer:
        assert answer.status == 200
        return parsed(await answer.text())
