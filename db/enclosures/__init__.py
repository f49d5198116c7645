"""What mails of the outbox carry beside their text, as nouns declare it. A module here is a noun's.

The sender (`db.actions.outbox`, `console.mail`) knows no noun: it waits for the file, encloses it, and says how the
mail fared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from db.models import OutboxMessage
from db.nouns import register


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """A file as it leaves with a mail; its name ends up in folders of downloads, so it holds no patient's."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A kind of enclosure. Each is asked of every mail, and has nothing to say of one that carries none of its kind.

    `there` is whether the mail may leave: one that carries the file only once that is made. `file` is the file of a
    mail. `follow` is called with every verdict on a mail, in its transaction.
    """

    there: Callable[[], ColumnElement[bool]]
    file: Callable[[Session, OutboxMessage], EnclosedFile | None]
    follow: Callable[[Session, OutboxMessage], None]


ENCLOSURES: dict[str, Enclosure] = {}


def declare(
    name: str,
    *,
    there: Callable[[], ColumnElement[bool]],
    file: Callable[[Session, OutboxMessage], EnclosedFile | None],
    follow: Callable[[Session, OutboxMessage], None],
) -> None:
    """Declare a kind of enclosure. Raises `TypeError` for one known."""
    register(ENCLOSURES, name, Enclosure(there, file, follow))
