"""Requests for access: taking them down, finding the patient, what is checked, and taking them back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from db.actions import proxies, proxy_checks
from db.actions.closing import close, reopen
from db.actions.proxy_arrivals import schedule_new
from db.credentials import WORKER_IDENTITY
from db.errors import Conflict, Forbidden, Invalid
from db.models import Attachment, PortalAccount, ProxyCheck, ProxyRequest, Task, TaskEvent
from db.portal import PortalClient
from tests.alarms import now, put, steps
from tests.conftest import Clinic
from tests.db.portal_visits import Visit
from tests.proxies import DAY, aged, approve, asked, on_screen, ready, request, seen, today, told
from tests.results import audited, own_account

PDF = b"%PDF-1.7 court order"


def match(clinic: Clinic, task_id: int, patient_id: int) -> None:
    with clinic.db.transaction() as session:
        proxies.match_patient(session, by=clinic.erin, patient_id=patient_id, **seen(clinic, task_id))


def withdraw(clinic: Clinic, task_id: int, **more: Any) -> None:
    arguments = on_screen(clinic, task_id) | {"reason": "She phoned."} | more
    with clinic.db.transaction() as session:
        proxies.withdraw(session, by=clinic.erin, **arguments)


def add_papers(clinic: Clinic, task_id: int, *files: tuple[str, bytes]) -> None:
    with clinic.db.transaction() as session:
        proxy_checks.add_papers(session, by=clinic.erin, files=files, **seen(clinic, task_id))


def counted(clinic: Clinic, model: Any) -> int:
    with clinic.db.transaction() as session:
        return session.scalars(select(func.count()).select_from(model)).one()


def test_a_request_is_taken_down_with_its_papers_and_a_task_that_is_due(clinic: Clinic) -> None:
    patient = aged(clinic, 8)
    made = asked(clinic, patient, relation="parent", files=(("order.pdf", PDF),))
    kept, task = request(clinic, made.request_id), clinic.task(made.task_id)
    assert (kept.headline, kept.asked_by, kept.consent) == ("Marta Diaz, parent", "Erin Walsh", "paper")
    assert (task.title, task.topic, task.patient_id) == ("Proxy request", "minor", patient.id)
    assert task.due_at is not None and DAY < task.due_at - now(clinic) < 7 * DAY
    with clinic.db.transaction() as session:
        paper = session.scalars(select(Attachment).where(Attachment.proxy_request_id == made.request_id)).one()
        assert (paper.name, paper.media_type) == ("order.pdf", "application/pdf")
    assert audited(clinic, "proxy.asked")[0].patient_id == patient.id


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"relation": "cousin"}, "relation"),
        ({"scopes": ()}, "scopes"),
        ({"scopes": ("everything",)}, "scopes"),
        ({"consent": "portal"}, "consent"),
        ({"proxy_name": " "}, "proxy_name"),
        ({"proxy_email": "marta"}, "proxy_email"),
        ({"patient_id": None}, "said_family"),
        ({"patient_id": 999_999}, "patient_id"),
        ({"account_id": 999_999}, "account_id"),
        ({"files": (("order.pdf", PDF + b"x" * 10 * 1024 * 1024),)}, "files"),
        ({"files": (("order.pdf", b"\x89PNG\r\n\x1a\n"),)}, "files"),
    ],
)
def test_what_cannot_be_taken_down_names_its_field_and_leaves_nothing(
    clinic: Clinic, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        asked(clinic, aged(clinic, 60), **change)
    assert refused.value.field == field
    assert (counted(clinic, ProxyRequest), counted(clinic, Attachment), counted(clinic, Task)) == (0, 0, 0)


def test_nobody_becomes_their_own_proxy_and_nobody_is_born_tomorrow(clinic: Clinic) -> None:
    patient, tomorrow = aged(clinic, 60), today(clinic) + 2 * DAY
    for change, field in (
        ({"account_id": own_account(clinic, patient)}, "proxy"),
        ({"proxy_name": "leo díaz", "proxy_birth_date": patient.birth_date}, "proxy"),
        ({"proxy_birth_date": tomorrow}, "proxy_birth_date"),
        ({"patient_id": None, "said_given": "A", "said_family": "B", "said_birth_date": tomorrow}, "birth_date"),
    ):
        with pytest.raises(Invalid) as refused:
            asked(clinic, patient, **change)
        assert refused.value.field == field


def test_a_minor_does_not_act_for_who_acts_for_them(clinic: Clinic) -> None:
    parent, child = aged(clinic, 40), aged(clinic, 15)
    with clinic.db.transaction() as session:
        session.execute(
            text("INSERT INTO proxy_grant (account_id, patient_id, relation, starts_on)"
                 " VALUES (:account, :patient, 'child', '2020-01-01')"),
            {"account": own_account(clinic, child), "patient": parent.id},
        )  # fmt: skip
    with pytest.raises(Invalid, match="End that access first"):
        asked(clinic, child, relation="parent", account_id=own_account(clinic, parent))


def test_a_patient_who_was_found_gives_the_task_its_place_and_kind(clinic: Clinic) -> None:
    made = asked(clinic, None, said_given="Leo", said_family="Diaz")
    assert (clinic.task(made.task_id).patient_id, clinic.task(made.task_id).topic) == (None, "")
    patient = aged(clinic, 8)
    match(clinic, made.task_id, patient.id)
    task = clinic.task(made.task_id)
    assert (task.patient_id, task.site_id, task.topic) == (patient.id, patient.site_id, "minor")
    assert (request(clinic, made.request_id).patient_id, task.version) == (patient.id, 2)


def test_what_was_found_out_about_the_wrong_patient_does_not_count_for_the_right_one(clinic: Clinic) -> None:
    wrong, right = aged(clinic, 60), aged(clinic, 70)
    made = ready(clinic, wrong)
    match(clinic, made.task_id, right.id)
    assert request(clinic, made.request_id).consent == "none"
    with pytest.raises(Invalid, match="not found out yet"):
        approve(clinic, clinic.dev, made.task_id)
    assert counted(clinic, ProxyCheck) > 5  # what was found stays in the history


@pytest.mark.parametrize("died", [True, False])
def test_the_patient_found_is_alive_and_not_the_proxy(clinic: Clinic, died: bool) -> None:
    patient = aged(clinic, 60, deceased_at=now(clinic) if died else None)
    account_id = own_account(clinic, patient)
    made = asked(clinic, None, said_given="Leo", said_family="Diaz", account_id=None if died else account_id)
    with pytest.raises(Invalid):
        match(clinic, made.task_id, patient.id)
    assert request(clinic, made.request_id).patient_id is None and clinic.task(made.task_id).version == 1


def name_account(clinic: Clinic, task_id: int, account_id: int) -> None:
    with clinic.db.transaction() as session:
        proxies.name_account(session, by=clinic.erin, account_id=account_id, **seen(clinic, task_id))


def portal_account(clinic: Clinic, name: str, email: str) -> int:
    with clinic.db.transaction() as session:
        row = PortalAccount(name=name, login=name.split()[0].lower(), email=email, salt=b"s" * 16)
        session.add(row)
        session.flush()
        return row.id


def test_what_was_found_out_about_one_proxy_does_not_count_for_the_account_of_another(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    bob = portal_account(clinic, "Bob Other", "bob@example.invalid")
    made = ready(clinic, patient)
    name_account(clinic, made.task_id, bob)
    kept = request(clinic, made.request_id)
    assert (kept.account_id, kept.proxy_name, kept.proxy_email, kept.headline, kept.consent, kept.consent_at) == (
        bob, "Bob Other", "bob@example.invalid", "Bob Other, grown-up child", "none", None,
    )  # fmt: skip
    with pytest.raises(Invalid, match="Who the proxy is: not found out yet"):
        approve(clinic, clinic.dev, made.task_id)
    with clinic.db.transaction() as session:
        why = session.scalars(select(ProxyCheck.evidence).where(ProxyCheck.verdict == "unknown")).all()
    assert why and all("Marta Diaz" in words and "Bob Other" in words for words in why)


def test_the_account_of_the_very_person_keeps_what_was_found_out(clinic: Clinic) -> None:
    made = ready(clinic)
    marta = portal_account(clinic, "marta díaz", "Marta@example.invalid")
    for _ in range(2):  # the same again changes nothing
        name_account(clinic, made.task_id, marta)
    approve(clinic, clinic.dev, made.task_id)
    assert steps(clinic, made.task_id).count("proxy-account") == 1


def test_another_account_than_was_named_begins_anew_even_under_the_same_name(clinic: Clinic) -> None:
    first = portal_account(clinic, "Marta Diaz", "marta@example.invalid")
    made = ready(clinic, account_id=first)
    with clinic.db.transaction() as session:
        again = PortalAccount(name="Marta Diaz", login="marta.2", email="marta@example.invalid", salt=b"s" * 16)
        session.add(again)
    name_account(clinic, made.task_id, again.id)
    assert request(clinic, made.request_id).consent == "paper"
    with pytest.raises(Invalid, match="not found out yet"):
        approve(clinic, clinic.dev, made.task_id)


def test_what_an_account_asked_in_the_portal_goes_to_no_other_account(
    clinic: Clinic, portal: PortalClient, ana: Visit
) -> None:
    bob = portal_account(clinic, "Bob Other", "bob@example.invalid")
    request_id = portal.request_proxy(
        ana.token, given="Leo", family="Diaz", birth_date=date(1950, 1, 1), relation="child", scopes=["view"]
    )
    with clinic.db.transaction() as session:
        task_id = session.scalars(select(Task.id).where(Task.focus_type == "proxy_request")).one()
    with pytest.raises(Invalid, match="from their own account"):
        name_account(clinic, task_id, bob)
    assert request(clinic, request_id).account_id == ana.account_id
    name_account(clinic, task_id, ana.account_id)  # the same: nothing to change


def test_a_check_says_what_shows_it_and_the_newest_counts(clinic: Clinic) -> None:
    made = ready(clinic)
    for verdict, evidence, field in (("met", " ", "evidence"), ("sure", "Passport.", "verdict")):
        with pytest.raises(Invalid) as refused, clinic.db.transaction() as session:
            proxy_checks.check(
                session, by=clinic.erin, kind="relation", verdict=verdict, evidence=evidence,
                **seen(clinic, made.task_id),
            )  # fmt: skip
        assert refused.value.field == field
    with clinic.db.transaction() as session:
        proxy_checks.check(
            session, by=clinic.erin, kind="safeguarding", verdict="unmet", evidence="The patient was afraid.",
            **seen(clinic, made.task_id),
        )  # fmt: skip
    with pytest.raises(Invalid, match="Safeguarding asked: checked, and it is not so"):
        approve(clinic, clinic.dev, made.task_id)


def test_consent_on_paper_can_come_later_and_be_taken_back(clinic: Clinic) -> None:
    made = ready(clinic, consent="none")
    for given in (True, False):
        with clinic.db.transaction() as session:
            proxy_checks.note_consent(
                session, by=clinic.erin, given=given, evidence="Form of today.", **seen(clinic, made.task_id)
            )
        assert request(clinic, made.request_id).consent == ("paper" if given else "none")
    with pytest.raises(Invalid, match="hasn't consented"):
        approve(clinic, clinic.dev, made.task_id)


def test_what_shows_the_consent_is_kept_where_no_report_reads_it(clinic: Clinic) -> None:
    made = ready(clinic, consent="none")
    for given, evidence in ((True, "Form of today."), (False, "Her sister drinks.")):
        with clinic.db.transaction() as session:
            proxy_checks.note_consent(
                session, by=clinic.erin, given=given, evidence=evidence, **seen(clinic, made.task_id)
            )
    with clinic.db.transaction() as session:
        kept = session.execute(
            select(ProxyCheck.verdict, ProxyCheck.evidence).where(ProxyCheck.kind == "consent").order_by(ProxyCheck.id)
        ).all()
        told_of = session.scalars(select(TaskEvent.detail).where(TaskEvent.kind == "proxy-consent")).all()
    assert [tuple(row) for row in kept] == [("met", "Form of today."), ("unmet", "Her sister drinks.")]
    assert told_of == [{"given": True}, {"given": False}]


def test_papers_that_come_wake_a_request_and_those_that_lie_are_refused(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    put(clinic, made.task_id, status="on-hold", business_status="waiting-for-patient")
    with pytest.raises(Invalid, match="something else than its content"):
        add_papers(clinic, made.task_id, ("a.pdf", PDF), ("b.jpg", PDF))
    assert counted(clinic, Attachment) == 0 and clinic.task(made.task_id).status == "on-hold"
    add_papers(clinic, made.task_id, ("a.pdf", PDF))
    task = clinic.task(made.task_id)
    assert (task.status, task.business_status, counted(clinic, Attachment)) == ("requested", "", 1)


def test_papers_are_opened_by_who_decides_requests_and_each_time_is_audited(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    asked(clinic, patient, files=(("order.pdf", PDF),))
    with clinic.db.transaction() as session:
        paper_id = session.scalars(select(Attachment.id)).one()
    with clinic.db.transaction() as session:
        assert proxy_checks.open_paper(session, by=clinic.erin, attachment_id=paper_id).content == PDF
    with pytest.raises(Forbidden), clinic.db.transaction() as session:
        proxy_checks.open_paper(session, by=clinic.ben, attachment_id=paper_id)
    assert audited(clinic, "file.opened")[0].patient_id == patient.id


def test_a_request_taken_back_is_closed_and_decided_by_nobody_any_more(clinic: Clinic) -> None:
    made = ready(clinic)
    stale = clinic.task(made.task_id).version
    withdraw(clinic, made.task_id)
    task = clinic.task(made.task_id)
    assert (task.outcome, request(clinic, made.request_id).decision) == ("withdrawn", "withdrawn")
    assert steps(clinic, made.task_id)[-2:] == ["proxy-withdrawn", "closed"]
    with pytest.raises(Conflict, match="Erin Walsh took it back already"):
        approve(clinic, clinic.dev, made.task_id, seen_version=stale)
    with pytest.raises(Conflict, match="was decided"), clinic.db.transaction() as session:
        reopen(session, by=clinic.erin, **seen(clinic, made.task_id))
    assert told(clinic) == []


def test_no_request_is_lost_by_a_close(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    with pytest.raises(Conflict, match="Nobody has decided this request"), clinic.db.transaction() as session:
        close(
            session, by=clinic.erin, token=uuid4(), seen_inbound_id=None, outcome="duplicate",
            **seen(clinic, made.task_id),
        )  # fmt: skip


def test_the_worker_gives_a_request_from_the_portal_its_deadline_and_one_whose_papers_came_late_a_new_one(
    clinic: Clinic,
) -> None:
    made = asked(clinic, aged(clinic, 60))
    put(clinic, made.task_id, due_at=now(clinic), first_response_due_at=None)

    def scheduled() -> int:
        with clinic.db.transaction() as session:
            return schedule_new(session, by=WORKER_IDENTITY)

    assert (scheduled(), scheduled()) == (1, 0) and clinic.task(made.task_id).due_at > now(clinic) + DAY
    put(clinic, made.task_id, due_at=now(clinic) - timedelta(days=1), status="on-hold")
    with clinic.db.transaction() as session:
        session.execute(select(func.proxy_papers_received(made.request_id, "Proxy", 0)))
    assert (scheduled(), scheduled()) == (1, 0)
    assert clinic.task(made.task_id).due_at > now(clinic) and clinic.task(made.task_id).version == 1
