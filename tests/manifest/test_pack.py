"""`python -m manifest.pack` leaves one zip that Teams takes, the same bytes each time, or says what is missing."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from bot.languages import LANGUAGES
from manifest.edition import COMPATIBLE, GENERAL, Edition
from manifest.pack import files, main, packed
from manifest.settings import PackSettings

ROOT = Path(__file__).parent.parent.parent


def test_the_package_holds_the_manifest_the_icons_and_the_languages(environment: Path) -> None:
    assert main([]) == 0
    with zipfile.ZipFile(environment / "build/appPackage.zip") as package:
        assert package.testzip() is None
        languages = [f"{language}.json" for language in LANGUAGES[1:]]
        assert package.namelist() == ["manifest.json", "color.png", "outline.png", *languages]


@pytest.mark.parametrize(
    ("flags", "name", "edition"),
    [([], "appPackage.zip", GENERAL), (["--compatible"], "appPackage-compatible.zip", COMPATIBLE)],
)
def test_each_flag_packs_its_edition(environment: Path, flags: list[str], name: str, edition: Edition) -> None:
    assert main(flags) == 0
    with zipfile.ZipFile(environment / "build" / name) as package:
        told, german = (json.loads(package.read(name)) for name in ("manifest.json", "de.json"))
    assert told["manifestVersion"] == edition.schema_version
    assert told["bots"][0].get("supportsTargetedMessages", False) is edition.slash_commands
    assert f"v{edition.schema_version}" in german["$schema"]


def test_the_compatible_one_lies_beside_the_other_package(environment: Path) -> None:
    assert (main([]), main(["--compatible"])) == (0, 0)
    assert sorted(path.name for path in (environment / "build").iterdir()) == [
        "appPackage-compatible.zip",
        "appPackage.zip",
    ]


@pytest.mark.parametrize("edition", [GENERAL, COMPATIBLE])
def test_every_file_that_the_manifest_names_is_there(settings: PackSettings, edition: Edition) -> None:
    contents = files(settings, edition)
    told = json.loads(contents["manifest.json"])
    languages = [other["file"] for other in told["localizationInfo"]["additionalLanguages"]]
    assert {*told["icons"].values(), *languages} == contents.keys() - {"manifest.json"}


def test_umlauts_survive(settings: PackSettings) -> None:
    assert "„Link holen“".encode() in files(settings)["de.json"]


def test_the_same_settings_give_the_same_bytes_at_another_time(
    settings: PackSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = packed(files(settings))
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert packed(files(settings)) == first


def test_the_bytes_depend_on_no_clock_and_no_compressor(settings: PackSettings) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(files(settings)))) as package:
        for entry in package.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.compress_type, entry.create_system) == (zipfile.ZIP_STORED, 3)


def test_another_place_can_be_named(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = environment / "somewhere/else/app.zip"
    assert main(["--output", str(output)]) == 0
    assert zipfile.is_zipfile(output)
    assert capsys.readouterr().out == f"{output}\n"


def test_a_place_that_cannot_be_written_is_named(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--output", str(environment)]) == 2
    assert (
        capsys.readouterr().err == f"{environment} cannot be written (Is a directory); --output names another place\n"
    )


def test_a_refusal_writes_nothing_but_its_reasons(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TERMS_URL")
    monkeypatch.setenv("PUBLIC_URL", "http://bot.example")
    assert main([]) == 2
    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.err.splitlines()] == ["PUBLIC_URL", "TERMS_URL"]
    assert told.out == ""
    assert list(environment.iterdir()) == []


def test_the_command_itself_ends_with_code_2(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRIVACY_URL")
    run = subprocess.run(
        [sys.executable, "-m", "manifest.pack"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (2, "", "PRIVACY_URL: is missing\n")
