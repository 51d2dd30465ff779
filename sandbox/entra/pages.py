"""The pages a person sees while signing in: plain, accessible HTML that needs no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from sandbox.entra.consent import WORDS
from sandbox.world.people import Person

STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 'Segoe UI', system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #e8edf2; color: #1b1b1b }
main { background: #fff; padding: 2rem; width: min(26rem, 90vw); box-shadow: 0 2px 6px #0003; border-radius: .25rem }
h1 { font-size: 1.4rem; margin: .5rem 0 1rem }
button { font: inherit; padding: .5rem 1.25rem; border: 1px solid #0067b8; border-radius: .25rem; cursor: pointer }
button.main { background: #0067b8; color: #fff }
button.row { display: block; width: 100%; text-align: left; margin: .5rem 0; background: none; color: inherit }
small { color: #555 }
@media (prefers-color-scheme: dark) {
  body { background: #1b1f23; color: #eee } main { background: #2a2f35 } small { color: #bbb }
}
"""
Button = tuple[str, str, str]  # name, value, words


def account_picker(people: Iterable[Person], action: str) -> str:
    """Which account? Each row is a button."""
    rows = "".join(
        f'<button class="row" name="account" value="{escape(person.oid)}">{escape(person.name)}<br>'
        f"<small>{escape(person.upn)}</small></button>"
        for person in people
    )
    return _page("Pick an account", f"{_form(action, {}, rows)}")


def consent_page(app: str, person: Person, scopes: Iterable[str], kept: Mapping[str, str], action: str) -> str:
    """What the app wants, in words, with Accept and Cancel."""
    items = "".join(f"<li>{escape(WORDS[scope])} <small>({escape(scope)})</small></li>" for scope in sorted(scopes))
    words = (
        f"<p>{escape(person.upn)}</p><p><strong>{escape(app)}</strong> would like to:</p><ul>{items}"
        "<li>Maintain access to data you have given it access to</li><li>View your basic profile</li></ul>"
    )
    buttons = _buttons(
        ("decision", "accept", "Accept"),
        ("decision", "cancel", "Cancel"),
        ("decision", "other", "Use another account"),
    )
    return _page("Permissions requested", words + _form(action, kept, buttons))


def admin_consent_page(app: str, scopes: Iterable[str], action: str) -> str:
    """The same for an admin, who answers for everybody."""
    items = "".join(f"<li>{escape(WORDS.get(scope, scope))}</li>" for scope in sorted(scopes))
    words = f"<p><strong>{escape(app)}</strong> would like to, for everybody in your organization:</p><ul>{items}</ul>"
    buttons = _buttons(("decision", "accept", "Accept"), ("decision", "cancel", "Cancel"))
    return _page("Permissions requested: review for your organization", words + _form(action, {}, buttons))


def mfa_page(person: Person, kept: Mapping[str, str], action: str) -> str:
    words = f"<p>{escape(person.upn)}</p><p>Enter the number 42 in your authenticator app, then approve.</p>"
    buttons = _buttons(("mfa", "approved", "Approved"), ("mfa", "denied", "I can't do that now"))
    return _page("Approve sign-in request", words + _form(action, kept, buttons))


def admin_approval_page(app: str, kept: Mapping[str, str], action: str) -> str:
    words = (
        f"<p><strong>{escape(app)}</strong> needs permission to access resources in your organization "
        "that only an admin can grant.</p>"
    )
    button = _buttons(("decision", "return", "Return to the application without granting consent"))
    return _page("Need admin approval", words + _form(action, kept, button))


def sorry_page(code: int, words: str) -> str:
    """A dead end: Entra does not send the browser back to the app for these."""
    return _page("Sorry, but we’re having trouble signing you in", f"<p>AADSTS{code}: {escape(words)}</p>")


def post_back_page(target: str, answer: Mapping[str, str]) -> str:
    """response_mode=form_post: the browser posts the answer to the app; by itself where scripts run."""
    script = "<script>document.forms[0].submit()</script>"
    return _page("Working...", _form(target, answer, _buttons(("", "", "Continue"))) + script)


def _buttons(*buttons: Button) -> str:
    return " ".join(
        f'<button{" class=main" if place == 0 else ""} name="{name}" value="{value}">{escape(words)}</button>'
        for place, (name, value, words) in enumerate(buttons)
    )


def _form(action: str, kept: Mapping[str, str], inner: str) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in kept.items()
    )
    return f'<form method="post" action="{escape(action)}">{hidden}{inner}</form>'


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>"
        f"<small>Pretend Microsoft 365</small><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
