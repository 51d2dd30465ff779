"""Who may have a token: account, assignment, policy, strength of the sign-in, and consent."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import StrEnum

from sandbox.entra import refusals
from sandbox.entra.consent import WORDS, Consents
from sandbox.entra.refusals import Refusal
from sandbox.world.people import Person
from sandbox.world.troubles import Trouble, Troubles

ADMINS_BY_DEFINITION = ("VirtualAppointment",)
EXCLUDED = (
    *ADMINS_BY_DEFINITION,
    "Calendars.",
    "OnlineMeetings.",
    "Chat.Read",
    "People.Read",
    "Mail.Read",
    "Mail.ReadWrite",
)


class ConsentPolicy(StrEnum):
    """Which permissions people may grant for themselves."""

    OPEN = "open"  # all: nobody's tenant, but the quickest to try things in
    LEGACY = "legacy"  # all that are not an admin's by definition
    MANAGED = "managed"  # Microsoft's default since 2025: no calendars and no meetings

    def leaves_to_admins(self, scope: str) -> bool:
        """Whether only an admin may grant it (Entra, *Manage app consent policies*)."""
        match self:
            case ConsentPolicy.OPEN:
                return False
            case ConsentPolicy.LEGACY:
                return scope.startswith(ADMINS_BY_DEFINITION)
            case ConsentPolicy.MANAGED:
                return scope.startswith(EXCLUDED)


class Policy:
    """The same checks for the token endpoint and for the pages. `strong` are those who passed the MFA page."""

    consent = ConsentPolicy.OPEN

    def __init__(self, consents: Consents, troubles: Troubles) -> None:
        self.strong: set[str] = set()
        self._consents = consents
        self._troubles = troubles

    def check(self, person: Person) -> None:
        """Raise the Refusal that no page can talk anybody out of."""
        struck = self._troubles.strike
        if struck(Trouble.ENTRA_DISABLED, person=person.oid):
            raise refusals.disabled()
        if not person.assigned or struck(Trouble.ENTRA_NOT_ASSIGNED, person=person.oid):
            raise refusals.not_assigned()
        if struck(Trouble.ENTRA_BLOCKED, person=person.oid):
            raise refusals.blocked()

    def weak(self, person: Person) -> bool:
        """Whether this person still has to pass the MFA page."""
        return person.oid not in self.strong and bool(self._troubles.expects(Trouble.ENTRA_MFA, person=person.oid))

    def check_strength(self, person: Person) -> None:
        if self.weak(person):
            self._troubles.strike(Trouble.ENTRA_MFA, person=person.oid)
            raise refusals.mfa_required()

    def needs_admin(self, person: Person, missing: AbstractSet[str]) -> bool:
        """Whether what the person has not granted yet is not theirs to grant."""
        switched = self._troubles.expects(Trouble.ENTRA_ADMIN_CONSENT, person=person.oid)
        return bool(switched) or any(map(self.consent.leaves_to_admins, missing))

    def granted(self, person: Person, asked: frozenset[str]) -> frozenset[str]:
        """Everything the person consented to, if that covers what is asked; raises Refusal otherwise."""
        if self._troubles.strike(Trouble.ENTRA_CONSENT_REVOKED, person=person.oid):
            self._consents.withdraw(person)
        granted = self._consents.granted(person)
        if unknown := asked - WORDS.keys() - {".default"}:
            raise Refusal("invalid_scope", 70011, f"The provided value for scope {sorted(unknown)} is not valid.")
        if asked - {".default"} - granted or not granted:
            raise refusals.consent_required()
        return granted
