"""What follows from a decision, for whom, and when it is refused: everything at once, or nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from db.actions import refill_steps
from db.errors import Conflict, Invalid, NewInbound, NotFound
from db.models import OrderState, OutboxState, Patient, PortalAccount, ProxyGrant
from rules.refill_answers import DENIALS
from tests.alarms import now, put, steps
from tests.conftest import Clinic
from tests.refills import (
    LISINOPRIL,
    approve,
    asked,
    authority,
    bridge,
    deny,
    from_portal,
    mails,
    medication,
    medication_of,
    on_screen,
    order_of,
    pharmacy,
    protocol,
    ready,
    request,
    seen_supply,
    somebody,
    steps_of,
    today,
    untouched,
)
from tests.results import audited, own_account, proxy


def test_an_approval_reaches_the_medication_list_the_pharmacy_and_the_patient_at_once(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id = medication(clinic, patient, pharmacy_id=pharmacy(clinic))
    task_id = from_portal(clinic, patient, medication_id, own_account(clinic, patient))
    request_id = clinic.task(task_id).focus_id
    state = approve(clinic, clinic.dev, task_id, days=30, refills=2, text="See you in spring.")
    kept, drug = request(clinic, request_id), medication_of(clinic, request_id)
    assert (kept.decision, kept.decided_by, kept.days, kept.refills) == ("approved", "Dev Patel", 30, 2)
    assert (drug.days_supply, drug.refills_left, drug.quantity, drug.version) == (30, 2, Decimal(30), 2)
    assert drug.renewed_on is not None and abs(drug.renewed_on - today()) <= timedelta(days=1)
    order = order_of(clinic, request_id)
    assert order is not None
    assert (order.medication, order.days, order.refills, order.quantity) == (kept.headline, 30, 2, "30 tablets")
    assert (order.prescriber, order.ordered_by, order.state) == ("Dev Patel", "Dev Patel", OrderState.WAITING)
    (mail,) = mails(clinic)
    assert (mail.recipient, mail.account_id) == (patient.email, own_account(clinic, patient))
    assert "Lisinopril" not in mail.subject + mail.body and "approved" not in mail.subject + mail.body
    assert (state.status, clinic.task(task_id).outcome) == ("completed", "approved")
    assert clinic.task(task_id).first_response_at is not None
    assert steps(clinic, task_id)[-2:] == ["refill-approved", "closed"]
    assert audited(clinic, "refill.approved")[0].patient_id == patient.id


def test_the_decision_keeps_the_facts_the_protocol_and_its_version(clinic: Clinic) -> None:
    seen_protocol = protocol(clinic)
    made = ready(clinic)
    approve(clinic, clinic.dev, made.task_id, text="Take it in the morning.")
    (kept,) = steps_of(clinic, made.request_id)
    assert (kept.step, kept.days, kept.refills, kept.proposal) == ("approved", 90, 3, "approve")
    assert (kept.protocol_id, kept.protocol_version) == seen_protocol
    assert (kept.by_protocol, kept.reauthenticated, kept.decided_by) == (False, False, "Dev Patel")
    assert kept.reason == "Take it in the morning."
    visit = next(each for each in kept.criteria if each["kind"] == "visit")
    assert visit["verdict"] == "met" and visit["on"] is not None


def test_a_pharmacy_without_mail_gets_its_order_printed(clinic: Clinic) -> None:
    patient = somebody(clinic)
    made = asked(clinic, patient, medication(clinic, patient, pharmacy_id=pharmacy(clinic, email="", fax="555")))
    approve(clinic, clinic.dev, made.task_id)
    order = order_of(clinic, made.request_id)
    assert order is not None and order.state == OrderState.TO_PRINT and mails(clinic, "pharmacy") == []


def test_the_order_goes_where_it_is_sent_else_where_the_request_came_from(clinic: Clinic) -> None:
    chart, asking, other = (pharmacy(clinic, name=name) for name in ("Chart", "Asking", "Other"))
    patient = somebody(clinic)
    first = asked(clinic, patient, medication(clinic, patient, pharmacy_id=chart), pharmacy_id=asking)
    second = asked(clinic, patient, medication(clinic, patient, "Metformin 500 MG Oral Tablet", pharmacy_id=chart))
    approve(clinic, clinic.dev, first.task_id)
    approve(clinic, clinic.dev, second.task_id, pharmacy_id=other)
    orders = [order_of(clinic, made.request_id) for made in (first, second)]
    assert [order.pharmacy_id for order in orders if order] == [asking, other]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
        ({"refills": -1}, "refills"),
        ({"refills": 13}, "refills"),
        ({"pharmacy_id": 999_999}, "pharmacy_id"),
        ({"text": "x" * 2_001}, "text"),
    ],
)
def test_what_cannot_be_given_names_its_field_and_nothing_is_done(
    clinic: Clinic, change: dict[str, Any], field: str
) -> None:
    made = ready(clinic)
    with pytest.raises(Invalid) as refused:
        approve(clinic, clinic.dev, made.task_id, **change)
    assert refused.value.field == field and untouched(clinic, made)


def test_nothing_is_approved_for_who_has_died(clinic: Clinic) -> None:
    made = ready(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(Patient).values(deceased_at=now(clinic)))
    with pytest.raises(Invalid, match="has died"):
        approve(clinic, clinic.dev, made.task_id)
    deny(clinic, clinic.dev, made.task_id)
    assert mails(clinic) == []


def test_a_task_about_something_else_is_no_refill(clinic: Clinic) -> None:
    with pytest.raises(NotFound):
        approve(clinic, clinic.dev, clinic.conversation("Hello"))


# Denying


@pytest.mark.parametrize("reason", sorted(DENIALS))
def test_a_denial_gives_the_patient_a_text_and_leaves_the_medication_alone(clinic: Clinic, reason: str) -> None:
    made = ready(clinic)
    deny(clinic, clinic.dev, made.task_id, reason=reason)
    (kept,) = steps_of(clinic, made.request_id)
    assert (kept.step, kept.reason) == ("denied", "Please book a visit first.")
    assert request(clinic, made.request_id).decision == "denied"
    assert medication_of(clinic, made.request_id).version == 1 and order_of(clinic, made.request_id) is None
    assert clinic.task(made.task_id).outcome == "denied"


@pytest.mark.parametrize(("more", "field"), [({"text": " "}, "text"), ({"reason": "dance"}, "reason")])
def test_nobody_is_denied_without_a_reason_or_a_word(clinic: Clinic, more: dict[str, str], field: str) -> None:
    made = ready(clinic)
    with pytest.raises(Invalid) as refused:
        deny(clinic, clinic.dev, made.task_id, **more)
    assert refused.value.field == field and untouched(clinic, made)


# Who is told


def test_a_proxy_who_asked_is_told_as_long_as_they_act_for_the_patient(clinic: Clinic) -> None:
    patient = somebody(clinic)
    marta = proxy(clinic, patient)
    task_id = from_portal(clinic, patient, medication(clinic, patient), marta, "proxy")
    deny(clinic, clinic.dev, task_id)
    assert [mail.account_id for mail in mails(clinic)] == [marta]


def test_who_acts_no_more_is_told_nothing_the_patient_is(clinic: Clinic) -> None:
    patient = somebody(clinic)
    marta = proxy(clinic, patient)
    task_id = from_portal(clinic, patient, medication(clinic, patient), marta, "proxy")
    with clinic.db.transaction() as session:
        session.execute(update(ProxyGrant).values(revoked_at=now(clinic), revoked_by="Erin Walsh"))
    deny(clinic, clinic.dev, task_id)
    assert [mail.account_id for mail in mails(clinic)] == [own_account(clinic, patient)]


def test_two_answers_at_once_are_one_mail_in_the_patients_language(clinic: Clinic) -> None:
    patient = somebody(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).values(language="es"))
    for display in (LISINOPRIL, "Metformin 500 MG Oral Tablet"):
        approve(clinic, clinic.dev, asked(clinic, patient, medication(clinic, patient, display)).task_id)
    (mail,) = mails(clinic)
    assert mail.subject == "Su solicitud fue respondida" and mail.state == OutboxState.READY


def test_without_an_account_nobody_is_mailed(clinic: Clinic) -> None:
    patient = somebody(clinic, account=False)
    approve(clinic, clinic.dev, asked(clinic, patient, medication(clinic, patient)).task_id)
    assert mails(clinic) == []


# People at the same time


def test_the_second_approval_is_told_of_the_first(clinic: Clinic) -> None:
    made = ready(clinic)
    old = on_screen(clinic, made.task_id)
    approve(clinic, clinic.dev, made.task_id)
    with pytest.raises(Conflict, match="Dev Patel approved it already"):
        approve(clinic, clinic.dev, made.task_id, **old)
    assert len(steps_of(clinic, made.request_id)) == 1


def test_an_approval_after_a_colleagues_denial_is_refused_and_names_the_colleague(clinic: Clinic) -> None:
    authority(clinic)
    made = ready(clinic)
    old = on_screen(clinic, made.task_id)
    deny(clinic, clinic.alice, made.task_id)
    with pytest.raises(Conflict, match="Alice Moreno denied it already"):
        approve(clinic, clinic.dev, made.task_id, **old)
    assert order_of(clinic, made.request_id) is None


def test_a_task_that_a_colleague_changed_is_looked_at_again(clinic: Clinic) -> None:
    made = ready(clinic)
    old = on_screen(clinic, made.task_id)
    put(clinic, made.task_id, version=5)
    with pytest.raises(Conflict, match="in the meantime"):
        approve(clinic, clinic.dev, made.task_id, **old)
    assert untouched(clinic, made)


def test_an_answer_of_the_patients_that_was_not_seen_stops_the_decision(clinic: Clinic) -> None:
    made = ready(clinic)
    old = on_screen(clinic, made.task_id)
    put(clinic, made.task_id, last_inbound_id=7)
    with pytest.raises(NewInbound, match="The patient answered"):
        approve(clinic, clinic.dev, made.task_id, **old)
    assert untouched(clinic, made)


def test_of_two_requests_for_one_medication_the_second_is_not_approved_on_an_old_look(clinic: Clinic) -> None:
    patient = somebody(clinic)
    medication_id = medication(clinic, patient, pharmacy_id=pharmacy(clinic))
    first, second = (asked(clinic, patient, medication_id) for _ in range(2))
    old = seen_supply(clinic, second.task_id)
    old_look = {"seen_medication_version": old["seen_medication_version"]}
    approve(clinic, clinic.dev, first.task_id)
    for give in (approve, bridge):
        with pytest.raises(Conflict, match="renewed or changed since"):
            give(clinic, clinic.dev, second.task_id, **old_look)
    with pytest.raises(Conflict, match="renewed or changed since"), clinic.db.transaction() as session:
        refill_steps.prepare(session, by=clinic.alice, days=90, refills=1, **old)
    assert request(clinic, second.request_id).decision == "" and len(mails(clinic, "pharmacy")) == 1
