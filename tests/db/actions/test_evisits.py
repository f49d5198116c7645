"""Billing messages: off at first, proposed by a clerk, confirmed by a prescriber, never without consent."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from db.actions.clinic_settings import cautions, change_setting
from db.actions.evisits import OFF
from db.credentials import COMMAND_LINE_IDENTITY
from db.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from db.models import Appointment, AuditEvent, Charge, EvisitCandidate, EvisitConsent, Message, Patient, Staff, Thread
from db.queries.evisit_prices import evisit_prices
from db.queries.evisits import evisit_candidates, evisit_consents, evisit_proposals, evisits_on, waiting_evisits
from tests.conftest import Clinic
from tests.db.test_concurrency import at_once
from tests.evisits import PRICES, agree, candidate, confirm, messages, now, propose, ready, refuse, seen, turn_on
from tests.money import count, entries, held, payer


def listed(clinic: Clinic) -> list[int]:
    """The threads that the clerk may propose."""
    with clinic.db.transaction() as session:
        return [line.thread_id for line in evisit_candidates(session, viewer=clinic.ben)]


def book(clinic: Clinic, patient: Patient, days: float, status: str = "booked") -> None:
    """An appointment so many days from now."""
    at = now(clinic) + timedelta(days=days)
    with clinic.db.transaction() as session:
        session.add(Appointment(patient_id=patient.id, display="Visit", starts_at=at, status=status))


def test_it_is_off_until_it_is_turned_on_with_every_price(clinic: Clinic) -> None:
    _, thread = ready(clinic)
    with clinic.db.transaction() as session:
        assert not evisits_on(session, viewer=clinic.ben)
    assert listed(clinic) == []
    with pytest.raises(Invalid, match="turned off"):
        propose(clinic, thread)
    wrong: tuple[dict[str, Any], ...] = (
        {"on": True}, {"on": True, "prices": {"99421": "15.00"}}, {"on": "yes"}, {"price": "1.00"},
        {"on": True, "prices": PRICES | {"99421": "0.00"}}, {"on": True, "prices": PRICES | {"99421": "much"}},
        {"on": True, "prices": PRICES | {"99421": 15.5}}, {"prices": {"99213": "80.00"}}, {"prices": ["15.00"]},
    )  # fmt: skip
    for value in wrong:
        with pytest.raises(Invalid), clinic.db.transaction() as session:
            change_setting(session, by=COMMAND_LINE_IDENTITY, key="evisits", value=value)
    turn_on(clinic)
    assert listed(clinic) == [thread]
    with clinic.db.transaction() as session:
        assert evisit_prices(session).prices["99423"] == Decimal("48.50")
    assert "before they write" in cautions("evisits", {"on": True, "prices": PRICES})[0]
    assert cautions("evisits", {"on": False}) == ()


def test_a_clerk_proposes_and_a_prescriber_confirms_and_it_is_charged(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic)
    with clinic.db.transaction() as session:
        (line,) = evisit_candidates(session, viewer=clinic.ben)
    proposed = propose(clinic, thread, 9)
    assert (candidate(clinic, proposed).code, count(clinic, Charge)) == ("99421", 0)
    charge_id = confirm(clinic, proposed, 22)
    kept = candidate(clinic, proposed)
    assert (kept.state, kept.code, kept.minutes, kept.charge_id) == ("confirmed", "99423", 22, charge_id)
    assert {one["kind"]: one["attested_by"] for one in kept.criteria if one["attested_by"]} == {"surgery": "Dev Patel"}
    assert {one["verdict"] for one in kept.criteria} == {"met"}
    with clinic.db.transaction() as session:
        charge = session.get_one(Charge, charge_id)
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "evisit.confirmed")).one()
    assert (charge.procedure, charge.modifiers, charge.payer_id) == ("99423", "", None)
    assert (charge.service_on, kept.period_from) == (line.answered_on, line.first_on)
    assert (event.detail["proposed"], event.detail["minutes"], event.detail["attests"]) == (9, 22, ["surgery"])
    assert entries(clinic) == [("charge", {"patient": "48.50", "income": "-48.50"})]
    assert held(clinic, "patient", patient) == "48.50"


@pytest.mark.parametrize(("name", "account"), [("Harbor Health Plan", "payer"), ("Self-pay", "patient")])
def test_it_is_charged_to_the_insurer_where_there_is_one(clinic: Clinic, name: str, account: str) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic, payer_id=payer(clinic, name))
    confirm(clinic, propose(clinic, thread))
    assert held(clinic, account, patient) == "30.00"


def test_who_proposed_never_confirms(clinic: Clinic) -> None:
    turn_on(clinic)
    _, thread = ready(clinic)
    proposed = propose(clinic, thread)
    with pytest.raises(Forbidden):
        confirm(clinic, proposed, by=clinic.ben)
    with pytest.raises(Forbidden):
        propose(clinic, thread, by=clinic.dev)
    with clinic.db.transaction() as session:  # the clerk becomes a prescriber
        session.execute(update(Staff).where(Staff.username == "ben").values(role="prescriber"))
    with pytest.raises(Forbidden, match="You proposed this"):
        confirm(clinic, proposed, by=clinic.ben)
    assert candidate(clinic, proposed).state == "proposed"
    charge_id = confirm(clinic, proposed)
    with pytest.raises(IntegrityError, match="four_eyes"), clinic.db.transaction() as session:
        session.execute(update(EvisitCandidate).values(decided_by_id=EvisitCandidate.proposed_by_id))
    assert candidate(clinic, proposed).charge_id == charge_id


def test_what_the_record_does_not_say_passes_only_where_the_prescriber_attests_it(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic)
    seen(clinic, patient, 16)  # two days before the first message
    proposed = propose(clinic, thread)
    book(clinic, patient, 20)  # after it was proposed: who decides sees it all the same
    with clinic.db.transaction() as session:
        (line,) = waiting_evisits(session, viewer=clinic.dev)
    assert {one["kind"] for one in line.criteria if one["verdict"] == "unknown"} == {"before", "booked", "surgery"}
    for attests in ((), ("surgery",), ("surgery", "before"), ("booked", "before")):
        with pytest.raises(Invalid, match="record"):
            confirm(clinic, proposed, attests=attests)
    assert (count(clinic, Charge), candidate(clinic, proposed).state) == (0, "proposed")
    confirm(clinic, proposed, attests=("surgery", "before", "booked"))
    assert candidate(clinic, proposed).state == "confirmed"


def test_what_is_in_the_way_is_in_the_way_of_list_proposal_and_confirmation(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic)
    proposed = propose(clinic, thread)
    book(clinic, patient, -10, "fulfilled")  # a visit came of it
    with pytest.raises(Invalid, match="Doesn't end in a visit"):
        confirm(clinic, proposed)
    refuse(clinic, proposed, "visit")
    assert listed(clinic) == []
    with pytest.raises(Invalid, match="Doesn't end in a visit"):
        propose(clinic, thread)


def test_what_was_cancelled_or_missed_is_no_visit(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic)
    book(clinic, patient, -10, "cancelled")
    book(clinic, patient, -9, "noshow")
    assert listed(clinic) == [thread]


def test_surgery_that_is_charged_here_keeps_its_follow_up_from_being_billed(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic)
    operated = now(clinic).date() - timedelta(days=30)
    charge_of = {"patient_id": patient.id, "display": "", "amount": Decimal("900.00"), "service_on": operated}
    with clinic.db.transaction() as session:
        session.add(Charge(procedure="99213", **charge_of))
    assert listed(clinic) == [thread]  # an office visit
    with clinic.db.transaction() as session:
        session.add(Charge(procedure="47562", **charge_of))
    assert listed(clinic) == []
    with pytest.raises(Invalid, match="surgery"):
        propose(clinic, thread)


def test_only_a_prescribers_answer_within_seven_days_counts(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, _ = ready(clinic)
    by_nurse = messages(clinic, patient, days_ago=23, answers=(("alice", 1.0),))
    late = messages(clinic, patient, days_ago=24, answers=(("dev", 8.0),))
    unsent = messages(clinic, patient, days_ago=25)
    with clinic.db.transaction() as session:
        session.execute(
            update(Message)
            .where(Message.thread_id == unsent, Message.direction == "outbound")
            .values(sent_at=None, withdrawn_at=now(clinic), withdrawn_by="Dev Patel")
        )
    for thread in (by_nurse, late, unsent):
        with pytest.raises(Invalid, match="Answered by who may bill"):
            propose(clinic, thread)


def test_a_conversation_that_the_clinic_began_is_not_billed(clinic: Clinic) -> None:
    turn_on(clinic)
    _, thread = ready(clinic)
    with clinic.db.transaction() as session:
        session.execute(
            update(Message)
            .where(Message.thread_id == thread, Message.direction == "outbound")
            .values(sent_at=Message.sent_at - timedelta(days=2))
        )
    assert listed(clinic) == []
    with pytest.raises(Invalid, match="Begun by the patient"):
        propose(clinic, thread)


def test_once_in_seven_days(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, first = ready(clinic)
    second = messages(clinic, patient, days_ago=9, answers=(("dev", 0.1),))
    third = messages(clinic, patient, days_ago=22)
    proposed = propose(clinic, first)
    with pytest.raises(Invalid, match="Once in seven days"):
        propose(clinic, second)
    assert listed(clinic) == [third]
    refuse(clinic, proposed)
    assert propose(clinic, second)


def test_of_two_conversations_of_the_same_days_proposed_at_once_one_is(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, first = ready(clinic)
    second = messages(clinic, patient, days_ago=13)
    done = at_once([partial(propose, clinic, thread) for thread in (first, second, first)])
    assert Counter(issubclass(type(one), Refused) for one in done) == {False: 1, True: 2}
    assert count(clinic, EvisitCandidate) == 1


def test_it_is_decided_once(clinic: Clinic) -> None:
    turn_on(clinic)
    _, thread = ready(clinic)
    proposed = propose(clinic, thread)
    with pytest.raises(Conflict, match="proposed already"):
        propose(clinic, thread)
    done = at_once([lambda: confirm(clinic, proposed) for _ in range(3)])
    assert Counter(type(one) for one in done) == {int: 1, Conflict: 2}
    with pytest.raises(Conflict, match="confirmed already"):
        refuse(clinic, proposed)
    assert (count(clinic, Charge), len(entries(clinic))) == (1, 1)


def test_a_refusal_says_why_and_goes_also_while_it_is_off(clinic: Clinic) -> None:
    turn_on(clinic)
    _, thread = ready(clinic)
    proposed = propose(clinic, thread)
    turn_on(clinic, on=False)
    with pytest.raises(Invalid, match=OFF):
        confirm(clinic, proposed)
    with pytest.raises(Invalid, match="Say why"):
        refuse(clinic, proposed, "she has a rash")
    refuse(clinic, proposed, "minutes")
    kept = candidate(clinic, proposed)
    assert (kept.state, kept.reason, kept.charge_id) == ("refused", "minutes", None)


@pytest.mark.parametrize("minutes", [0, -5, 4, 1441, True, 12.5, "12"])
def test_what_is_no_time_to_bill_is_refused(clinic: Clinic, minutes: Any) -> None:
    turn_on(clinic)
    _, thread = ready(clinic)
    with pytest.raises(Invalid, match=r"[Mm]inutes"):
        propose(clinic, thread, minutes)
    proposed = propose(clinic, thread)
    with pytest.raises(Invalid, match=r"[Mm]inutes"):
        confirm(clinic, proposed, minutes)


def test_consent_is_kept_and_asked_anew_each_year(clinic: Clinic) -> None:
    patient = clinic.patient()
    agree(clinic, patient, 300, asked_by="Erin Walsh")
    agree(clinic, patient, 2, given=False, how="paper", by=clinic.dev)
    with clinic.db.transaction() as session:
        newest, oldest = evisit_consents(session, viewer=clinic.ben, patient_id=patient.id)
    assert (newest.given, newest.how, newest.asked_by) == (False, "paper", "Dev Patel")
    assert (oldest.given, oldest.asked_by, (oldest.ends_on - oldest.on_day).days in (365, 366)) == (
        True, "Erin Walsh", True,
    )  # fmt: skip
    for wrong in ({"days_ago": -1}, {"days_ago": 366}, {"how": "by telepathy"}):
        with pytest.raises(Invalid):
            agree(clinic, patient, **wrong)
    for by in (clinic.erin, clinic.alice, clinic.carla):
        with pytest.raises(Forbidden):
            agree(clinic, patient, by=by)
    form, ben = uuid4(), clinic.ben
    for _ in range(2):
        agree(clinic, patient, token=form, by=ben)
    assert count(clinic, EvisitConsent) == 3


def test_without_a_consent_from_before_the_messages_nothing_is_billed(clinic: Clinic) -> None:
    turn_on(clinic)
    patient = clinic.patient()
    seen(clinic, patient, 100)
    thread = messages(clinic, patient)
    for days_ago, words in ((None, "Not asked"), (5, "only after"), (60, "")):
        if days_ago is not None:
            agree(clinic, patient, days_ago)
        if words:
            with pytest.raises(Invalid, match=words):
                propose(clinic, thread)
            assert listed(clinic) == []
    proposed = propose(clinic, thread)
    agree(clinic, patient, 0, given=False)
    with pytest.raises(Invalid, match="Declined"):
        confirm(clinic, proposed)


def test_the_list_holds_no_other_topic_no_other_month_and_no_merged_conversation(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic)
    for topic in ("refill", "results", "scheduling", "admin"):
        messages(clinic, patient, topic=topic, days_ago=22)
    messages(clinic, patient, days_ago=31)
    messages(clinic, patient, days_ago=6)
    merged = messages(clinic, patient, days_ago=23)
    with clinic.db.transaction() as session:
        session.execute(update(Thread).where(Thread.id == merged).values(merged_into_id=thread))
    assert listed(clinic) == [thread]
    with pytest.raises(Conflict, match="merged"):
        propose(clinic, merged)


def test_what_is_not_there_is_not_found(clinic: Clinic) -> None:
    turn_on(clinic)
    for function in (propose, confirm, refuse):
        with pytest.raises(NotFound):
            function(clinic, 10**9)


def test_a_clerk_sees_patient_days_topic_and_minutes_and_no_message(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic)
    with clinic.db.transaction() as session:
        (line,) = evisit_candidates(session, viewer=clinic.ben)
    assert (line.patient, line.topic, line.patient_id) == ("Rosa Diaz", "health", patient.id)
    assert [one.kind for one in line.criteria if one.verdict != "met"] == ["minutes", "surgery"]
    proposed = propose(clinic, thread)
    with clinic.db.transaction() as session:
        (mine,) = evisit_proposals(session, viewer=clinic.ben)
        (waiting,) = waiting_evisits(session, viewer=clinic.dev)
    assert (mine.id, mine.mine, mine.task_id, mine.price) == (proposed, True, None, Decimal("30.00"))
    assert (waiting.id, waiting.mine, waiting.task_id is not None) == (proposed, False, True)
    assert "zz" not in repr((line, mine, waiting))
    refuse(clinic, proposed, "courtesy")
    with clinic.db.transaction() as session:
        assert waiting_evisits(session, viewer=clinic.dev) == ()
        (done,) = evisit_proposals(session, viewer=clinic.ben)
    assert (done.state, done.reason, done.decided_by) == ("refused", "courtesy", "Dev Patel")
