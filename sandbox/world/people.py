"""Who works at the pretend clinic, and who only visits its meetings."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

Clock = Callable[[], datetime]
"""The present, as an aware datetime. Everything here asks it, so that a test can set the time."""


def guid(seed: str) -> str:
    """A GUID that is the same at every start."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://sandbox.example/{seed}"))


@dataclass(frozen=True, slots=True)
class Person:
    """A directory object with a calendar, or without one.

    `oid` and `tenant_id` are those of the tenant the person acts in. A guest's home account is elsewhere: its token
    caches are keyed by `home_oid` and `home_tenant`. `shared` marks a Bookings or shared mailbox, which organizes
    meetings and never signs in.
    """

    name: str
    upn: str
    oid: str
    tenant_id: str
    mailbox: bool = True
    assigned: bool = True
    licensed: bool = True
    shared: bool = False
    home_oid: str = ""
    home_tenant: str = ""

    @property
    def guest(self) -> bool:
        return bool(self.home_tenant)

    @property
    def mri(self) -> str:
        """The id Teams gives this person towards one bot (`29:…`); it says nothing about the Entra id."""
        digest = hashlib.sha512(self.oid.encode()).digest()
        return "29:1" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Tenant:
    """One organization. `zone` is the IANA name of the time zone it works in."""

    id: str
    name: str
    domain: str
    zone: str
    people: tuple[Person, ...]

    def person(self, first_name: str) -> Person:
        """The first person of that first name; KeyError when there is none."""
        for person in self.people:
            if person.name.split()[0].lower() == first_name.lower():
                return person
        raise KeyError(first_name)


class Directory:
    """Everybody of every tenant that the pretend Entra knows."""

    def __init__(self, tenants: Iterable[Tenant]) -> None:
        self.tenants = {tenant.id: tenant for tenant in tenants}

    def __iter__(self) -> Iterator[Person]:
        return (person for tenant in self.tenants.values() for person in tenant.people)

    def by_oid(self, oid: str) -> Person | None:
        return next((person for person in self if person.oid == oid), None)

    def by_upn(self, upn: str) -> Person | None:
        return next((person for person in self if person.upn.lower() == upn.lower()), None)

    def by_mri(self, mri: str) -> Person | None:
        return next((person for person in self if person.mri == mri), None)


CLINIC_ID = guid("clinic")
BANK_ID = guid("bank")
CLINIC_DOMAIN = "riverside-clinic.example"
BANK_DOMAIN = "harbour-bank.example"

ANNA = Person("Anna Lindqvist", f"anna@{CLINIC_DOMAIN}", guid("anna"), CLINIC_ID)
OSEI = Person("Kofi Osei", f"k.osei@{CLINIC_DOMAIN}", guid("osei"), CLINIC_ID)
BEN = Person("Ben Carter", f"ben@{CLINIC_DOMAIN}", guid("ben"), CLINIC_ID)
GRACE = Person(
    "Grace Molina",
    f"grace_{BANK_DOMAIN}#EXT#@{CLINIC_DOMAIN}",
    guid("grace-here"),
    CLINIC_ID,
    home_oid=guid("grace-home"),
    home_tenant=BANK_ID,
)
NOOR = Person("Noor Haddad", f"noor@{CLINIC_DOMAIN}", guid("noor"), CLINIC_ID, mailbox=False, licensed=False)
UMA = Person("Uma Petrenko", f"uma@{CLINIC_DOMAIN}", guid("uma"), CLINIC_ID, assigned=False)
BOOKINGS = Person(
    "Riverside Vaccinations", f"vaccinations@{CLINIC_DOMAIN}", guid("vaccinations"), CLINIC_ID, shared=True
)
OTTO = Person("Otto Fremont", f"otto@{BANK_DOMAIN}", guid("otto"), BANK_ID)

CLINIC = Tenant(
    CLINIC_ID,
    "Riverside Clinic",
    CLINIC_DOMAIN,
    "Europe/London",
    (ANNA, OSEI, BEN, GRACE, NOOR, UMA, BOOKINGS),
)
BANK = Tenant(BANK_ID, "Harbour Bank", BANK_DOMAIN, "Europe/London", (OTTO,))
