"""The page of refills as each role meets it: the proposal with its criteria, and what one may do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from console.kit.component_events import asset
from console.pages.refills import REFILLS
from db.actions.drafts import save_draft
from db.actions.notes import add_note
from db.engine import use
from db.models import OrderState
from tests.conftest import PASSWORD, Clinic
from tests.console.visiting import pick, press, texts, visit
from tests.refills import (
    MARIJOL,
    OXYCODONE,
    ZOLPIDEM,
    approve,
    asked,
    authority,
    deny,
    errands,
    medication,
    order_of,
    pharmacy,
    protocol,
    ready,
    request,
    somebody,
    steps_of,
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
    next(one for one in app.text_input if "password" in one.label).set_value(PASSWORD)
    submit(app, "Approve")
    assert not app.exception
    assert request(clinic, made.request_id).decision == "approved"
    assert steps_of(clinic, made.request_id)[0].reauthenticated


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


def test_who_approves_by_judgement_reads_in_the_dialog_what_is_not_met(clinic: Clinic) -> None:
    protocol(clinic)
    patient = somebody(clinic)
    made = asked(clinic, patient, medication(clinic, patient, left=60))
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    press(app, f"approve-refill:{made.task_id}")
    assert "By your own judgement, not by a protocol." in texts(app)
    assert "Not met, or unknown" in texts(app)


@pytest.mark.parametrize("deed", ["deny-refill", "ask-refill", "forward-refill", "renew-refill", "withdraw-refill"])
def test_each_dialog_says_whose_and_which_medication_it_is_about(clinic: Clinic, deed: str) -> None:
    made = ready(clinic)
    app = visit(clinic.dev, "refills", task=str(made.task_id))
    if deed == "deny-refill":
        press(app, f"{deed}:{made.task_id}")
    else:
        pick(app, f"more:{made.task_id}", deed)
    (about,) = [
        str(one.proto) for one in app.get("html") if "ps-what" in str(one.proto) and "<style" not in str(one.proto)
    ]
    assert "Rosa Diaz" in about and "Lisinopril 10 MG Oral Tablet" in about


def test_no_dialogs_fields_have_keys_that_the_style_sheet_hides(clinic: Clinic) -> None:
    hidden = re.findall(r'\[class\*="st-key-([\w-]+)"\] \{ display: none', asset("portside.css"))
    assert "back" in hidden  # the way back to the list, where the list is on screen
    task_id = ready(clinic).task_id
    app = visit(clinic.dev, "refills", task=str(task_id))
    pick(app, f"more:{task_id}", "withdraw-refill")
    (why,) = [one.key for one in app.text_input if one.label == "Why"]
    assert not str(why).startswith(tuple(hidden))


def test_what_was_denied_isnt_drawn_like_what_was_approved_and_says_how_long_it_took(clinic: Clinic) -> None:
    made = ready(clinic)
    assert "waits for less than a business hour" in texts(visit(clinic.alice, "refills", task=str(made.task_id)))
    deny(clinic, clinic.dev, made.task_id)
    page = texts(visit(clinic.alice, "refills", view="done", task=str(made.task_id)))
    assert "ps-decided-denied" in page
    assert "took less than a business hour" in page
    assert "waits for" not in page


# ---- internal notes -------------------------------------------------------------------------------------


def boxes(app: AppTest) -> list[str]:
    """The compose boxes on the page."""
    return [str(one.proto) for one in app.get("bidi_component") if "compose:" in str(one.proto)]


def test_a_colleague_may_leave_a_note_which_stands_among_the_steps(clinic: Clinic) -> None:
    made = ready(clinic)
    app = visit(clinic.alice, "refills", task=str(made.task_id))
    (box,) = boxes(app)
    assert f"compose:note:{made.task_id}" in box and "never shown to the patient" in box
    with clinic.db.transaction() as session:
        save_draft(
            session, by=clinic.alice, task_id=made.task_id, kind="note", body="Ask her about the", seen_inbound_id=None
        )
    app.run()
    assert "Ask her about the" in boxes(app)[0]
    with clinic.db.transaction() as session:
        add_note(session, by=clinic.alice, token=uuid4(), task_id=made.task_id, body="Ask her about the dose, @dev.")
    page = texts(visit(clinic.dev, "refills", task=str(made.task_id)))
    assert "Internal note" in page and "Ask her about the dose, @dev." in page


def test_a_decided_request_still_takes_a_note(clinic: Clinic) -> None:
    made = ready(clinic)
    deny(clinic, clinic.dev, made.task_id)
    assert len(boxes(visit(clinic.alice, "refills", view="done", task=str(made.task_id)))) == 1


def test_who_only_reads_refills_has_no_box(clinic: Clinic) -> None:
    assert boxes(visit(clinic.carla, "refills", task=str(ready(clinic).task_id))) == []
