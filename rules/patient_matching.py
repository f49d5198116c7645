"""Whose result it is: filed by itself, suggested to a person, or left for a person to find out.

A result on a stranger's chart is worse than one that waits, so a number alone files nothing, nor does a name. Twins
share birth date and family name and have neighbouring numbers: one wrong digit names the other twin exactly, and only
the given name says so. Practice in the field files on record number and birth date; the given name is ours to add.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.patient_identifiers import one_slip_apart, record_numbers, usable_identifier
from rules.person_names import (
    AGREES,
    Agreement,
    Name,
    best,
    family_agreement,
    folded,
    folded_given,
    given_agreement,
    same_given,
)

__all__ = ["Asked", "Candidate", "Match", "Scored", "decide", "record_numbers", "same_given", "usable_identifier"]

Outcome = Literal["filed", "suggested", "unmatched"]
NO_BIRTH_DATE_UNTIL = date(1900, 1, 1)  # what systems send where they know none
SHOWN, LEAST = 10, 35
_KNOWN_SEXES = frozenset({"female", "male"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A patient of ours. `order_numbers` are our own orders'; `former_names` are family names borne before."""

    patient_id: int
    mrn: str
    given: str
    family: str
    birth_date: date
    sex: str
    order_numbers: frozenset[str] = frozenset()
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message says of its patient. `identifiers` are (value, authority, type) of PID-3, as sent."""

    identifiers: tuple[tuple[str, str, str], ...]
    placer_number: str
    given: str
    family: str
    birth_date: date | None
    sex: str


@dataclass(frozen=True, slots=True)
class Scored:
    """How well a patient fits, 0 to 100, and why: sentences without anybody's data."""

    patient_id: int
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """`patient_id` stands where the result is filed or suggested; `reason` holds nobody's data."""

    outcome: Outcome
    patient_id: int | None
    reason: str
    candidates: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """A candidate against the message. `sex` is None where either side doesn't know."""

    candidate: Candidate
    record: bool
    near: bool
    order: bool
    birth: bool
    given: Agreement
    family: Agreement
    sex: bool | None
    surname: Name

    @property
    def named(self) -> bool:
        """Whether a number in the message is this patient's."""
        return self.record or self.order

    @property
    def by_name(self) -> bool:
        """Whether the message reads as this patient's without its numbers."""
        return self.birth and self.given in AGREES and self.family in AGREES and self.sex is not False


def decide(asked: Asked, candidates: Iterable[Candidate], *, authorities: frozenset[str]) -> Match:
    """Whose result a message is.

    Files where our own record number (sent under one of `authorities`) or our own order number names one patient, the
    birth date is the same and the given name agrees; and nothing speaks against it: another number, the sex, or
    somebody else of that name and birth date. Suggests where name, birth date and sex agree with one patient alone,
    or where a number and the birth date do and the rest leaves a doubt that a person can settle.

    `candidates` must hold everybody whose record number or order number is in the message (compared by
    `usable_identifier`) and EVERYBODY born on its birth date: twins and namesakes are told apart only where they are
    among them. Others (of a similar name) may be added to be shown. Whether somebody has died is no matter.
    """
    numbers = record_numbers(asked.identifiers, authorities)
    order = usable_identifier(asked.placer_number)
    given, family = folded_given(asked.given), folded(asked.family)
    people = {one.patient_id: one for one in candidates}
    compared = [_compare(asked, one, numbers, order, given, family) for _, one in sorted(people.items())]
    known = {usable_identifier(one.candidate.mrn) for one in compared if one.record}
    outcome, patient_id, reason = _decide(asked, compared, stray=bool(numbers - known))
    return Match(outcome, patient_id, reason, _shown(compared))


def _compare(asked: Asked, one: Candidate, numbers: frozenset[str], order: str, given: Name, family: Name) -> _Compared:
    own = usable_identifier(one.mrn)
    orders = {usable_identifier(number) for number in one.order_numbers}
    surname = folded(one.family)
    surnames = (surname, *(folded(former) for former in one.former_names))
    both_known = asked.sex in _KNOWN_SEXES and one.sex in _KNOWN_SEXES
    return _Compared(
        one,
        record=own in numbers,
        near=any(one_slip_apart(own, number) for number in numbers if min(len(own), len(number)) > 2),
        order=bool(order) and order in orders,
        birth=_known(asked.birth_date) and asked.birth_date == one.birth_date,
        given=given_agreement(given, folded_given(one.given)),
        family=best(family_agreement(family, name) for name in surnames),
        sex=asked.sex == one.sex if both_known else None,
        surname=surname,
    )


def _known(born: date | None) -> bool:
    return born is not None and born > NO_BIRTH_DATE_UNTIL


def _decide(asked: Asked, compared: list[_Compared], *, stray: bool) -> tuple[Outcome, int | None, str]:
    named = [one for one in compared if one.named]
    if len(named) > 1:
        return "unmatched", None, "The numbers in the message belong to different patients."
    if not named:
        return _by_name([one for one in compared if one.by_name], stray)
    found = named[0]
    others = [one for one in compared if one is not found and one.birth]
    if any(one.by_name for one in others) and not found.by_name:
        return "unmatched", None, "The number belongs to one patient, the name and birth date to another."
    doubt = _doubt(asked, found, others, stray)
    if not doubt:
        return "filed", found.candidate.patient_id, f"{_numbers(found)}, birth date and given name agree."
    alike = any(one.given in AGREES or one.given is Agreement.LIKE for one in others)
    if found.birth and (found.given in AGREES or found.given is Agreement.LIKE) and not alike:
        return "suggested", found.candidate.patient_id, doubt
    return "unmatched", None, doubt


def _doubt(asked: Asked, found: _Compared, others: list[_Compared], stray: bool) -> str:
    """Why the patient whose number it is doesn't get the result unseen; '' for no reason."""
    if not found.birth:
        said = "the birth date differs" if _known(asked.birth_date) else "no birth date was sent"
        return f"The number is a patient's, but {said}."
    if found.given not in AGREES:
        said = "there is no given name to compare" if found.given is Agreement.MISSING else "the given name differs"
        return f"The number and birth date are a patient's, but {said}."
    if found.sex is False:
        return "The number, birth date and given name agree, but the sex differs."
    if stray:
        return "The message also has a record number that no patient has."
    if any(one.by_name for one in others) and not (found.record and found.order):
        return "Somebody else fits the name and birth date too, and only one number tells them apart."
    if found.given is Agreement.LOOSE and any(one.given in AGREES or _kin(found, one) for one in others):
        return "The given name isn't quite the same, and somebody else of that birth date has a similar name."
    if found.family not in AGREES:
        return _other_family(found, others)
    return ""


def _other_family(found: _Compared, others: list[_Compared]) -> str:
    """People marry, so another family name stops nothing that the rest says plainly."""
    if found.given is not Agreement.SAME or not found.sex:
        return "The family name differs, and the given name or the sex doesn't settle it."
    if any(one.given in AGREES for one in others):
        return "The family name differs, and somebody else has that given name and birth date."
    return ""


def _by_name(fitting: list[_Compared], stray: bool) -> tuple[Outcome, int | None, str]:
    if len(fitting) > 1:
        return "unmatched", None, "Several patients have this name and birth date, and no number tells them apart."
    why = "the record number is nobody's" if stray else "there is no number of ours"
    if fitting and fitting[0].sex:
        return "suggested", fitting[0].candidate.patient_id, f"Name, birth date and sex agree, but {why}."
    return "unmatched", None, f"No patient fits by name, birth date and sex, and {why}."


def _kin(one: _Compared, other: _Compared) -> bool:
    """Whether two patients may be twins: of one family name, or the other of the message's."""
    return other.family in AGREES or family_agreement(one.surname, other.surname) in AGREES


def _numbers(found: _Compared) -> str:
    if found.record and found.order:
        return "Record number, order number"
    return "Record number" if found.record else "Order number"


def _shown(compared: list[_Compared]) -> tuple[Scored, ...]:
    scored = [(one.named, _score(one)) for one in compared]
    worth = [one for named, one in scored if named or one.score >= LEAST]
    return tuple(sorted(worth, key=lambda one: (-one.score, one.patient_id))[:SHOWN])


_GIVEN = {
    Agreement.SAME: (15, "Given name is the same."),
    Agreement.LOOSE: (12, "Given name agrees, shortened or in part."),
    Agreement.LIKE: (5, "Given name is only similar."),
    Agreement.DIFFERENT: (0, "Given name differs."),
    Agreement.MISSING: (0, "No given name to compare."),
}
_FAMILY = {
    Agreement.SAME: (10, "Family name is the same."),
    Agreement.LOOSE: (8, "Family name agrees in part."),
    Agreement.LIKE: (4, "Family name is only similar."),
    Agreement.DIFFERENT: (0, "Family name differs."),
    Agreement.MISSING: (0, "No family name to compare."),
}
_SEX = {True: (5, "Sex is the same."), False: (0, "Sex differs."), None: (2, "Sex isn't known on both sides.")}


def _score(one: _Compared) -> Scored:
    record = (25, "Record number is the same.") if one.record else (8, "Record number is one slip apart.")
    points = [
        *([record] if one.record or one.near else []),
        *([(20, "Order number is this patient's.")] if one.order else []),
        (25, "Birth date is the same.") if one.birth else (0, "Birth date differs or isn't known."),
        _GIVEN[one.given],
        _FAMILY[one.family],
        _SEX[one.sex],
    ]
    return Scored(one.candidate.patient_id, sum(count for count, _ in points), tuple(why for _, why in points))
