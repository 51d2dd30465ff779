"""Image, compose file, unit, manifests: they say what the program needs, and give it time to finish."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.ops.budgets import DRAIN, LAST_WORDS, PROMISED
from bot.ops.places import HOME
from bot.web.health import Probes
from tests.support.deployment import NAMES, ROOT, text
from tests.support.journeys.world import World, world
from tests.support.machine import commands
from tests.support.settings import PRODUCTION

MANIFESTS = sorted(path.name for path in (ROOT / "deploy/kubernetes").glob("*.yaml"))
FINISHED_WITHIN = DRAIN + LAST_WORDS + PROMISED
OF_PYTHON = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
SHARED_WITH_NOBODY = ("/healthz", "/readyz", "/metrics")


def grace_periods() -> dict[str, int]:
    """Seconds between SIGTERM and the end, as each file gives them."""
    patterns = {
        "compose.yaml": r"stop_grace_period: (\d+)s",
        "deploy/appointment-link.service": r"^TimeoutStopSec=(\d+)$",
        "deploy/kubernetes/bot.yaml": r"terminationGracePeriodSeconds: (\d+)",
        "infra/azure.json": r'"terminationGracePeriodSeconds": (\d+)',
    }
    found = {name: re.findall(pattern, text(name), re.MULTILINE) for name, pattern in patterns.items()}
    return {name: int(seconds) for name, (seconds,) in found.items()}


def test_everywhere_the_bot_has_time_to_finish_what_it_is_answering() -> None:
    assert {name: seconds for name, seconds in grace_periods().items() if seconds <= FINISHED_WITHIN + 5} == {}


def test_the_image_holds_every_package_that_the_program_imports() -> None:
    copied = set(re.findall(r"^COPY (?!--from)(\S+(?: \S+)*) \S+$", text("Dockerfile"), re.MULTILINE))
    sources = {source for line in copied for source in line.split()}
    requirements = {"requirements.txt", "requirements-otel.txt"}
    assert sources == requirements | {"app.py", "LICENSE", "bot", "cards", "manifest", "sandbox"}
    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert {line.removeprefix("!") for line in text(".dockerignore").splitlines() if line.startswith("!")} == sources


def test_what_is_built_without_a_target_is_the_bot_without_the_sandbox() -> None:
    last = text("Dockerfile").rpartition("FROM ")[2]
    assert last.startswith("base AS bot")
    assert "sandbox" not in text("Dockerfile").partition("AS rehearsal")[0]


def test_the_image_runs_as_nobody_special_and_asks_its_own_readiness() -> None:
    assert re.search(r"^USER (\d+)$", text("Dockerfile"), re.MULTILINE)
    assert '"-m", "bot.web.probe"' in text("Dockerfile")


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Dockerfile", lambda file: re.findall(r"(?:^ENV | )([A-Z_]+)=", file)),
        ("compose.yaml", lambda file: re.findall(r"^      ([A-Z_]+): ", file.partition("\n  redis:")[0], re.MULTILINE)),
        ("deploy/appointment-link.service", lambda file: re.findall(r"([A-Z_]+)=", _line(file, "Environment="))),
        ("deploy/kubernetes/bot.yaml", lambda file: re.findall(r"- name: ([A-Z_]+)$", file, re.MULTILINE)),
    ],
)
def test_what_is_set_there_is_a_setting(name: str, names: Callable[[str], list[str]]) -> None:
    found = set(names(text(name)))
    assert found & NAMES
    assert found - NAMES - OF_PYTHON == set()


def _line(file: str, start: str) -> str:
    return next(line.removeprefix(start) for line in file.splitlines() if line.startswith(start))


def test_the_unit_starts_what_the_documents_start() -> None:
    command = _line(text("deploy/appointment-link.service"), "ExecStart=").replace("/opt/appointment-link/", "")
    assert command == ".venv/bin/python app.py"
    assert command in text("docs/install.md")


def test_a_certificate_that_root_alone_reads_is_handed_to_the_services_user() -> None:
    page = text("docs/deploy.md")
    (name, file) = re.findall(r"LoadCredential=(\S+):(/etc/appointment-link/[\w.]+)\\n", page)[0]
    assert f"install -m 0600 bot.pem {file}\n" in page
    assert f"MicrosoftAppCertificatePath=/run/credentials/appointment-link.service/{name}`" in page


def test_the_page_puts_the_audit_log_where_the_unit_lets_it_be_written() -> None:
    unit = text("deploy/appointment-link.service")
    assert _line(unit, "ProtectSystem=") == "strict"
    assert f"`/var/lib/{_line(unit, 'StateDirectory=')}/audit.log`" in text("docs/monitoring.md")


@pytest.mark.parametrize("file", ["compose.yaml", "deploy/kubernetes/bot.yaml"])
def test_nothing_can_be_written_into_the_image_and_no_right_is_left(file: str) -> None:
    said = text(file)
    assert "read_only: true" in said or "readOnlyRootFilesystem: true" in said
    assert re.search(r"(cap_drop|drop): \[ALL\]", said)
    assert re.search("no-new-privileges:true|allowPrivilegeEscalation: false", said)


def test_every_manifest_is_applied() -> None:
    listed = re.findall(r"^  - (\S+\.yaml)$", text("deploy/kubernetes/kustomization.yaml"), re.MULTILINE)
    assert sorted([*listed, "kustomization.yaml"]) == MANIFESTS


@pytest.mark.parametrize("file", ["deploy/kubernetes/bot.yaml", "infra/azure.json"])
def test_probes_ask_what_there_is(file: str) -> None:
    asked = set(re.findall(r"path\"?: \"?(/\w+)", text(file)))
    probes = {str(route.path) for route in Probes.routes(Probes.__new__(Probes))}
    assert asked == probes


async def public_paths(here: World) -> set[str]:
    assert here.bot
    paths = {str(route.resource.canonical) for route in here.bot.app.router.routes() if route.resource}
    return {path for path in paths if path not in SHARED_WITH_NOBODY}


def allowed_by_caddy() -> set[str]:
    return set(re.search(r"^\t\tpath (.*)$", text("deploy/Caddyfile"), re.MULTILINE)[1].split())  # type: ignore[index]


def allowed_by_ingress() -> set[str]:
    pairs = re.findall(r"path: (/[\w/]*),? ?\s*pathType: (\w+)", text("deploy/kubernetes/ingress.yaml"))
    return {path if kind == "Exact" else f"{path}/*" for path, kind in pairs}


async def test_proxies_let_through_what_teams_and_browsers_need_and_nothing_else(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        paths = await public_paths(here)
    needed = {"/auth/*" if path.startswith("/auth/") else path for path in paths}
    assert allowed_by_caddy() == needed
    assert allowed_by_ingress() == needed


def test_the_files_of_the_image_are_enough_to_start_from_any_folder(tmp_path: Path) -> None:
    for source in ("app.py", "bot", "cards", "manifest"):
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, tmp_path / source)
    command = [sys.executable, str(tmp_path / "app.py")]
    start = subprocess.run(command, env={"ENV_FILE": ""}, cwd="/", capture_output=True, text=True, check=False)  # noqa: S603 — ours
    assert start.returncode == 2
    assert {line.partition(":")[0] for line in start.stderr.splitlines()} == PRODUCTION.keys()


@pytest.mark.parametrize(
    ("page", "heading"), [("deploy.md", "A machine with systemd"), ("operations/upgrade.md", "A machine with systemd")]
)
def test_the_services_user_reads_what_a_hardened_machines_root_installs(
    page: str, heading: str, tmp_path: Path
) -> None:
    installing = commands(f"docs/{page}", heading)[0].partition("python3 -m venv")[0].replace(" /", f" {tmp_path}/")
    git = f"git() {{ case $1 in describe) echo 1.0 ;; *) tar -c -C {ROOT} app.py ;; esac; }}"
    subprocess.run(["sh", "-eu", "-c", f"umask 077\n{git}\n{installing}"], check=True)  # noqa: S603, S607
    assert stat.S_IMODE((tmp_path / "opt/appointment-link-1.0").stat().st_mode) & 0o005 == 0o005


def test_what_the_image_copies_is_readable_whatever_the_clones_umask() -> None:
    copied = re.findall(r"^COPY (?!--from|requirements)(.+) \S+$", text("Dockerfile"), re.MULTILINE)
    opened = " ".join(re.findall(r"^RUN chmod -R a\+rX ([^&\n]+)", text("Dockerfile"), re.MULTILINE)).split()
    assert sorted(opened) == sorted({source for line in copied for source in line.split()} - {"LICENSE"})


def test_home_is_where_the_image_has_the_program() -> None:
    assert (HOME / "app.py").samefile(ROOT / "app.py")
