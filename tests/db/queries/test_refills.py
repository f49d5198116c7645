"""A refill request as staff read it, and which of many would be approved by protocol."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event, update

from db.actions import refill_merging, refill_steps
from db.actions.refills import withdraw
from db.config import config
from db.credentials import SessionToken
from db.errors import Forbidden, NotFound
from db.models import Medication, Note, OrderState, Patient, RefillRequest, Task
from db.queries import refill_metrics, refills
from db.queries.refills import Passing, RefillDetail
from tests.conftest import Clinic
from tests.refills import (
    AMOXICILLIN,
    OXYCODONE,
    ZOLPIDEM,
    approve,
    asked,
    authority,
    deny,
    medication,
    pharmacy,
    protocol,
    ready,
    seen,
    seen_supply,
    somebody,
    today,
)


def read(clinic: Clinic, task_id: int, viewer: SessionToken | None = None) -> RefillDetail:
    """The request as somebody reads it."""
    viewer = viewer or clinic.alice
    with clinic.db.reading() as session:
        return refills.detail(session, viewer=viewer, task_id=task_id)


# ---- what stands there ----------------------------------------------------------------------------------


def test_the_request_stands_with_its_medication_and_the_facts_beside_the_rule(clinic: Clinic) -> None:
    ticket = protocol(clinic)
    found = read(clinic, ready(clinic, prescriber_id=clinic.staff_id("dev"), reason="Hypertension").task_id)
    drug = found.medication
    assert (found.source, found.requested_by, found.account, found.decision) == (
        "pharmacy", "Main Street Pharmacy", "", "",
    )  # fmt: skip
    assert (drug.display, drug.dose, drug.drug_class, drug.schedule, drug.prescriber, drug.reason) == (
        "Lisinopril 10 MG Oral Tablet", "1 tablet daily", "ace-inhibitor", "", "Dev Patel", "Hypertension",
    )  # fmt: skip
    assert (drug.quantity, drug.days_supply, drug.refills_left) == (Decimal(90), 90, 0)
    assert found.pharmacy is not None
    assert (found.pharmacy.name, found.pharmacy.email) == ("Main Street Pharmacy", "orders@pharmacy.invalid")
    assert (found.judged.evaluation.passes, found.protocol) == (True, ticket)
    assert found.supply_ends == today() + timedelta(days=2)
    assert found.covered == 1
    assert (found.merged_into_task_id, found.order, found.prepared, found.decisions) == (None, None, None, ())


def test_dispenses_stand_newest_first_and_say_that_there_are_more(clinic: Clinic) -> None:
    rosa = somebody(clinic)
    drug = medication(clinic, rosa, left=5)
    found = read(clinic, asked(clinic, rosa, drug).task_id)
    assert [(one.on, one.days, one.quantity) for one in found.dispenses] == [
        (today() - timedelta(days=ago), 90, "90") for ago in (85, 175, 265)
    ]
    assert not found.more_dispenses


def test_an_order_goes_where_the_request_came_from_else_to_the_charts_pharmacy(clinic: Clinic) -> None:
    rosa, chart, other = somebody(clinic), pharmacy(clinic), pharmacy(clinic, name="Corner Drugs")
    closed = pharmacy(clinic, name="Closed", active=False)
    names = [
        found.name if (found := read(clinic, asked(clinic, rosa, drug, pharmacy_id=own).task_id).pharmacy) else ""
        for drug, own in (
            (medication(clinic, rosa, pharmacy_id=chart), other),
            (medication(clinic, rosa, pharmacy_id=chart), None),
            (medication(clinic, rosa, pharmacy_id=closed), None),
        )
    ]
    assert names == ["Corner Drugs", "Main Street Pharmacy", ""]


def test_other_open_requests_for_the_same_medication_can_be_merged_with_what_stands_there(clinic: Clinic) -> None:
    rosa = somebody(clinic)
    drug = medication(clinic, rosa)
    stronger = medication(clinic, rosa, "lisinopril 20 MG Oral Tablet")
    asked(clinic, rosa, medication(clinic, rosa, AMOXICILLIN))
    first, again, other = (asked(clinic, rosa, each) for each in (drug, drug, stronger))
    assert [one.task_id for one in read(clinic, first.task_id).duplicates] == [again.task_id, other.task_id]
    same, stronger_one = read(clinic, first.task_id).duplicates
    assert (same.same, stronger_one.same) == (True, False)
    with clinic.db.transaction() as session:
        refill_merging.merge(
            session, by=clinic.alice, task_id=same.task_id, seen_version=same.version,
            seen_inbound_id=same.last_inbound_id, into_task_id=first.task_id,
        )  # fmt: skip
    found = read(clinic, first.task_id)
    assert [one.request_id for one in found.merged] == [again.request_id]
    assert [one.task_id for one in found.duplicates] == [other.task_id]
    merged = read(clinic, again.task_id)
    assert (merged.decision, merged.merged_into_task_id, merged.may) == ("merged", first.task_id, frozenset())


def test_what_was_decided_stands_with_its_protocol_its_facts_and_the_order(clinic: Clinic) -> None:
    authority(clinic)
    number, version = protocol(clinic)
    one = ready(clinic)
    approve(clinic, clinic.alice, one.task_id, seen_protocol=(number, version), text="Enjoy.")
    found = read(clinic, one.task_id)
    (step,) = found.decisions
    assert (step.step, step.by, step.days, step.refills, step.by_protocol, step.reason) == (
        "approved", "Alice Moreno", 90, 3, True, "Enjoy.",
    )  # fmt: skip
    assert (step.protocol, step.protocol_version, step.reauthenticated) == ("ACE inhibitors", version, False)
    assert {criterion["verdict"] for criterion in step.criteria} == {"met"}
    assert found.order is not None
    assert (found.order.state, found.order.pharmacy, found.order.days, found.order.printable, found.order.mail) == (
        OrderState.WAITING, "Main Street Pharmacy", 90, False, "ready",
    )  # fmt: skip
    assert (found.decision, found.decided_by, found.days, found.refills) == ("approved", "Alice Moreno", 90, 3)


def test_what_was_prepared_stands_there_for_the_prescriber(clinic: Clinic) -> None:
    one = ready(clinic)
    with clinic.db.transaction() as session:
        refill_steps.prepare(
            session, by=clinic.alice, **seen_supply(clinic, one.task_id), days=60, refills=1, note="Usual dose."
        )
    found = read(clinic, one.task_id).prepared
    assert found is not None
    assert (found.by, found.days, found.refills, found.note) == ("Alice Moreno", 60, 1, "Usual dose.")


def test_earlier_requests_for_the_medication_stand_newest_first(clinic: Clinic) -> None:
    rosa = somebody(clinic)
    drug = medication(clinic, rosa)
    for day, decision in ((3, "denied"), (9, "withdrawn")):
        at = datetime(2026, 3, day, tzinfo=UTC)
        with clinic.db.transaction() as session:
            session.add(
                RefillRequest(
                    patient_id=rosa.id, medication_id=drug, source="staff", requested_by="Alice", headline="L",
                    ingredient="lisinopril", drug_class="ace-inhibitor", created_at=at, decision=decision,
                    decided_at=at, decided_by="Dev Patel",
                )
            )  # fmt: skip
    found = read(clinic, asked(clinic, rosa, drug).task_id)
    assert [(one.decision, one.decided_at.day) for one in found.earlier] == [("withdrawn", 9), ("denied", 3)]


def test_internal_notes_stand_with_it(clinic: Clinic) -> None:
    one = ready(clinic)
    with clinic.db.transaction() as session:
        session.add(Note(task_id=one.task_id, staff_id=clinic.staff_id("dev"), body="Ask about the cough."))
    assert [(note.author, note.body) for note in read(clinic, one.task_id).internal_notes] == [
        ("Dev Patel", "Ask about the cough.")
    ]


# ---- what the viewer may do -----------------------------------------------------------------------------

PREPARES = {"forward", "ask", "merge", "withdraw", "new-prescription", "prepare"}


def test_a_nurse_without_authority_prepares_and_with_it_approves_what_passes(clinic: Clinic) -> None:
    protocol(clinic)
    one = ready(clinic)
    assert read(clinic, one.task_id).may == PREPARES
    authority(clinic)
    assert read(clinic, one.task_id).may == PREPARES | {"approve", "deny"}
    with clinic.db.transaction() as session:
        session.execute(update(Medication).values(stopped_on=today()))
    assert read(clinic, one.task_id).may == PREPARES | {"deny"}


def test_a_nurse_with_authority_gives_a_bridge_where_the_protocol_does(clinic: Clinic) -> None:
    authority(clinic)
    protocol(clinic)
    rosa = somebody(clinic, seen_days_ago=500)
    found = read(clinic, asked(clinic, rosa, medication(clinic, rosa)).task_id)
    assert found.may == PREPARES | {"bridge", "deny"}


def test_a_controlled_drug_is_a_prescribers_with_the_password_again(clinic: Clinic) -> None:
    authority(clinic)
    one = ready(clinic, ZOLPIDEM)
    assert read(clinic, one.task_id).may == PREPARES | {"deny"}
    found = read(clinic, one.task_id, clinic.dev)
    assert found.may == PREPARES | {"deny", "approve", "bridge"}
    assert found.password


@pytest.mark.parametrize("name", ["alice", "dev"])
def test_nobody_refills_schedule_two(clinic: Clinic, name: str) -> None:
    authority(clinic)
    found = read(clinic, ready(clinic, OXYCODONE).task_id, clinic.sign_in(name))
    assert found.judged.evaluation.proposal.kind == "new-prescription"
    assert found.may == PREPARES - {"prepare"} | {"deny"}


def test_nobody_may_do_anything_to_what_was_decided(clinic: Clinic) -> None:
    one = ready(clinic)
    deny(clinic, clinic.dev, one.task_id)
    assert read(clinic, one.task_id, clinic.dev).may == frozenset()


def test_for_who_has_died_nothing_is_approved(clinic: Clinic) -> None:
    one = ready(clinic)
    with clinic.db.transaction() as session:
        session.execute(update(Patient).values(deceased_at=datetime.now(UTC)))
    found = read(clinic, one.task_id, clinic.dev)
    assert found.deceased
    assert not found.may & {"approve", "bridge"}


def test_who_reads_without_working_may_do_nothing(clinic: Clinic) -> None:
    assert read(clinic, ready(clinic).task_id, clinic.carla).may == frozenset()


# ---- how long it takes ----------------------------------------------------------------------------------

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)  # the clocks change between them


def at(day: date, hour: int) -> datetime:
    """A moment by the clinic's clock."""
    return datetime.combine(day, time(hour), config().zone)


def moved(clinic: Clinic, request_id: int, came: datetime, decided: datetime | None = None) -> None:
    """Let a request have come, and been decided, at these moments."""
    with clinic.db.transaction() as session:
        of = update(RefillRequest).where(RefillRequest.id == request_id)
        session.execute(of.values(created_at=came, **({"decided_at": decided} if decided else {})))


def test_the_turnaround_of_a_decided_request_is_the_one_of_the_figures(clinic: Clinic) -> None:
    one = ready(clinic)
    deny(clinic, clinic.dev, one.task_id)
    moved(clinic, one.request_id, at(FRIDAY, 16), at(MONDAY, 9))
    with clinic.db.transaction() as session:
        session.execute(update(Task).where(Task.id == one.task_id).values(closed_at=at(MONDAY, 9)))
    carla = clinic.carla
    with clinic.db.reading() as session:
        (figure,) = refill_metrics.decided(session, viewer=carla, first=MONDAY, last=MONDAY)
    assert read(clinic, one.task_id).turnaround == figure.turnaround == timedelta(hours=2)


def test_it_counts_from_the_first_of_those_that_were_merged(clinic: Clinic) -> None:
    patient = somebody(clinic)
    drug = medication(clinic, patient)
    first, second = asked(clinic, patient, drug), asked(clinic, patient, drug)
    with clinic.db.transaction() as session:
        refill_merging.merge(session, by=clinic.alice, **seen(clinic, first.task_id), into_task_id=second.task_id)
    deny(clinic, clinic.dev, second.task_id)
    moved(clinic, first.request_id, at(FRIDAY, 9), at(FRIDAY, 15))
    moved(clinic, second.request_id, at(FRIDAY, 15), at(FRIDAY, 16))
    assert read(clinic, second.task_id).turnaround == timedelta(hours=7)
    assert read(clinic, first.task_id).turnaround is None  # the other one answers it


def test_an_open_one_says_how_long_it_waits_already(clinic: Clinic) -> None:
    one = ready(clinic)
    assert read(clinic, one.task_id).turnaround == timedelta(0)
    moved(clinic, one.request_id, datetime.now(UTC) - timedelta(days=7))
    waits = read(clinic, one.task_id).turnaround
    assert waits is not None and timedelta(hours=27) <= waits <= timedelta(hours=45)  # a week with two holidays at most


def test_one_that_was_taken_back_took_nobody_any_time(clinic: Clinic) -> None:
    one = ready(clinic)
    with clinic.db.transaction() as session:
        withdraw(session, by=clinic.alice, **seen(clinic, one.task_id), reason="They have enough.")
    assert read(clinic, one.task_id).turnaround is None


@pytest.mark.parametrize("name", ["ben", "erin", "farid"])
def test_who_may_not_read_refills_reads_none(clinic: Clinic, name: str) -> None:
    one = ready(clinic)
    with pytest.raises(Forbidden):
        read(clinic, one.task_id, clinic.sign_in(name))


def test_a_task_about_something_else_is_no_refill(clinic: Clinic) -> None:
    with pytest.raises(NotFound):
        read(clinic, clinic.conversation())


def test_a_request_costs_twelve_statements(clinic: Clinic) -> None:
    one, alice = ready(clinic), clinic.alice
    said: list[str] = []
    with clinic.db.reading() as session:
        refills.detail(session, viewer=alice, task_id=one.task_id)  # the session is resolved, what is compiled is kept
        event.listen(clinic.db.engine, "before_cursor_execute", lambda *issued: said.append(issued[2]))
        refills.detail(session, viewer=alice, task_id=one.task_id)
    assert len([each for each in said if "staff_session" not in each]) == 12


# ---- many at once ---------------------------------------------------------------------------------------


def passing(clinic: Clinic, *task_ids: int, view: str = "", viewer: SessionToken | None = None) -> Passing:
    """What approving these would do."""
    viewer = viewer or clinic.alice
    chosen = tuple(
        (task_id, task.version, task.last_inbound_id) for task_id in task_ids if (task := clinic.task(task_id))
    )
    with clinic.db.reading() as session:
        return refills.passing(session, viewer=viewer, area="refills", queue="refills", selected=chosen, view=view)


def test_only_what_passes_entirely_would_be_approved_and_the_rest_says_why_not(clinic: Clinic) -> None:
    ticket = protocol(clinic)
    good, controlled, none = ready(clinic), ready(clinic, ZOLPIDEM), ready(clinic, AMOXICILLIN)
    ana = somebody(clinic, "Ana", seen_days_ago=500)
    late = asked(clinic, ana, medication(clinic, ana))
    denied = ready(clinic)
    deny(clinic, clinic.dev, denied.task_id)
    found = passing(clinic, *(one.task_id for one in (good, controlled, none, late, denied)))
    said = {one.seen[0]: (one.gives, one.why_not) for one in found.candidates}
    assert said == {
        good.task_id: ("90 days, 3 refills", ""),
        controlled.task_id: ("", "It is a controlled drug."),
        none.task_id: ("", "No protocol is in force for it."),
        late.task_id: ("", "Only a visit missing: 30 days until then."),
        denied.task_id: ("", "It is decided already."),
    }
    assert found.protocols == (ticket,)
    assert (found.candidates[0].patient, found.candidates[0].birth_date) == ("Ana Diaz", date(1955, 3, 1))


def test_what_changed_since_it_was_selected_would_not_be_approved(clinic: Clinic) -> None:
    protocol(clinic)
    one, alice = ready(clinic), clinic.alice
    old = ((one.task_id, clinic.task(one.task_id).version + 1, None),)
    with clinic.db.reading() as session:
        found = refills.passing(session, viewer=alice, area="refills", queue="refills", selected=old)
    assert [each.why_not for each in found.candidates] == ["It changed since you selected it."]
    assert found.protocols == ()


def test_a_whole_view_can_be_looked_through(clinic: Clinic) -> None:
    protocol(clinic)
    tasks = {ready(clinic).task_id for _ in range(2)}
    assert {one.seen[0] for one in passing(clinic, view="unassigned").candidates} == tasks


def test_who_decides_refills_at_all_is_known(clinic: Clinic) -> None:
    def may(viewer: SessionToken) -> bool:
        with clinic.db.reading() as session:
            return refills.may_approve(session, viewer=viewer)

    assert (may(clinic.alice), may(clinic.dev)) == (False, True)
    authority(clinic)
    assert may(clinic.alice)
