"""The few ways in which an action or a query says no, each with a sentence for the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class Refused(Exception):
    """Base of all refusals. `str(error)` is a sentence that may be shown; nothing was changed."""


class SignedOut(Refused):
    """The credential is no live session: never was, ended, idle too long, or revoked."""

    def __init__(self, reason: str = "Your session has ended. Sign in again; your drafts were kept.") -> None:
        super().__init__(reason)


class Forbidden(Refused):
    """The person is known but may not do this."""

    def __init__(self, sentence: str = "Your role doesn't allow this. Nothing was changed.") -> None:
        super().__init__(sentence)


class NotFound(Refused):
    """There is no such thing, or not for this person: the two are not told apart."""

    def __init__(self, what: str = "record") -> None:
        super().__init__(f"This {what} doesn't exist, or isn't yours to see.")


class Invalid(Refused):
    """A value can't be used: `field` says which, the sentence why."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since the person looked."""

    who: str
    what: str
    at: datetime | None


class Conflict(Refused):
    """Somebody was faster: who did what, when."""

    def __init__(self, sentence: str, since: Since | None = None) -> None:
        super().__init__(sentence)
        self.since = since


class NewInbound(Conflict):
    """The patient wrote since the author looked: the send or close is stopped, the text is kept."""

    def __init__(self, newest_id: int, sentence: str) -> None:
        super().__init__(sentence)
        self.newest_id = newest_id


class TooManyAttempts(Refused):
    """Signing in is paused for this name or source."""
