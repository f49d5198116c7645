"""What patients see of their results through the portal's contract, and that they opened them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select, update

from db.errors import NotFound, SignedOut
from db.models import AuditEvent, Observation, ResultRead, ResultRelease
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.portal_reports import MONDAY, attach, comment, correct, report, value
from tests.db.portal_visits import PDF, Visit, grant_proxy, rows


def test_a_released_result_is_listed_and_shown_with_its_values_comments_and_files(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    found = report(clinic, rosa.patient.id, specimen="Serum", notes="Slightly haemolysed.")
    comment(clinic, found, "This looks good.")
    file = attach(clinic, found)

    (line,) = portal.results(rosa.token)
    result = portal.result(rosa.token, found)

    assert (line.report_id, line.patient_id, line.display, line.category, line.status) == (
        found, rosa.patient.id, "Basic metabolic panel", "laboratory", "final",
    )  # fmt: skip
    assert line.collected_at == MONDAY and not line.read
    assert (result.report_id, result.released_at, result.reported_at) == (found, line.released_at, MONDAY)
    assert (result.specimen, result.notes) == ("Serum", "Slightly haemolysed.")
    (potassium,) = result.observations
    assert (potassium.name, potassium.code, potassium.value, potassium.unit, potassium.observed_at) == (
        "Potassium", "2823-3", "4.1", "mmol/L", MONDAY,
    )  # fmt: skip
    assert [(said.author, said.body) for said in result.comments] == [("Alice Moreno", "This looks good.")]
    assert [(each.id, each.name, each.media_type) for each in result.files] == [(file, "report.pdf", "application/pdf")]
    assert portal.file(rosa.token, file).content == PDF


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ({"value_text": "5.40"}, "5.40"),
        ({"value_text": "", "value_number": Decimal("5.40")}, "5.40"),
        ({"value_text": "<5", "comparator": "<"}, "<5"),
        ({"value_text": "5", "comparator": "<"}, "<5"),
        ({"value_text": "", "value_number": Decimal("6.10"), "comparator": ">="}, ">=6.10"),
        ({"value_text": "> 60", "comparator": ">"}, "> 60"),
        ({"value_text": "less than 5", "comparator": "<"}, "less than 5"),
        ({"value_text": "1:128"}, "1:128"),
        ({"value_text": "Escherichia coli\n> 100,000 CFU/mL"}, "Escherichia coli\n> 100,000 CFU/mL"),
        ({"value_text": "<b>bold</b>"}, "<b>bold</b>"),
        ({"value_text": ""}, ""),
    ],
)
def test_a_value_is_shown_as_it_was_reported_with_its_comparator(
    clinic: Clinic, portal: PortalClient, rosa: Visit, stored: dict[str, object], shown: str
) -> None:
    found = report(clinic, rosa.patient.id)
    with clinic.db.transaction() as session:
        session.execute(update(Observation).where(Observation.report_id == found).values(**stored))
    assert [each.value for each in portal.result(rosa.token, found).observations] == [shown]


@pytest.mark.parametrize(
    ("low", "high", "sent", "shown"),
    [
        ("3.50", "5.0", "", "3.50 - 5.0"),
        ("40", None, "", ">= 40"),
        (None, "1.030", "", "<= 1.030"),
        (None, None, "Negative", "Negative"),
        ("70", "105", "70_105", "70_105"),
        (None, None, "", ""),
    ],
)
def test_a_range_is_the_senders_text_or_made_of_its_limits(
    clinic: Clinic, portal: PortalClient, rosa: Visit, low: str | None, high: str | None, sent: str, shown: str
) -> None:
    found = report(clinic, rosa.patient.id, release="everybody")
    limits = {"low": low and Decimal(low), "high": high and Decimal(high), "range_text": sent}
    with clinic.db.transaction() as session:
        session.execute(update(Observation).where(Observation.report_id == found).values(**limits))
    assert [each.range for each in portal.result(rosa.token, found).observations] == [shown]


def test_every_flag_is_shown_in_words_critical_ones_too(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    found = report(clinic, rosa.patient.id)
    for place, flag in enumerate(("L", "H", "LL", "HH", "A", "AA"), start=1):
        value(clinic, found, "1", flag=flag, position=place)
    shown = {each.flag: each.flag_label for each in portal.result(rosa.token, found).observations}
    assert shown == {
        "": "", "L": "Low", "H": "High", "LL": "Critical low", "HH": "Critical high", "A": "Abnormal",
        "AA": "Critical abnormal",
    }  # fmt: skip


def test_values_keep_the_laboratorys_order_sub_ids_and_own_names(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    found = report(clinic, rosa.patient.id)
    value(
        clinic, found, "Resistant", position=3, sub_id="1.2", code="", display="", local_code="AMP", notes="See text."
    )
    value(clinic, found, "E. coli", position=2, sub_id="1.1", display="Organism", performer="Harbor Lab")
    shown = portal.result(rosa.token, found).observations
    assert [(each.sub_id, each.name, each.value) for each in shown] == [
        ("", "Potassium", "4.1"), ("1.1", "Organism", "E. coli"), ("1.2", "AMP", "Resistant"),
    ]  # fmt: skip
    assert (shown[1].performer, shown[2].notes) == ("Harbor Lab", "See text.")


def test_a_corrected_value_says_so_and_the_old_one_is_gone(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    found = report(clinic, rosa.patient.id, potassium="9.9")
    correct(clinic, found, "4.2")
    result = portal.result(rosa.token, found)
    assert (result.status, [(each.value, each.status) for each in result.observations]) == (
        "corrected", [("4.2", "corrected")],
    )  # fmt: skip
    assert "9.9" not in str(portal.results(rosa.token)) + result.observations[0].value


def test_a_final_value_that_replaced_a_preliminary_one_is_no_correction(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    found = report(clinic, rosa.patient.id)
    old = value(clinic, found, "Pending", status="preliminary")
    new = value(clinic, found, "No growth")
    with clinic.db.transaction() as session:
        session.get_one(Observation, old).superseded_at = MONDAY
        session.get_one(Observation, old).superseded_by_id = new
    assert portal.result(rosa.token, found).status == portal.results(rosa.token)[0].status == "final"


def test_a_value_that_was_taken_back_or_is_not_final_yet_is_not_shown(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    found = report(clinic, rosa.patient.id)
    for status in ("registered", "preliminary", "cancelled", "entered-in-error"):
        value(clinic, found, status, status=status)
    with clinic.db.transaction() as session:
        session.get_one(Observation, value(clinic, found, "gone", status="cancelled")).superseded_at = MONDAY
    assert [each.value for each in portal.result(rosa.token, found).observations] == ["4.1"]
    assert portal.result(rosa.token, found).status == "corrected"


def test_a_comment_that_was_taken_back_is_gone(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    found = report(clinic, rosa.patient.id)
    comment(clinic, found, "Wrong patient's words", withdrawn=True)
    comment(clinic, found, "Right")
    assert [said.body for said in portal.result(rosa.token, found).comments] == ["Right"]


def test_the_list_goes_on_page_by_page_and_loses_none_that_were_released_together(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    made = [report(clinic, rosa.patient.id) for _ in range(7)]
    with clinic.db.transaction() as session:
        for place, report_id in enumerate(made):
            moment = func.transaction_timestamp() - timedelta(hours=place // 3)  # three, three, one
            session.execute(
                update(ResultRelease).where(ResultRelease.report_id == report_id).values(released_at=moment)
            )
    pages, before = [], None
    while page := portal.results(rosa.token, before=before, limit=2):
        pages.append([line.report_id for line in page])
        before = page[-1].released_at
    assert pages == [made[2::-1], made[5:2:-1], made[6:]]


def test_a_result_opens_to_an_account_with_the_first_release_that_takes_it_in(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    found = report(clinic, rosa.patient.id, release="patient")
    with clinic.db.transaction() as session:
        first = session.scalars(select(ResultRelease)).one()
        first.released_at = first.released_at - timedelta(days=2)
        session.add(
            ResultRelease(report_id=found, patient_id=rosa.patient.id, audience="everybody", released_by="Alice")
        )
    hers, daughters = portal.results(rosa.token)[0].released_at, portal.results(ana.token)[0].released_at
    assert daughters - hers >= timedelta(days=2)


def test_opening_a_result_is_remembered_for_each_account_and_audited_once(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    found = report(clinic, rosa.patient.id)
    for _ in range(2):
        portal.mark_result_read(ana.token, found)

    with clinic.db.transaction() as session:
        (opened,) = session.scalars(select(ResultRead))
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.kind == "portal.result.read"))
    assert (opened.report_id, opened.account_id) == (found, ana.account_id) and opened.first_at < opened.last_at
    assert (event.actor, event.patient_id) == (f"portal account {ana.account_id}", rosa.patient.id)
    assert (event.subject_type, event.subject_id, event.detail) == ("diagnostic_report", found, {"again": False})
    assert portal.results(ana.token)[0].read and not portal.results(rosa.token)[0].read


def test_a_result_corrected_since_it_was_opened_counts_as_unread_again(
    clinic: Clinic, portal: PortalClient, rosa: Visit
) -> None:
    found = report(clinic, rosa.patient.id)
    portal.mark_result_read(rosa.token, found)
    correct(clinic, found, "4.2")
    assert not portal.results(rosa.token)[0].read
    portal.mark_result_read(rosa.token, found)
    assert portal.results(rosa.token)[0].read
    with clinic.db.transaction() as session:
        events = session.scalars(
            select(AuditEvent.detail).where(AuditEvent.kind == "portal.result.read").order_by(AuditEvent.id)
        ).all()
    assert events == [{"again": False}, {"again": True}]


def test_reading_without_a_session_is_refused(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    found = report(clinic, rosa.patient.id)
    portal.close_session(rosa.token)
    for attempt in (portal.result, portal.mark_result_read):
        with pytest.raises(SignedOut):
            attempt(rosa.token, found)
    with pytest.raises(SignedOut):
        portal.results(rosa.token)


def test_a_result_that_does_not_exist_is_not_found(portal: PortalClient, rosa: Visit) -> None:
    for attempt in (portal.result, portal.mark_result_read):
        with pytest.raises(NotFound, match="doesn't exist, or isn't yours to see"):
            attempt(rosa.token, 10**9)


def test_a_patients_results_are_found_by_index_among_those_of_everybody(
    clinic: Clinic, rosa: Visit, owner: psycopg.Connection[Any]
) -> None:
    report(clinic, rosa.patient.id)
    owner.execute(
        "INSERT INTO patient (mrn, given, family, birth_date, sex) "
        "SELECT 'N' || n, 'Some', 'Body', '1990-01-01', 'female' FROM generate_series(1, 1000) n"
    )
    owner.execute(
        "INSERT INTO diagnostic_report (patient_id, display, status, reported_at) "
        "SELECT id, 'Panel', 'final', now() FROM patient CROSS JOIN generate_series(1, 5) WHERE given = 'Some'"
    )
    owner.execute(
        "INSERT INTO result_release (report_id, patient_id, released_by) SELECT id, patient_id, 'x' "
        "FROM diagnostic_report WHERE patient_id <> %s",
        (rosa.patient.id,),
    )
    owner.execute("ANALYZE")
    owner.execute("SELECT set_config('portside.portal_token', %s, false)", (rosa.token.value,))
    ((body,),) = rows(owner, "SELECT prosrc FROM pg_proc WHERE proname = 'portal_open_results'")
    plan = "\n".join(line for (line,) in rows(owner, f"EXPLAIN {body}"))
    assert "Seq Scan on diagnostic_report" not in plan and "Seq Scan on result_release" not in plan, plan
