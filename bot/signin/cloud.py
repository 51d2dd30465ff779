"""The Virtual Appointment call exists in Microsoft's Global cloud only: a tenant elsewhere is refused at the start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
import structlog

from bot.errors import SettingsError
from bot.net.documents import fetch_json

log = structlog.get_logger()
GLOBAL_GRAPH = "graph.microsoft.com"
GLOBAL_CLOUD = "microsoftonline.com"
ELSEWHERE = frozenset({"DOD", "DODCON", "USGov", "China"})


async def check_cloud(http: aiohttp.ClientSession, login: str, tenant_id: str, setting: str) -> None:
    """Raises SettingsError when the tenant's discovery document names another cloud, or says there is no such tenant.

    What cannot be found out now is let pass: Entra may just be out of reach.
    """
    try:
        document = await fetch_json(http, f"{login}/{tenant_id}/v2.0/.well-known/openid-configuration")
    except aiohttp.ClientResponseError as error:
        if error.status == 400:  # AADSTS90002: tenant not found
            raise SettingsError([f"{setting}: Entra knows no tenant {tenant_id}"]) from None
        log.warning("tenant_not_checked", status=error.status)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        log.warning("tenant_not_checked", error_type=type(error).__name__)
    else:
        if isinstance(document, dict) and (cloud := other_cloud(document)):
            reason = "getVirtualAppointmentJoinWebUrl exists in the Global cloud only"
            raise SettingsError([f"{setting}: tenant {tenant_id} is in another Microsoft cloud ({cloud}); {reason}"])


def other_cloud(document: Mapping[str, Any]) -> str:
    """The name of the national cloud that a tenant's discovery document tells of; empty for Global."""
    graph, cloud = document.get("msgraph_host"), document.get("cloud_instance_name")
    if graph and graph != GLOBAL_GRAPH:
        return str(graph)
    if cloud and cloud != GLOBAL_CLOUD:
        return str(cloud)
    part = document.get("tenant_region_sub_scope")
    return str(part) if part in ELSEWHERE else ""
