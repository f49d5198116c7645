"""The page of refills as each role meets it: the proposal with its criteria, and what one may do about it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from console.pages.refills import REFILLS
from db.engine import use
from db.models import OrderState
from tests.conftest import Clinic
from tests.console.visiting import pick, press, texts, visit
from tests.refills import (
    MARIJOL,
    OXYCODONE,
    ZOLPIDEM,
    approve,
    asked,
    authority,
    errands,
    medication,
    order_of,
    pharmacy,
    protocol,
    ready,
    request,
    somebody,
)

MOST_STATEMENTS = 26  # the whole page, with a task open; ten of them judge the request anew
MOST_ELEMENTS = 120


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def labels(app: AppTest) -> list[str]:
    """The buttons that stand on the page."""
    return [button.label for button in app.button]


def menu(app: AppTest, task_id: int) -> str:
    """What "More" offers."""
    return str(app.menu_button(key=f"more:{task_id}").proto)


def submit(app: AppTest, label: str) -> None:
    """Press a dialog's button; then draw the whole page."""
    next(button for button in app.button if button.label == label).click().run()
    app.run()


def test_the_proposal_stands_first_and_each_criterion_with_sign_word_fact_and_date(clinic: Clinic) -> None:
    protocol(clinic)
    authority(clinic)
    app = visit(clinic.alice, "refills", task=str(ready(clinic).task_id))
    assert not app.exception
    page = texts(app)
    assert page.index("Protocol: approve 90 days + 3 refills") < page.index("Criterion") < page.index("Directions")
    assert page.count("✓") >= 5
    assert "Last visit" in page
    assert "Approve 90 days" in labels(app)


def test_what_isnt_met_and_what_isnt_known_is_said_in_words(clinic: Clinic) -> None:
    protocol(clinic)
    patient = somebody(clinic, seen_days_ago=None)
    task_id = asked(clinic, patient, medication(clinic, patient, left=60)).task_id
    page = texts(visit(clinic.dev, "refills", task=str(task_id)))
    assert "not met" in page
    assert "unknown" in page
    assert "Protocol: to the prescriber" in page


def test_a_nurse_with_authority_approves_what_passes(clinic: Clinic) -> None:
    protocol(clinic)
    authority(clinic)
    made = ready(clinic)
    app = visit(clinic.alice, "refills", task=str(made.task_id))
    press(app, f"approve-refill:{made.task_id}")
    assert not [one for one in app.text_input if "password" in one.label]
    submit(app, "Approve")
    assert not app.exception
    assert app.success[0].value.startswith("Approved: 90 days")
    assert request(clinic, made.request_id).decision == "approved"
    assert "Waits to leave by mail" in texts(app)
    assert not any(label.startswith(("Approve", "Deny", "Reopen")) for label in labels(app))


def test_the_order_goes_to_another_pharmacy_where_one_is_chosen(clinic: Clinic) -> None:
    made, other = ready(clinic), pharmacy(clinic, name="Harbor Drugs")
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    press(app, f"approve-refill:{made.task_id}")
    next(one for one in app.selectbox if one.label == "Order to").set_value(other)
    submit(app, "Approve")
    order = order_of(clinic, made.request_id)
    assert order is not None
    assert order.pharmacy_id == other


def test_a_nurse_without_authority_prepares_and_is_shown_no_decision(clinic: Clinic) -> None:
    protocol(clinic)
    made = ready(clinic)
    app = visit(clinic.alice, "refills", task=str(made.task_id))
    assert not any(label.startswith(("Approve", "Bridge", "Deny", "Close")) for label in labels(app))
    press(app, f"prepare-refill:{made.task_id}")
    submit(app, "Prepare it")
    assert not app.exception
    assert request(clinic, made.request_id).prepared_days == 90
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    assert "Prepared: 90 days + 3 refills" in texts(app)
    assert "Approve 90 days" in labels(app)


def test_a_controlled_drug_takes_the_password_again_which_doesnt_stay(clinic: Clinic) -> None:
    patient = somebody(clinic)
    made = asked(clinic, patient, medication(clinic, patient, ZOLPIDEM))
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    assert "Controlled, schedule IV" in texts(app)
    press(app, f"approve-refill:{made.task_id}")
    box = next(one for one in app.text_input if "password" in one.label)
    box.set_value("not my password")
    submit(app, "Approve")
    assert "This isn't your password" in app.warning[0].value
    assert next(one for one in app.text_input if "password" in one.label).value == ""
    assert request(clinic, made.request_id).decision == ""


def test_of_schedule_two_the_button_asks_for_a_new_prescription(clinic: Clinic) -> None:
    patient = somebody(clinic)
    made = asked(clinic, patient, medication(clinic, patient, OXYCODONE))
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    assert not any(label.startswith(("Approve", "Bridge", "Prepare", "Deny")) for label in labels(app))
    press(app, f"renew-refill:{made.task_id}")
    submit(app, "Ask for a new prescription")
    assert request(clinic, made.request_id).decision == "new-prescription"
    assert len(errands(clinic, made.task_id)) == 1


def test_a_bridge_is_proposed_and_makes_its_to_do(clinic: Clinic) -> None:
    protocol(clinic)
    authority(clinic)
    patient = somebody(clinic, seen_days_ago=500)
    made = asked(clinic, patient, medication(clinic, patient))
    app = visit(clinic.alice, "refills", task=str(made.task_id))
    assert "Protocol: bridge supply of 30 days until a visit" in texts(app)
    press(app, f"bridge-refill:{made.task_id}")
    submit(app, "Approve the bridge")
    assert not app.exception
    assert request(clinic, made.request_id).decision == "bridged"
    assert len(errands(clinic, made.task_id)) == 1


def test_denying_begins_with_the_reason_that_stands_in_the_way_and_its_words(clinic: Clinic) -> None:
    protocol(clinic)
    patient = somebody(clinic)
    made = asked(clinic, patient, medication(clinic, patient, left=60))
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    press(app, f"deny-refill:{made.task_id}")
    (text,) = [one for one in app.text_area if one.label and one.label.startswith("To the patient")]
    assert str(text.value).startswith("It is too early")
    submit(app, "Deny the refill")
    assert request(clinic, made.request_id).decision == "denied"


def test_the_same_asked_twice_is_offered_to_be_merged(clinic: Clinic) -> None:
    patient = somebody(clinic)
    drug = medication(clinic, patient)
    first, second = asked(clinic, patient, drug), asked(clinic, patient, drug, source="staff")
    app = visit(clinic.alice, "refills", task=str(first.task_id))
    press(app, f"merge:{first.task_id}:{second.task_id}")
    assert not app.exception
    assert request(clinic, second.request_id).merged_into_id == first.request_id
    assert "Also asked by" in texts(app)
    assert f"merge:{first.task_id}:{second.task_id}" not in [button.key for button in app.button]


def test_the_order_is_noted_as_sent_and_as_acknowledged(clinic: Clinic) -> None:
    patient = somebody(clinic)
    made = asked(clinic, patient, medication(clinic, patient, pharmacy_id=pharmacy(clinic, email="", fax="555-0100")))
    approve(clinic, clinic.dev, made.task_id)
    order = order_of(clinic, made.request_id)
    assert order is not None
    app = visit(clinic.alice, "refills", view="done", task=str(made.task_id))
    press(app, f"sent:fax:{order.id}")
    assert "by fax" in texts(app)
    press(app, f"acknowledged:{order.id}")
    assert "Confirmed by the pharmacy" in texts(app)
    order = order_of(clinic, made.request_id)
    assert order is not None
    assert order.state == OrderState.ACKNOWLEDGED


def test_a_request_ends_by_a_decision_alone_and_isnt_opened_again(clinic: Clinic) -> None:
    assert not REFILLS.outcomes
    made = ready(clinic)
    approve(clinic, clinic.dev, made.task_id)
    app = visit(clinic.alice, "refills", view="done", task=str(made.task_id))
    assert "Approved: 90 days + 3 refills" in texts(app)
    assert "Reopen" not in labels(app)


@pytest.mark.parametrize("name", ["ben", "erin", "farid"])
def test_the_others_are_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    app = visit(clinic.sign_in(name), "refills", task=str(ready(clinic).task_id))
    assert not app.exception
    assert "Lisinopril" not in texts(app)


def test_a_manager_reads_and_is_offered_nothing(clinic: Clinic) -> None:
    task_id = ready(clinic).task_id
    app = visit(clinic.sign_in("carla"), "refills", task=str(task_id))
    assert "Lisinopril" in texts(app)
    assert not any(label.startswith(("Approve", "Deny", "Prepare", "Claim")) for label in labels(app))


def test_passing_on_asks_whom(clinic: Clinic) -> None:
    task_id = ready(clinic).task_id
    app = visit(clinic.alice, "refills", task=str(task_id))
    assert "Ask the patient" in menu(app, task_id)
    assert "Taken back" in menu(app, task_id)
    pick(app, f"more:{task_id}", "forward-refill")
    submit(app, "Pass it on")
    assert not app.exception
    assert clinic.task(task_id).business_status == "forwarded"


def test_the_page_keeps_to_its_statements_and_elements(clinic: Clinic) -> None:
    protocol(clinic)
    made = ready(clinic)
    app = visit(clinic.alice, "refills", task=str(made.task_id))
    statements: list[str] = []
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    app.run()
    assert len(statements) > 5
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    assert len(list(app.main)) <= MOST_ELEMENTS


def test_of_an_unknown_schedule_it_is_said_and_the_password_asked_for(clinic: Clinic) -> None:
    made = ready(clinic, MARIJOL)
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    assert texts(app).count("Schedule unknown: treated as controlled") >= 2  # beside the name, and in the criteria
    press(app, f"approve-refill:{made.task_id}")
    assert [one for one in app.text_input if "password" in one.label]
    submit(app, "Approve")
    assert request(clinic, made.request_id).decision == ""


def test_another_strength_is_said_as_such_and_not_offered_to_be_merged(clinic: Clinic) -> None:
    patient = somebody(clinic)
    first = asked(clinic, patient, medication(clinic, patient))
    asked(clinic, patient, medication(clinic, patient, "Lisinopril 20 MG Oral Tablet"))
    app = visit(clinic.alice, "refills", task=str(first.task_id))
    assert "Another strength or form" in texts(app) and "Lisinopril 20 MG" in texts(app)
    assert not any(label.startswith("Merge") for label in labels(app))


def test_a_medication_that_was_renewed_under_an_open_dialog_is_not_approved_again(clinic: Clinic) -> None:
    patient = somebody(clinic)
    drug = medication(clinic, patient, pharmacy_id=pharmacy(clinic))
    first, second = asked(clinic, patient, drug), asked(clinic, patient, drug)
    app = visit(clinic.dev, "refills", task=str(second.task_id))
    press(app, f"approve-refill:{second.task_id}")
    approve(clinic, clinic.dev, first.task_id)
    app.run()  # the page beneath is drawn anew
    submit(app, "Approve")
    assert "renewed or changed" in app.warning[0].value
    assert request(clinic, second.request_id).decision == ""


def test_pharmacies_are_told_apart_by_address_and_telephone_and_many_are_searched(clinic: Clinic) -> None:
    made = ready(clinic)
    elm = pharmacy(clinic, name="Corner", address="1 Elm St", phone="555-0181")
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    press(app, f"approve-refill:{made.task_id}")
    (box,) = [one for one in app.selectbox if one.label == "Order to"]
    assert any("1 Elm St" in option and "555-0181" in option for option in box.options)
    assert not [one for one in app.text_input if one.label.startswith("Find a pharmacy")]
    for number in range(60):
        pharmacy(clinic, name=f"A{number}")
    app.run()
    (find,) = [one for one in app.text_input if one.label.startswith("Find a pharmacy")]
    find.set_value("elm st").run()
    next(one for one in app.selectbox if one.label == "Order to").set_value(elm)
    submit(app, "Approve")
    order = order_of(clinic, made.request_id)
    assert order is not None
    assert order.pharmacy_id == elm
