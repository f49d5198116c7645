"""A result in its pane: values with flags, what was before and replaced, who sees it, the trend, the message itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import (
    Attachment,
    AuditEvent,
    DiagnosticReport,
    FollowUp,
    Note,
    ResultComment,
    ResultHold,
    ResultRead,
    Task,
    UrgencyFlag,
)
from db.roles import NURSE, ROLES, Permission
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
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

HOSTILE = "<img src=x onerror=alert(1)> **bold** :red[danger] \u202eevil"
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, filed: Filed, name: str = "alice") -> AppTest:
    """The page with the result open."""
    app = visit(clinic.sign_in(name), "results", task=str(filed.task_id))
    assert not app.exception
    return app


# ---- values ---------------------------------------------------------------------------------------------


def test_a_flag_is_a_word_and_a_shape_beside_the_value_and_its_range(clinic: Clinic) -> None:
    page = texts(opened(clinic, file_report(clinic, clinic.patient(), HIGH_POTASSIUM, SODIUM, POTASSIUM)))
    for words in ("Basic metabolic panel", "▲▲</span> Critical high", "▼</span> Low", "3.5–5.1", "mmol/L", "6.9"):
        assert words in page, words


def test_the_value_before_and_its_change_stand_beside(clinic: Clinic) -> None:
    rosa = clinic.patient()
    file_report(clinic, rosa, POTASSIUM, days_ago=20)
    page = texts(opened(clinic, file_report(clinic, rosa, HIGH_POTASSIUM)))
    assert "↗ +2.8 (+68 %)" in page
    assert "20 days ago" in page


def test_a_corrected_value_shows_what_it_replaced_struck_through(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), HIGH_POTASSIUM)
    correct(clinic, filed, 0, POTASSIUM)
    page = texts(opened(clinic, filed))
    assert "Corrected" in page
    assert "<del><bdi" in page


@pytest.mark.parametrize(("status", "word"), [("cancelled", "Cancelled"), ("entered-in-error", "Entered in error")])
def test_a_withdrawn_value_is_struck_through_and_says_so(clinic: Clinic, status: str, word: str) -> None:
    filed = file_report(clinic, clinic.patient(), HIGH_POTASSIUM)
    withdraw(clinic, filed, 0, status)
    page = texts(opened(clinic, filed))
    assert word in page
    assert "<del><bdi" in page
    assert "Critical high" not in page.partition("ps-values")[2]


def test_what_is_preliminary_says_so_and_why_nobody_sees_it(clinic: Clinic) -> None:
    page = texts(opened(clinic, file_report(clinic, clinic.patient(), POTASSIUM, status="preliminary")))
    assert "Preliminary" in page
    assert "Not yet: it is preliminary" in page


def test_a_laboratorys_text_is_never_markup(clinic: Clinic) -> None:
    value = Value("", HOSTILE, f"{HOSTILE}\n{'long ' * 40}", HOSTILE, more={"notes": HOSTILE, "local_code": HOSTILE,
                                                                         "range_text": HOSTILE})  # fmt: skip
    filed = file_report(
        clinic, clinic.patient(), value, Value("x", "Cells", HOSTILE[:40]), display=HOSTILE, notes=HOSTILE,
        specimen=HOSTILE, orderer=HOSTILE, headline=HOSTILE,
    )  # fmt: skip
    page = texts(opened(clinic, filed))
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert "\u202e" not in page


def test_a_test_whose_code_is_not_mapped_says_so(clinic: Clinic) -> None:
    value = Value("", "Kreatinin", "88", more={"local_code": "KREA"})
    page = texts(opened(clinic, file_report(clinic, clinic.patient(), value)))
    assert "Kreatinin" in page
    assert "not mapped yet" in page


def test_a_report_of_words_and_files_alone_is_shown(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), display="Chest X-ray", category="imaging", notes="No infiltrate.")
    with clinic.db.transaction() as session:
        session.add(
            Attachment(report_id=filed.report_id, name="x-ray.pdf", media_type="application/pdf", content=b"%PDF-1.7",
                       checked_at=NOW)
        )  # fmt: skip
        number = session.scalars(select(Attachment.id)).one()
    page = texts(opened(clinic, filed))
    for words in ("No infiltrate.", "without single values", f"/files/{number}"):
        assert words in page, words


# ---- how it stands --------------------------------------------------------------------------------------


def test_who_sees_it_since_when_and_who_opened_it(clinic: Clinic) -> None:
    rosa = clinic.patient()
    filed, daughter = file_report(clinic, rosa, POTASSIUM), proxy(clinic, rosa)
    release(clinic, filed, days_ago=4)
    assert "by nobody yet" in texts(opened(clinic, filed))
    with clinic.db.transaction() as session:
        session.add(ResultRead(report_id=filed.report_id, account_id=daughter))
    page = texts(opened(clinic, filed))
    for words in ("Released to the patient and proxies", "4 days ago", "the rule", "Ana Diaz", "daughter"):
        assert words in page, words
    assert "by nobody yet" not in page


def test_a_hold_says_from_whom_until_when_why_and_who_decided(clinic: Clinic) -> None:
    rosa = clinic.patient()
    filed, daughter = file_report(clinic, rosa, POTASSIUM), proxy(clinic, rosa)
    with clinic.db.transaction() as session:
        session.add(
            ResultHold(
                report_id=filed.report_id, patient_id=rosa.id, reason="harm", rationale="She lives with him.",
                audience="account", account_id=daughter, decided_by_id=clinic.staff_id("dev"),
                expires_at=func.now() + timedelta(days=3),
            )
        )  # fmt: skip
    page = texts(opened(clinic, filed))
    for words in ("Held from", "Ana Diaz", "Risk of harm", "She lives with him.", "Dev Patel"):
        assert words in page, words


def test_review_and_follow_up_stand_with_it_and_lead_to_the_to_do(clinic: Clinic) -> None:
    rosa = clinic.patient()
    filed, todo = file_report(clinic, rosa, SODIUM), clinic.conversation()
    with clinic.db.transaction() as session:
        report = session.get_one(DiagnosticReport, filed.report_id)
        report.reviewed_at, report.reviewed_by = func.now(), "Dev Patel"
        session.add(
            FollowUp(report_id=filed.report_id, patient_id=rosa.id, kind="repeat", due_on=date(2001, 1, 2),
                     decided_by="Dev Patel", task_id=todo)
        )  # fmt: skip
    app = opened(clinic, filed)
    for words in ("Repeat the test by 02 Jan 2001", "overdue", "by <bdi dir"):
        assert words in texts(app), words
    assert app.button(key=f"lead:todo:{todo}").label == "Open the to-do: repeat the test"


def test_comments_and_notes_are_told_apart(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), POTASSIUM)
    with clinic.db.transaction() as session:
        alice = clinic.staff_id("alice")
        session.add(
            ResultComment(report_id=filed.report_id, staff_id=alice, author="Alice Moreno", body="All is well.")
        )
        session.add(Note(task_id=filed.task_id, staff_id=alice, body="Ask Dev."))
    page = texts(opened(clinic, filed))
    assert "to the patient" in page.partition("All is well.")[0]
    assert "Internal note" in page
    assert "Ask Dev." in page


def critical(clinic: Clinic) -> Filed:
    """A critical potassium that nobody has seen to."""
    filed = file_report(clinic, clinic.patient(phone="555-0101"), HIGH_POTASSIUM)
    with clinic.db.transaction() as session:
        task = session.get_one(Task, filed.task_id)
        task.flag = "red"
        session.add(
            UrgencyFlag(task_id=task.id, report_id=filed.report_id, level="red", family="critical-result",
                        phrase="Potassium 6.9 mmol/L (HH)")
        )  # fmt: skip
    return filed


def test_a_critical_value_stands_over_everything(clinic: Clinic) -> None:
    page = texts(opened(clinic, critical(clinic)))
    for words in ("Critical value", "Potassium 6.9 mmol/L (HH)", "tel:5550101"):
        assert words in page, words
    assert "Emergency signs" not in page


INBOX = (Permission.INBOX_VIEW, Permission.INBOX_READ, Permission.INBOX_WORK, Permission.INBOX_REPLY)


def without(monkeypatch: pytest.MonkeyPatch, *taken: Permission) -> None:
    """Let nurses hold all they hold but these."""
    monkeypatch.setitem(ROLES, NURSE.slug, replace(NURSE, permissions=NURSE.permissions - set(taken)))


def test_who_works_results_and_no_inbox_reads_what_is_critical_and_takes_it_on(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, *INBOX)
    filed = critical(clinic)
    app = opened(clinic, filed)
    assert "Critical value</strong>" in texts(app)
    assert "<li><strong>Critical" in texts(app)
    press(app, f"acknowledge:{filed.task_id}")
    assert clinic.task(filed.task_id).flag_acknowledged_by == "Alice Moreno"


def test_who_reads_results_and_works_the_inbox_alone_takes_on_no_critical_value(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, Permission.RESULTS_WORK)
    app = opened(clinic, critical(clinic))
    assert "<li><strong>Critical" in texts(app)
    assert "I'm on it" not in {one.label for one in app.button}


# ---- on request -----------------------------------------------------------------------------------------


def test_the_message_as_it_came_is_opened_on_request_and_written_down(clinic: Clinic) -> None:
    filed = file_report(clinic, clinic.patient(), POTASSIUM)
    app = opened(clinic, filed)
    assert "PID|1" not in texts(app)
    app.session_state[f"versions:{filed.task_id}"] = True
    app.run()
    press(app, f"raw:{filed.task_id}:{filed.message_id}")
    assert "PID|1" in texts(app)
    with clinic.db.transaction() as session:
        found = select(AuditEvent.patient_id).where(AuditEvent.kind == "raw-message.opened")
        assert session.scalars(found).all() == [filed.patient_id]


def test_the_trend_is_read_only_when_it_is_unfolded(clinic: Clinic) -> None:
    rosa = clinic.patient()
    for days in (30, 20, 10):
        file_report(clinic, rosa, POTASSIUM, days_ago=days)
    filed = file_report(clinic, rosa, HIGH_POTASSIUM, SODIUM)
    app = opened(clinic, filed)
    assert not app.get("plotly_chart")
    app.session_state[f"trend:{filed.task_id}"] = True
    app.run()
    assert len(app.get("plotly_chart")) == 1
    assert "4 values, newest first" in texts(app).replace('<bdi dir="auto">', "").replace("</bdi>", "")
    assert app.selectbox(key=f"trend-of:{filed.task_id}").value == "2823-3"
    app.selectbox(key=f"trend-of:{filed.task_id}").select("2951-2").run()
    app.run()
    assert not app.get("plotly_chart")


def test_an_account_is_own_or_a_proxys(clinic: Clinic) -> None:
    rosa = clinic.patient()
    filed = file_report(clinic, rosa, POTASSIUM)
    release(clinic, filed, audience="patient")
    with clinic.db.transaction() as session:
        session.add(ResultRead(report_id=filed.report_id, account_id=account_of(clinic, rosa)))
    page = texts(opened(clinic, filed))
    assert "Released to the patient " in page
    assert "Rosa Diaz" in page
