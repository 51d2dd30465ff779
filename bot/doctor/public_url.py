"""PUBLIC_URL as Teams and browsers see it: its certificate, and whether this very bot is behind it."""

from __future__ import annotations

import asyncio
import secrets
import ssl
from urllib.parse import urlsplit

from bot.doctor.asking import ServiceAnswer, Trust, fault_of
from bot.doctor.finding import Finding, fix, ok, unchecked
from bot.doctor.patient import Patient
from bot.doctor.places import BOT, DIRECTLY
from bot.model.values import value
from bot.net.lenient_json import text
from bot.ops.keyring import Keyring
from bot.web.instance import CHALLENGE, PATH, proof_text

CERTIFICATE, INSTANCE, MESSAGES = "certificate", "PUBLIC_URL", "messages"
CHECKS = (CERTIFICATE, INSTANCE, MESSAGES)
EXPIRES_SOON = 14.0  # days
DAY = 86400.0  # seconds
GREETING_TIMEOUT = 6.0  # seconds
# OpenSSL's X509_V_ERR_… numbers.
EXPIRED, WRONG_NAME, SELF_SIGNED = 10, 62, 18
INCOMPLETE = frozenset({19, 20, 21})


@value
class Tls:
    """When the certificate ends, in seconds since the epoch; 0: none was taken. `code` is OpenSSL's, else 0."""

    ends: float = 0.0
    fault: str = ""
    code: int = 0


async def findings(patient: Patient) -> list[Finding]:
    """Its three lines."""
    url = patient.settings.public_url
    challenge = secrets.token_urlsafe(24)
    tls, instance, messages = await asyncio.gather(
        greeted(url, patient.trust),
        patient.asker.get(f"{url}{PATH}?{CHALLENGE}={challenge}"),
        patient.asker.post(f"{url}/api/messages", b"{}"),
    )
    certified = certificate(url, tls, patient.now().timestamp())
    return [
        certified,
        this_bot(url, instance, patient.base.keyring, proof_text(patient.app_id, challenge)),
        taken(url, messages),
    ]


async def greeted(url: str, trust: Trust) -> Tls:
    """A TLS handshake with whoever is there."""
    place = urlsplit(url)
    context = trust if isinstance(trust, ssl.SSLContext) else ssl.create_default_context()
    try:
        async with asyncio.timeout(GREETING_TIMEOUT):
            _, writer = await asyncio.open_connection(place.hostname, place.port or 443, ssl=context)
    except ssl.SSLCertVerificationError as error:
        return Tls(fault=error.verify_message, code=error.verify_code)
    except (OSError, TimeoutError) as error:
        return Tls(fault=fault_of(error))
    ends = writer.get_extra_info("peercert").get("notAfter", "")
    writer.transport.abort()
    return Tls(ssl.cert_time_to_seconds(ends))


def certificate(url: str, tls: Tls, now: float) -> Finding:
    """Of the certificate; what is no matter of the certificate is left to the next line."""
    host = urlsplit(url).hostname or ""
    look = f"openssl s_client -connect {urlsplit(url).netloc.partition(':')[0]}:{urlsplit(url).port or 443}"
    look += f" -servername {host} </dev/null"
    if not url.startswith("https://"):
        return unchecked(CERTIFICATE, "PUBLIC_URL is not https")
    if tls.code == EXPIRED:
        return fix(CERTIFICATE, "has ended", f"Renew the certificate of {host} in the reverse proxy.", look)
    if tls.code == WRONG_NAME:
        return fix(CERTIFICATE, "is for another name", f"Give the reverse proxy a certificate for {host}.", look)
    if tls.code == SELF_SIGNED:
        how = f"Give the reverse proxy a certificate for {host} from a public authority; Teams trusts no other."
        return fix(CERTIFICATE, "is signed by itself", how, look)
    if tls.code in INCOMPLETE:
        how = "Have the reverse proxy send the whole chain (fullchain.pem) of a certificate from a public authority."
        return fix(CERTIFICATE, "its chain is incomplete, or its authority unknown", how, look)
    if tls.code:
        return fix(CERTIFICATE, tls.fault, f"Give the reverse proxy a certificate for {host} that is in order.", look)
    if not tls.ends:
        return unchecked(CERTIFICATE, tls.fault)
    days = (tls.ends - now) / DAY
    if days < EXPIRES_SOON:
        how = f"Renew the certificate of {host} in the reverse proxy, and see why that does not happen by itself."
        return fix(CERTIFICATE, f"ends in {max(0, int(days))} days", how, look)
    return ok(CERTIFICATE, f"good for {int(days)} days")


def this_bot(url: str, answer: ServiceAnswer, keyring: Keyring, challenge: str) -> Finding:
    """Whether whoever answers holds our keys and is for our app."""
    look = f"{DIRECTLY} -i {url}{PATH}"
    if "certificate" in answer.fault:
        return unchecked(INSTANCE, "the certificate first")
    if not answer.status:
        how = f"Point DNS and the reverse proxy of {urlsplit(url).hostname} at this bot, and start the bot."
        return fix(INSTANCE, answer.fault, how, look)
    if keyring.is_proof(text(answer.json, "proof"), challenge):
        return ok(INSTANCE, "leads to this bot")
    if text(answer.json, "proof"):
        how = "Give that instance and this environment the same MicrosoftAppId and STORAGE_ENCRYPTION_KEYS."
        return fix(INSTANCE, "leads to a bot with another app id or other keys", how, look)
    how = "Have the reverse proxy pass /auth/ and /api/messages on to the bot's HOST and PORT, paths unchanged."
    return fix(INSTANCE, f"something else answers ({answer.status})", how, look)


def taken(url: str, answer: ServiceAnswer) -> Finding:
    """Whether what Teams posts gets as far as the bot: without a token it says 401, and nobody else would."""
    if answer.status == 401:
        return ok(MESSAGES, "/api/messages asks for Teams' token")
    if not answer.status:
        return unchecked(MESSAGES, "PUBLIC_URL first")
    how = f"Have the reverse proxy pass POST /api/messages on unchanged; it is the address of {BOT} → Configuration."
    look = f"{DIRECTLY} -i -X POST -H 'Content-Type: application/json' -d '{{}}' {url}/api/messages"
    return fix(MESSAGES, f"/api/messages answers {answer.status}, not 401", how, look)
