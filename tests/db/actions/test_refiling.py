"""A whole conversation is filed under the right patient."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func

from db.actions import replies
from db.errors import Conflict, Invalid, NotFound, Refused
from db.models import Site
from db.portal import PortalClient, PortalFile
from tests.conftest import Clinic
from tests.db.moving import audited, merge, refile, set_task, steps, thread
from tests.db.portal_visits import PDF, Visit, grant_proxy, task_of, write


def test_a_proxy_who_wrote_from_her_own_record_goes_on_seeing_what_is_filed_under_her_child(
    clinic: Clinic, portal: PortalClient, rosa: Visit, ana: Visit
) -> None:
    """Ana wrote about Rosa, whose proxy she is, but as if about herself."""
    grant_proxy(clinic, ana.account_id, rosa.patient.id)
    thread_id, _ = write(portal, ana, "My mother fell.")
    sentence = refile(clinic, task_of(clinic, thread_id).id, rosa.patient.id)

    assert sentence == "The conversation is filed under Rosa Diaz."
    assert [message.body for message in portal.read(ana.token, thread_id)] == ["My mother fell."]
    assert [message.body for message in portal.read(rosa.token, thread_id)] == ["My mother fell."]
    assert portal.threads(ana.token)[0].patient_id == rosa.patient.id
    assert thread(clinic, task_of(clinic, thread_id).id).account_id == ana.account_id


@pytest.mark.parametrize("grant", [None, {"since": 2}, {"until": -1}, "revoked"])
def test_who_has_no_access_for_the_other_patient_no_longer_sees_it_and_is_to_be_called(
    clinic: Clinic, portal: PortalClient, rosa: Visit, tom: Visit, grant: Any
) -> None:
    if grant is not None:
        grant_proxy(clinic, rosa.account_id, tom.patient.id, **(grant if isinstance(grant, dict) else {}))
    if grant == "revoked":
        with clinic.db.transaction() as session:
            session.connection().exec_driver_sql("UPDATE proxy_grant SET revoked_at = now()")
    thread_id, _ = write(portal, rosa, "My husband's knee hurts.", files=[PortalFile("a.pdf", PDF)])
    file_id = portal.read(rosa.token, thread_id)[0].files[0].id or 0
    task_id = task_of(clinic, thread_id).id
    sentence = refile(clinic, task_id, tom.patient.id)

    assert "Rosa Diaz wrote it and has no access for Tom Berg" in sentence and "Call them" in sentence
    assert portal.threads(rosa.token) == []
    for look in (lambda: portal.read(rosa.token, thread_id), lambda: portal.file(rosa.token, file_id)):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotFound):
        portal.send_message(rosa.token, patient_id=rosa.patient.id, body="Hello?", thread_id=thread_id)
    assert [message.body for message in portal.read(tom.token, thread_id)] == ["My husband's knee hurts."]
    assert thread(clinic, task_id).account_id == tom.account_id


def test_both_records_are_audited_and_the_task_is_the_other_patients(clinic: Clinic) -> None:
    mother = clinic.patient("Maria")
    child = clinic.patient("Leo", account=False, site_id=clinic.id_of(Site, "Harbor Clinic"))
    task_id = clinic.conversation(patient=mother)
    set_task(clinic, task_id, triaged_at=func.now())
    refile(clinic, task_id, child.id, "About her son")
    task = clinic.task(task_id)
    assert (task.patient_id, task.site_id, task.version, task.triaged_at) == (child.id, child.site_id, 2, None)
    assert thread(clinic, task_id).account_id is None
    assert {event.patient_id for event in audited(clinic, "thread.refiled")} == {mother.id, child.id}
    assert all(event.detail["reason"] == "About her son" for event in audited(clinic, "thread.refiled"))
    assert "refiled" in steps(clinic, task_id)


def test_a_colleagues_send_from_the_old_screen_is_stopped(clinic: Clinic) -> None:
    task_id, child = clinic.conversation(), clinic.patient("Leo")
    seen = clinic.task(task_id)
    refile(clinic, task_id, child.id)
    with pytest.raises(Conflict, match="filed it under another patient"), clinic.db.transaction() as session:
        replies.reply(
            session, by=clinic.dev, token=uuid4(), task_id=task_id, body="Dear Rosa",
            seen_version=seen.version, seen_inbound_id=seen.last_inbound_id,
        )  # fmt: skip


def test_what_was_merged_into_it_goes_along(clinic: Clinic) -> None:
    mother = clinic.patient()
    first, second = clinic.conversation("First", patient=mother), clinic.conversation("Second", patient=mother)
    merge(clinic, first, second)
    child = clinic.patient("Leo")
    refile(clinic, second, child.id)
    assert clinic.task(first).patient_id == thread(clinic, first).patient_id == child.id


@pytest.mark.parametrize(
    ("values", "error", "why"),
    [
        ({"reason": "  "}, Invalid, "Say why"),
        ({"patient_id": "same"}, Invalid, "this patient's already"),
        ({"patient_id": 987654}, NotFound, "patient"),
        ({"seen_version": 9}, Conflict, "look again"),
    ],
)
def test_filing_needs_a_reason_another_patient_and_a_fresh_screen(
    clinic: Clinic, values: dict[str, Any], error: type[Refused], why: str
) -> None:
    task_id, other = clinic.conversation(), clinic.patient("Leo")
    patient_id = clinic.task(task_id).patient_id if values.get("patient_id") == "same" else other.id
    with pytest.raises(error, match=why):
        refile(clinic, task_id, **({"patient_id": patient_id} | {k: v for k, v in values.items() if v != "same"}))
    assert audited(clinic, "thread.refiled") == []
