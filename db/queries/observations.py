"""Measured values as every list and page shows them: which of them count, and how one is written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_

from db.models import Observation
from rules.result_flags import WORDS
from rules.units import readable_unit

# A value stands in these; before them there is none yet, after them it was taken back.
STANDING = ("preliminary", "final", "corrected")
SETTLED = ("final", "corrected")


def stands(observation: Any = Observation, statuses: tuple[str, ...] = STANDING) -> ColumnElement[bool]:
    """That an observation still holds: no correction replaced it, and nobody took it back.

    What belongs to nobody yet is left out by asking for a patient's.
    """
    return and_(observation.superseded_at.is_(None), observation.status.in_(statuses))


def written_value(text: str, number: Decimal | None, comparator: str, unit: str) -> str:
    """The value without its unit: as it was sent or typed, else its number (`5.4`, `<5`)."""
    if text or number is None:
        words = text.strip()
        # Some senders write the unit into the value as well.
        for shown in filter(None, (readable_unit(unit), unit)):
            if words.endswith(f" {shown}"):
                return words[: -len(shown)].rstrip()
        return words
    return f"{comparator}{number.normalize():f}"


def written_range(text: str, low: Decimal | None, high: Decimal | None) -> str:
    """The reference range: as it was sent, else its ends (`3.5–5.1`, `≥ 40`, `≤ 200`)."""
    if text:
        return text.strip()
    if low is not None and high is not None:
        return f"{low:f}–{high:f}"
    if low is not None:
        return f"≥ {low:f}"
    return f"≤ {high:f}" if high is not None else ""


def written_result(values: Mapping[str, Any]) -> str:
    """An observation's columns in a line: `5.4 mmol/L, high (3.5–5.1)`; numbers come as texts."""
    number, low, high = (
        Decimal(values[name]) if values[name] is not None else None for name in ("value_number", "low", "high")
    )
    shown = written_value(values["value_text"], number, values["comparator"], values["unit"])
    reference = written_range(values["range_text"], low, high)
    measured = f"{shown} {readable_unit(values['unit'])}".strip()
    said = [WORDS.get(values["flag"], values["flag"]).lower(), "preliminary" * (values["status"] == "preliminary")]
    words = ", ".join(word for word in (measured, *said) if word)
    return f"{words} ({reference})" if reference and values["flag"] else words
