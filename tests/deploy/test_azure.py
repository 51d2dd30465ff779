"""The template for Azure: whole in itself, least exposed, and with names that the bot knows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.support.deployment import NAMES, read_json

TEMPLATE = read_json("infra/azure.json")
WORDS = json.dumps({key: TEMPLATE[key] for key in ("variables", "resources", "outputs")})
RESOURCES = {resource["type"]: resource for resource in TEMPLATE["resources"]}
APP: Any = RESOURCES["Microsoft.App/containerApps"]["properties"]


@pytest.mark.parametrize("kind", ["parameters", "variables"])
def test_everything_that_is_declared_is_used_and_nothing_else(kind: str) -> None:
    assert set(re.findall(rf"{kind}\('(\w+)'\)", WORDS)) == TEMPLATE[kind].keys()


def test_every_parameter_says_what_it_is() -> None:
    assert [name for name, it in TEMPLATE["parameters"].items() if not it.get("metadata", {}).get("description")] == []


def test_every_parameter_of_the_file_is_one_of_the_template() -> None:
    given = read_json("infra/azure.parameters.json")["parameters"].keys()
    needed = {name for name, it in TEMPLATE["parameters"].items() if "defaultValue" not in it}
    assert needed <= given <= TEMPLATE["parameters"].keys()


def test_brackets_close_and_types_are_named_with_a_version() -> None:
    for expression in re.findall(r'"(\[.*?\])"', WORDS):
        assert expression.count("(") == expression.count(")"), expression
    assert [resource["type"] for resource in TEMPLATE["resources"] if not resource.get("apiVersion")] == []


def test_secrets_come_in_as_secrets_rest_in_the_vault_and_never_come_out() -> None:
    assert TEMPLATE["parameters"]["storageEncryptionKeys"]["type"] == "securestring"
    assert [secret for secret in APP["configuration"]["secrets"] if "keyVaultUrl" not in secret] == []
    assert not re.search("listKeys|storageEncryptionKeys", json.dumps(TEMPLATE["outputs"]))


def test_what_the_container_is_told_are_settings() -> None:
    (container,) = APP["template"]["containers"]
    names = set(re.findall(r"createObject\('name', '(\w+)'", container["env"]))
    assert {"MicrosoftAppManagedIdentity", "STORAGE_URL", "STORAGE_ENCRYPTION_KEYS", "PUBLIC_URL"} <= names
    assert names - NAMES == set()


def test_probes_stay_within_what_container_apps_allow() -> None:
    (container,) = APP["template"]["containers"]
    assert {probe["type"] for probe in container["probes"]} == {"Startup", "Readiness", "Liveness"}
    assert [probe for probe in container["probes"] if probe.get("failureThreshold", 3) > 10] == []


def test_redis_is_one_endpoint_with_tls_that_forgets_nothing() -> None:
    database = RESOURCES["Microsoft.Cache/redisEnterprise/databases"]["properties"]
    assert (database["clusteringPolicy"], database["clientProtocol"]) == ("EnterpriseCluster", "Encrypted")
    assert database["evictionPolicy"] == "NoEviction"


def test_teams_is_the_bots_only_channel() -> None:
    names = [resource["name"] for resource in TEMPLATE["resources"] if resource["type"].endswith("/channels")]
    assert names == ["[concat(parameters('name'), '/MsTeamsChannel')]"]
    assert RESOURCES["Microsoft.BotService/botServices"]["properties"]["msaAppType"] == "SingleTenant"
