"""The kinds of documents that the worker makes when somebody asks, as nouns declare them.

A module here is a noun's. `db.actions.documents` keeps and opens documents; `console.documents` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.errors import NotFound
from db.nouns import load, register
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document; `needs` is what opening one takes beside having asked for it oneself."""

    name: str
    needs: Permission


KINDS: dict[str, DocumentKind] = {}


def declare(name: str, *, needs: Permission = Permission.FILE_READ) -> None:
    """Declare a kind of document. Raises `TypeError` for one known."""
    register(KINDS, name, DocumentKind(name, needs))


def kind(name: str) -> DocumentKind:
    """A kind by its name; `NotFound` for one that nobody declares, so that nobody opens it."""
    load("db.documents")
    if name not in KINDS:
        raise NotFound("document")
    return KINDS[name]
