"""The statement behind the context beside a task: short enough to be kept, each section in its order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH
from sqlalchemy.dialects.postgresql import psycopg

from db.models import Appointment, Encounter
from db.queries.patient_context import BESIDE_A_TASK, OWN_PAGE, Lines, context_statement
from db.queries.patients import context
from tests.conftest import Clinic


@pytest.mark.parametrize("most", [BESIDE_A_TASK, OWN_PAGE])
def test_psycopg_keeps_it_taken_apart_and_its_text_is_always_the_same(most: Lines) -> None:
    dialect = psycopg.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    text = str(context_statement(most).compile(dialect=dialect))
    assert len(text) <= MAX_CACHED_STATEMENT_LENGTH
    assert "POSTCOMPILE" not in text, "SQLAlchemy would write it anew for each patient"


def test_the_next_visit_stands_above_those_that_were_the_latest_first(clinic: Clinic) -> None:
    patient, now = clinic.patient(), datetime.now(UTC)
    with clinic.db.transaction() as session:
        for days in (40, 10, 20):
            session.add(
                Encounter(patient_id=patient.id, display=f"Visit {days}", started_at=now - timedelta(days=days))
            )
        session.add(
            Appointment(patient_id=patient.id, display="Follow-up", starts_at=now + timedelta(days=3), status="booked")
        )
    with clinic.db.reading() as session:
        visits = context(session, viewer=clinic.alice, patient_id=patient.id).visits
    assert [(one.what, one.detail) for one in visits] == [
        ("Follow-up", "next visit"),
        ("Visit 10", ""),
        ("Visit 20", ""),
    ]
    assert all(isinstance(one.on, date) and not isinstance(one.on, datetime) for one in visits)
