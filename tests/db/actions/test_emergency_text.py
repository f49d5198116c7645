"""Who writes of an emergency reads at once what to do now, in their own language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from db.models import Message, OutboxState, PortalAccount, Site
from tests.alarms import CHEST, automatic, mails, put, set_setting, triage, writes_again
from tests.conftest import Clinic

SUICIDE = "I want to kill myself tonight."


def test_the_patient_has_the_emergency_text_at_once_and_only_once_a_day(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    triage(clinic)
    writes_again(clinic, task_id, SUICIDE)
    triage(clinic)
    [text] = automatic(clinic)
    assert text.sent_at is not None
    assert (text.staff_id, text.author) == (None, "Portside clinic")
    assert "911" in text.body
    assert "988" in text.body
    [mail] = mails(clinic)
    assert (mail.message_id, mail.state) == (text.id, OutboxState.READY)
    assert "911" not in mail.body
    assert clinic.task(task_id).first_response_at is None


def test_the_text_is_in_the_readers_language_with_the_sites_number(clinic: Clinic) -> None:
    patient = clinic.patient(site_id=clinic.id_of(Site, "Harbor Clinic"))
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).values(language="es"))
    task_id = clinic.conversation(CHEST, patient=patient)
    put(clinic, task_id, site_id=patient.site_id)
    triage(clinic)
    [text] = automatic(clinic)
    assert "llame al 911" in text.body
    assert "555-0100" in text.body


def test_the_clinics_own_text_is_sent_where_it_set_one(clinic: Clinic) -> None:
    set_setting(clinic, "emergency_text", {"en": "Call 112 now. {clinic}\nOr {clinic_phone}."})
    clinic.conversation(CHEST)
    triage(clinic)
    assert automatic(clinic)[0].body == "Call 112 now. Portside clinic"


@pytest.mark.parametrize("wrong", [{"en": ""}, {"en": 7}, ["en"], "en"])
def test_a_text_that_cannot_be_used_leaves_the_default(clinic: Clinic, wrong: Any) -> None:
    set_setting(clinic, "emergency_text", wrong)
    clinic.conversation(CHEST)
    triage(clinic)
    assert "911" in automatic(clinic)[0].body


def test_the_family_of_the_deceased_is_sent_no_mail(clinic: Clinic) -> None:
    patient = clinic.patient(deceased_at=datetime.now(UTC))
    task_id = clinic.conversation(CHEST, patient=patient)
    triage(clinic)
    assert mails(clinic) == []
    assert clinic.task(task_id).flag == "red"


def test_without_an_account_there_is_nobody_to_write_to(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST, patient=clinic.patient(account=False))
    triage(clinic)
    assert automatic(clinic) == []
    assert clinic.task(task_id).flag == "red"


def test_an_emergency_of_last_week_is_flagged_and_tells_the_patient_nothing(clinic: Clinic) -> None:
    task_id = clinic.conversation(CHEST)
    with clinic.db.transaction() as session:
        session.execute(update(Message).values(created_at=Message.created_at - timedelta(days=7)))
    triage(clinic)
    assert clinic.task(task_id).flag == "red"
    assert automatic(clinic) == []
