"""Messages that may be billed, on screen: proposed by a clerk, decided by a prescriber, off unless turned on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from db.engine import use
from db.models import Charge, EvisitCandidate, EvisitConsent
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.evisits import candidate, propose, ready, seen, turn_on
from tests.money import count, held


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def keys(app: AppTest) -> set[str | None]:
    """The keys of the buttons on the page."""
    return {button.key for button in app.button}


def rows(app: AppTest) -> str:
    """What the lists of the page hold."""
    return " ".join(str(each.proto) for each in app.get("bidi_component"))


@pytest.mark.parametrize(("name", "page"), [("ben", "evisits"), ("dev", "evisits-waiting")])
def test_while_it_is_off_it_says_so_and_who_may_turn_it_on(clinic: Clinic, name: str, page: str) -> None:
    ready(clinic)
    app = visit(clinic.sign_in(name), page)
    assert not app.exception
    assert "turned off" in app.info[0].value
    assert "Whoever runs Portside's server may turn it on" in app.info[0].value
    assert not {key for key in keys(app) if key and key.startswith("do-")}


def test_a_clerk_sees_every_criterion_and_proposes_with_minutes(clinic: Clinic) -> None:
    turn_on(clinic)
    _, thread = ready(clinic)
    app = visit(clinic.ben, "evisits", thread=str(thread))
    page = texts(app)
    for words in ("Rosa Diaz", "Health question", "Established patient", "Consent within the year", "✓", "unknown"):
        assert words in page, words
    assert "zz" not in page
    press(app, f"do-propose:{thread}")
    assert app.warning[0].value.startswith("Enter the minutes")
    app.number_input(key=f"evisits:minutes:{thread}").set_value(12)
    press(app, f"do-propose:{thread}")
    assert app.success[0].value == "Proposed. A prescriber decides."
    assert count(clinic, EvisitCandidate) == 1
    assert "waits for a prescriber" in rows(app)
    assert "99422, 12 minutes" in texts(app)
    assert f"do-propose:{thread}" not in keys(app)


def test_a_prescriber_answers_for_what_is_open_and_confirms(clinic: Clinic) -> None:
    turn_on(clinic)
    patient, thread = ready(clinic)
    seen(clinic, patient, 16)
    one = propose(clinic, thread)
    app = visit(clinic.dev, "evisits-waiting", proposal=str(one))
    assert "Ben Okafor" in texts(app)
    key = f"evisits:confirm:{one}"
    assert [box.key for box in app.checkbox] == [f"{key}:before", f"{key}:surgery"]
    app.checkbox(key=f"{key}:surgery").check()
    press(app, f"do-confirm:{one}")
    assert app.warning[0].value.startswith("No visit for it in the week before")
    assert count(clinic, Charge) == 0
    app.checkbox(key=f"{key}:before").check()
    app.number_input(key=f"{key}:minutes").set_value(6)
    press(app, f"do-confirm:{one}")
    assert app.success[0].value == "Confirmed. The charge is posted."
    assert (candidate(clinic, one).code, held(clinic, "patient", patient)) == ("99421", "15.00")


def test_a_refusal_has_a_reason_that_the_clerk_reads(clinic: Clinic) -> None:
    turn_on(clinic)
    _, thread = ready(clinic)
    one = propose(clinic, thread)
    app = visit(clinic.dev, "evisits-waiting", proposal=str(one))
    press(app, f"do-refuse:{one}")
    assert app.warning[0].value == "Say why. Nothing was changed."
    app.radio(key=f"evisits:why:{one}").set_value("courtesy")
    press(app, f"do-refuse:{one}")
    assert app.success[0].value == "Refused. Nothing is charged."
    assert "Not billed, as a courtesy" in texts(visit(clinic.ben, "evisits", proposal=str(one)))


def test_a_patients_consent_is_kept(clinic: Clinic) -> None:
    patient = clinic.patient("Tomasina", "Berg")
    app = visit(clinic.ben, "evisits")
    key = next(box.key for box in app.text_input if box.key and box.key.startswith("evisits:consent:"))
    app.text_input(key=key).set_value("Tomasina").run()
    found = next(box for box in app.radio if box.label == "Which one")
    found.set_value(patient.id).run()
    assert "Not asked before." in texts(app)
    press(app, "do:evisits:consent")
    assert app.warning[0].value == "Choose what they said."
    next(box for box in app.radio if box.label == "They said").set_value(True)
    press(app, "do:evisits:consent")
    assert app.success[0].value == "Kept."
    assert count(clinic, EvisitConsent) == 1


@pytest.mark.parametrize("name", ["alice", "carla", "erin", "farid"])
def test_the_others_are_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    turn_on(clinic)
    ready(clinic)
    for page in ("evisits", "evisits-waiting"):
        assert "Messages that may be billed" not in texts(visit(clinic.sign_in(name), page))
