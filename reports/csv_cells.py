"""Tables as CSV that a spreadsheet opens as it was written: no cell is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# What spreadsheets take as the start of a formula, the full-width signs among them (OWASP, "CSV Injection").
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The CSV, every cell quoted, in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def cell(value: str) -> str:
    """The text; behind an apostrophe where a spreadsheet would run it."""
    return f"'{value}" if value.startswith(FORMULA) or value.lstrip().startswith(FORMULA) else value
