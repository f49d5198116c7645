"""A report as staff read it: values in the sender's order, what was before and what was replaced, who sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, event, func, select

from db.actions.files import open_attachment
from db.actions.raw_messages import open_message
from db.credentials import SessionToken
from db.errors import Forbidden, NotFound
from db.models import (
    Attachment,
    AuditEvent,
    FollowUp,
    LabMessage,
    LabPanel,
    Observation,
    ResultComment,
    ResultHold,
    ResultRead,
)
from db.queries import patients, results
from db.queries.lab_panels import active_panels
from db.queries.result_lines import ObservationLine
from db.queries.results import Point, ReportDetail
from rules.lab_panels import PANELS, panel_to_json
from tests.conftest import Clinic
from tests.db.result_stories import (
    HIGH_POTASSIUM,
    POTASSIUM,
    SODIUM,
    Filed,
    Value,
    account_of,
    correct,
    file_report,
    proxy,
    release,
    withdraw,
)

MOST_STATEMENTS = 4  # the credential's among them
NOW = datetime.now(UTC)


def read(clinic: Clinic, filed: Filed, viewer: SessionToken | None = None) -> ReportDetail:
    """The report as somebody reads it."""
    viewer = viewer or clinic.alice
    with clinic.db.reading() as session:
        return results.report(session, viewer=viewer, task_id=filed.task_id)


def lines(clinic: Clinic, filed: Filed) -> tuple[ObservationLine, ...]:
    """The values of a report with one group."""
    (group,) = read(clinic, filed).groups
    return group.lines


def points(clinic: Clinic, patient_id: int, loinc: str = "2823-3") -> tuple[Point, ...]:
    """The trend of a test."""
    alice = clinic.alice
    with clinic.db.reading() as session:
        return results.trend(session, viewer=alice, patient_id=patient_id, loinc=loinc)


# ---- values ---------------------------------------------------------------------------------------------


def test_values_stand_in_the_senders_order_with_unit_range_and_flag(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), SODIUM, POTASSIUM, Value("x", "Leukocytes", "<5", "10*3/uL"))
    sodium, potassium, cells = lines(clinic, filed)
    assert (sodium.name, sodium.value, sodium.unit, sodium.flag, sodium.reference) == (
        "Sodium", "131", "mmol/L", "L", "136–145",
    )  # fmt: skip
    assert (potassium.value, potassium.number, potassium.previous) == ("4.1", Decimal("4.1"), None)
    assert (cells.value, cells.comparator, cells.unit, cells.reference) == ("<5", "<", "10³/µL", "")


def test_the_previous_value_of_the_same_loinc_stands_beside_it_with_the_change(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, POTASSIUM, days_ago=40)
    file_report(clinic, rosa, Value("2823-3", "K", "4.6", "mmol/L"), days_ago=20)
    file_report(clinic, clinic.patient("Tom", "Berg"), Value("2823-3", "K", "9.9", "mmol/L"), days_ago=10)
    (line,) = lines(clinic, file_report(clinic, rosa, HIGH_POTASSIUM))
    assert line.previous is not None
    assert (line.previous.value, line.previous.unit) == ("4.6", "mmol/L")
    assert line.previous.change is not None
    assert (line.previous.change.delta, line.previous.change.direction) == (Decimal("2.3"), "up")


def test_no_change_is_computed_between_units_or_from_a_comparator(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, Value("2345-7", "Glucose", "5.5", "mmol/L"), Value("a", "A", "<3"), days_ago=9)
    now = file_report(clinic, rosa, Value("2345-7", "Glucose", "99", "mg/dL"), Value("a", "A", "4"))
    for line in lines(clinic, now):
        assert line.previous is not None
        assert line.previous.change is None


def test_what_was_replaced_withdrawn_or_is_preliminary_is_nobodys_previous_value(clinic: Clinic) -> None:
    rosa = clinic.patient()
    corrected = file_report(clinic, rosa, Value("2823-3", "K", "8.8"), days_ago=30)
    correct(clinic, corrected, 0, Value("2823-3", "K", "4.8"))
    withdraw(clinic, file_report(clinic, rosa, Value("2823-3", "K", "7.7"), days_ago=20), 0)
    file_report(clinic, rosa, Value("2823-3", "K", "6.6"), days_ago=10, status="preliminary")
    (line,) = lines(clinic, file_report(clinic, rosa, Value("2823-3", "K", "4.5")))
    assert line.previous is not None
    assert line.previous.value == "4.8"


def test_a_code_that_is_not_mapped_has_no_previous_value(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, Value("", "Local K", "4.1", more={"local_code": "KX"}), days_ago=3)
    (line,) = lines(clinic, file_report(clinic, rosa, Value("", "Local test", "9", more={"local_code": "ZZ"})))
    assert (line.name, line.code, line.local_code, line.previous) == ("Local test", "", "ZZ", None)


def test_a_corrected_value_keeps_every_one_it_replaced_the_newest_first(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), HIGH_POTASSIUM, SODIUM)
    second = correct(clinic, filed, 0, Value("2823-3", "Potassium", "5.9", "mmol/L", "H"))
    third = Filed(filed.report_id, filed.task_id, filed.message_id, filed.patient_id, (second,))
    correct(clinic, third, 0, POTASSIUM)
    potassium, sodium = sorted(lines(clinic, filed), key=lambda line: line.name)
    assert (potassium.value, potassium.status, potassium.flag) == ("4.1", "corrected", "")
    assert [(one.value, one.flag) for one in potassium.old] == [("5.9", "H"), ("6.9", "HH")]
    assert sodium.old == ()


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
def test_a_withdrawn_value_stays_visible_and_counts_no_more(clinic: Clinic, status: str) -> None:
    filed = file_report(clinic, clinic.patient(), POTASSIUM)
    withdraw(clinic, filed, 0, status)
    (line,) = lines(clinic, filed)
    assert (line.value, line.status, line.stands) == ("4.1", status, False)
    assert line.withdrawn_at is not None


def test_a_culture_is_read_by_isolate_as_its_sender_ties_it_together(clinic: Clinic) -> None:
    def part(sub_id: str, code: str, name: str, text: str) -> Value:
        return Value(code, name, text, more={"sub_id": sub_id})

    filed = file_report(
        clinic,
        clinic.patient(),
        part("1", "634-6", "Bacteria identified", "Escherichia coli"),
        part("1.1", "18906-8", "Ciprofloxacin", "S"),
        part("2", "634-6", "Bacteria identified", "Klebsiella pneumoniae"),
        part("2.1", "18906-8", "Ciprofloxacin", "R"),
        part("", "11475-1", "Comment", "Two isolates"),
    )
    groups = read(clinic, filed).groups
    assert [(group.title, len(group.lines)) for group in groups] == [
        ("Escherichia coli", 2), ("Klebsiella pneumoniae", 2), ("", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("sub_ids", [("1", "1"), ("1", "2"), ("", "")])
def test_sub_ids_that_tie_nothing_together_make_no_groups(clinic: Clinic, sub_ids: tuple[str, str]) -> None:
    values = [Value(f"c{n}", f"Test {n}", "1", more={"sub_id": sub_id}) for n, sub_id in enumerate(sub_ids)]
    assert [group.title for group in read(clinic, file_report(clinic, clinic.patient(), *values)).groups] == [""]


def test_a_unit_written_into_the_value_is_not_said_twice(clinic: Clinic) -> None:
    (line,) = lines(clinic, file_report(clinic, clinic.patient(), Value("a", "A", "5.4 mmol/L", "mmol/L")))
    assert (line.value, line.unit) == ("5.4", "mmol/L")


def test_trailing_zeros_are_kept_as_they_were_sent(clinic: Clinic) -> None:
    value = Value("a", "A", "5.40", "mmol/L", low="4.50", high="11.0")
    (line,) = lines(clinic, file_report(clinic, clinic.patient(), value))
    assert (line.value, line.reference) == ("5.40", "4.50–11.0")


# ---- what was decided -----------------------------------------------------------------------------------


def test_each_release_names_who_of_its_audience_opened_it(clinic: Clinic) -> None:
    rosa = clinic.patient()
    filed, daughter, own = file_report(clinic, rosa, POTASSIUM), proxy(clinic, rosa), account_of(clinic, rosa)
    for audience in ("everybody", "patient", "proxies"):
        release(clinic, filed, audience=audience)
    release(clinic, filed, audience="account", account_id=daughter)
    with clinic.db.transaction() as session:
        session.add_all(ResultRead(report_id=filed.report_id, account_id=one) for one in (own, daughter))
    found = read(clinic, filed)
    readers = {one.audience: {reader.account_id for reader in one.readers} for one in found.releases}
    assert readers == {
        "everybody": {own, daughter}, "patient": {own}, "proxies": {daughter}, "account": {daughter},
    }  # fmt: skip
    assert [(one.id, one.own, one.relation) for one in found.accounts] == [
        (own, True, ""),
        (daughter, False, "daughter"),
    ]


def test_holds_comments_follow_ups_versions_and_files_stand_with_it(clinic: Clinic) -> None:
    rosa = clinic.patient()
    filed = file_report(clinic, rosa, POTASSIUM)
    correct(clinic, filed, 0, SODIUM)
    dev = clinic.staff_id("dev")
    with clinic.db.transaction() as session:
        given = {"report_id": filed.report_id, "patient_id": rosa.id}
        session.add_all(
            [
                ResultHold(reason="harm", rationale="She lives alone.", decided_by_id=dev,
                           expires_at=NOW + timedelta(days=3), **given),
                ResultHold(reason="patient-request", rationale="Asked to wait.", decided_by_id=dev,
                           expires_at=NOW + timedelta(days=1), ended_at=NOW, ended_by="Dev Patel", **given),
                ResultComment(report_id=filed.report_id, staff_id=dev, author="Dev Patel", body="All is well."),
                FollowUp(kind="repeat", due_on=NOW.date(), decided_by="Dev Patel", **given),
                Attachment(report_id=filed.report_id, name="scan.pdf", media_type="application/pdf", content=b"%PDF"),
            ]
        )  # fmt: skip
    found = read(clinic, filed)
    assert [(one.reason, one.decided_by) for one in found.held] == [("harm", "Dev Patel")]
    assert {one.ended_by for one in found.holds} == {None, "Dev Patel"}
    assert [one.body for one in found.comments] == ["All is well."]
    assert [(one.kind, one.due_on, one.finished_at) for one in found.follow_ups] == [("repeat", NOW.date(), None)]
    assert [(one.change, one.status) for one in found.versions] == [("filed", "final"), ("corrected", "corrected")]
    assert [(one.name, one.checked) for one in found.files] == [("scan.pdf", False)]
    assert (found.lab, found.orderer, found.source) == ("Acme Laboratories", "PATEL, DEV", "lab")


def test_a_report_of_nobody_yet_is_read_with_what_its_sender_said(clinic: Clinic) -> None:
    filed = file_report(clinic, None, POTASSIUM, identity={"family": "DIAZ"})
    found = read(clinic, filed)
    assert (found.patient_id, found.identity, found.accounts, len(found.groups)) == (None, {"family": "DIAZ"}, (), 1)


@pytest.mark.parametrize("name", ["ben", "erin", "farid"])
def test_who_may_not_read_results_reads_none(clinic: Clinic, name: str) -> None:
    filed = file_report(clinic, clinic.patient(), POTASSIUM)
    with pytest.raises(Forbidden):
        read(clinic, filed, clinic.sign_in(name))


def test_a_task_about_something_else_is_no_result(clinic: Clinic) -> None:
    with pytest.raises(NotFound):
        read(clinic, Filed(0, clinic.conversation(), 0, None, ()))


def test_a_report_is_read_in_few_statements(clinic: Clinic) -> None:
    filed, alice = file_report(clinic, clinic.patient(), *[POTASSIUM] * 30), clinic.alice
    statements: list[str] = []
    with clinic.db.reading() as session:
        results.report(session, viewer=alice, task_id=filed.task_id)
        event.listen(clinic.db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
        results.report(session, viewer=alice, task_id=filed.task_id)
    assert 1 < len(statements) <= MOST_STATEMENTS, statements


# ---- trend, raw message, other places -------------------------------------------------------------------


def test_a_trend_holds_the_newest_fifty_that_still_stand_oldest_first(clinic: Clinic) -> None:
    rosa = clinic.patient()
    with clinic.db.transaction() as session:
        for day in range(60):
            session.add(
                Observation(patient_id=rosa.id, code="2823-3", display="K", value_number=day, unit="mmol/L",
                            effective_at=NOW - timedelta(days=100 - day))
            )  # fmt: skip
    filed = file_report(clinic, rosa, HIGH_POTASSIUM)
    correct(clinic, filed, 0, POTASSIUM)
    withdraw(clinic, file_report(clinic, rosa, Value("2823-3", "K", "7.7")), 0)
    found = points(clinic, rosa.id)
    assert len(found) == 50
    assert [point.number for point in found[-2:]] == [59.0, 4.1]
    assert "6.9" not in {point.value for point in found}
    assert points(clinic, rosa.id, "") == ()


def test_a_message_is_opened_whole_and_audited_for_its_patient(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), POTASSIUM)
    with clinic.db.transaction() as session:
        opened = open_message(session, by=clinic.alice, message_id=filed.message_id)
    assert opened.text.startswith("MSH|^~\\&|LIS|ACME\nPID|1\n")
    with clinic.db.transaction() as session:
        found = select(AuditEvent).where(AuditEvent.kind == "raw-message.opened")
        assert [(one.patient_id, one.subject_id) for one in session.scalars(found)] == [
            (filed.patient_id, filed.message_id)
        ]
        assert session.scalar(select(func.count()).select_from(LabMessage)) == 1


def test_a_reports_file_is_opened_and_audited_for_its_patient(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), POTASSIUM)
    with clinic.db.transaction() as session:
        file = Attachment(
            report_id=filed.report_id, name="scan.pdf", media_type="application/pdf", content=b"%PDF", checked_at=NOW
        )
        session.add(file)
        session.flush()
        assert open_attachment(session, by=clinic.alice, attachment_id=file.id).content == b"%PDF"
        found = select(AuditEvent.patient_id).where(AuditEvent.kind == "file.opened")
        assert session.scalars(found).all() == [filed.patient_id]


def test_the_panels_in_use_are_read_as_the_rules_know_them(clinic: Clinic) -> None:
    with clinic.db.transaction() as session:
        session.execute(delete(LabPanel))
        for panel, active in zip(PANELS[:3], (True, True, False), strict=True):
            session.add(LabPanel(**panel_to_json(panel), active=active))
    alice = clinic.alice
    with clinic.db.reading() as session:
        found = active_panels(session, viewer=alice)
    assert {one.panel for one in found} == set(PANELS[:2])


@pytest.mark.parametrize("name", ["ben", "erin", "farid"])
def test_nobody_else_opens_a_message(clinic: Clinic, name: str) -> None:
    filed = file_report(clinic, clinic.patient(), POTASSIUM)
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        open_message(session, by=clinic.sign_in(name), message_id=filed.message_id)


def test_a_result_has_all_others_beside_it_but_not_its_own_values(clinic: Clinic) -> None:
    rosa, alice = clinic.patient(), clinic.alice
    filed = file_report(clinic, rosa, POTASSIUM)
    with clinic.db.transaction() as session:
        session.add(Observation(patient_id=rosa.id, code="8302-2", display="Height", value_number=171, unit="cm",
                                effective_at=NOW - timedelta(days=9)))  # fmt: skip
    with clinic.db.reading() as session:
        beside = patients.context(session, viewer=alice, patient_id=rosa.id, but_report=filed.report_id)
        everything = patients.context(session, viewer=alice, patient_id=rosa.id)
    assert [(fact.what, fact.detail) for fact in beside.results] == [("Height", "171 cm")]
    assert [fact.what for fact in everything.results] == ["Potassium", "Height"]


def test_beside_any_task_stands_what_still_holds_with_flag_and_range(clinic: Clinic) -> None:
    rosa = clinic.patient()
    filed = file_report(clinic, rosa, HIGH_POTASSIUM, days_ago=1)
    correct(clinic, filed, 0, Value("2823-3", "Potassium", "5.4", "mmol/L", "H", "3.5", "5.1"))
    withdraw(clinic, file_report(clinic, rosa, SODIUM), 0)
    file_report(clinic, rosa, Value("1", "Pending", "", more={"status": "registered"}))
    file_report(clinic, None, Value("2", "A stranger's", "1"))
    file_report(clinic, rosa, Value("3", "Culture", "No growth"), days_ago=2, status="preliminary")
    alice = clinic.alice
    with clinic.db.reading() as session:
        context = patients.context(session, viewer=alice, patient_id=rosa.id)
    assert [(fact.what, fact.detail) for fact in context.results] == [
        ("Potassium", "5.4 mmol/L, high (3.5–5.1)"), ("Culture", "No growth, preliminary"),
    ]  # fmt: skip
