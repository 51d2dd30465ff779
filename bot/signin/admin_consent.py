"""The link with which an admin approves the bot for everybody, and the way back from it.

Microsoft, *Permissions and consent: admin consent endpoint (v2.0)*: back come `admin_consent`, `tenant`, `scope` and
our `state`, or `error`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from bot.model import SignInOutcome, SignInVisit
from bot.signin.discovery import AUTHORITY

PLAIN = "admin"
"""The state of the links of older releases, which were passed on and may still be opened."""


class AdminConsent:
    """Anybody can open the address to which Microsoft sends an admin back: `state` shows that the link was ours.

    `prove` makes a proof of a text under the bot's keys, `is_proof` tells one.
    """

    def __init__(
        self,
        app_id: str,
        redirect_uri: str,
        scopes: Sequence[str],
        prove: Callable[[str], str],
        is_proof: Callable[[str, str], bool],
    ) -> None:
        self._app_id = app_id
        self._redirect_uri = redirect_uri
        self._scopes = tuple(scopes)
        self._prove = prove
        self._is_proof = is_proof

    def url(self, tenant_id: str) -> str:
        """One link for every permission that the bot may ask for, good as long as the bot's keys."""
        query = {
            "client_id": self._app_id,
            "scope": " ".join(f"https://graph.microsoft.com/{scope}" for scope in self._scopes),
            "redirect_uri": self._redirect_uri,
            "state": f"{PLAIN}.{self._prove(self._text(tenant_id))}",
        }
        return f"{AUTHORITY}/{tenant_id}/v2.0/adminconsent?{urlencode(query)}"

    def outcome(self, query: Mapping[str, str]) -> SignInVisit | None:
        """What the browser that is back says; None when it does not come from such a link. It binds nothing."""
        state, _, proof = query.get("state", "").partition(".")
        if "admin_consent" not in query and state != PLAIN:
            return None
        if "error" in query:
            return SignInVisit(SignInOutcome.ADMIN)
        tenant = query.get("tenant", "").lower()
        return SignInVisit(SignInOutcome.ADMIN_DONE, tenant=tenant if self._is_proof(proof, self._text(tenant)) else "")

    def _text(self, tenant_id: str) -> str:
        return f"admin consent\n{self._app_id}\n{tenant_id}"
