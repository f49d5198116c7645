"""Criteria of a rule in a table: each with its fact, its date, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from markupsafe import Markup

from console.kit.text import joined, shown
from console.kit.times import day

# The sign and the word say it; the colour only helps.
VERDICTS = {"met": ("✓", "met"), "unmet": ("✕", "not met"), "unknown": ("?", "unknown")}


class Judged(Protocol):
    """One criterion as a rule judged it."""

    @property
    def verdict(self) -> str:
        """A key of `VERDICTS`."""

    @property
    def words(self) -> str:
        """What is asked."""

    @property
    def fact(self) -> str:
        """What the record says."""

    @property
    def on(self) -> date | None:
        """When."""


def criteria_table(criteria: Iterable[Judged], label: str = "Criteria") -> Markup:
    """One row a criterion, in the order in which they are asked; nothing without any."""
    return _table(((one.verdict, one.words, one.fact, one.on) for one in criteria), label)


def kept_criteria(criteria: Iterable[Mapping[str, Any]], label: str) -> Markup:
    """The same as they stood when something was decided."""
    return _table(
        (
            (
                str(one.get("verdict", "")),
                str(one.get("words", "")),
                str(one.get("fact", "")),
                date.fromisoformat(one["on"]) if one.get("on") else None,
            )
            for one in criteria
        ),
        label,
    )


def _table(rows: Iterable[tuple[str, str, str, date | None]], label: str) -> Markup:
    drawn = joined(_row(*row) for row in rows)
    if not drawn:
        return Markup("")
    # Drawn as a grid on narrow screens, where a browser would forget that it is a table: so it is said.
    return Markup(
        '<table class="ps-criteria" role="table" aria-label="{}"><thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>'
    ).format(
        label,
        joined(
            Markup('<th role="columnheader" scope="col">{}</th>').format(head)
            for head in ("Criterion", "Verdict", "Fact", "Date")
        ),
        drawn,
    )


def _row(verdict: str, words: str, fact: str, on: date | None) -> Markup:
    sign, word = VERDICTS.get(verdict, ("?", verdict))
    return Markup(
        '<tr role="row" class="ps-asked-{}"><th role="rowheader" scope="row">{}</th>'
        '<td role="cell"><span class="ps-verdict"><span aria-hidden="true">{}</span> {}</span></td>'
        '<td role="cell">{}</td><td role="cell">{}</td></tr>'
    ).format(verdict, shown(words), sign, word, shown(fact), day(on) if on else Markup(""))
