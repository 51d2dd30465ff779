"""The audit file: added to, opened anew after it was moved away, refused at the start where it cannot be written."""

from __future__ import annotations

import json
import typing
from pathlib import Path

import pytest

from bot import model
from bot.errors import SettingsError
from bot.model import (
    Found,
    Invitation,
    LinkList,
    LinkReady,
    Meeting,
    MissingLink,
    PostedLink,
    PostPreview,
    Reply,
)
from bot.ops.audit import open_audit
from bot.teams.outbound.handing_out import identity, meetings_in

THREAD = "19:meeting_abc@thread.v2"
JOIN = f"https://teams.microsoft.com/l/meetup-join/{THREAD}/0?context=%7b%22Oid%22%3a%22o%22%7d"
WITHOUT_A_CUSTOMERS_LINK = {"BareLink", "AdminMessage"}  # handed out before; and an admin's


def test_lines_are_added_to_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "audit.log"
    for person in ("a", "b"):
        audit = open_audit(str(file), lambda _fault: None)
        assert audit
        audit.note(event="link_handed_out", person=person)
        audit.close()
    assert [json.loads(line)["person"] for line in file.read_text().splitlines()] == ["a", "b"]
    assert file.stat().st_mode & 0o007 == 0


def test_a_file_that_was_moved_away_is_opened_anew(tmp_path: Path) -> None:
    file, moved = tmp_path / "audit.log", tmp_path / "audit.log.1"
    audit = open_audit(str(file), lambda _fault: None)
    assert audit
    audit.note(person="a")
    file.rename(moved)
    audit.note(person="b")
    audit.close()
    assert "a" in json.loads(moved.read_text())["person"]
    assert "b" in json.loads(file.read_text())["person"]


def test_a_line_that_cannot_be_written_is_told_and_nothing_is_raised() -> None:
    told: list[str] = []
    audit = open_audit("/dev/full", told.append)
    assert audit
    audit.note(person="a")
    audit.close()
    assert told == ["No space left on device"]


def test_a_file_that_was_moved_away_and_cannot_be_opened_anew_is_told_and_nothing_is_raised(tmp_path: Path) -> None:
    """As where the rights of its folder let only another account make one: whoever has an answer had it again."""
    folder, told = tmp_path / "audit", list[str]()
    folder.mkdir()
    audit = open_audit(str(folder / "audit.log"), told.append)
    assert audit
    folder.rename(tmp_path / "elsewhere")
    for _ in range(2):
        audit.note(person="a")
    folder.mkdir()
    audit.note(person="b")
    audit.close()
    assert told == ["No such file or directory", "No such file or directory", ""]
    assert json.loads((folder / "audit.log").read_text())["person"] == "b"


def test_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    audit = open_audit("stderr", lambda _fault: None)
    assert audit
    audit.note(person="a")
    assert json.loads(capsys.readouterr().err)["person"] == "a"


def test_nowhere_is_none() -> None:
    assert open_audit("", lambda _fault: None) is None


def test_a_file_that_cannot_be_written_stops_the_start_naming_the_setting_and_why(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        open_audit(str(tmp_path / "nowhere" / "audit.log"), lambda _fault: None)
    (line,) = refused.value.faults
    assert line.startswith("AUDIT_LOG: ")
    assert "No such file or directory" in line


def test_every_reply_that_holds_a_link_is_known_to_be_a_customers_or_not() -> None:
    """A new kind of reply with a link is handed out, or is listed here as none."""
    kinds = typing.get_args(Reply)
    holding = {kind.__name__ for kind in kinds if {"link", "rows"} & set(getattr(kind, "__slots__", ()))}
    meeting, link = Meeting(graph_id="x"), "https://visit.teams.microsoft.com/"
    ready = LinkReady(meeting, link)
    replies: list[Reply] = [ready, PostedLink(meeting, link), PostPreview(meeting, link)]
    replies += [Invitation(meeting, link, "en"), Found((ready, ready))]
    replies += [LinkList((ready, MissingLink(meeting, None)))]
    assert {type(reply).__name__ for reply in replies} == holding - WITHOUT_A_CUSTOMERS_LINK
    assert [len(meetings_in(reply)) for reply in replies] == [1, 1, 1, 1, 2, 1]
    assert meetings_in(model.Help()) == ()


def test_a_meeting_is_known_by_its_thread_whatever_else_is_known() -> None:
    by_link = Meeting(join_url=JOIN)
    assert identity(by_link) == identity(Meeting(subject="Physio", join_url=JOIN, event_id="e", graph_id="zzz"))
    assert identity(by_link) != identity(Meeting(graph_id="zzz"))
    assert identity(Meeting()) == ""
