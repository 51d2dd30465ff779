"""Whether Microsoft can be reached from this machine: Entra, Graph, the Bot Connector."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.doctor.asking import ServiceAnswer
from bot.doctor.finding import Finding, fix, ok
from bot.doctor.patient import Patient
from bot.doctor.places import DIRECTLY
from bot.model.values import value

CHECKS = ("reach Entra", "reach Graph", "reach the connector")


@value
class Reached:
    """What each service answered; asked first, since much depends on it."""

    entra: ServiceAnswer
    graph: ServiceAnswer
    connector: ServiceAnswer


async def reached(patient: Patient) -> Reached:
    """Ask each for something that needs no token, or is refused without one."""
    urls = addresses(patient)
    return Reached(*await asyncio.gather(*(patient.asker.get(url) for url in urls.values())))


def addresses(patient: Patient) -> Mapping[str, str]:
    """What each service is asked for."""
    endpoints, tenant = patient.endpoints, next(iter(patient.settings.tenants))
    return {
        CHECKS[0]: f"{endpoints.login}/{tenant}/v2.0/.well-known/openid-configuration",
        CHECKS[1]: f"{endpoints.graph}/me/calendarView",
        CHECKS[2]: f"{endpoints.connector}/v3/conversations/doctor/members/doctor",
    }


def findings(patient: Patient, answers: Reached) -> list[Finding]:
    """A line for each."""
    heard = (answers.entra, answers.graph, answers.connector)
    return [verdict(check, url, answer) for (check, url), answer in zip(addresses(patient).items(), heard, strict=True)]


def verdict(check: str, url: str, answer: ServiceAnswer) -> Finding:
    """Of one service."""
    host = urlsplit(url).netloc
    if answer.works:
        return ok(check, f"{host} answers")
    if answer.status:
        return fix(
            check,
            f"{host} answers {answer.status}",
            "Wait, and look at Microsoft 365 admin center → Health → Service health.",
            f"{DIRECTLY} -o /dev/null -w '%{{http_code}}\\n' {url}",
        )
    return fix(
        check,
        f"{host}: {answer.fault}",
        f"Let this machine reach {host} on port 443, in its firewall; the bot heeds no HTTPS_PROXY.",
        f"{DIRECTLY} -o /dev/null -w '%{{http_code}}\\n' {url}",
    )
