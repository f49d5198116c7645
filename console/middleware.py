"""What stands before every request: size, who may reach Streamlit's file routes, headers, the browser's cookie."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.cookies import BROWSER, cookie_name, new_browser, put
from console.routes import alive, token_of

UPLOAD = "/_stcore/upload_file/"
# Streamlit's routes that hold what people loaded up or are shown.
NEED_SESSION = ("/media/", UPLOAD)
# Streamlit's routes that nobody here uses: its own sign-in, statistics, and driving pages without a browser.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/auth/", "/oauth2callback")
LARGEST_UPLOAD = 11 * 1024 * 1024  # one attachment of 10 MiB and its envelope
LARGEST_BODY = 64 * 1024

# Streamlit compiles charts and loads components' code from blobs; nothing may come from or go anywhere else.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": POLICY,
}
NEVER_KEPT = ("/session/", "/media/")  # the routes of files say so themselves

Handler = Callable[[Scope, Receive, Send], Awaitable[None]]


class Guard:
    """Refuses what is too large, closed, or needs a live session."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404, 413 or 401, or hand on with the body's size watched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, path = Request(scope), _path(scope)
        largest = LARGEST_UPLOAD if path.startswith(UPLOAD) else LARGEST_BODY
        if refusal := await _refusal(request, path, largest):
            await refusal(scope, receive, send)
            return
        await self.app(scope, _limited(receive, largest), send)


class Headers:
    """Adds the security headers, and the browser's cookie to a page that has none yet."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and complete the answer's headers as it starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        known = cookie_name(BROWSER) in request.cookies
        asks_for_page = request.headers.get("accept", "").startswith("text/html")
        path = _path(scope)

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if path.startswith(NEVER_KEPT):
                    headers["Cache-Control"] = "no-store"
                page = headers.get("content-type", "").startswith("text/html")
                # A browser that lost its cookies may still hold the page, and is told that it hasn't changed.
                if not known and (page or (message["status"] == 304 and asks_for_page)):
                    cookie = Response()
                    put(cookie, BROWSER, new_browser())
                    headers.append("Set-Cookie", cookie.headers["set-cookie"])
            await send(message)

        await self.app(scope, receive, complete)


def _path(scope: Scope) -> str:
    """The path as the router will see it, without doubled slashes that would slip past a prefix."""
    path = "/" + str(scope["path"]).lstrip("/")
    while "//" in path:
        path = path.replace("//", "/")
    return path


async def _refusal(request: Request, path: str, largest: int) -> Response | None:
    if path.startswith(CLOSED):
        return PlainTextResponse("Not here.", 404)
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        return PlainTextResponse("Content-Length isn't a number.", 400)
    if int(length) > largest:
        return PlainTextResponse("Too large.", 413)
    if path.startswith(NEED_SESSION) and not await run_in_threadpool(alive, token_of(request)):
        return PlainTextResponse("Sign in first.", 401)
    return None


def _limited(receive: Receive, largest: int) -> Receive:
    """Count what arrives: a body sent in chunks states no length."""
    arrived = 0

    async def counted() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > largest:
            raise HTTPException(413, "Too large.")
        return message

    return counted
