"""The log can be read by anybody who may read logs: no token, link or traceback text gets into it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.ops.telemetry import (
    ALPHABET,
    SECRET,
    SUSPICIOUS,
    bound_reference,
    configure_logging,
    current_reference,
    failure,
    log_line,
    new_reference,
    redact,
)

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
    "HTTPS://VISIT.TEAMS.MICROSOFT.COM/x",
    "bEARER abc",
    "bearer token-of-its-own",
    "bearer  token7",
]
# To an expression that ignores case, some letters beyond ASCII are s, i or k.
SECRETS += ["0.A" + "y" * 40, "msteams%3Ax", "MſTEAMſ:x", "httpſ:x", "HTTP:x"]
# What secrets are made of, whole and broken.
BROKEN = [
    *SUSPICIOUS,
    "eyJ",
    ".",
    "0.A",
    "http",
    "s",
    "ſ",
    "://",
    ":",
    "%3A",
    " ",
    "\n",
    "\\",
    '"',
    "token",
    "é",
    "\ud83d",
    "/x",
]
PIECES = SECRETS + BROKEN
said = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=5).map("".join)


@dataclass
class Told:
    """A value that nobody meant to log."""

    text: str
    hidden: str = field(default="", repr=False)


values = st.recursive(
    said
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | said.map(ValueError)
    | said.map(Told)
    | said.map(lambda text: text.encode(errors="replace")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(said | st.integers() | st.tuples(said), inner, max_size=3)
    ),
    max_leaves=8,
)


def texts(value: Any) -> Iterator[str]:
    """Every text in a line that was read back, names too."""
    match value:
        case str():
            yield value
        case dict():
            for name, item in value.items():
                yield name
                yield from texts(item)
        case list():
            for item in value:
                yield from texts(item)


def fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("around", ["{}", "before {} after", "x={};y"])
def test_what_looks_like_a_secret_is_blotted_out_at_any_depth(secret: str, around: str) -> None:
    text = around.format(secret)
    told = json.dumps(redact({"a": [text, {"b": (text,)}], "c": ValueError(text)}))
    assert secret not in told
    assert "[redacted]" in told


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_alone_is_enough_to_be_found(secret: str) -> None:
    places: list[dict[Any, Any]] = [
        {"value": secret},
        {secret: 1},
        {"deep": [({secret: [secret]},)]},
        {"error": ValueError(secret)},
        {"bytes": secret.encode()} if secret.isascii() else {"told": Told(secret)},
        {("a", secret): secret},
    ]
    for place in places:
        line = log_line(None, "info", place)
        assert [text for text in texts(json.loads(line)) if SECRET.search(text)] == []
        assert "[redacted]" in line


@given(st.dictionaries(said, values, max_size=4))
def test_no_line_holds_a_secret_wherever_it_stood(event: dict[str, Any]) -> None:
    line = json.loads(log_line(None, "info", dict(event)))
    assert [text for text in texts(line) if SECRET.search(text)] == []


@given(st.dictionaries(said, values, max_size=4))
def test_a_line_that_is_written_at_once_is_the_line_that_redaction_would_have_written(event: dict[str, Any]) -> None:
    line = json.loads(log_line(None, "info", dict(event)))
    assert {**json.loads(json.dumps(redact(event))), "level": "info", "timestamp": line["timestamp"]} == line


def test_a_dataclass_tells_no_more_than_it_shows() -> None:
    assert "Jones" not in log_line(None, "info", {"event": "x", "told": Told("shown", hidden="Mrs Jones")})


@pytest.mark.parametrize("reason", ["no bearer token", "no bearer token here", "Bearer token"])
def test_the_words_bearer_token_are_no_secret(reason: str) -> None:
    assert json.loads(log_line(None, "info", {"reason": reason}))["reason"] == reason


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
    references = {new_reference() for _ in range(5000)}
    assert len(references) == 5000
    assert {len(reference) for reference in references} == {9}
    assert set("".join(references)) == {*ALPHABET, "-"}
    assert not set(ALPHABET) & set("01OILU")


def test_the_reference_of_a_request_is_used_where_there_is_one() -> None:
    with bound_reference("K7M2-9QXR"):
        assert current_reference() == "K7M2-9QXR"
    assert current_reference() != "K7M2-9QXR"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    out = io.StringIO()
    with redirect_stdout(out):
        configure_logging("INFO")
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


def test_an_error_that_nobody_has_waited_for_is_not_quoted(lines: io.StringIO) -> None:
    loop = asyncio.new_event_loop()
    lost = loop.create_future()
    lost.set_exception(ValueError("Physiotherapy with Mrs Jones"))
    loop.call_soon(fail, ValueError("Physiotherapy with Mrs Jones"))
    loop.run_until_complete(asyncio.sleep(0))
    del lost
    loop.close()
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [line["event"] for line in told] == ["Exception in callback fail", "Future exception was never retrieved"]
    assert {line["error_type"] for line in told} == {"ValueError"}
    assert "Jones" not in lines.getvalue()


def test_an_unreadable_token_answer_is_not_logged(lines: io.StringIO) -> None:
    logging.getLogger("msal.oauth2cli.oauth2").exception("Token response is not in json format: %s", '{"refresh_tok')
    logging.getLogger("aiohttp.server").error("of another library")
    (line,) = lines.getvalue().splitlines()
    assert json.loads(line)["event"] == "of another library"


def test_each_line_has_its_level_its_time_and_its_request(lines: io.StringIO) -> None:
    log = structlog.get_logger()
    with bound_reference("K7M2-9QXR"):
        log.debug("not written")
        log.info("first", number=1)
        log.error("second", text='Grüße, "half"\n')
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [(line["event"], line["level"], line["reference"]) for line in told] == [
        ("first", "info", "K7M2-9QXR"),
        ("second", "error", "K7M2-9QXR"),
    ]
    assert told[1]["text"] == 'Grüße, "half"\n'
    assert all(line["timestamp"].endswith("Z") for line in told)


def test_half_an_emoji_is_written_as_json() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with redirect_stdout(out):
        configure_logging("INFO")
        structlog.get_logger().info("cut", text="bro\ud83dken é")
    structlog.reset_defaults()
    logging.basicConfig(handlers=[], force=True)
    logging.captureWarnings(capture=False)
    assert json.loads(out.buffer.getvalue())["text"] == "bro\ud83dken é"
