"""Who is in a conversation, as the connector tells it."""

from __future__ import annotations

from sandbox.world.people import Person


def account(person: Person) -> dict[str, str]:
    """A member as the connector describes one."""
    given, _, surname = person.name.partition(" ")
    return {
        "id": person.mri,
        "name": person.name,
        "aadObjectId": person.oid,
        "objectId": person.oid,
        "givenName": given,
        "surname": surname,
        "email": person.upn,
        "userPrincipalName": person.upn,
        "tenantId": person.tenant_id,
        "userRole": "guest" if person.guest else "user",
    }
