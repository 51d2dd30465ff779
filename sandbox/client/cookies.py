"""A browser's cookies, by the rules that matter for a sign-in: `__Host-`, Secure, Path and SameSite."""

from __future__ import annotations

from dataclasses import dataclass

from yarl import URL

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Cookie:
    name: str
    value: str
    host: str
    path: str = "/"
    secure: bool = False
    same_site: str = "lax"


class CookieJar:
    """Keeps host-only cookies. Loopback counts as secure without TLS, as browsers have it."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str, str], Cookie] = {}
        self.refused: list[str] = []

    def __len__(self) -> int:
        return len(self._cookies)

    def clear(self) -> None:
        self._cookies.clear()

    def take(self, header: str, url: URL) -> None:
        """One Set-Cookie header of an answer from `url`; names of those a browser would not keep go to `refused`."""
        cookie, attributes = parse(header, url)
        if not acceptable(cookie, attributes, url):
            self.refused.append(cookie.name)
            return
        key = (cookie.host, cookie.path, cookie.name)
        if attributes.get("max-age", "1").startswith(("0", "-")) or not cookie.value:
            self._cookies.pop(key, None)
        else:
            self._cookies[key] = cookie

    def header(self, url: URL, *, cross_site: bool, method: str) -> str:
        """The Cookie header for a navigation to `url`; `cross_site` when another site started it."""
        fitting = (c for c in self._cookies.values() if c.host == url.host and sent_to(c, url))
        return "; ".join(f"{c.name}={c.value}" for c in fitting if not withheld(c, method, cross_site=cross_site))


def is_secure(url: URL) -> bool:
    return url.scheme == "https" or url.host in LOOPBACK


def parse(header: str, url: URL) -> tuple[Cookie, dict[str, str]]:
    """A Set-Cookie header and its attributes, names in lower case."""
    first, *rest = (part.strip() for part in header.split(";"))
    name, _, value = first.partition("=")
    pairs = (part.partition("=") for part in rest)
    attributes = {key.strip().lower(): val.strip() for key, _, val in pairs}
    same_site = attributes.get("samesite", "lax").lower()
    path = attributes.get("path") or "/"
    return Cookie(name, value, url.host or "", path, "secure" in attributes, same_site), attributes


def acceptable(cookie: Cookie, attributes: dict[str, str], url: URL) -> bool:
    """RFC 6265bis: Secure only from a secure origin, SameSite=None only when Secure, and the two name prefixes."""
    if cookie.secure and not is_secure(url):
        return False
    if cookie.same_site == "none" and not cookie.secure:
        return False
    if cookie.name.startswith("__Host-"):
        return cookie.secure and attributes.get("path") == "/" and "domain" not in attributes
    return cookie.secure or not cookie.name.startswith("__Secure-")


def sent_to(cookie: Cookie, url: URL) -> bool:
    below = url.path == cookie.path or url.path.startswith(cookie.path.rstrip("/") + "/")
    return below and (is_secure(url) or not cookie.secure)


def withheld(cookie: Cookie, method: str, *, cross_site: bool) -> bool:
    """Coming from another site, Strict stays at home, and Lax travels with a GET only."""
    if not cross_site or cookie.same_site == "none":
        return False
    return cookie.same_site == "strict" or method != "GET"
