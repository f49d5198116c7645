"""The cells of somebody's CSV under its header; what they mean is a profile's to say (`rules/column_profiles.py`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from db.lab_messages import Unreadable

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 500_000, 300, 100_000


def header_of(content: bytes) -> tuple[str, ...]:
    """The names of a CSV's columns. Raises `Unreadable` for what has none."""
    for _, cells in _rows(content):
        header = tuple(cell.strip() for cell in cells)
        if sum(1 for name in header if name) < 2:
            raise Unreadable("The first line isn't a header with the names of columns.")
        named = [name for name in header if name]
        if len(set(named)) < len(named):
            raise Unreadable("Two columns of the file have the same name.")
        return header
    raise Unreadable("The file is empty.")


def records(content: bytes, names: Sequence[str] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the header, with their numbers from 1; rows that are all blank are left out.

    `names` are what the columns are called instead, in their order: a profile's, whose header may differ in case.
    Raises `Unreadable` for more rows or columns than anybody's export has, and for a quote that was never closed.
    """
    rows = _rows(content)
    header = names or header_of(content)
    next(rows)
    number = 0
    for number, (line, cells) in enumerate(((line, cells) for line, cells in rows if any(cells)), 1):
        if number > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows.")
        if len(cells) > len(header) and any(cells[len(header) :]):
            raise Unreadable(f"Line {line} has more columns than the header.")
        yield number, dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _text(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max((",", ";", "\t", "|"), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    csv.field_size_limit(LONGEST_CELL)
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise Unreadable(f"Line {reader.line_num} has more than {MOST_COLUMNS} columns.")
            yield reader.line_num, cells
    except csv.Error:
        raise Unreadable(f"Near line {reader.line_num} the file isn't CSV: a quote opens and doesn't close.") from None


def _text(content: bytes) -> str:
    if b"\x00" in content:
        raise Unreadable("The file isn't text. Export it as CSV.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("The file isn't text in UTF-8 or Windows-1252. Export it as CSV.")
