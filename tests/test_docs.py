"""What the documents name is there: files, links, seconds, log lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ops import budgets
from bot.teams.inbound.payload import Inbound
from bot.teams.sdk.edge import NOT_ANSWERED, invoke_facts
from manifest.settings import PackSettings

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
LIVE_CHECKS = (ROOT / "docs" / "live-tenant-checks.md").read_text("utf-8")
CHECK = re.compile(r"^### ([A-Z]\d+)\n\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
CHECKS = dict(CHECK.findall(LIVE_CHECKS))
MACHINE = "*(by machine, too)*"
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
EVENT = re.compile(r"log\.\w+\(\s*\"(\w+)\"")
INVOKE = {
    "type": "invoke",
    "channelId": "msteams",
    "serviceUrl": "https://smba.example/",
    "conversation": {"id": "a:1"},
}
SECONDS = {
    "an invoke is answered within (Teams drops it after 5)": budgets.PROMISED,
    "… its reply, silent sign-in included": budgets.INVOKE,
    "… a token exchange": budgets.EXCHANGE,
    "… the command, sign-in not counted": budgets.INVOKE_COMMAND,
    "… the links of several ticked meetings, six at a time": budgets.TICKED_LINKS_AT_ONCE,
    "typing is shown after": budgets.TYPING_AFTER,
    "one command, Graph and Entra included": budgets.COMMAND,
    "… what it asks Graph": budgets.GRAPH,
    "… the links of several ticked meetings, six at a time, by message": budgets.TICKED_LINKS,
    "… what the calendar says of a link's meeting, after the link has come": budgets.BESIDE_LINK,
    "… one question to Entra": budgets.ENTRA,
    "one send to Teams, repetitions included": budgets.SEND,
    "lease of a claim, renewed every 2 while the answer is made": budgets.LEASE,
}


def on_the_map() -> Iterator[Path]:
    """The files and folders of the first picture: two spaces deeper is one folder deeper."""
    folders = [ROOT]
    for line in ARCHITECTURE.split("```")[1].strip().splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        names = re.split(r"\s{2,}", line.strip())[0].split(", ")
        for name in names:
            path = folders[depth] / name
            yield path if path.exists() else path.with_name(f"{name}.py")
        folders[depth + 1 :] = [folders[depth] / names[0]]


def named(text: str) -> Iterator[str]:
    """The paths in a text: code with a slash in it, but for addresses and the names of invokes."""
    for code in re.findall(r"`([a-z]\w*/[^`\s]*)`", text):
        if code != "signin/tokenExchange":
            yield code.split("…")[0].rstrip("/")


def is_there(name: str) -> bool:
    """As a path, or as a module and something in it, in the project or in bot/."""
    spellings = (name, f"{name}.py", f"{name.rpartition('.')[0]}.py")
    return any((ROOT / folder / spelling).exists() for folder in ("", "bot") for spelling in spellings)


def test_the_map_shows_what_is_there() -> None:
    assert [path for path in on_the_map() if not path.exists()] == []


def test_the_map_shows_all_of_the_bot() -> None:
    modules = {path for path in (ROOT / "bot").iterdir() if not path.name.startswith("__")}
    assert modules - set(on_the_map()) == set()


def test_the_files_that_the_architecture_names_exist() -> None:
    paths = list(named(ARCHITECTURE))
    assert len(paths) > 20
    assert [name for name in paths if not is_there(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text("utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_seconds_are_those_of_the_program() -> None:
    table = ARCHITECTURE.split("## Time")[1].split("##")[0]
    rows = re.findall(r"^\| (\S.*?) \| ([\d.]+) \|$", table, re.MULTILINE)
    assert {what: float(seconds) for what, seconds in rows} == SECONDS


def test_the_log_lines_to_look_for_are_written() -> None:
    written = {event for path in (ROOT / "bot").rglob("*.py") for event in EVENT.findall(path.read_text("utf-8"))}
    written |= invoke_facts(Inbound.model_validate(INVOKE), NOT_ANSWERED).keys()
    looked_for = set(re.findall(r"`([a-z]+_[a-z_]+)`", LIVE_CHECKS))
    assert "delivered_again" in looked_for
    assert looked_for - written == set()


def test_every_check_of_a_live_tenant_is_a_form_to_fill_in() -> None:
    assert len(CHECKS) == LIVE_CHECKS.count("\n### ") > 70  # no number stands twice
    fields = re.compile(
        r"\n\n- \*\*How:\*\* .+\n- \*\*We expect:\*\* .+\n- \*\*Either way:\*\* .+\n- \*\*As expected\?\*\* "
    )
    boxes = ("[ ] yes", "[ ] no", "date …", "who …")
    whole = {id for id, text in CHECKS.items() if fields.search(text) and all(box in text for box in boxes)}
    assert CHECKS.keys() - whole == set()


def test_what_the_doctor_settles_is_marked_so() -> None:
    doctor = "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "doctor").glob("*.py"))
    settled = set(re.findall(r"Settled\(\s*\"([A-Z]\d+)\"", doctor))
    assert settled == {id for id, text in CHECKS.items() if MACHINE in text}
    assert [id for id in settled if not re.search(rf"\b{id}\b", LIVE_CHECKS.partition("## Graph")[0])] == []


def test_the_checks_that_other_documents_name_are_there() -> None:
    named = set(re.findall(r"\*Untested\*: ([A-Z]\d+)\b", (ROOT / "docs" / "protocol.md").read_text("utf-8")))
    assert named
    assert named - CHECKS.keys() == set()


def test_the_documents_and_facts_that_comments_cite_are_there() -> None:
    code = "".join(path.read_text("utf-8") for folder in ("bot", "cards") for path in (ROOT / folder).rglob("*.py"))
    assert set(re.findall(r"[\w-]+\.md\b", code)) - {page.name for page in PAGES} == set()
    sections = set(re.findall(r"^## (\d+)\.", (ROOT / "docs" / "protocol.md").read_text("utf-8"), re.MULTILINE))
    cited = set(re.findall(r"protocol\.md §(\d+)", code))
    assert cited
    assert cited - sections == set()


def test_a_pull_request_is_checked_by_what_has_to_pass() -> None:
    workflow = (ROOT / ".github" / "workflows" / "check.yml").read_text("utf-8")
    assert re.findall(r"^\s+- run: (.*)$", workflow, re.MULTILINE) == ["bash .ci/run"]
    passing = set(re.findall(r"sh (scripts/[\w-]+)", (ROOT / ".ci" / "run").read_text("utf-8")))
    assert {"scripts/check", "scripts/validate-manifest"} <= passing
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [script for script in passing if f"sh {script}" not in told] == []


def test_the_readme_leads_to_every_paper() -> None:
    papers = {page.relative_to(ROOT).as_posix() for page in (ROOT / "docs").glob("*.md")}
    led = set(LINK.findall((ROOT / "README.md").read_text("utf-8")))
    assert papers - led == set()


def test_the_release_has_one_number() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert len(set(headings)) == len(headings)
    released = re.fullmatch(r"(\d+\.\d+\.\d+) — \d{4}-\d\d-\d\d", headings[1])
    assert released
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert {project, PackSettings.model_fields["app_version"].default} == {released[1]}


def test_a_command_to_paste_names_the_environments_python_or_one_that_debian_has() -> None:
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    blocks = re.findall(r"^ *```(?:sh)?\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 20
    assert [line for block in blocks for line in block.splitlines() if re.match(r"(.*\) )?(python|pip) ", line)] == []
