"""Finding a patient in two keystrokes, however one was told who it is."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from db.credentials import SessionToken
from db.errors import Forbidden
from db.queries.people import PersonLine, find_people, read_birth_date
from tests.conftest import Clinic

NOBODY = (
    "", "r", "  ", "zz", "%%", "__", "\\\\", "' OR true --", "\0\0", "\ud800\ud800", "\N{SLIGHTLY SMILING FACE}" * 3,
    "1" * 500,
)  # fmt: skip


def find(clinic: Clinic, text: str, viewer: SessionToken | None = None) -> tuple[PersonLine, ...]:
    """What somebody (Erin at the front desk) finds."""
    with clinic.db.reading() as session:
        return find_people(session, viewer=viewer or clinic.erin, text=text)


@pytest.fixture
def rosa(clinic: Clinic) -> PersonLine:
    """One of three patients."""
    clinic.patient("Tom", "Berg", birth_date=date(2015, 5, 5), phone="(200) 555-0177", account=False)
    clinic.patient("Íñigo", "Muñoz-Ruiz", birth_date=date(1955, 3, 2))
    patient = clinic.patient("Rosa", "Diaz", mrn="M10442", phone="(207) 555-0100")
    return PersonLine(patient.id, "Rosa Diaz", date(1955, 3, 1), "female", "M10442", "(207) 555-0100", "active", False)


@pytest.mark.parametrize(
    "text",
    [
        "di", "ro", "rosa d", "diaz rosa", "Rosa Díaz", "DIAZ", "rosa daiz", "roza diaz", "diaz, rosa",
        "M10442", "m10442", "M104",
        "3/1/1955", "03/01/1955", "3/1/55", "1955-03-01", "1 Mar 1955", "March 1, 1955", "1.3.1955",
        "555-0100", "(207) 555-0100", "2075550100", "0100",
    ],
)  # fmt: skip
def test_she_is_found_by(clinic: Clinic, rosa: PersonLine, text: str) -> None:
    found = find(clinic, text)
    assert found
    assert found[0] == rosa


def test_letters_with_accents_are_found_either_way(clinic: Clinic, rosa: PersonLine) -> None:
    for text in ("munoz", "Muñoz", "inigo", "ruiz in"):
        assert [line.name for line in find(clinic, text)] == ["Íñigo Muñoz-Ruiz"], text


def test_one_letter_finds_nobody_and_nothing_typed_breaks_it(clinic: Clinic, rosa: PersonLine) -> None:
    for text in NOBODY:
        assert find(clinic, text) == (), text
    assert find(clinic, "rosa\0 diaz") == (rosa,)


def test_exact_record_number_comes_before_those_that_begin_so(clinic: Clinic) -> None:
    longer, exact = clinic.patient(mrn="M77"), clinic.patient(mrn="M7")
    assert [line.id for line in find(clinic, "m7")] == [exact.id, longer.id]


def test_the_dead_are_marked_and_who_has_no_account_too(clinic: Clinic) -> None:
    from datetime import UTC, datetime

    clinic.patient("Otto", "Weiss", deceased_at=datetime(2025, 1, 1, tzinfo=UTC), account=False)
    (line,) = find(clinic, "otto")
    assert (line.deceased, line.portal_state) == (True, "none")


def test_no_more_than_asked_for(clinic: Clinic) -> None:
    for _ in range(15):
        clinic.patient("Ann", "Lee")
    assert len(find(clinic, "lee")) == 12


def test_the_administrator_finds_no_patients(clinic: Clinic, rosa: PersonLine) -> None:
    with pytest.raises(Forbidden):
        find(clinic, "rosa", clinic.farid)


def test_a_two_digit_year_is_never_ahead() -> None:
    today = date(2026, 11, 21)
    assert read_birth_date("5/6/26", today) == date(2026, 5, 6)
    assert read_birth_date("11/21/26", today) == date(2026, 11, 21)
    assert read_birth_date("11/22/26", today) == date(1926, 11, 22)
    assert read_birth_date("5/6/12", today) == date(2012, 5, 6)
    assert read_birth_date("5/6/55", today) == date(1955, 5, 6)
    assert read_birth_date("5/6/26", date(2025, 12, 31)) == date(1926, 5, 6)
    assert read_birth_date("2/29/28", today) == date(1928, 2, 29)
    assert read_birth_date("31/12/1955", today) is None


def test_who_was_born_this_year_is_found_by_two_digits_of_it(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        today = session.scalar(select(func.current_date() - 1))
    baby = clinic.patient("Bo", birth_date=today)
    assert [line.id for line in find(clinic, f"{today:%m/%d/%y}")] == [baby.id]


def test_who_is_called_exactly_so_comes_before_who_is_called_so_and_more(clinic: Clinic) -> None:
    clinic.patient("Ana", "Martinez")
    clinic.patient("Martin", "Kaplan")
    clinic.patient("Bo", "Martin")
    assert [one.name for one in find(clinic, "martin")] == ["Bo Martin", "Martin Kaplan", "Ana Martinez"]
