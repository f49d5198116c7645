"""The parts of a value as it is shown: its flag as word, shape and colour; its place in the range; what was before."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from console.kit.text import shown
from console.kit.times import absolute, ago
from db.queries.result_lines import ObservationLine, OldValue, Previous

# The word and the shape say it; the colour only helps. Red is for danger: a critical value.
FLAGS = {
    "L": ("low", "▼", "Low"),
    "H": ("high", "▲", "High"),
    "A": ("odd", "◆", "Abnormal"),
    "LL": ("critical", "▼▼", "Critical low"),
    "HH": ("critical", "▲▲", "Critical high"),
    "AA": ("critical", "◆◆", "Critical"),
}
STATES = {
    "registered": "Pending",
    "preliminary": "Preliminary",
    "corrected": "Corrected",
    "cancelled": "Cancelled",
    "entered-in-error": "Entered in error",
}
SAID_ONCE = ("preliminary", "registered")  # of a report that is so as a whole
ARROWS = {"up": "↗", "down": "↘", "same": "→"}
NOTHING = Markup("")


def flag_mark(flag: str) -> Markup:
    """`▲▲ Critical high`; nothing for what isn't flagged."""
    if not flag:
        return NOTHING
    kind, shape, word = FLAGS.get(flag, ("odd", "◆", flag))
    return Markup('<span class="ps-flagged ps-flagged-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        kind, shape, word
    )


def state_mark(status: str) -> Markup:
    """`Preliminary`, `Corrected`; nothing for what is final."""
    word = STATES.get(status, "")
    return Markup('<span class="ps-status ps-status-{}">{}</span>').format(status, word) if word else NOTHING


def measured(value: str, unit: str) -> Markup:
    """A value with its unit."""
    if not unit or not value:
        return shown(value or "no value")
    return Markup('{} <span class="ps-unit">{}</span>').format(shown(value), shown(unit))


def value_cell(line: ObservationLine, now: datetime, said: str = "") -> Markup:
    """The value with its flag and state, unless the report as a whole `said` it; beneath it what it replaced."""
    value = measured(line.value, line.unit) if line.value or line.stands else NOTHING
    if not line.stands and value:
        value = Markup("<del>{}</del>").format(value)
    figure = Markup('<strong class="ps-value">{}</strong>').format(value) if value else NOTHING
    return value_marks(line, now, said, figure)


def value_marks(line: ObservationLine, now: datetime, said: str = "", figure: Markup = NOTHING) -> Markup:
    """Flag, state and what was replaced, after the `figure`."""
    state = NOTHING if line.status == said and said in SAID_ONCE else state_mark(line.status)
    parts = [part for part in (figure, flag_mark(line.flag) if line.stands else NOTHING, state) if part]
    old = NOTHING.join(_replaced(one, now) for one in line.old)
    return Markup('<span class="ps-measure">{}</span>{}').format(Markup(" ").join(parts), old)


def _replaced(old: OldValue, now: datetime) -> Markup:
    return Markup('<span class="ps-old">was <del>{}</del> {} <span title="{}">replaced {}</span></span>').format(
        measured(old.value, old.unit), flag_mark(old.flag), absolute(old.replaced_at), ago(old.replaced_at, now)
    )


def range_cell(line: ObservationLine) -> Markup:
    """The reference range, and where the value lies in it."""
    if not line.reference:
        return NOTHING
    return Markup('{}<span class="ps-reference">{}</span>').format(_bar(line), shown(line.reference))


def _bar(line: ObservationLine) -> Markup:
    """A track with the normal part marked; drawn from numbers alone, and said in words by the cells beside it."""
    span = _span(line.low, line.high)
    if span is None or line.number is None or not line.stands:
        return NOTHING
    start, end, low, high = span
    place = start + float((line.number - low) / (high - low)) * (end - start)
    kind = FLAGS[line.flag][0] if line.flag in FLAGS else "normal"
    return Markup(
        '<span class="ps-range" aria-hidden="true"><i style="left:{:.0f}%;width:{:.0f}%"></i>'
        '<b class="ps-at-{}{}" style="left:{:.0f}%"></b></span>'
    ).format(start, end - start, kind, " ps-at-open" if line.comparator else "", min(max(place, 2), 98))


def _span(low: Decimal | None, high: Decimal | None) -> tuple[float, float, Decimal, Decimal] | None:
    """Where the normal part begins and ends on the track in per cent, and at which values."""
    if low is not None and high is not None:
        return (25, 75, low, high) if low < high else None
    if high is not None and high > 0:
        return 0, 66, Decimal(0), high
    if low is not None and low > 0:
        return 34, 100, low, low * 2
    return None


def previous_cell(previous: Previous | None, now: datetime) -> Markup:
    """The value before, how much it changed, and when it was."""
    if previous is None:
        return NOTHING
    when = Markup('<span class="ps-quiet" title="{}">{}</span>').format(absolute(previous.at), ago(previous.at, now))
    change = previous.change
    if change is None:
        return Markup("{} {}").format(measured(previous.value, previous.unit), when)
    if change.direction == "same":
        moved = "unchanged"
    else:
        percent = f" ({change.percent:+.0f} %)" if change.percent is not None else ""
        moved = f"{ARROWS[change.direction]} {change.delta.normalize():+f}{percent}".replace("-", "−")
    return Markup('{} <span class="ps-change">{}</span> {}').format(shown(previous.value), moved, when)
