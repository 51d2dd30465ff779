"""The Virtual Appointment call exists in Microsoft's Global cloud only: a tenant elsewhere is refused."""

from __future__ import annotations

from collections.abc import Mapping

from bot.net.lenient_json import text

GLOBAL_GRAPH = "graph.microsoft.com"
GLOBAL_CLOUD = "microsoftonline.com"
OTHER_CLOUDS = frozenset({"DOD", "DODCON", "USGov", "China"})


def other_cloud(document: Mapping[str, object]) -> str:
    """The name of the national cloud that a tenant's discovery document tells of; empty for Global."""
    graph = text(document, "msgraph_host")
    cloud = text(document, "cloud_instance_name")
    if graph and graph != GLOBAL_GRAPH:
        return graph
    if cloud and cloud != GLOBAL_CLOUD:
        return cloud
    part = text(document, "tenant_region_sub_scope")
    return part if part in OTHER_CLOUDS else ""
