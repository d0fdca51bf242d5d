"""The page on which a person lets an application act for them: `GET oauth/authorize/`.

An application or an address that is not registered gets a page and never a redirect; whatever else goes wrong goes
back to the application (RFC 6749, 4.1.2.1).
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from .oauth import signed_in
from .office import App
from .parameters import Parameters, read_parameters

if TYPE_CHECKING:
    from .system import PhoneSystem

_CARRIED: Final = ("response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the application asked for."""

    app: App
    redirect_uri: str
    carried: Mapping[str, str]

    def back(self, **told: str) -> Response:
        """Send the browser back to the application."""
        state = {"state": self.carried["state"]} if self.carried["state"] else {}
        separator = "&" if urlsplit(self.redirect_uri).query else "?"
        return RedirectResponse(f"{self.redirect_uri}{separator}{urlencode({**told, **state})}", 303, _GUARDS)


async def authorize(system: "PhoneSystem", request: Request) -> Response:
    """Show the page, or take what was filled in on it."""
    asked = read_parameters(request.url.query, await request.body())
    wish = _wish(system, asked)
    if wish is None:
        trouble = (
            "This application, or the address that it wants to return to, is not registered with the phone system."
        )
        return _page("<h1>This does not work</h1>" + _trouble(trouble), status=400)
    if refusal := _refusal(wish):
        return wish.back(error=refusal)
    if request.method != "POST":
        return _form(system, wish)
    if asked.text("decision") != "allow":
        return wish.back(error="access_denied")
    user = signed_in(system, asked.text("username"), asked.text("password"))
    if user is None:
        return _form(system, wish, trouble="The user name or the password is wrong.", username=asked.text("username"))
    challenge = wish.carried["code_challenge"] or None
    return wish.back(code=system.tokens.issue_code(wish.app, user, wish.redirect_uri, challenge))


def _wish(system: "PhoneSystem", asked: Parameters) -> _Wish | None:
    app = system.office.app(asked.text("client_id"))
    redirect_uri = asked.text("redirect_uri")
    if app is None or redirect_uri not in app.redirect_uris:
        return None
    return _Wish(app, redirect_uri, {name: asked.text(name) for name in _CARRIED})


def _refusal(wish: _Wish) -> str | None:
    if wish.carried["response_type"] != "code":
        return "unsupported_response_type"
    method = wish.carried["code_challenge_method"]
    if wish.carried["code_challenge"] and method != "S256":
        return "invalid_request"
    return None


def _form(system: "PhoneSystem", wish: _Wish, *, trouble: str = "", username: str = "") -> Response:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
        for name, value in wish.carried.items()
        if value
    )
    content = _FORM.format(
        app=html.escape(wish.app.client_id),
        domain=html.escape(system.office.domain),
        trouble=_trouble(trouble) if trouble else "",
        username=html.escape(username),
        hidden=hidden,
    )
    return _page(content, status=401 if trouble else 200)


def _page(content: str, *, status: int) -> Response:
    return HTMLResponse(_PAGE.replace("{content}", content), status, _GUARDS)


def _trouble(text: str) -> str:
    return f'<p class="trouble" role="alert">{html.escape(text)}</p>'


_GUARDS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_FORM: Final = """
<h1>Sign in to {domain}</h1>
<p><strong>{app}</strong> would like to see your calls and to answer, place and end calls for you.</p>
{trouble}
<form method="post" autocomplete="off">
{hidden}
<label for="username">Extension</label>
<input id="username" name="username" value="{username}" required autofocus spellcheck="false">
<label for="password">Password</label>
<input id="password" name="password" type="password" required>
<div class="choice">
<button name="decision" value="allow">Allow</button>
<button name="decision" value="refuse" class="quiet" formnovalidate>Refuse</button>
</div>
</form>
<p class="hint">This is a simulated phone system: every password of its default office is “demo”.</p>
"""

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in</title>
<style>
:root { --back: #f3f5f8; --paper: #ffffff; --ink: #1c2430; --soft: #5c6878; --line: #cfd6df; --deed: #1f6feb; }
@media (prefers-color-scheme: dark) {
  :root { --back: #12161c; --paper: #1b2129; --ink: #e8edf3; --soft: #98a5b5; --line: #36404c; --deed: #3b82f6; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
main { width: min(26rem, calc(100vw - 2rem)); padding: 2rem; background: var(--paper); border-radius: 14px;
  border: 1px solid var(--line); }
h1 { margin: 0 0 .5rem; font-size: 1.35rem; }
p { margin: 0 0 1.25rem; }
label { display: block; margin-bottom: .25rem; font-size: .875rem; color: var(--soft); }
input:not([type=hidden]) { width: 100%; margin-bottom: 1rem; padding: .6rem .75rem; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--line); border-radius: 8px; }
:focus-visible { outline: 2px solid var(--deed); outline-offset: 1px; }
.choice { display: flex; gap: .75rem; margin-top: .5rem; }
button { flex: 1; padding: .65rem; font: inherit; font-weight: 600; color: #fff; background: var(--deed);
  border: 1px solid var(--deed); border-radius: 8px; cursor: pointer; }
.quiet { color: var(--ink); background: transparent; border-color: var(--line); }
.trouble { padding: .6rem .75rem; border-left: 3px solid #d1374a; background: rgb(209 55 74 / 12%); }
.hint { margin: 1.25rem 0 0; font-size: .8125rem; color: var(--soft); }
</style>
</head>
<body><main>{content}</main></body>
</html>
"""
