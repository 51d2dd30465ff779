"""A tenant of a national cloud is refused, since the call that the bot is about does not exist there."""

from __future__ import annotations

import pytest

from bot.signin.cloud import other_cloud

GLOBAL = {"cloud_instance_name": "microsoftonline.com", "msgraph_host": "graph.microsoft.com"}


@pytest.mark.parametrize(
    "document", [GLOBAL, {}, GLOBAL | {"tenant_region_scope": "EU", "tenant_region_sub_scope": "GCC"}]
)
def test_global_tenants_are_served(document: dict[str, str]) -> None:
    assert other_cloud(document) == ""


@pytest.mark.parametrize(
    "document",
    [
        {"cloud_instance_name": "microsoftonline.us", "msgraph_host": "graph.microsoft.us"},
        {"cloud_instance_name": "partner.microsoftonline.cn"},
        {"msgraph_host": "microsoftgraph.chinacloudapi.cn"},
        GLOBAL | {"tenant_region_sub_scope": "DODCON"},
        GLOBAL | {"tenant_region_sub_scope": "DOD"},
    ],
)
def test_other_clouds_are_named(document: dict[str, str]) -> None:
    assert other_cloud(document) != ""
