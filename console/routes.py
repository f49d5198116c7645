"""The routes beside Streamlit's: the session's cookie, files, health. Their database work is off the loop."""

from __future__ import annotations

import json
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from console.cookies import BROWSER, SESSION, cookie_name, drop, put
from console.file_routes import ROUTES, FileRoute
from console.health import health
from db.actions import staff_sessions
from db.actions.files import NotYet, OpenedFile
from db.actions.sign_in import OpenedSession
from db.actions.sign_in import open_session as use_ticket
from db.credentials import SessionToken
from db.engine import database
from db.errors import Forbidden, NotFound, Refused, SignedOut
from db.nouns import load
from db.queries.staff_sessions import is_live, who_am_i

# Browsers show these themselves; anything else is saved.
SHOWN = {"image/jpeg", "image/png", "application/pdf"}


def token_of(request: Request) -> SessionToken | None:
    """The session's token in the request's cookie, not yet checked."""
    value = request.cookies.get(cookie_name(SESSION))
    return SessionToken(value) if value else None


def alive(token: SessionToken | None) -> bool:
    """Whether the token's session lives."""
    if token is None:
        return False
    with database().reading() as session:
        return is_live(session, token)


def from_our_page(request: Request) -> None:
    """Refuse (403) what a page of another origin made the browser send.

    A custom header can't be sent across origins without our leave, which nobody gets; the two headers
    that browsers add are checked where present.
    """
    origin = request.headers.get("origin")
    if (
        request.headers.get("x-portside") != "1"
        or request.headers.get("sec-fetch-site", "same-origin") != "same-origin"
        or (origin is not None and urlsplit(origin).netloc != request.headers.get("host"))
    ):
        raise HTTPException(403, "Refused: this wasn't sent by a page of Portside.")


async def session_open(request: Request) -> Response:
    """Trade a ticket for the session's cookie."""
    from_our_page(request)
    ticket, browser = (await _body(request)).get("ticket"), request.cookies.get(cookie_name(BROWSER), "")
    if not isinstance(ticket, str) or not browser:
        raise HTTPException(400, "A ticket is missing.")

    def use() -> OpenedSession | None:
        with database().transaction() as session:
            return use_ticket(session, ticket=ticket, browser=browser, replaces=token_of(request))

    opened = await run_in_threadpool(use)
    if opened is None:
        raise HTTPException(403, "This ticket isn't valid, or not any more.")
    response = Response(status_code=204)
    put(response, SESSION, opened.token.value)
    return response


async def session_close(request: Request) -> Response:
    """End the session named in the body and drop its cookie; another session's cookie stays as it is."""
    from_our_page(request)
    named, token = (await _body(request)).get("session"), token_of(request)

    def close() -> bool:
        """Whether the cookie is of the session named, or of none that lives."""
        if token is None:
            return True
        try:
            with database().transaction() as session:
                if who_am_i(session, viewer=token).actor.session_id != named:
                    return False
                staff_sessions.sign_out(session, by=token)
        except SignedOut:
            pass
        return True

    response = Response(status_code=204)
    if await run_in_threadpool(close):
        drop(response, SESSION)
    return response


async def session_stay(request: Request) -> Response:
    """The person is at work: move the idle end."""
    from_our_page(request)
    token = token_of(request)

    def touch() -> None:
        if token is None:
            raise SignedOut
        with database().transaction() as session:
            staff_sessions.stay(session, by=token)

    try:
        await run_in_threadpool(touch)
    except SignedOut:
        raise HTTPException(401, "Signed out.") from None
    return Response(status_code=204)


async def session_check(request: Request) -> Response:
    """Whether this browser holds a live session; extends nothing."""
    from_our_page(request)
    return Response(status_code=204 if await run_in_threadpool(alive, token_of(request)) else 401)


async def file(request: Request, route: FileRoute) -> Response:
    """A file, for whom the route's action opens it, in a transaction of its own; a refusal is a page with its sentence.

    `?as=preview`: as a browser can show it, of what has previews.
    """
    token = token_of(request)
    how = {"preview": request.query_params.get("as") == "preview"} if route.previews else {}

    def read() -> OpenedFile:
        if token is None:
            raise SignedOut
        with database().transaction() as session:
            return route.opening(session, by=token, **{route.number: request.path_params[route.number]}, **how)

    try:
        found = await run_in_threadpool(read)
    except SignedOut as refusal:
        raise _refused(401, refusal) from None
    except Forbidden as refusal:
        raise _refused(403, refusal) from None
    except NotFound as refusal:
        raise _refused(404, refusal) from None
    except NotYet as refusal:
        raise _refused(409, refusal) from None
    return Response(found.content, media_type=found.media_type, headers=_file_headers(found))


async def healthz(_request: Request) -> Response:
    """The state of app, database and worker: 200 when all is well, else 503 with the reason."""
    parts = await health()
    well = all(state == "ok" for state in parts.values())
    return JSONResponse(parts, status_code=200 if well else 503, headers={"Cache-Control": "no-store"})


def routes() -> list[BaseRoute]:
    """All of them, with those of `console.file_routes`."""
    load("console.file_routes")
    return [
        Route("/session/open", session_open, methods=["POST"]),
        Route("/session/close", session_close, methods=["POST"]),
        Route("/session/stay", session_stay, methods=["POST"]),
        Route("/session/check", session_check, methods=["POST"]),
        *(Route(one.path, partial(file, route=one), methods=["GET"]) for one in ROUTES.values()),
        Route("/healthz", healthz, methods=["GET"]),
    ]


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; 400 for anything else."""
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise HTTPException(400, "JSON is expected.") from None
    if not isinstance(body, dict):
        raise HTTPException(400, "A JSON object is expected.")
    return body


def _refused(status: int, refusal: Refused) -> HTTPException:
    return HTTPException(status, str(refusal), {"Cache-Control": "no-store"})


def _file_headers(found: OpenedFile) -> dict[str, str]:
    name = "".join(letter if letter.isprintable() and letter not in '/\\:*?"<>|' else "_" for letter in found.name)
    manner = "inline" if found.media_type in SHOWN else "attachment"
    # The sandbox takes scripts and the origin from whatever a patient sent. Chromium shows no PDF in one, but
    # runs its viewer in a process apart.
    sandbox = "" if found.media_type == "application/pdf" else "; sandbox"
    return {
        "Cache-Control": "no-store",
        "Content-Disposition": f"{manner}; filename*=UTF-8''{quote(name.strip('. ') or 'file', safe='')}",
        "Content-Security-Policy": f"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'{sandbox}",
    }
