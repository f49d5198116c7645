"""The watched folder of laboratories' result files."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.watched_folder import Watched
from db.actions import lab_files
from db.credentials import WORKER_IDENTITY
from db.queries.lab_files import refused_lately


def _receive(session: Session, name: str, content: bytes) -> int:
    return lab_files.receive(session, by=WORKER_IDENTITY, name=name, content=content, source="folder").file_id


FOLDER = Watched(
    what="results",
    endings=frozenset({"", ".hl7", ".txt", ".oru", ".dat", ".msg", ".r01", ".er7", ".bin"}),
    largest=lab_files.LARGEST,
    receive=_receive,
    refused_lately=refused_lately,
)
take_in, sort_out = FOLDER.take_in, FOLDER.sort_out
