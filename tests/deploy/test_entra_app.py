"""The Entra app as a file and as commands says what the bot asks for, and what docs/install.md has people enter."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from bot.graph import all_scopes
from manifest.app import manifest
from manifest.settings import read_pack_settings
from tests.support.deployment import ROOT, read_json, text
from tests.support.manifest import CLINIC

APP: Any = read_json("infra/entra-app.json")
TENANT = "a796be92-1111-4000-8000-000000000001"  # the one that `az` of the conftest is signed in to
# Microsoft's permissions reference: delegated permissions of Microsoft Graph.
IDS = {
    "VirtualAppointment.Read": "27470298-d3b8-4b9c-aad4-6334312a3eac",
    "Calendars.ReadBasic": "662d75ba-a364-42ad-adee-f5f880ea4878",
    "Calendars.Read": "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42",
    "OnlineMeetings.Read": "9be106e1-f4e3-4df5-bdff-e4bc531cbe43",
    "openid": "37f7f235-527c-4136-accd-4a02d197296e",
    "profile": "14dad69e-099b-42c9-810b-d002981feec1",
    "offline_access": "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
}


def test_the_file_asks_for_all_that_the_bot_may_ask_for_and_nothing_else() -> None:
    (graph,) = APP["requiredResourceAccess"]
    named = {*all_scopes("Calendars.ReadBasic"), *all_scopes("Calendars.Read"), "openid", "profile", "offline_access"}
    assert {each["id"] for each in graph["resourceAccess"]} == {IDS[name] for name in named}
    assert {each["type"] for each in graph["resourceAccess"]} == {"Scope"}  # nothing on its own account


def test_its_address_is_the_one_that_the_package_names() -> None:
    told = manifest(read_pack_settings(**CLINIC))["webApplicationInfo"]
    assert [uri.replace("${{AAD_APP_CLIENT_ID}}", told["id"]) for uri in APP["identifierUris"]] == [told["resource"]]


def test_it_has_the_scope_of_single_sign_on_for_the_clients_of_the_installation_page() -> None:
    (scope,) = APP["api"]["oauth2PermissionScopes"]
    assert (scope["value"], scope["isEnabled"]) == ("access_as_user", True)
    clients = APP["api"]["preAuthorizedApplications"]
    table = text("docs/install.md").partition("Add a client application")[2].partition("## 4")[0]
    assert {client["appId"] for client in clients} == set(re.findall(r"`([0-9a-f-]{36})`", table))
    assert [client for client in clients if client["delegatedPermissionIds"] != [scope["id"]]] == []


def test_tokens_are_of_version_2_and_only_the_callback_receives_codes() -> None:
    assert APP["api"]["requestedAccessTokenVersion"] == 2
    assert APP["web"]["redirectUris"] == ["https://${{PUBLIC_HOST}}/auth/callback"]
    assert set(APP["web"]["implicitGrantSettings"].values()) == {False}


def entra_app(cloud: Path, *words: str) -> str:
    env = {"PATH": f"{cloud}:{os.environ['PATH']}", "FAKE_AZ": str(cloud)}
    command = ["sh", str(ROOT / "infra/entra-app.sh"), *words]
    done = subprocess.run(command, env=env, cwd="/", capture_output=True, check=True, text=True)  # noqa: S603 — ours
    return done.stdout


def test_the_script_registers_the_app_and_authorizes_clients_once_the_scope_is_there(cloud: Path) -> None:
    told = entra_app(cloud, "create", "bot.clinic.example")
    ids = ["MicrosoftAppId=6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10", f"MicrosoftAppTenantId={TENANT}"]
    assert told.splitlines() == ids
    first, second = map(json.loads, (cloud / "bodies").read_text().splitlines())
    assert first["api"]["preAuthorizedApplications"] == []
    assert len(second["api"]["preAuthorizedApplications"]) == 7
    assert first["api"]["oauth2PermissionScopes"] == second["api"]["oauth2PermissionScopes"]
    assert second["web"]["redirectUris"] == ["https://bot.clinic.example/auth/callback"]
    assert "${{" not in json.dumps(second)
    assert second.keys().isdisjoint({"id", "appId"})


def test_a_secret_is_made_beside_those_that_are_in_use(cloud: Path) -> None:
    assert entra_app(cloud, "secret") == "MicrosoftAppPassword=s3cret\n"
    assert "--append" in (cloud / "asked").read_text()


def test_an_identity_becomes_the_apps_credential(cloud: Path) -> None:
    entra_app(cloud, "identity", "the-principal")
    asked = (cloud / "asked").read_text()
    parameters = json.loads(asked[asked.index("{") : asked.rindex("}") + 1])
    assert (parameters["subject"], parameters["audiences"]) == ("the-principal", ["api://AzureADTokenExchange"])
    assert parameters["issuer"] == f"https://login.microsoftonline.com/{TENANT}/v2.0"


def test_the_other_script_sends_the_same_file() -> None:
    script = text("infra/entra-app.ps1")
    assert "'entra-app.json'" in script
    for blank in set(re.findall(r"\$\{\{\w+\}\}", json.dumps(APP))) - {"${{AAD_APP_OBJECT_ID}}"}:
        assert f"Replace('{blank}'" in script
