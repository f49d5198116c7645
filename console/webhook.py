"""Calling a webhook: the on-call contact's address gets a few lines of JSON, and no patient data.

Only https, or this machine itself; redirects are refused, since they would carry the call elsewhere.
"""

from __future__ import annotations

import json
import urllib.request
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from console.outcomes import Delivered, Outcome, Refused, Unclear
from db.actions.calling_out import LOCAL, usable_address
from db.actions.outbox import Handover

TIMEOUT = 5.0  # seconds
# About this moment, not about this call: worth another try.
PASSING = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Nowhere."""


def payload(notice: Handover) -> bytes:
    """What is sent: `text` for chat services, the rest for programs."""
    fields = {
        "event": "red_flag",
        "title": notice.subject,
        "text": notice.body,
        "task": notice.task_id,
        "notice": notice.id,
        "at": notice.created_at.isoformat(),
    }
    return json.dumps(fields, ensure_ascii=False).encode()


def call(notice: Handover, mark: str) -> Outcome:
    """POST the notice. `mark` is the same on every attempt, so that a receiver can drop a second copy."""
    url = notice.recipient
    if not usable_address(url):
        return Refused("The webhook's address is neither https nor on this machine.", permanent=True)
    headers = {"Content-Type": "application/json", "User-Agent": "Portside", "Idempotency-Key": f"{notice.id}.{mark}"}
    request = urllib.request.Request(url, payload(notice), headers, method="POST")  # noqa: S310  checked above
    handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
    if urlsplit(url).hostname in LOCAL:
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=TIMEOUT):
            return Delivered()
    except HTTPError as error:
        error.close()
        return _verdict(error.code)
    except URLError as error:  # before the whole call was written
        return Refused(f"The webhook can't be reached now ({_cause(error.reason)}).")
    except (ValueError, UnicodeError):
        return Refused("The webhook's address can't be used.", permanent=True)
    except (OSError, HTTPException) as error:
        return Unclear(f"The webhook took the call and didn't answer ({_cause(error)}).")


def _verdict(code: int) -> Refused:
    if 300 <= code < 400:
        return Refused(f"The webhook wants to send the call elsewhere (code {code}).", permanent=True)
    return Refused(f"The webhook refused the call (code {code}).", permanent=400 <= code < 500 and code not in PASSING)


def _cause(error: object) -> str:
    """What went wrong, without the address."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
