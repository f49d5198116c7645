"""Writing a refill protocol: its fields, and from what was typed back to the rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from rules.refill_protocol import Lab, Protocol

LAB = (("words", "Test"), ("loincs", "LOINC codes"), ("within_months", "Months"), ("low", "At least"),
       ("high", "At most"), ("unit", "Unit"))  # fmt: skip
WIDTHS = (3, 3, 2, 2, 2, 2)
NUMBERS = (
    ("visit_within_months", "Visit within (months)", 1, 60),
    ("early_days", "Not more than (days) before the supply ends", 0, 60),
    ("min_covered", "Supply for at least (%) of the last 180 days", 1, 100),
    ("not_within_months_of_start", "Started at least (months) ago", 1, 60),
    ("min_age", "From (years)", 0, 130),
    ("max_age", "To (years)", 0, 130),
)
EMPTY = "Empty where it isn't asked"
Key = Callable[[str], str]


def draw_fields(rule: Protocol, title: str, key: Key) -> None:
    """Every field, beginning with a rule. `key` makes a field's key."""
    st.text_input("Title", title, key=key("title"), max_chars=120)
    days, refills, bridge = st.columns(3)
    days.number_input("Gives days", 1, 400, rule.days, key=key("days"))
    refills.number_input("Refills after that", 0, 11, rule.refills, key=key("refills"))
    bridge.text_input("Bridge supplies (days)", ", ".join(map(str, rule.bridge)), key=key("bridge"))
    columns = (*st.columns(2), *st.columns(2), *st.columns(2))
    for column, (name, label, least, most) in zip(columns, NUMBERS, strict=True):
        held = getattr(rule, name)
        if name == "min_covered" and held is not None:
            held = int(held * 100)
        column.number_input(label, least, most, held, key=key(name), placeholder=EMPTY)
    st.checkbox("Not while pregnant", rule.pregnancy == "not", key=key("pregnancy"))
    st.caption("Labs: one line a test; a line without a name isn't asked.")
    for number in range(len(rule.labs) + 1):
        _draw_lab(rule.labs[number] if number < len(rule.labs) else None, _of_lab(number, key))


def _of_lab(number: int, key: Key) -> Key:
    return lambda part: key(f"lab{number}:{part}")


def _draw_lab(lab: Lab | None, key: Key) -> None:
    held = {"words": "", "loincs": "", "low": None, "high": None, "unit": "", "within_months": 12}
    if lab is not None:
        held |= {name: getattr(lab, name) for name in held} | {"loincs": ", ".join(lab.loincs)}
    for column, (name, label) in zip(st.columns(WIDTHS), LAB, strict=True):
        if name == "within_months":
            column.number_input(label, 1, 60, int(held[name] or 12), key=key(name))
        else:
            column.text_input(label, "" if held[name] is None else str(held[name]), key=key(name))


def typed_rule(labs: int, key: Key) -> dict[str, Any]:
    """What stands in the fields, as a rule's JSON; in a callback. What can't be one, the action refuses."""
    state = st.session_state
    rule: dict[str, Any] = {name: state.get(key(name)) for name, *_ in NUMBERS}
    if rule["min_covered"] is not None:
        rule["min_covered"] = str(rule["min_covered"] / 100)
    return rule | {
        "days": state.get(key("days")),
        "refills": state.get(key("refills")),
        "pregnancy": "not" if state.get(key("pregnancy")) else "any",
        "bridge": [_whole(step) for step in _parts(state.get(key("bridge")))],
        "labs": [lab for number in range(labs) if (lab := _typed_lab(_of_lab(number, key)))],
    }


def _typed_lab(key: Key) -> dict[str, Any] | None:
    held = {name: st.session_state.get(key(name)) for name, _ in LAB}
    if not str(held["words"] or "").strip():
        return None
    return {
        "words": str(held["words"]).strip(),
        "loincs": _parts(held["loincs"]),
        "within_months": held["within_months"],
        "low": str(held["low"] or "").strip() or None,
        "high": str(held["high"] or "").strip() or None,
        "unit": str(held["unit"] or "").strip(),
    }


def _parts(text: Any) -> list[str]:
    return [part.strip() for part in str(text or "").split(",") if part.strip()]


def _whole(text: str) -> int | str:
    """The number, or the text as it is, which the action refuses by name."""
    return int(text) if text.isdecimal() and len(text) < 6 else text
