"""Who may be meant by a result that waits for its patient."""

from __future__ import annotations

from datetime import date

from db.queries.unmatched import Unmatched, candidates
from tests.conftest import Clinic
from tests.labs import file, message, obr, obx, ours, pid, tasks


def unmatched(clinic: Clinic, **said: str) -> Unmatched:
    """What staff see of the one result of such a patient."""
    ours(clinic)
    file(clinic, message(pid(None, **said), obr(), obx("4.1")))
    [task] = tasks(clinic, "unmatched")
    with clinic.db.reading() as session:
        return candidates(session, viewer=clinic.alice, task_id=task.id)


def test_somebody_of_the_name_with_a_slip_in_the_number_is_shown_though_the_birth_date_differs(clinic: Clinic) -> None:
    rosa = clinic.patient("Rosa", "Lindqvist", mrn="M10442", birth_date=date(1955, 3, 1))
    clinic.patient("Tom", "Berg", mrn="M10443")
    found = unmatched(clinic, mrn="M10444", given="Rosa", family="Lindqvist", born="19550110")
    assert [(one.patient_id, one.suggested) for one in found.candidates] == [(rosa.id, False)]


def test_their_name_may_have_accents(clinic: Clinic) -> None:
    inigo = clinic.patient("Íñigo", "Núñez", mrn="M10442", birth_date=date(1955, 3, 1))
    found = unmatched(clinic, mrn="M10444", given="ÍÑIGO", family="NÚÑEZ", born="19550110")
    assert [one.patient_id for one in found.candidates] == [inigo.id]
