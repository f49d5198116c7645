"""`python -m console import results FILE…`: laboratories' result files (HL7 v2), each whole or not at all."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console.commands.importing import LOOK_AGAIN_SECONDS, each_file, errors, out, received
from console.lab_files import read_one
from db.actions.lab_files import LARGEST, Received, receive
from db.config import config
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import Database
from db.models import FileState, LabFile, LabMessage
from feeds.tables import Watch

SHOWN_REFUSALS = 20
DONE = (FileState.READ, FileState.REFUSED)


def import_files(files: list[Path], watch: Watch) -> None:
    """Import files one after the other; exit code 1 when one couldn't be imported."""
    each_file(files, lambda place, path: _one(place, path, watch))


def _one(place: Database, path: Path, watch: Watch) -> bool:
    kept: list[Received] = []

    def hand_in(content: bytes) -> int:
        with place.transaction() as session:
            kept.append(receive(session, by=COMMAND_LINE_IDENTITY, name=path.name, content=content, source="command"))
        return kept[0].file_id

    file_id = received(path, LARGEST, hand_in)
    if file_id is None:
        return False

    def watched(done: int) -> None:
        watch(path.name, done, kept[0].messages)

    before = kept[0].known and _state(place, file_id) == FileState.READ
    while _state(place, file_id) not in DONE:
        filed = read_one(place, file_id, watched)
        if filed is None:
            time.sleep(LOOK_AGAIN_SECONDS)  # another reader is at work, on this file or another
    return _tell(place, path, file_id, before=before)


def _state(place: Database, file_id: int) -> FileState:
    with place.transaction() as session:
        return session.scalars(select(LabFile.state).where(LabFile.id == file_id)).one()


def _tell(place: Database, path: Path, file_id: int, *, before: bool) -> bool:
    """What became of it. What comes from the file is printed as plain text, never as markup."""
    with place.transaction() as session:
        file = session.execute(
            select(LabFile.state, LabFile.reason, LabFile.finished_at, LabFile.observations).where(
                LabFile.id == file_id
            )
        ).one()
        counts = _counts(session, file_id)
        refusals = session.execute(_REFUSALS.where(LabMessage.file_id == file_id)).all()
    if file.state == FileState.REFUSED:
        errors.print(Text(f"{path}: refused whole. {file.reason}"))
        return False
    if before:
        out.print(Text(f"{path}: imported already, on {file.finished_at.astimezone(config().zone):%Y-%m-%d at %H:%M}."))
    became = ", ".join(f"{counts.get(state, 0):,} {state}" for state in ("filed", "unmatched", "duplicate", "refused"))
    out.print(Text(f"{path}: {sum(counts.values()):,} messages ({became}), {file.observations:,} values."))
    for row in refusals[:SHOWN_REFUSALS]:
        out.print(Text(f"  message {row.position}, {row.segment}-{row.field}: {row.reason}"))
    if len(refusals) > SHOWN_REFUSALS:
        out.print(f"  … and {len(refusals) - SHOWN_REFUSALS:,} more.")
    return True


_REFUSALS = (
    select(LabMessage.position, LabMessage.segment, LabMessage.field, LabMessage.reason)
    .where(LabMessage.state == "refused")
    .order_by(LabMessage.position)
)


def _counts(session: Session, file_id: int) -> dict[str, int]:
    rows = session.execute(
        select(LabMessage.state, func.count().label("many"))
        .where(LabMessage.file_id == file_id)
        .group_by(LabMessage.state)
    )
    return {row.state.value: row.many for row in rows}


FILES = Annotated[list[Path], typer.Argument(metavar="FILE…", help="HL7 v2 files of results (ORU^R01).")]
