"""The two cookies: which browser this is, and which session it holds. Neither outlives the browser."""

from __future__ import annotations

import secrets

from starlette.responses import Response

from db.config import config

SESSION = "portside_session"
BROWSER = "portside_browser"


def cookie_name(base: str) -> str:
    """The cookie's name; `__Host-` makes the browser hold it to this host, this path and TLS."""
    return f"__Host-{base}" if config().cookie_secure else base


def put(response: Response, base: str, value: str) -> None:
    """Set a cookie that no script can read and no other site can send."""
    response.set_cookie(
        cookie_name(base), value, path="/", secure=config().cookie_secure, httponly=True, samesite="strict"
    )


def drop(response: Response, base: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(cookie_name(base), path="/", secure=config().cookie_secure, httponly=True, samesite="strict")


def new_browser() -> str:
    """A random name for a browser."""
    return secrets.token_urlsafe(32)
