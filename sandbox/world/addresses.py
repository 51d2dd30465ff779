"""Where the pretend Microsoft 365 is reached: under its real names, or all of it on one loopback port."""

from __future__ import annotations

from dataclasses import dataclass

LOGIN = "https://login.microsoftonline.com"


@dataclass
class Addresses:
    """Origins without a trailing slash, except `service`, which is a connector's service URL and has one.

    `login` serves documents and keys, `pages` is where a browser finds the sign-in pages. The token endpoint and the
    issuers are always named by the real host: MSAL refuses anything else, and its traffic is redirected instead.
    """

    login: str = LOGIN
    pages: str = LOGIN
    graph: str = "https://graph.microsoft.com"
    channel: str = "https://login.botframework.com"
    service: str = "https://smba.trafficmanager.net/emea/"

    def move_to(self, origin: str) -> None:
        """Everything on one origin, such as http://127.0.0.1:8080."""
        self.login = self.pages = self.graph = self.channel = origin.rstrip("/")
        self.service = f"{self.login}/emea/"

    def token_endpoint(self, tenant: str) -> str:
        return f"{LOGIN}/{tenant}/oauth2/v2.0/token"

    def issuer(self, tenant: str) -> str:
        return f"{LOGIN}/{tenant}/v2.0"
