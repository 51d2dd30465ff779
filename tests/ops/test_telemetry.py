"""The log can be read by anybody who may read logs: no token, link or traceback text gets into it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import redirect_stdout

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.ops.telemetry import configure_logging, current_reference, failure, new_reference, redact

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJ4In0.c2lnbmF0dXJl"
REFRESH = "1.AXoA" + "x" * 80
SECRETS = [
    JWT,
    JWT.rsplit(".", 1)[0],
    REFRESH,
    f"Bearer {REFRESH}",
    "https://visit.teams.microsoft.com/webrtc-svc/api/route?tid=1",
    "https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join",
    "msteams://teams.microsoft.com/l/meetup-join/x",
]


def fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("around", ["{}", "before {} after", "x={};y"])
def test_what_looks_like_a_secret_is_blotted_out_at_any_depth(secret: str, around: str) -> None:
    text = around.format(secret)
    told = json.dumps(redact({"a": [text, {"b": (text,)}], "c": ValueError(text)}))
    assert secret not in told
    assert "[redacted]" in told


@given(st.recursive(st.none() | st.integers() | st.booleans(), lambda inner: st.lists(inner) | st.tuples(inner)))
def test_what_is_no_text_stays(value: object) -> None:
    assert json.dumps(redact(value)) == json.dumps(value)


def test_a_failure_tells_type_and_place_and_nothing_that_was_said() -> None:
    with pytest.raises(ValueError, match="Jones") as caught:
        fail(ValueError("Physiotherapy with Mrs Jones"))
    told = failure(caught.value)
    assert told["error_type"] == "ValueError"
    assert "test_telemetry.py" in str(told["where"])
    assert "Jones" not in str(told)


def test_references_are_short_and_unmistakable() -> None:
    references = {new_reference() for _ in range(200)}
    assert len(references) == 200
    assert not set("".join(references)) & set("01OILU")


def test_the_reference_of_a_request_is_used_where_there_is_one() -> None:
    with structlog.contextvars.bound_contextvars(reference="K7M2-9QXR"):
        assert current_reference() == "K7M2-9QXR"
    assert current_reference() != "K7M2-9QXR"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    out = io.StringIO()
    with redirect_stdout(out):
        configure_logging("DEBUG")
        yield out
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    logging.basicConfig(handlers=[], force=True)


def test_libraries_speak_in_the_same_form_and_without_their_tracebacks(lines: io.StringIO) -> None:
    try:
        fail(RuntimeError(f"cannot reach https://visit.teams.microsoft.com/x with {JWT}"))
    except RuntimeError:
        logging.getLogger("somelibrary").exception("it failed for %s", JWT)
    structlog.get_logger().info("ours", token=JWT)
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [line["event"] for line in told] == ["it failed for [redacted]", "ours"]
    assert told[0]["error_type"] == "RuntimeError"
    assert JWT not in lines.getvalue()
    assert "visit.teams" not in lines.getvalue()


def test_an_unreadable_token_answer_is_not_logged(lines: io.StringIO) -> None:
    logging.getLogger("msal.oauth2cli.oauth2").exception("Token response is not in json format: %s", '{"refresh_tok')
    logging.getLogger("aiohttp.server").error("of another library")
    (line,) = lines.getvalue().splitlines()
    assert json.loads(line)["event"] == "of another library"
