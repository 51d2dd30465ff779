"""What can be wrong with an installation, and what the doctor must say of it: one row each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import trustme

from sandbox.entra.app_registration import CLIENTS
from sandbox.world.people import guid
from sandbox.world.troubles import Trouble
from tests.support.doctor import faults
from tests.support.doctor.faults import certified, misread, not_granted, redirects, secret, set_up, trouble
from tests.support.doctor.installation import Installation
from tests.support.journeys.world import SECRET


@dataclass(frozen=True, slots=True)
class Seeded:
    """A fault; the line it must show in, and words of what is seen, of the fix, and of the command."""

    name: str
    line: str
    seen: str
    fix: str
    command: str
    do: Callable[[Installation], Awaitable[None] | None]


FAULTS: Sequence[Seeded] = (
    Seeded(
        "a setting",
        "settings",
        "PUBLIC_URL: is missing",
        "Messaging endpoint",
        "az bot show",
        misread("PUBLIC_URL: is missing"),
    ),
    Seeded(
        "audit log in no folder",
        "settings",
        "AUDIT_LOG: ",
        "docs/settings.md",
        "",
        lambda here: here.configure(audit_log=f"{here.folder}/nowhere/audit.log"),
    ),
    Seeded(
        "audit log is a folder",
        "settings",
        "cannot be written",
        "docs/settings.md",
        "",
        lambda here: here.configure(audit_log=str(here.folder)),
    ),
    Seeded(
        "store is a folder",
        "settings",
        "STORAGE_URL: sqlite needs a file",
        "docs/settings.md",
        "",
        lambda here: here.configure(storage_url=f"sqlite:///{here.folder}"),
    ),
    Seeded(
        "clock ahead",
        "clock",
        "seconds ahead",
        "time synchronization",
        "timedatectl",
        lambda here: here.clock_moves(400),
    ),
    Seeded(
        "clock behind", "clock", "behind", "time synchronization", "timedatectl", lambda here: here.clock_moves(-90)
    ),
    Seeded("lost key", "store", "opens nothing", "STORAGE_ENCRYPTION_KEYS", "", faults.other_keys),
    Seeded("newer release", "store", "newer release", "release", "user_version", faults.newer_release),
    Seeded("broken file", "store", "cannot be read", "backup", "integrity_check", faults.corrupt),
    Seeded(
        "certificate soon",
        "certificate",
        "ends in 2 days",
        "Renew",
        "openssl s_client",
        lambda here: certified(here, days=2.5),
    ),
    Seeded(
        "certificate over",
        "certificate",
        "has ended",
        "Renew",
        "openssl s_client",
        lambda here: certified(here, days=-1),
    ),
    Seeded(
        "another name",
        "certificate",
        "another name",
        "localhost",
        "openssl",
        lambda here: certified(here, "elsewhere.example"),
    ),
    Seeded(
        "no authority",
        "certificate",
        "authority",
        "public authority",
        "openssl",
        lambda here: certified(here, ca=trustme.CA()),
    ),
    Seeded("bot is down", "PUBLIC_URL", "nobody listens", "start the bot", "curl", faults.stopped),
    Seeded("another site", "PUBLIC_URL", "something else", "reverse proxy", "/auth/instance", faults.something_else),
    Seeded(
        "another bot",
        "PUBLIC_URL",
        "another app id or other keys",
        "same",
        "curl",
        lambda here: here.serve_bot(encryption_keys=faults.OTHER_KEYS, storage_url="memory://"),
    ),
    Seeded("no messages", "messages", "404", "POST /api/messages", "curl", faults.messages_lost),
    Seeded(
        "wrong secret", "credential", "no secret of this app", "Client secrets", "credential reset", secret("wrong")
    ),
    Seeded("old secret", "credential", "expired", "Client secrets", "credential reset", set_up(expired={SECRET})),
    Seeded("other app", "credential", "no app of this id", "Overview", "az ad app show", faults.another_app),
    Seeded("app off", "credential", "disabled", "Properties", "accountEnabled=true", set_up(enabled=False)),
    Seeded(
        "secret ends",
        "credential's end",
        "in 5 days",
        "Client secrets",
        "credential reset",
        set_up(secrets_end=datetime.now(UTC) + timedelta(days=5.5)),
    ),
    Seeded(
        "tenant",
        "tenant",
        "no tenant",
        "Directory (tenant) ID",
        "az account show",
        lambda here: here.configure(tenant_id=guid("nowhere")),
    ),
    Seeded("cloud", "tenant", "another Microsoft cloud", "GCC High", "az account show", faults.elsewhere),
    Seeded(
        "audience",
        "Application ID URI",
        "is not api://botid-",
        "Expose an API",
        "--identifier-uris api://botid-",
        set_up(identifier_uris={"api://else"}),
    ),
    Seeded(
        "version",
        "token version",
        "1",
        "requestedAccessTokenVersion",
        "az rest --method PATCH",
        set_up(token_version=1),
    ),
    Seeded(
        "scope",
        "access_as_user",
        "not exposed",
        "Scopes defined by this API",
        "az rest --method PATCH",
        set_up(exposed=False),
    ),
    Seeded(
        "clients",
        "clients",
        "Teams, web (5e3ce6c0",
        "Authorized client applications",
        "preAuthorizedApplications",
        set_up(clients={CLIENTS[0]}),
    ),
    Seeded(
        "Outlook's clients",
        "clients",
        "Outlook, web",
        "Authorized client applications",
        "preAuthorizedApplications",
        faults.office,
    ),
    Seeded(
        "redirect",
        "redirect URI",
        "is not registered",
        "Web → Redirect URIs",
        "--web-redirect-uris",
        redirects(spa=False),
    ),
    Seeded(
        "platform",
        "redirect URI",
        "wrong platform",
        "Single-page application",
        "--web-redirect-uris",
        redirects(spa=True),
    ),
    Seeded(
        "consent",
        "consent OnlineMeetings.Read",
        "not granted",
        "Grant admin consent",
        "admin-consent",
        not_granted("OnlineMeetings.Read"),
    ),
    Seeded(
        "keys",
        "Teams' keys",
        "no keys came (503)",
        "login.botframework.com",
        "curl",
        trouble(Trouble.CHANNEL_FAULT, status=503),
    ),
    Seeded("endorsement", "Teams' keys", "no key may sign", "Service Health", "curl", faults.not_endorsed),
    Seeded(
        "Entra down", "reach Entra", "answers 503", "Service health", "curl", trouble(Trouble.ENTRA_FAULT, status=503)
    ),
    Seeded(
        "Graph cut", "reach Graph", "", "port 443", "curl", trouble(Trouble.GRAPH_FAULT, ending="hang_up", where="/me")
    ),
    Seeded(
        "connector down",
        "reach the connector",
        "answers 502",
        "Service health",
        "curl",
        trouble(Trouble.CONNECTOR_FAULT, status=502),
    ),
    Seeded(
        "manifest's app",
        "manifest",
        "botId is not",
        "Teams admin center",
        "manifest.pack",
        lambda here: here.pack(MicrosoftAppId=guid("x")),
    ),
    Seeded(
        "manifest's host",
        "manifest",
        "validDomains lacks",
        "APP_VERSION",
        "manifest.pack",
        lambda here: here.pack(PUBLIC_URL="https://old.example"),
    ),
    Seeded(
        "no package",
        "manifest",
        "is no app package",
        "Teams admin center",
        "manifest.pack",
        faults.no_package,
    ),
)
