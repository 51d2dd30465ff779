"""What a library would like to log is not always fit to be kept."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.telemetry import configure_logging


@pytest.fixture
def _log() -> Iterator[None]:
    """The program's own logging, and the tests' afterwards."""
    root = logging.getLogger()
    handlers, level, ours = root.handlers[:], root.level, structlog.get_config()
    yield
    structlog.configure(**ours)
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(capture=False)


@pytest.mark.usefixtures("_log")
def test_an_unreadable_token_answer_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("DEBUG")
    logging.getLogger("msal.oauth2cli.oauth2").exception("Token response is not in json format: %s", '{"refresh_tok')
    logging.getLogger("aiohttp.server").error("of another library")
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["event"] == "of another library"
