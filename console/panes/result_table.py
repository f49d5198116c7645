"""A report's values as a table: one row a test, in the order in which its sender wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from console.kit.text import block, joined, shown
from console.panes.result_cells import NOTHING, previous_cell, range_cell, value_cell, value_marks
from db.queries.result_lines import Group, ObservationLine
from db.queries.results import ReportDetail

FEW = 12


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns there are besides test and result, and what the report says of all its values."""

    within: bool
    before: bool
    status: str

    @property
    def rest(self) -> int:
        return 1 + self.within + self.before

    def heads(self) -> Iterator[str]:
        yield from ("Test", "Result")
        if self.within:
            yield "Reference"
        if self.before:
            yield "Previous"


def values_table(report: ReportDetail, now: datetime) -> Markup:
    """The table; a sentence where there are no values. Columns that would stand empty aren't drawn."""
    lines = [line for group in report.groups for line in group.lines]
    if not lines:
        return Markup('<p class="ps-quiet">This report came without single values.</p>')
    shape = _Shape(any(line.reference for line in lines), any(line.previous for line in lines), report.status)
    more = Markup('<p class="ps-quiet">There are more values than fit here: the message as it came has them all.</p>')
    # Drawn as a grid on narrow screens, where a browser would forget that it is a table: so it is said.
    return Markup(
        '<table class="ps-values{}" role="table" aria-label="Values"><thead role="rowgroup"><tr role="row">{}</tr>'
        "</thead>{}</table>{}"
    ).format(
        (" ps-dense" if len(lines) > FEW else "") + (" ps-wide" if shape.rest > 1 else ""),
        joined(Markup('<th role="columnheader" scope="col">{}</th>').format(head) for head in shape.heads()),
        joined(_group(group, shape, now) for group in report.groups),
        more if report.more else NOTHING,
    )


def _group(group: Group, shape: _Shape, now: datetime) -> Markup:
    title = NOTHING
    if group.title:
        title = Markup(
            '<tr role="row" class="ps-part"><th role="rowheader" scope="rowgroup" colspan="{}">{}</th></tr>'
        ).format(shape.rest + 1, shown(group.title))
    rows = joined(_row(line, shape, now) for line in group.lines)
    return Markup('<tbody role="rowgroup">{}{}</tbody>').format(title, rows)


def _row(line: ObservationLine, shape: _Shape, now: datetime) -> Markup:
    if line.narrative:
        cells = Markup('<td role="cell" colspan="{}">{}{}</td>').format(
            shape.rest, _text(line, shape, now), _notes(line)
        )
    else:
        cells = Markup('<td role="cell">{}{}</td>').format(value_cell(line, now, shape.status), _notes(line))
        if shape.within:
            cells += Markup('<td role="cell" class="ps-within">{}</td>').format(range_cell(line))
        if shape.before:
            cells += Markup('<td role="cell" class="ps-before">{}</td>').format(previous_cell(line.previous, now))
    return Markup('<tr role="row" class="ps-row-{}"><th role="rowheader" scope="row">{}{}</th>{}</tr>').format(
        _kind(line), shown(line.name), _local(line), cells
    )


def _kind(line: ObservationLine) -> str:
    if not line.stands:
        return "gone"
    return "critical" if line.flag in ("LL", "HH", "AA") else "flagged" if line.flag else "plain"


def _text(line: ObservationLine, shape: _Shape, now: datetime) -> Markup:
    """A text with its lines, in a box that scrolls where it is a page."""
    marks = value_marks(line, now, shape.status)
    return Markup('<div class="ps-narrative" tabindex="0" role="group" aria-label="Text">{}</div>{}').format(
        block(line.value), marks
    )


def _local(line: ObservationLine) -> Markup:
    """That a test is known by its laboratory's own code alone."""
    if line.code or not line.local_code:
        return NOTHING
    return Markup('<span class="ps-local">code {}, not mapped yet</span>').format(shown(line.local_code))


def _notes(line: ObservationLine) -> Markup:
    return Markup('<div class="ps-remark">{}</div>').format(block(line.notes)) if line.notes else NOTHING
