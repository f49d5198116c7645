"""Reading tables that somebody else wrote: CSV and JSON lines, in UTF-8, line by line.

What breaks the whole (another encoding, broken quotes, a missing column) refuses the file; what
breaks one line makes a `Reject` of that line, and reading goes on.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from db.errors import Refused
from db.imports import Reject

LONGEST_FIELD = 10_000_000  # the csv module's limit; a field beyond it is a quote that was never closed
NOTHING_DONE = "Nothing was imported."
Watch = Callable[[str, int, int], None]


class FileRefused(Refused):
    """A file that can't be used as a whole; the sentence says which, where and why."""


class LineRefused(Exception):
    """A line that can't be used; the reason is a sentence without the line's values."""


def unwatched(_file: str, _done: int, _size: int) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when the import began."""

    path: Path
    name: str
    size: int
    changed_at: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a table: its number in the file (the first line of it) and its cells by column."""

    line: int
    values: dict[str, Any]


def source(path: Path) -> Source:
    """The file at `path`, with its content's SHA-256. Raises `FileRefused` for what is no file or empty."""
    try:
        with path.open("rb") as file:
            changed_at = os.fstat(file.fileno()).st_mtime_ns
            digest = hashlib.file_digest(file, "sha256").digest()
            found = Source(path, path.name, file.tell(), changed_at, digest)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it isn't a file name"
        raise FileRefused(f"{path.name} can't be read: {why}. {NOTHING_DONE}") from None
    if found.size == 0:
        raise FileRefused(f"{found.name} is empty. {NOTHING_DONE}")
    return found


@contextmanager
def _text(file: Source) -> Iterator[tuple[io.TextIOWrapper, io.BufferedReader]]:
    """The file's text, a byte order mark skipped; bytes that aren't UTF-8 refuse the file, naming their line."""
    with file.path.open("rb") as raw:
        state = os.fstat(raw.fileno())
        if (state.st_mtime_ns, state.st_size) != (file.changed_at, file.size):
            raise FileRefused(f"{file.name} was changed while it was being read. Import it again. {NOTHING_DONE}")
        if raw.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise FileRefused(f"{file.name} is encoded as UTF-16. Save it as UTF-8. {NOTHING_DONE}")
        raw.seek(0)
        try:
            yield io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""), raw
        except UnicodeDecodeError:
            line, byte = _undecodable(file.path)
            raise FileRefused(
                f"{file.name}, line {line}: byte {byte} of the line isn't UTF-8. Save the file as UTF-8. {NOTHING_DONE}"
            ) from None


def _undecodable(path: Path) -> tuple[int, int]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                return number, error.start + 1
    return 1, 1


def csv_columns(file: Source) -> list[str]:
    """The header's column names. Raises `FileRefused` for a missing header or a column that comes twice."""
    with _text(file) as (text, _):
        return _header(file, text.readline())


def _header(file: Source, line: str) -> list[str]:
    cells = next(csv.reader([line], delimiter=_delimiter(line)), [])
    columns = [cell.strip() for cell in cells]
    if not any(columns):
        raise FileRefused(f"{file.name} has no header: its first line is empty. {NOTHING_DONE}")
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise FileRefused(f"{file.name} has the column {twice or 'without a name'!r} twice. {NOTHING_DONE}")
    return columns


def _delimiter(header: str) -> str:
    """Comma, or what spreadsheets of other countries write instead; the header has no free text to mislead."""
    return max(",;\t", key=header.count)


def csv_records(file: Source, watch: Watch = unwatched) -> Iterator[Record | Reject]:
    """The lines below the header. An empty line is skipped; one with too few or too many cells is refused."""
    csv.field_size_limit(LONGEST_FIELD)
    with _text(file) as (text, raw):
        header = text.readline()
        columns = _header(file, header)
        reader = csv.reader(text, delimiter=_delimiter(header), strict=True)
        begun = 2
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise FileRefused(
                    f"{file.name}, line {begun}: the quotes there are broken ({error}). {NOTHING_DONE}"
                ) from None
            if cells is None:
                break
            line, begun = begun, reader.line_num + 2
            if line % 512 == 0:
                watch(file.name, raw.tell(), file.size)
            if not cells:
                continue
            if len(cells) != len(columns):
                yield Reject(file.name, line, f"The line has {len(cells)} cells, the header {len(columns)} columns.")
            elif any("\0" in cell for cell in cells):
                yield Reject(file.name, line, "The line holds a NUL character, which is no text.")
            else:
                yield Record(line, dict(zip(columns, cells, strict=True)))
        watch(file.name, file.size, file.size)


def json_records(file: Source, watch: Watch = unwatched) -> Iterator[Record | Reject]:
    """One JSON object a line, nested ones flattened to dotted paths (`input.history`). Empty lines are skipped.

    Raises `FileRefused` when the first line already is no object: then the file isn't JSON lines.
    """
    with _text(file) as (text, raw):
        first = True
        # Only a line feed ends a line: JSON may hold the other line ends of Unicode as they are.
        text.reconfigure(newline="\n")
        for number, line in enumerate(text, 1):
            if number % 512 == 0:
                watch(file.name, raw.tell(), file.size)
            if not line.strip():
                continue
            found = _object(line)
            if isinstance(found, dict):
                yield Record(number, found)
            elif first:
                raise FileRefused(
                    f"{file.name}, line {number}: this isn't JSON lines, which hold one whole object a line. "
                    f"{NOTHING_DONE}"
                )
            else:
                yield Reject(file.name, number, found)
            first = False
        watch(file.name, file.size, file.size)


def _object(line: str) -> dict[str, Any] | str:
    """The line's object by dotted paths, or why there is none."""
    try:
        value = json.loads(line)
        return dict(_leaves(value, "")) if isinstance(value, dict) else "The line isn't a JSON object."
    except RecursionError:
        return "The line's JSON is nested too deeply."
    except ValueError:
        return "The line isn't valid JSON."


def _leaves(value: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _leaves(inner, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", inner


def json_columns(file: Source) -> list[str]:
    """Every path that some line has, in the order of first sight."""
    paths: dict[str, None] = {}
    for record in json_records(file):
        if isinstance(record, Record):
            paths.update(dict.fromkeys(record.values))
    return list(paths)


def is_json_lines(file: Source) -> bool:
    """Whether the file's first visible character opens an object or a list, whatever its name ends in."""
    with _text(file) as (text, _):
        for line in text:
            if line.strip():
                return line.lstrip()[0] in "{["
    raise FileRefused(f"{file.name} is empty. {NOTHING_DONE}")


def require_columns(file: Source, columns: list[str], required: tuple[str, ...]) -> None:
    """Raise `FileRefused` naming every column that is missing, and what it may be called now."""
    missing = [name for name in required if name not in columns]
    if not missing:
        return
    spare = [name for name in columns if name not in required]
    hints = [f"{name} ({_near(name, spare)})" if _near(name, spare) else name for name in missing]
    word = "column" if len(missing) == 1 else "columns"
    raise FileRefused(f"{file.name} has no {word} {', '.join(hints)}. {NOTHING_DONE}")


def _near(name: str, spare: list[str]) -> str:
    folded = {other.casefold(): other for other in spare}
    near = get_close_matches(name.casefold(), folded, n=1)
    return f"is it {folded[near[0]]}?" if near else ""


class Repeats:
    """Tells a line that is there twice from two lines that only share their identity."""

    def __init__(self) -> None:
        self._first: dict[bytes, int] = {}
        self._times: dict[bytes, int] = {}

    def key(self, line: int, identity: tuple[str, ...], whole: tuple[str, ...]) -> str:
        """A key that stays the same from export to export; raise `LineRefused` when `whole` was there before.

        Of several lines that share an identity and differ elsewhere, the second and later are told
        apart by their order.
        """
        seen = self._first.setdefault(fingerprint(*whole), line)
        if seen != line:
            raise LineRefused(f"The line repeats line {seen}.")
        digest = fingerprint(*identity)
        times = self._times[digest] = self._times.get(digest, 0) + 1
        return digest.hex() if times == 1 else f"{digest.hex()}#{times}"


def fingerprint(*parts: str) -> bytes:
    """Sixteen bytes that stand for these texts in this order."""
    return hashlib.blake2b("\x1f".join(parts).encode(errors="surrogatepass"), digest_size=16).digest()
