"""The files of the Microsoft 365 Agents Toolkit name what is there; scripts/validate-deployment has its schema."""

from __future__ import annotations

import re

import pytest

from tests.support.deployment import NAMES, ROOT, text

FILES = ["m365agents.yml", "m365agents.local.yml", "m365agents.playground.yml"]


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_the_project_that_it_names_is_there(file: str) -> None:
    paths = re.findall(r"(?:path|parameters|manifestPath): \./(\S+)", text(file))
    paths += re.findall(r"\b(scripts/\w+)", text(file))
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("file", FILES)
def test_what_it_sets_are_settings(file: str) -> None:
    written = re.findall(r"^ {6,8}(Microsoft\w+|[A-Z]+_[A-Z_]+): ", text(file), re.MULTILINE)
    assert set(written) - NAMES == set()


@pytest.mark.parametrize("file", FILES)
def test_secrets_stay_in_variables_that_the_toolkit_encrypts(file: str) -> None:
    for name in ("MicrosoftAppPassword", "STORAGE_ENCRYPTION_KEYS"):
        assert all(value.startswith("${{SECRET_") for value in re.findall(rf"{name}: (\S+)", text(file)))


@pytest.mark.parametrize(("file", "env"), [("m365agents.yml", "prod"), ("m365agents.local.yml", "local")])
def test_what_a_person_has_to_write_down_for_the_toolkit_is_told(file: str, env: str) -> None:
    named = text(file) + (text("infra/azure.parameters.json") if env == "prod" else "")
    made = set(re.findall(r"^ {6}\w+: ([A-Z0-9_]+)$", text(file), re.MULTILINE)) | {"TEAMSFX_ENV"}
    told = text("docs/deploy.md").partition(f"`env/.env.{env}` holds")[2].partition("`--env ")[0]
    assert set(re.findall(r"\$\{\{(\w+)\}\}", named)) - made == set(re.findall(r"`([A-Z_]+)`", told))
