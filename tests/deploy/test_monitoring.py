"""Dashboard, alerts and their page speak of what the bot has: no name is made up, none is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client import ProcessCollector

from bot.ops.metrics import ANSWERS, LINKS, PREFIX, SERVICES, SOURCES, STEPS, Metrics
from bot.ops.tallies import Metric
from scripts.dashboard_rules import expressions
from tests.support.deployment import read_json, text

RULES = text("deploy/monitoring/alerts.yaml")
TESTS = text("deploy/monitoring/alerts.test.yaml")
PAGE = text("docs/monitoring.md")
ALERTS = re.findall(r"- alert: (\w+)", RULES)
USES = [*expressions(read_json("deploy/monitoring/dashboard.json")), RULES]
METRICS = {metric.name: metric for metric in Metrics()}
SELECTOR = re.compile(rf"({PREFIX}\w+)(?:\{{(.*?)\}})?")
LABEL = re.compile(r"(\w+)=~?\"([^\"]*)\"")
BY_PROMETHEUS = {"instance", "job", "le"}
VALUES = {"service": SERVICES, "source": SOURCES, "step": STEPS}
DOCUMENTED = re.compile(r"^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \|(.*?)\| (.*) \|$", re.MULTILINE)


def metric_named(name: str) -> Metric:
    """By the name of a sample: a histogram has three."""
    return METRICS.get(name) or METRICS[re.sub("_(bucket|count|sum)$", "", name)]


def test_each_alert_has_its_tests_and_its_paragraph() -> None:
    assert len(set(ALERTS)) == len(ALERTS) >= 15
    assert re.findall(r"^### (AppointmentLink\w+)$", PAGE, re.MULTILINE) == ALERTS
    for alert in ALERTS:
        assert f"runbook: docs/monitoring.md#{alert.lower()}" in RULES
        assert f"- name: {alert} fires" in TESTS
        assert f"- name: {alert} is quiet" in TESTS


@pytest.mark.parametrize("use", USES, ids=lambda use: use[:60])
def test_what_is_drawn_or_watched_is_a_metric_with_those_labels(use: str) -> None:
    found = SELECTOR.findall(use)
    assert found or "process_" in use
    for name, selector in found:
        metric = metric_named(name)
        for label, value in LABEL.findall(selector):
            assert label in {*metric.labels, *BY_PROMETHEUS}
            known = {"answers": ANSWERS, "links": LINKS}.get(metric.name.removeprefix(PREFIX).split("_")[0])
            values = known if label == "outcome" and known else VALUES.get(label)
            assert values is None or set(value.split("|")) <= set(values)


def test_every_metric_is_drawn_somewhere() -> None:
    drawn = {metric_named(name).name for use in USES for name, _ in SELECTOR.findall(use)}
    assert METRICS.keys() - drawn == set()


def test_the_page_has_every_metric_with_its_labels_and_no_other() -> None:
    section = PAGE.split("## Metrics")[1].split("## Alerts")[0]
    told = {
        PREFIX + name: re.findall(r"`(\w+)`", labels)
        for names, labels, _ in DOCUMENTED.findall(section)
        for name in re.findall(r"`(\w+)`", names)
    }
    assert told == {name: list(metric.labels) for name, metric in METRICS.items()}


@pytest.mark.parametrize("words", [ANSWERS, LINKS, SERVICES, SOURCES, STEPS], ids=str)
def test_the_page_explains_every_outcome(words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_the_unit_leaves_what_the_metrics_of_the_process_are_read_from(tmp_path: Path) -> None:
    """Memory, open files and restarts have alerts; Prometheus' client has none of them without /proc/stat."""
    (tmp_path / "self").symlink_to("/proc/self")
    assert not list(ProcessCollector(registry=None, proc=str(tmp_path)).collect())
    assert "\nProcSubset=" not in text("deploy/appointment-link.service")
