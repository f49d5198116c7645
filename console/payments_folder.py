"""The watched folder of insurers', banks' and card processors' files."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.watched_folder import Watched
from db.actions import billing_files
from db.credentials import WORKER_IDENTITY
from db.queries.billing_files import refused_lately


def _receive(session: Session, name: str, content: bytes) -> int:
    return billing_files.receive(session, by=WORKER_IDENTITY, name=name, content=content, source="folder").file_id


FOLDER = Watched(
    what="payments",
    endings=frozenset(
        {"", ".835", ".era", ".x12", ".edi", ".rmt", ".txt", ".dat", ".ofx", ".qfx", ".bai", ".bai2", ".csv"}
    ),
    largest=billing_files.LARGEST,
    receive=_receive,
    refused_lately=refused_lately,
)
