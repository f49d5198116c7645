"""A watched folder: what others put there is received, then moved to `taken`, or to `refused` with the reason.

A file is received, and that is committed, before it is moved: after a crash between the two it is found again, known
by its content, and only moved. The name in `taken` begins with the file's number, by which one that was refused when
it was read is found.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from db.engine import Database
from db.errors import Invalid

log = logging.getLogger(__name__)

TAKEN, REFUSED = "taken", "refused"


@dataclass(frozen=True, slots=True)
class Look:
    """How large a file was and when it was written to."""

    size: int
    written_ns: int


@dataclass(frozen=True)
class Watched:
    """A kind of files that a folder is watched for: their endings, and the actions that keep them.

    `receive` keeps a file of a name and a content and returns its number, or raises `Invalid`; `refused_lately` says
    which were refused when they were read, and why.
    """

    what: str
    endings: frozenset[str]
    largest: int
    receive: Callable[[Session, str, bytes], int]
    refused_lately: Callable[[Session], dict[int, str]]
    # What stood there at the last look: a file is taken when it hasn't changed between two looks.
    _seen: dict[Path, Look] = field(default_factory=dict)

    def take_in(self, database: Database, folder: Path | None) -> int:
        """Receive the files that have come to rest; return how many. One that can't be read or moved is left alone."""
        if folder is None:
            return 0
        looks = {path: look for path in self._candidates(folder) if (look := _look(path))}
        at_rest = [path for path, look in looks.items() if look.size and self._seen.get(path) == look]
        self._seen.clear()
        self._seen.update(looks)
        taken = 0
        for path in at_rest:
            try:
                self._take(database, folder, path)
                taken += 1
            except OSError as error:
                log.warning("A file in the folder of %s can't be taken: %s", self.what, type(error).__name__)
        return taken

    def sort_out(self, database: Database, folder: Path | None) -> None:
        """Move files that were taken, and refused whole when they were read, from `taken` to `refused`."""
        if folder is None or not (folder / TAKEN).is_dir():
            return
        with database.transaction() as session:
            refused = self.refused_lately(session)
        for number, why in refused.items():
            for path in (folder / TAKEN).glob(f"{number}-*"):
                try:
                    _move(path, folder / REFUSED, path.name, why)
                except OSError as error:
                    log.warning("A file of %s that was refused can't be moved: %s", self.what, type(error).__name__)

    def forget(self) -> None:
        """Begin as if the folder had never been looked into."""
        self._seen.clear()

    def _candidates(self, folder: Path) -> Iterator[Path]:
        if not folder.is_dir():
            log.warning("The folder of %s isn't there; nothing is taken from it", self.what)
            return
        for path in sorted(folder.iterdir()):
            hidden = path.name.startswith((".", "~")) or path.name.endswith("~")
            if not hidden and path.suffix.lower() in self.endings and path.is_file() and not path.is_symlink():
                yield path

    def _take(self, database: Database, folder: Path, path: Path) -> None:
        if path.stat().st_size > self.largest:
            _move(path, folder / REFUSED, path.name, f"The file is larger than {self.largest // 1024 // 1024} MB.")
            return
        content = path.read_bytes()
        try:
            with database.transaction() as session:
                number = self.receive(session, path.name, content)
        except Invalid as refused:
            _move(path, folder / REFUSED, path.name, str(refused))
            return
        _move(path, folder / TAKEN, f"{number}-{path.name}")


def _look(path: Path) -> Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return Look(found.st_size, found.st_mtime_ns)


def _move(path: Path, to: Path, name: str, why: str = "") -> None:
    """Move a file; nothing that is there already is overwritten."""
    to.mkdir(exist_ok=True)
    target, again = to / name, 1
    while target.exists():
        again += 1
        target = to / f"{Path(name).stem}-{again}{Path(name).suffix}"
    if why:
        target.with_name(f"{target.name}.reason.txt").write_text(f"{why}\n", encoding="utf-8")
    path.rename(target)
