"""The clinic's named settings as nouns declare them: which there are, and what can be used as their value.

A module here is a noun's. `db.actions.clinic_settings` changes settings; whoever needs one reads it by
`db.queries.clinic_settings`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from db.nouns import register

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClinicSetting:
    """A setting. `check` takes a value and this year, and raises `ValueError` with a sentence for what can't be used.

    `by_team`: a team may have its own (`deadlines:team:3`). `cautions`: what whoever sets this should know, as
    sentences.
    """

    key: str
    check: Callable[[Value, int], object]
    by_team: bool
    cautions: Callable[[Value], tuple[str, ...]]


SETTINGS: dict[str, ClinicSetting] = {}


def declare(
    key: str,
    check: Callable[[Value, int], object],
    *,
    by_team: bool = False,
    cautions: Callable[[Value], tuple[str, ...]] = lambda _value: (),
) -> None:
    """Declare a setting: checked as strictly as by the code that will read it. Raises `TypeError` for one known."""
    if ":" in key:
        raise TypeError(f"{key!r}: what follows a colon names a team")
    register(SETTINGS, key, ClinicSetting(key, check, by_team, cautions))


def numbers(most: int, *names: str) -> Callable[[Value, int], None]:
    """The check of a setting that holds whole numbers from 0 to `most` under these names."""

    def check(value: Value, _year: int) -> None:
        only(value, *names)
        for name, number in value.items():
            if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= most:
                raise ValueError(f"{name} is a whole number from 0 to {most}.")

    return check


def only(value: Value, *names: str) -> None:
    """Raise `ValueError` for a value that holds anything under another name."""
    unknown = [name for name in value if name not in names]
    if unknown:
        raise ValueError(f"Nothing is known of {', '.join(unknown)}; there are {', '.join(names)}.")
