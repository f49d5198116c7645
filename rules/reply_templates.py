"""Filling a canned reply's variables, and refusing one that names a variable there is not."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter

VARIABLES = {
    "given": "the patient's given name",
    "staff": "your name",
    "clinic": "the clinic's name",
    "clinic_phone": "the telephone number of the patient's site",
}
LANGUAGES = {"en": "English", "es": "Spanish"}


def unknown_variables(body: str) -> tuple[str, ...]:
    """The names in braces that are not of `VARIABLES`, in order; raise `ValueError` on a brace left open."""
    names = [
        name
        for _, name, spec, conversion in Formatter().parse(body)
        if name is not None and (name not in VARIABLES or spec or conversion)
    ]
    return tuple(dict.fromkeys(names))


def variable_problem(body: str) -> str:
    """What is wrong with the braces of a text, in a sentence; empty if nothing is."""
    try:
        unknown = unknown_variables(body)
    except ValueError:
        return "A brace stands alone in the text. Write {given} for a variable, and {{ or }} for a brace itself."
    if not unknown:
        return ""
    return f"Nothing is known to fill in for {_braced(unknown)}. There are {_braced(VARIABLES)}."


def _braced(names: Iterable[str]) -> str:
    return ", ".join("{" + name + "}" for name in names)


def filled(body: str, **values: str) -> str:
    """The text with its variables filled in; one without a value stays visible as it is written."""
    shown = {name: values.get(name) or "{" + name + "}" for name in VARIABLES}
    return body.format_map(shown)
