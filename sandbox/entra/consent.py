"""Which delegated permissions a person, or an admin for everybody, has granted to the app."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sandbox.world.claims import GRAPH
from sandbox.world.people import Person

SIGN_IN_SCOPES = frozenset({"openid", "profile", "email", "offline_access"})

WORDS: Mapping[str, str] = {
    "VirtualAppointment.Read": "Read your virtual appointments",
    "VirtualAppointment.ReadWrite": "Read and write your virtual appointments",
    "OnlineMeetings.Read": "Read your online meetings",
    "OnlineMeetings.ReadWrite": "Read and create your online meetings",
    "Calendars.ReadBasic": "Read basic details of your calendars",
    "Calendars.Read": "Read your calendars",
    "Calendars.ReadWrite": "Have full access to your calendars",
    "User.Read": "Sign you in and read your profile",
}


def graph_scopes(text: str) -> frozenset[str]:
    """The Graph permissions in a scope parameter, without their prefix and without OpenID's own."""
    names = (word.removeprefix(f"{GRAPH}/") for word in text.split())
    return frozenset(name for name in names if name not in SIGN_IN_SCOPES)


class Consents:
    """The consent ledger of one app."""

    def __init__(self) -> None:
        self._of_person: defaultdict[str, set[str]] = defaultdict(set)
        self._of_tenant: defaultdict[str, set[str]] = defaultdict(set)

    def grant(self, person: Person, scopes: Iterable[str]) -> None:
        self._of_person[person.oid].update(scopes)

    def grant_all(self, tenant_id: str, scopes: Iterable[str]) -> None:
        """An admin consents for everybody in the tenant."""
        self._of_tenant[tenant_id].update(scopes)

    def withdraw(self, person: Person) -> None:
        """Take back everything, the tenant-wide consent included: then nothing of the person's is left."""
        self._of_person.pop(person.oid, None)
        self._of_tenant.pop(person.tenant_id, None)

    def for_everybody(self, tenant_id: str) -> frozenset[str]:
        """What an admin has granted for the tenant."""
        return frozenset(self._of_tenant[tenant_id])

    def granted(self, person: Person) -> frozenset[str]:
        return frozenset(self._of_person[person.oid] | self._of_tenant[person.tenant_id])
