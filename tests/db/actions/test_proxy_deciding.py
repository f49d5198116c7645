"""Deciding requests for access: in whole, in part, by two, with papers asked for, and denied."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import proxies, proxy_checks, proxy_deciding
from db.credentials import Credential
from db.errors import Conflict, Forbidden, Invalid
from db.models import OutboxMessage, ProxyGrant
from db.queries.recipients import may_act
from rules.proxy_ages import birthday
from tests.alarms import now, steps
from tests.conftest import Clinic
from tests.proxies import (
    DAY,
    EVERYTHING,
    account,
    aged,
    approve,
    asked,
    checked,
    deny,
    given,
    grants,
    on_screen,
    ready,
    request,
    seen,
    today,
    told,
    untouched,
)
from tests.results import audited, own_account, proxy


def note_consent(clinic: Clinic, task_id: int) -> None:
    with clinic.db.transaction() as session:
        proxy_checks.note_consent(
            session, by=clinic.erin, given=True, evidence="Form of today.", **seen(clinic, task_id)
        )


def acts(clinic: Clinic, account_id: int, patient_id: int, scope: str) -> bool:
    with clinic.db.transaction() as session:
        return session.scalars(select(may_act(account_id, patient_id, scope))).one()


def test_an_approval_gives_access_at_once_and_tells_both_sides(clinic: Clinic) -> None:
    patient, other = aged(clinic, 60), aged(clinic, 40)
    made = ready(clinic, patient, account_id=own_account(clinic, other))
    state = approve(clinic, clinic.erin, made.task_id)
    (grant,) = grants(clinic, patient.id)
    assert (grant.scopes, grant.basis, grant.ends_on, grant.starts_on) == (
        list(EVERYTHING), "consent", None, today(clinic),
    )  # fmt: skip
    assert acts(clinic, grant.account_id, patient.id, "refills")
    assert not acts(clinic, grant.account_id, patient.id, "billing")
    assert (state.status, clinic.task(made.task_id).outcome) == ("completed", "approved")
    assert steps(clinic, made.task_id)[-2:] == ["proxy-approved", "closed"]
    assert told(clinic) == [("granted", "patient", patient.email), ("granted", "proxy", other.email)]
    assert {event.patient_id for event in audited(clinic, "proxy.granted")} == {patient.id, other.id}


def test_no_mail_names_anybody_or_what_is_opened(clinic: Clinic) -> None:
    given(clinic)
    with clinic.db.transaction() as session:
        for mail in session.scalars(select(OutboxMessage)):
            said = f"{mail.subject} {mail.body}".lower()
            assert not any(word in said for word in ("leo", "diaz, ", "result", "refill", "consent", "child"))


def test_a_proxy_without_an_account_is_invited_to_one_of_their_own(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    grant = given(clinic, patient)
    made = account(clinic, grant.account_id)
    assert (made.state, made.name, made.email, made.patient_id) == (
        "invited", "Marta Diaz", "marta@example.invalid", None,
    )  # fmt: skip
    assert made.login.startswith("marta.diaz.") and made.key_hash is None and made.invited_at is not None
    assert told(clinic) == [("granted", "patient", patient.email), ("invited", "proxy", "marta@example.invalid")]


def test_nobody_is_invited_at_the_patients_address_or_at_that_of_another_account(clinic: Clinic) -> None:
    patient, other = aged(clinic, 60), aged(clinic, 40)
    for email, field in ((patient.email.upper(), "proxy_email"), (other.email, "account_id")):
        made = ready(clinic, patient, proxy_email=email)
        with pytest.raises(Invalid) as refused:
            approve(clinic, clinic.erin, made.task_id)
        assert refused.value.field == field and untouched(clinic, made)
    with clinic.db.transaction() as session:
        proxies.name_account(
            session, by=clinic.erin, account_id=own_account(clinic, other), **seen(clinic, made.task_id)
        )
    checked(clinic, made.task_id)
    note_consent(clinic, made.task_id)
    approve(clinic, clinic.erin, made.task_id)
    assert grants(clinic, patient.id)[0].account_id == own_account(clinic, other)


def test_fewer_scopes_than_were_asked_for_approve_it_in_part(clinic: Clinic) -> None:
    made = ready(clinic)
    approve(clinic, clinic.erin, made.task_id, scopes=("messages", "view"))
    kept = request(clinic, made.request_id)
    assert kept.decision == clinic.task(made.task_id).outcome == "limited"
    assert grants(clinic, kept.patient_id or 0)[0].scopes == ["view", "messages"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"scopes": (*EVERYTHING, "billing")}, "scopes"),
        ({"scopes": ()}, "scopes"),
        ({"basis": "friendship"}, "basis"),
        ({"basis": "parental"}, "basis"),
        ({"ends_on": -1}, "ends_on"),
        ({"ends_on": 0}, "ends_on"),
    ],
)
def test_what_cannot_be_approved_names_its_field_and_nothing_is_done(
    clinic: Clinic, change: dict[str, Any], field: str
) -> None:
    made = ready(clinic)
    if "ends_on" in change:
        change = {"ends_on": today(clinic) + change["ends_on"] * DAY}
    with pytest.raises(Invalid) as refused:
        approve(clinic, clinic.erin, made.task_id, **change)
    assert refused.value.field == field and untouched(clinic, made)


def test_what_nobody_found_out_is_named_all_at_once(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60), consent="none")
    checked(clinic, made.task_id, but=("patient-identity", "safeguarding"))
    with pytest.raises(Invalid) as refused:
        approve(clinic, clinic.erin, made.task_id)
    assert "Who the patient is" in str(refused.value) and "Safeguarding" in str(refused.value)
    assert "hasn't consented" in str(refused.value) and untouched(clinic, made)
    nobody = asked(clinic, None, said_given="Leo", said_family="Diaz")
    with pytest.raises(Invalid, match="who the patient is"):
        approve(clinic, clinic.erin, nobody.task_id)


def test_no_grant_outlives_its_rule(clinic: Clinic) -> None:
    child = aged(clinic, 8)
    late = today(clinic) + timedelta(days=365 * 30)
    for basis, relation, end in (
        ("parental", "parent", birthday(child.birth_date, 18)),
        ("custodial", "foster", birthday(today(clinic), 1)),
    ):
        made = ready(clinic, child, basis, relation=relation, proxy_email=f"{relation}@example.invalid")
        approve(clinic, clinic.erin, made.task_id, basis=basis, ends_on=late)
        assert grants(clinic, child.id)[-1].ends_on == end


def test_a_new_approval_replaces_what_the_proxy_had_for_the_patient(clinic: Clinic) -> None:
    teenager = aged(clinic, 14)
    account_id = proxy(clinic, teenager)
    made = ready(clinic, teenager, "minor-full", relation="parent", account_id=account_id)
    approve(clinic, clinic.dev, made.task_id, basis="minor-full")
    former, new = grants(clinic, teenager.id)
    assert former.revoked_at is not None and new.revoked_at is None
    assert acts(clinic, account_id, teenager.id, "results")
    assert [kind for kind, _, _ in told(clinic)] == ["granted", "granted"]


def test_what_the_proxy_has_already_may_stay_without_being_asked_for_again(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    first = given(clinic, patient, scopes=("view", "messages"))
    made = ready(clinic, patient, account_id=first.account_id, scopes=("billing",))
    with pytest.raises(Invalid, match="wasn't asked for: see test results"):
        approve(clinic, clinic.erin, made.task_id, scopes=("view", "results", "billing"))
    approve(clinic, clinic.erin, made.task_id, scopes=("view", "messages", "billing"))
    assert grants(clinic, patient.id)[-1].scopes == ["view", "messages", "billing"]
    assert request(clinic, made.request_id).decision == "approved"


def test_less_than_was_asked_for_is_in_part_whatever_stays_of_before(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    first = given(clinic, patient, scopes=("view", "messages"))
    made = ready(clinic, patient, account_id=first.account_id, scopes=("billing", "refills"))
    approve(clinic, clinic.erin, made.task_id, scopes=("view", "messages", "billing"))
    assert request(clinic, made.request_id).decision == "limited"


def test_access_that_was_not_on_screen_is_not_replaced(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    first = given(clinic, patient)
    made = ready(clinic, patient, account_id=first.account_id, scopes=("billing",))
    for seen_grants in ((), ((first.id, first.version + 1),)):
        with pytest.raises(Conflict, match="access to this patient"):
            approve(clinic, clinic.erin, made.task_id, scopes=("billing",), seen_grants=seen_grants)
    assert [grant.revoked_at for grant in grants(clinic, patient.id)] == [None]
    assert request(clinic, made.request_id).decision == ""


# By two


def test_where_an_adult_did_not_consent_two_people_approve_the_same(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    made = ready(clinic, patient, "four-eyes", consent="none")
    state = approve(clinic, clinic.erin, made.task_id, basis="four-eyes")
    kept = request(clinic, made.request_id)
    assert (kept.first_id, kept.first_basis, kept.first_scopes) == (
        clinic.staff_id("erin"), "four-eyes", list(EVERYTHING),
    )  # fmt: skip
    assert (state.status, state.owner_id, grants(clinic, patient.id), told(clinic)) == ("requested", None, [], [])
    with pytest.raises(Invalid, match="You approved this already"):
        approve(clinic, clinic.erin, made.task_id, basis="four-eyes")
    with pytest.raises(Invalid, match="Approve the same"):
        approve(clinic, clinic.dev, made.task_id, basis="four-eyes", scopes=("view",))
    approve(clinic, clinic.dev, made.task_id, basis="four-eyes")
    kept = request(clinic, made.request_id)
    assert (kept.decision, kept.first_id, kept.second_id) == (
        "approved", clinic.staff_id("erin"), clinic.staff_id("dev"),
    )  # fmt: skip
    assert grants(clinic, patient.id)[0].ends_on == birthday(today(clinic), 1)


def test_the_first_of_two_may_change_what_they_chose(clinic: Clinic) -> None:
    made = ready(clinic, None, "legal", consent="none", relation="power-of-attorney")
    for scopes in (EVERYTHING, ("view",)):
        approve(clinic, clinic.erin, made.task_id, basis="legal", scopes=scopes)
    approve(clinic, clinic.dev, made.task_id, basis="legal", scopes=("view",))
    assert request(clinic, made.request_id).decision == "limited"


# At the same time


def test_an_approval_on_a_screen_that_is_old_names_who_was_faster(clinic: Clinic) -> None:
    made = ready(clinic)
    old = clinic.task(made.task_id).version
    approve(clinic, clinic.erin, made.task_id)
    with pytest.raises(Conflict, match="Erin Walsh approved it already"):
        approve(clinic, clinic.dev, made.task_id, seen_version=old)
    assert len(grants(clinic, request(clinic, made.request_id).patient_id or 0)) == 1


def test_nothing_is_approved_that_a_colleague_denied(clinic: Clinic) -> None:
    made = ready(clinic)
    old = clinic.task(made.task_id).version
    deny(clinic, clinic.dev, made.task_id)
    with pytest.raises(Conflict, match="Dev Patel denied it already"):
        approve(clinic, clinic.erin, made.task_id, seen_version=old)
    kept = request(clinic, made.request_id)
    assert kept.reason == "Safeguarding. The nurse knows more." and clinic.task(made.task_id).outcome == "denied"
    assert told(clinic) == [("denied", "asking", "marta@example.invalid")]


def test_of_two_who_approve_at_once_one_is_told_of_the_other(clinic: Clinic) -> None:
    made = ready(clinic)
    arguments = on_screen(clinic, made.task_id)
    together = Barrier(2)

    def attempt(by: Credential) -> str:
        together.wait(10)
        try:
            approve(clinic, by, **arguments)
        except Conflict as refused:
            return str(refused)
        return "approved"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(attempt, (clinic.erin, clinic.dev)), key=len)
    assert answers[0] == "approved" and "approved it already" in answers[1]
    assert len(grants(clinic, request(clinic, made.request_id).patient_id or 0)) == 1


def test_of_two_requests_of_one_proxy_approved_at_once_one_is_told_of_the_other(clinic: Clinic) -> None:
    patient, other = aged(clinic, 60), aged(clinic, 40)
    account_id = own_account(clinic, other)
    screens = [
        on_screen(clinic, ready(clinic, patient, account_id=account_id, scopes=(scope,)).task_id)
        | {"scopes": (scope,), "seen_grants": ()}
        for scope in ("view", "billing")
    ]

    def attempt() -> str:
        with pytest.raises(Conflict) as refused:
            approve(clinic, clinic.erin, **screens[1])
        return str(refused.value)

    with ThreadPoolExecutor(1) as pool:
        with clinic.db.transaction() as session:
            proxy_deciding.approve(session, by=clinic.erin, basis="consent", **screens[0])
            second = pool.submit(attempt)
            with pytest.raises(TimeoutError):
                second.result(1)  # it waits for the first
        assert "access to this patient changed" in second.result(10)
    assert len(grants(clinic, patient.id)) == 1


def test_a_check_that_came_since_stops_an_approval(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    old = clinic.task(made.task_id).version
    checked(clinic, made.task_id)
    with pytest.raises(Conflict, match="Erin Walsh noted a check"):
        approve(clinic, clinic.dev, made.task_id, seen_version=old)
    assert untouched(clinic, made)


def test_who_may_not_decide_decides_nothing(clinic: Clinic) -> None:
    made = ready(clinic)
    for token in (clinic.ben, clinic.farid):
        with pytest.raises(Forbidden):
            approve(clinic, token, made.task_id)
    assert untouched(clinic, made)


def test_the_patient_who_asked_is_told_of_a_no(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    made = asked(clinic, patient, by_patient=True)
    with pytest.raises(Invalid, match="Say why"):
        deny(clinic, clinic.erin, made.task_id, reason="other", text="")
    deny(clinic, clinic.erin, made.task_id, reason="not-related", text="")
    assert told(clinic) == [("denied", "asking", patient.email)]


def test_nobody_acts_for_who_died_meanwhile(clinic: Clinic) -> None:
    patient = aged(clinic, 60)
    made = ready(clinic, patient)
    with clinic.db.transaction() as session:
        session.merge(patient).deceased_at = now(clinic)
    with pytest.raises(Invalid, match="has died"):
        approve(clinic, clinic.erin, made.task_id)
    deny(clinic, clinic.erin, made.task_id)
    assert told(clinic) == [] and clinic.task(made.task_id).outcome == "denied"
    with clinic.db.transaction() as session:
        assert session.scalars(select(ProxyGrant.id)).all() == []
