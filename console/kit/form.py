"""Typed fields, written once for settings pages, actions and request types: how each is drawn, read and checked.

A field keeps no state. Who uses it names the widget's key, hands in the choices of references, and decides
what happens with the value. A value is a string, a truth value, an id or None, whatever the browser sends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

Choices = Mapping[str, Mapping[int, str]]

NOBODY = 0  # no row, in a widget: it takes None for "nothing chosen yet"; ids begin at 1


@dataclass(frozen=True, slots=True)
class Field:
    """What every field has. `check` returns a sentence that says what is wrong, or nothing.

    `longest`: the most characters of a text. Longer ones are refused with a sentence, since a widget that
    stops at its limit drops what was pasted without a word.
    """

    column: str
    label: str
    help: str = ""
    required: bool = False
    longest: int | None = None
    check: Callable[[Any], str] | None = None

    def draw(self, key: str, choices: Choices, *, disabled: bool) -> None:
        """Draw the widget; its value stands in the session state under `key` already."""
        raise NotImplementedError  # each kind of field draws itself

    def read(self, raw: Any) -> Any:
        """The value of what the widget holds."""
        return raw

    def held(self, value: Any) -> Any:
        """What the widget holds for a value: `read` turned round."""
        return value

    def blank(self) -> Any:
        """The value of a new form."""
        return ""

    def takes(self) -> type:
        """The type of the values."""
        return str

    def words(self, value: Any, _choices: Choices) -> str:
        """The value as it is read on a list or in a history."""
        return "" if value is None else str(value)

    def problem(self, value: Any) -> str:
        """What is wrong with the value, in a sentence; empty if nothing is."""
        if self.required and (value is None or (isinstance(value, str) and not value.strip())):
            return f"{self.label} is needed."
        if self.longest is not None and isinstance(value, str) and len(value.strip()) > self.longest:
            return f"{self.label} has at most {self.longest:,} characters; this has {len(value.strip()):,}."
        return self.check(value) if self.check is not None else ""


@dataclass(frozen=True, slots=True)
class Text(Field):
    """One line of text."""

    def draw(self, key: str, _choices: Choices, *, disabled: bool) -> None:
        """Draw a line to type into."""
        st.text_input(self.label, key=key, help=self.help or None, disabled=disabled)


@dataclass(frozen=True, slots=True)
class LongText(Field):
    """Text of several lines. `height` in pixels."""

    height: int = 260

    def draw(self, key: str, _choices: Choices, *, disabled: bool) -> None:
        """Draw a box to type into."""
        st.text_area(self.label, key=key, help=self.help or None, height=self.height, disabled=disabled)


@dataclass(frozen=True, slots=True)
class Choice(Field):
    """One of a few values, `options` from value to words; `none` are the words for no value, if it may be empty."""

    options: Mapping[str, str] = field(default_factory=dict)
    none: str = ""

    def draw(self, key: str, choices: Choices, *, disabled: bool) -> None:
        """Draw a list to choose from; a value that isn't offered any more is shown as it is."""
        offered: list[Any] = ([""] if self.none else []) + list(self.options)
        if (held := st.session_state.get(key)) not in offered:
            offered.append(held)
        st.selectbox(
            self.label,
            offered,
            key=key,
            help=self.help or None,
            disabled=disabled,
            format_func=lambda value: self.words(value, choices),
        )

    def blank(self) -> Any:
        """No value where that is allowed, else the first."""
        return "" if self.none else next(iter(self.options), "")

    def words(self, value: Any, _choices: Choices) -> str:
        """The words for the value."""
        return self.options.get(value, str(value)) if value else self.none

    def problem(self, value: Any) -> str:
        """A value that isn't offered is refused."""
        if value not in self.options and not (self.none and not value):
            return f"{self.label}: choose one of the list."
        return Field.problem(self, value)


@dataclass(frozen=True, slots=True)
class Flag(Field):
    """Yes or no; `yes` and `no` are the words for it on a list or in a history."""

    yes: str = "yes"
    no: str = "no"
    start: bool = False

    def draw(self, key: str, _choices: Choices, *, disabled: bool) -> None:
        """Draw a box to tick."""
        st.checkbox(self.label, key=key, help=self.help or None, disabled=disabled)

    def blank(self) -> Any:
        """As the declaration says."""
        return self.start

    def takes(self) -> type:
        """A truth value."""
        return bool

    def words(self, value: Any, _choices: Choices) -> str:
        """The words for yes and no."""
        return self.yes if value else self.no


@dataclass(frozen=True, slots=True)
class Reference(Field):
    """A row of another table, by its id; `none` are the words for no row, if it may be empty."""

    none: str = ""

    def draw(self, key: str, choices: Choices, *, disabled: bool) -> None:
        """Draw a list to choose from."""
        offered: list[Any] = [NOBODY] if self.none else []
        offered += list(choices.get(self.column, {}))
        if (held := st.session_state.get(key)) not in offered:
            offered.append(held)
        st.selectbox(
            self.label,
            offered,
            key=key,
            help=self.help or None,
            disabled=disabled,
            format_func=lambda held: self.words(self.read(held), choices),
        )

    def read(self, raw: Any) -> Any:
        """The id, or None for no row."""
        return raw or None

    def held(self, value: Any) -> Any:
        """The id, or the number that stands for no row."""
        return value or NOBODY

    def blank(self) -> Any:
        """No row."""
        return None

    def takes(self) -> type:
        """An id."""
        return int

    def words(self, value: Any, choices: Choices) -> str:
        """The name of the row."""
        if value is None:
            return self.none or "none"
        return choices.get(self.column, {}).get(value, f"number {value}, which is gone")


def problems(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by column."""
    found = {one.column: one.problem(values.get(one.column)) for one in fields}
    return {column: sentence for column, sentence in found.items() if sentence}


def draw_fields(
    fields: Sequence[Field],
    key: Callable[[str], str],
    values: Mapping[str, Any],
    *,
    choices: Choices,
    wrong: Mapping[str, str],
    disabled: bool = False,
) -> None:
    """Draw the fields with `values`; under each, what is wrong with it. `key` makes a column's widget key.

    A widget that is on screen already keeps what was typed into it; a new key starts from `values`.
    """
    for one in fields:
        name = key(one.column)
        if name not in st.session_state:
            st.session_state[name] = one.held(values.get(one.column, one.blank()))
        one.draw(name, choices, disabled=disabled)
        if one.column in wrong:
            st.error(wrong[one.column], icon=":material/error:")
