"""Activities of people whom the bot does not know."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.client.activities import Json
from sandbox.world.people import OTTO


def anonymous(activity: Json) -> Json:
    """Somebody who joined by a link, or writes through a connector: Teams names no account."""
    sender = {name: part for name, part in activity["from"].items() if name != "aadObjectId"}
    return {**activity, "from": sender}


def of_another_tenant(activity: Json) -> Json:
    tenant = {"tenant": {"id": OTTO.tenant_id}}
    sender = {**activity["from"], "aadObjectId": OTTO.oid}
    return {**activity, "from": sender, "channelData": {**activity["channelData"], **tenant}}


STRANGERS: dict[str, tuple[Callable[[Json], Json], str]] = {
    "anonymous": (anonymous, "I cannot tell who you are"),
    "of another organization": (of_another_tenant, "Not for your organization yet"),
}
