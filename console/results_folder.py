"""The watched folder: what laboratories put there is received, then moved to `taken`, or to `refused` with the reason.

A file is received, and that is committed, before it is moved: after a crash between the two it is found again, known
by its content, and only moved. The name in `taken` begins with the file's number, by which one that was refused when
it was read is found.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.actions import lab_files
from db.credentials import WORKER_IDENTITY
from db.engine import Database
from db.errors import Invalid
from db.queries.lab_files import refused_lately

log = logging.getLogger(__name__)

TAKEN, REFUSED = "taken", "refused"
ENDINGS = frozenset({"", ".hl7", ".txt", ".oru", ".dat", ".msg", ".r01", ".er7", ".bin"})
TOO_LARGE = f"The file is larger than {lab_files.LARGEST // 1024 // 1024} MB."


@dataclass(frozen=True, slots=True)
class Look:
    """How large a file was and when it was written to."""

    size: int
    written_ns: int


# What stood there at the last look: a file is taken when it hasn't changed between two looks.
_seen: dict[Path, Look] = {}


def take_in(database: Database, folder: Path | None) -> int:
    """Receive the files that have come to rest; return how many. One that can't be read or moved is left alone."""
    if folder is None:
        return 0
    looks = {path: look for path in _candidates(folder) if (look := _look(path))}
    at_rest = [path for path, look in looks.items() if look.size and _seen.get(path) == look]
    _seen.clear()
    _seen.update(looks)
    taken = 0
    for path in at_rest:
        try:
            _take(database, folder, path)
            taken += 1
        except OSError as error:
            log.warning("A file in the folder of results can't be taken: %s", type(error).__name__)
    return taken


def sort_out(database: Database, folder: Path | None) -> None:
    """Move files that were taken, and refused whole when they were read, from `taken` to `refused`."""
    if folder is None or not (folder / TAKEN).is_dir():
        return
    with database.transaction() as session:
        refused = refused_lately(session)
    for number, reason in refused.items():
        for path in (folder / TAKEN).glob(f"{number}-*"):
            try:
                _move(path, folder / REFUSED, path.name, reason)
            except OSError as error:
                log.warning("A file of results that was refused can't be moved: %s", type(error).__name__)


def _candidates(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        log.warning("The folder of results isn't there; nothing is taken from it")
        return
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith((".", "~")) or path.name.endswith("~")
        if not hidden and path.suffix.lower() in ENDINGS and path.is_file() and not path.is_symlink():
            yield path


def _look(path: Path) -> Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return Look(found.st_size, found.st_mtime_ns)


def _take(database: Database, folder: Path, path: Path) -> None:
    if path.stat().st_size > lab_files.LARGEST:
        _move(path, folder / REFUSED, path.name, TOO_LARGE)
        return
    content = path.read_bytes()
    try:
        with database.transaction() as session:
            received = lab_files.receive(session, by=WORKER_IDENTITY, name=path.name, content=content, source="folder")
    except Invalid as refused:
        _move(path, folder / REFUSED, path.name, str(refused))
        return
    _move(path, folder / TAKEN, f"{received.file_id}-{path.name}")


def _move(path: Path, to: Path, name: str, reason: str = "") -> None:
    """Move a file; nothing that is there already is overwritten."""
    to.mkdir(exist_ok=True)
    target, again = to / name, 1
    while target.exists():
        again += 1
        target = to / f"{Path(name).stem}-{again}{Path(name).suffix}"
    if reason:
        target.with_name(f"{target.name}.reason.txt").write_text(f"{reason}\n", encoding="utf-8")
    path.rename(target)
