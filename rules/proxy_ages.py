"""What a proxy may do as the patient grows up: full, then limited, then ended, on the birthday itself.

A day is a date of the calendar at the patient's site. Whoever was born on 29 February has the birthday on 1 March in
a year without that day, as the database's `proxy_scopes_on` has it, which a test holds against `scopes_on` here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from rules.proxy_scopes import BASES, LIMITED, SCOPES

OLDEST = 21  # the age of majority is 21 at most in any US state


class AgesProblem(ValueError):
    """What can't be used in this setting: the field and a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}" if field else sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages in whole years. Raises `AgesProblem` for what can't be.

    Until `limited_from` a parent's access is full, then `limited_scopes` remain of it (none: it rests until it was
    looked at and agreed anew), and at `ends_at` it ends. From `asked_from` on the child is asked too; none: only for
    full access to a teenager. `jurisdiction` says whose law these are.
    """

    limited_from: int = 12
    ends_at: int = 18
    limited_scopes: tuple[str, ...] = LIMITED
    jurisdiction: str = "US"
    asked_from: int | None = None

    def __post_init__(self) -> None:
        for name in ("limited_from", "ends_at", "asked_from"):
            age = getattr(self, name)
            if not (_is_age(age) or (age is None and name == "asked_from")):
                raise AgesProblem(name, f"This is a whole number of years, from 1 to {OLDEST}.")
        if self.limited_from > self.ends_at:
            raise AgesProblem("limited_from", "Access is limited before it ends, or at the same age.")
        if self.asked_from is not None and self.asked_from > self.ends_at:
            raise AgesProblem("asked_from", "The child is asked before the access ends.")
        for scope in self.limited_scopes:
            if scope not in SCOPES:
                raise AgesProblem("limited_scopes", f"There is no scope {str(scope)[:40]!r}: {', '.join(SCOPES)}.")
        if not isinstance(self.jurisdiction, str) or not 0 < len(self.jurisdiction) <= 40:
            raise AgesProblem("jurisdiction", "This has 1 to 40 characters.")


def _is_age(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= OLDEST


# Sources. US: full to 11, limited to 17, ended at 18 (Fairview, CHOC and CentraState's proxy access). NHS: the child's
# own consent from 11 (practices' proxy forms), suspended for review at 13 at the latest and at 16 (DAPB3051).
PRESETS: Mapping[str, Ages] = {
    "US": Ages(),
    "NHS": Ages(limited_from=13, ends_at=16, limited_scopes=(), jurisdiction="NHS", asked_from=11),
}
STANDARD = PRESETS["US"]


@dataclass(frozen=True, slots=True)
class Change:
    """From the day `on` a grant opens `to`; nothing when it is empty."""

    on: date
    to: tuple[str, ...]


def age_on(birth_date: date, day: date) -> int:
    """The age in whole years; negative before the birth."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def birthday(born: date, years: int) -> date:
    """The day on which somebody is so many years old, or on which something is so many years ago."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # 29 February
        return date(born.year + years, 3, 1)


def scopes_on(basis: str, scopes: Iterable[str], birth_date: date, day: date, ages: Ages = STANDARD) -> tuple[str, ...]:
    """What a grant on this ground opens on a day, within its period. A birth date still to come opens nothing."""
    scopes = tuple(scopes)
    if BASES[basis].of_adults:
        return scopes
    if day < birth_date or age_on(birth_date, day) >= ages.ends_at:
        return ()
    if not BASES[basis].by_age or age_on(birth_date, day) < ages.limited_from:
        return scopes
    return tuple(scope for scope in scopes if scope in ages.limited_scopes)


def next_change(
    basis: str, scopes: Iterable[str], birth_date: date, ends_on: date | None, day: date, ages: Ages = STANDARD
) -> Change | None:
    """The first day after `day` on which the grant opens something else than on `day`; None if it stays so."""
    scopes = tuple(scopes)
    turns = {birth_date, *(birthday(birth_date, age) for age in (ages.limited_from, ages.ends_at)), ends_on}

    def opened(when: date) -> tuple[str, ...]:
        ended = ends_on is not None and when >= ends_on
        return () if ended else scopes_on(basis, scopes, birth_date, when, ages)

    now = opened(day)
    later = sorted(turn for turn in turns if turn is not None and turn > day)
    return next((Change(turn, to) for turn in later if (to := opened(turn)) != now), None)


def latest_end(
    basis: str, birth_date: date, starts_on: date, asked_end: date | None, ages: Ages = STANDARD
) -> date | None:
    """The day a grant ends at the latest (that day no more); None for one without an end.

    What was asked for, a year after the start where it is renewed yearly, the birthday that ends a minor's. A
    guardian's or foster parent's also ends when the limited age begins, and can be given anew (Fairview: "document
    date or age 12, whichever first"). Not after `starts_on` where this ground opens nothing any more.
    """
    ground = BASES[basis]
    ends = [asked_end] if asked_end is not None else []
    if ground.yearly:
        ends.append(birthday(starts_on, 1))
    if not ground.of_adults:
        ends.append(birthday(birth_date, ages.ends_at))
    if ground.by_age and ground.yearly and starts_on < (limited := birthday(birth_date, ages.limited_from)):
        ends.append(limited)
    return min(ends, default=None)


def ages_to_json(ages: Ages) -> dict[str, Any]:
    """These ages as JSON."""
    return asdict(ages) | {"limited_scopes": list(ages.limited_scopes)}


def ages_from_json(value: Any) -> Ages:
    """The ages as a clinic wrote them, `STANDARD` where it wrote nothing. Raises `AgesProblem`.

    They are set as a whole: what isn't named could be another jurisdiction's.
    """
    names = [each.name for each in fields(Ages)]
    if not isinstance(value, Mapping):
        raise AgesProblem("", f"There are {', '.join(names)}.")
    if not value:
        return STANDARD
    for name in value:
        if name not in names:
            raise AgesProblem(str(name), f"Nothing is known of this; there are {', '.join(names)}.")
    for name in names:
        if name not in value and name != "asked_from":
            raise AgesProblem(name, "Ages are set as a whole: name this too.")
    given = dict(value)
    scopes = given["limited_scopes"]
    if not isinstance(scopes, list | tuple) or not all(isinstance(scope, str) for scope in scopes):
        raise AgesProblem("limited_scopes", "This is a list of scopes, and may be empty.")
    return Ages(**given | {"limited_scopes": tuple(scopes)})
