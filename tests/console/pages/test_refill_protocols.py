"""The page of refill protocols: read in words, approved in person, switched, changed with the approval taken back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import RefillProtocol
from rules.refill_protocol import Lab, Protocol
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.refills import protocol, today

POTASSIUM = Lab(("2823-3",), "Potassium", 12, Decimal("3.5"), Decimal("5.1"), "mmol/L")
RULE = Protocol("ace-inhibitor", visit_within_months=12, labs=(POTASSIUM,), min_age=18, pregnancy="not")


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def kept(clinic: Clinic, protocol_id: int) -> RefillProtocol:
    """The protocol as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(RefillProtocol, protocol_id)


def unapproved(clinic: Clinic) -> int:
    """A protocol that nobody has approved; its id."""
    number, _ = protocol(clinic, RULE, active=False)
    with clinic.db.transaction() as session:
        row = session.get_one(RefillProtocol, number)
        row.approved_by_id = row.approved_on = None
    return number


def save(app: AppTest) -> None:
    """Press the form's button; then draw the whole page."""
    next(button for button in app.button if button.label == "Save").click().run()
    app.run()


def test_what_a_protocol_asks_stands_in_plain_words(clinic: Clinic) -> None:
    number, _ = protocol(clinic, RULE)
    app = visit(clinic.dev, "refill-protocols", protocol=str(number))
    assert not app.exception
    page = texts(app)
    for words in ("90 days + 3 refills", "within 12 months", "3.5 to 5.1 mmol/L", "not while pregnant", "In force"):
        assert words in page, words
    assert "Approved by " in page


def test_a_clinician_approves_in_person_and_then_it_is_switched_on(clinic: Clinic) -> None:
    number = unapproved(clinic)
    app = visit(clinic.dev, "refill-protocols", protocol=str(number))
    assert f"toggle_on:{number}" not in [button.key for button in app.button]
    press(app, f"verified:{number}")
    assert kept(clinic, number).approved_by_id == clinic.staff_id("dev")
    assert kept(clinic, number).approved_on == today()
    assert len(app.success) == 1
    press(app, f"toggle_on:{number}")
    assert kept(clinic, number).active
    press(app, f"toggle_off:{number}")
    assert not kept(clinic, number).active


def test_who_is_no_clinician_is_not_offered_to_approve(clinic: Clinic) -> None:
    number = unapproved(clinic)
    app = visit(clinic.sign_in("carla"), "refill-protocols", protocol=str(number))
    assert not app.exception
    keys = [button.key for button in app.button]
    assert f"change:{number}" in keys
    assert f"verified:{number}" not in keys


def test_nothing_is_approved_beside_a_form_that_isnt_saved(clinic: Clinic) -> None:
    number = unapproved(clinic)
    app = visit(clinic.dev, "refill-protocols", protocol=str(number))
    press(app, f"change:{number}")
    assert f"verified:{number}" not in [button.key for button in app.button]


def test_a_changed_rule_takes_the_approval_back_and_keeps_the_rest(clinic: Clinic) -> None:
    number, _ = protocol(clinic, RULE)
    app = visit(clinic.dev, "refill-protocols", protocol=str(number))
    press(app, f"change:{number}")
    next(one for one in app.number_input if one.label.startswith("Visit within")).set_value(6)
    save(app)
    assert not app.exception
    changed = kept(clinic, number)
    assert changed.rule["visit_within_months"] == 6
    assert changed.rule["labs"] == [
        {"loincs": ["2823-3"], "words": "Potassium", "within_months": 12, "low": "3.5", "high": "5.1", "unit": "mmol/L"}
    ]
    assert (changed.rule["min_age"], changed.rule["pregnancy"]) == (18, "not")
    assert (changed.active, changed.approved_by_id) == (False, None)


def test_what_cant_be_a_rule_is_said_and_what_was_typed_stays(clinic: Clinic) -> None:
    number, version = protocol(clinic, RULE)
    app = visit(clinic.dev, "refill-protocols", protocol=str(number))
    press(app, f"change:{number}")
    [codes, *_] = [one for one in app.text_input if one.label == "LOINC codes"]
    codes.set_value("2823-4")
    save(app)
    assert "2823-4" in app.warning[0].value
    assert next(one.value for one in app.text_input if one.label == "LOINC codes") == "2823-4"
    assert kept(clinic, number).version == version


def test_after_a_colleagues_change_it_is_shown_before_one_saves_over_it(clinic: Clinic) -> None:
    number, _ = protocol(clinic, RULE)
    app = visit(clinic.dev, "refill-protocols", protocol=str(number))
    press(app, f"change:{number}")
    other = visit(clinic.sign_in("carla"), "refill-protocols", protocol=str(number))
    press(other, f"toggle_off:{number}")
    next(one for one in app.number_input if one.label == "Gives days").set_value(60)
    save(app)
    assert "changed this protocol in the meantime" in app.warning[0].value
    assert kept(clinic, number).rule["days"] == 90
    save(app)
    assert kept(clinic, number).rule["days"] == 60


def test_a_new_protocol_begins_off(clinic: Clinic) -> None:
    app = visit(clinic.dev, "refill-protocols")
    [chosen] = app.selectbox
    chosen.set_value("statin")
    press(app, "protocols:new:do")
    assert not app.exception
    assert "Not approved as it stands" in texts(app)


def test_nurses_dont_see_the_page(clinic: Clinic) -> None:
    number, _ = protocol(clinic, RULE)
    assert "Potassium" not in texts(visit(clinic.alice, "refill-protocols", protocol=str(number)))
