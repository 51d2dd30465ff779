"""The Virtual Appointment call exists in Microsoft's Global cloud only: a tenant elsewhere is refused at the start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
import structlog

from bot.errors import SettingsError
from bot.net.documents import fetch_answer
from bot.net.lenient_json import items, mapping

log = structlog.get_logger()
GLOBAL_GRAPH = "graph.microsoft.com"
GLOBAL_CLOUD = "microsoftonline.com"
NO_SUCH_TENANT = 90002  # AADSTS90002; a proxy on the way may answer 400 as well
ELSEWHERE = frozenset({"DOD", "DODCON", "USGov", "China"})


async def check_cloud(http: aiohttp.ClientSession, login: str, tenant_id: str, setting: str) -> None:
    """Raises SettingsError when the tenant's discovery document names another cloud, or says there is no such tenant.

    What cannot be found out now is let pass: Entra may just be out of reach.
    """
    try:
        status, document = await fetch_answer(http, f"{login}/{tenant_id}/v2.0/.well-known/openid-configuration")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        log.warning("tenant_not_checked", error_type=type(error).__name__)
        return
    known = mapping(document)
    if status == 400 and NO_SUCH_TENANT in items(known, "error_codes"):
        raise SettingsError([f"{setting}: Entra knows no tenant {tenant_id}"])
    if status != 200:
        log.warning("tenant_not_checked", status=status)
    elif cloud := other_cloud(known):
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
