"""One test over time: a chart and the same as a table, read and drawn only while somebody looks at it."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.text import draw, joined, option, shown
from console.kit.times import absolute, local
from console.panes.result_cells import FLAGS, flag_mark, measured, state_mark
from db.queries import results
from db.queries.result_lines import ObservationLine
from db.queries.results import Point, ReportDetail
from db.queries.tasks import TaskDetail
from rules.result_flags import severity

HEIGHT = 240
COLOURS = {"normal": "#145c75", "low": "#874108", "high": "#874108", "odd": "#874108", "critical": "#b3261e"}
SIGNS = {"normal": "circle", "low": "triangle-down", "high": "triangle-up", "odd": "diamond", "critical": "star"}


def draw_trend(task: TaskDetail, report: ReportDetail) -> None:
    """A folded section; unfolding it reads."""
    lines = _drawable(report)
    if not lines or report.patient_id is None:
        return
    section = st.expander("Over time", key=f"trend:{task.id}", icon=":material/show_chart:", on_change="rerun")
    if not section.open:
        return
    with section:
        names = {line.code: line.name for line in lines}
        worst = max(lines, key=lambda line: severity(line.flag)).code
        chosen = worst
        if len(names) > 1:
            chosen = st.selectbox(
                "Test", list(names), index=list(names).index(worst), key=f"trend-of:{task.id}",
                format_func=lambda code: option(names[code]), label_visibility="collapsed",
            )  # fmt: skip
        with reading() as session:
            points = results.trend(session, viewer=credential(), patient_id=report.patient_id, loinc=chosen)
        _draw(points, f"trend-plot:{task.id}")


def _drawable(report: ReportDetail) -> list[ObservationLine]:
    """The tests that other reports may hold too: those whose LOINC is known."""
    return [line for group in report.groups for line in group.lines if line.code and line.stands and not line.narrative]


def _draw(points: tuple[Point, ...], key: str) -> None:
    numbers = [point for point in points if point.number is not None]
    unit = numbers[-1].unit if numbers else ""
    alike = [point for point in numbers if point.unit == unit]
    if len(alike) > 1:
        st.plotly_chart(_figure(alike, unit), key=key, config={"displayModeBar": False}, theme=None)
        if len(alike) < len(numbers):
            st.caption("Values in another unit stand in the table alone.")
    draw(_table(points))


def _figure(points: list[Point], unit: str) -> dict[str, Any]:
    """A Plotly figure: the line, a sign for each value by its flag, the newest reference range as a band."""
    kinds = [FLAGS[point.flag][0] if point.flag in FLAGS else "normal" for point in points]
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [local(point.at).isoformat() for point in points],
        "y": [point.number for point in points],
        "line": {"color": "#8b97a2", "width": 1.5},
        "marker": {"size": 10, "color": [COLOURS[kind] for kind in kinds], "symbol": [SIGNS[kind] for kind in kinds]},
        "hovertemplate": "%{y}<br>%{x|%d %b %Y}<extra></extra>",
    }
    return {
        "data": [trace],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 44, "r": 12, "t": 8, "b": 32},
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "#ffffff",
            "font": {"color": "#0b1520", "size": 12},
            "showlegend": False,
            "xaxis": {"gridcolor": "#edf1f4", "type": "date"},
            "yaxis": {"gridcolor": "#edf1f4", "zeroline": False, "title": {"text": unit}},
            "shapes": _band(points[-1]),
        },
    }


def _band(newest: Point) -> list[dict[str, Any]]:
    if newest.low is None and newest.high is None:
        return []
    band: dict[str, Any] = {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
    ends = {"y0": newest.low if newest.low is not None else 0, "y1": newest.high}
    if newest.high is None:
        ends["y1"] = (newest.low or 0) * 2
    return [band | ends | {"fillcolor": "#e6f4ec", "line": {"width": 0}}]


def _table(points: tuple[Point, ...]) -> Markup:
    rows = joined(
        Markup('<tr><td title="{}">{:%d %b %Y}</td><td>{} {} {}</td></tr>').format(
            absolute(point.at), local(point.at), measured(point.value, point.unit), flag_mark(point.flag),
            state_mark(point.status if point.status == "preliminary" else ""),
        )
        for point in reversed(points)
    )  # fmt: skip
    return Markup(
        '<div class="ps-trend" tabindex="0" role="region" aria-label="Values over time"><table>'
        "<caption>{}, newest first</caption><thead><tr><th>Collected</th><th>Value</th></tr></thead>"
        "<tbody>{}</tbody></table></div>"
    ).format(shown(f"{len(points)} value{'s' if len(points) != 1 else ''}"), rows)
