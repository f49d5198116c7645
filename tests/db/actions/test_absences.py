"""Out of office: with a cover who can do the work and is here."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from db.actions.absences import Absence, begin_absence, end_absence
from db.credentials import SessionToken
from db.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from db.models import AuditEvent, Staff, StaffAbsence
from db.queries.absences import covered_ids
from tests.conftest import Clinic
from tests.db.working import absent


def go(
    clinic: Clinic,
    by: SessionToken,
    cover: str | None = None,
    *,
    who: str | None = None,
    since: float = 0,
    days: float = 3,
) -> Absence:
    """Enter an absence from `since` to `days` days from now."""
    now = datetime.now(UTC)
    with clinic.db.transaction() as session:
        return begin_absence(
            session,
            by=by,
            starts_at=now + timedelta(days=since),
            ends_at=now + timedelta(days=days),
            cover_id=clinic.staff_id(cover) if cover else None,
            staff_id=clinic.staff_id(who) if who else None,
        )


def covers(clinic: Clinic, name: str) -> set[int]:
    """Whose work somebody covers now."""
    with clinic.db.transaction() as session:
        return set(covered_ids(session, clinic.staff_id(name)))


def test_a_cover_takes_over_while_one_is_away(clinic: Clinic) -> None:
    absence = go(clinic, clinic.dev, "alice")
    assert absence.staff_id == clinic.staff_id("dev")
    assert covers(clinic, "alice") == {clinic.staff_id("dev")}
    with clinic.db.transaction() as session:
        end_absence(session, by=clinic.dev, absence_id=absence.id)
    assert covers(clinic, "alice") == set()
    with clinic.db.transaction() as session:
        kinds = session.scalars(select(AuditEvent.kind).where(AuditEvent.subject_type == "staff_absence")).all()
    assert sorted(kinds) == ["absence.begun", "absence.ended"]


def test_an_absence_that_has_not_begun_is_taken_back(clinic: Clinic) -> None:
    absence = go(clinic, clinic.dev, "alice", since=2)
    assert covers(clinic, "alice") == set()
    with clinic.db.transaction() as session:
        end_absence(session, by=clinic.dev, absence_id=absence.id)
        assert session.scalar(select(func.count()).select_from(StaffAbsence)) == 0


def test_ending_what_is_over_changes_nothing(clinic: Clinic) -> None:
    absence_id = absent(clinic, "dev", since=-3, days=-1)
    with clinic.db.transaction() as session:
        assert end_absence(session, by=clinic.dev, absence_id=absence_id) == absence_id
        assert session.scalar(select(func.count()).where(AuditEvent.kind == "absence.ended")) == 0


def test_a_colleagues_absence_is_a_managers_to_enter_and_to_end(clinic: Clinic) -> None:
    with pytest.raises(Forbidden):
        go(clinic, clinic.alice, who="dev")
    absence = go(clinic, clinic.carla, "alice", who="dev")
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        end_absence(session, by=clinic.alice, absence_id=absence.id)
    with clinic.db.transaction() as session:
        end_absence(session, by=clinic.carla, absence_id=absence.id)
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        end_absence(session, by=clinic.carla, absence_id=987654321)
    with pytest.raises(NotFound), clinic.db.transaction() as session:
        begin_absence(
            session,
            by=clinic.carla,
            starts_at=datetime.now(UTC),
            ends_at=datetime.now(UTC) + timedelta(days=1),
            cover_id=None,
            staff_id=987654321,
        )


@pytest.mark.parametrize(("since", "days"), [(2, 1), (1, 1), (-3, -1)])
def test_a_period_must_run_forwards_and_not_be_over(clinic: Clinic, since: float, days: float) -> None:
    with pytest.raises(Invalid) as refused:
        go(clinic, clinic.dev, since=since, days=days)
    assert refused.value.field == "ends_at"


def test_two_absences_of_one_person_do_not_overlap(clinic: Clinic) -> None:
    go(clinic, clinic.dev, since=1, days=3)
    with pytest.raises(Conflict, match="Dev Patel is away already until"):
        go(clinic, clinic.dev, since=2, days=5)
    go(clinic, clinic.dev, since=3.01, days=5)


@pytest.mark.parametrize(
    ("cover", "why"),
    [("ben", "Ben Okafor can't work everything"), ("farid", "can't work"), ("dev", "Nobody covers for themselves")],
)
def test_a_cover_can_work_what_the_person_works(clinic: Clinic, cover: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        go(clinic, clinic.dev, cover)
    assert refused.value.field == "cover_id"


def test_a_cover_works_here_and_is_here(clinic: Clinic) -> None:
    go(clinic, clinic.alice, since=1, days=2)
    with pytest.raises(Invalid, match="Alice Moreno is away until"):
        go(clinic, clinic.dev, "alice")
    go(clinic, clinic.dev, "alice", days=0.5)
    with clinic.db.transaction() as session:
        session.execute(
            update(Staff).where(Staff.username == "erin").values(deactivated_at=func.now(), deactivated_by="F")
        )
    with pytest.raises(Invalid, match="works here"):
        go(clinic, clinic.carla, "erin")


def test_who_covers_for_somebody_does_not_go_away_meanwhile(clinic: Clinic) -> None:
    go(clinic, clinic.dev, "alice")
    with pytest.raises(Conflict, match="Alice Moreno covers for Dev Patel until"):
        go(clinic, clinic.alice, "dev")
    go(clinic, clinic.alice, "dev", since=3.01, days=5)


def test_two_who_name_each_other_at_once_do_not_both_leave(clinic: Clinic) -> None:
    tokens = {"alice": clinic.alice, "dev": clinic.dev}

    def attempt(name: str) -> bool:
        try:
            go(clinic, tokens[name], "dev" if name == "alice" else "alice")
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, tokens)) == [False, True]
