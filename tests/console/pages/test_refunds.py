"""Refunds that wait for a second person: approved or refused by somebody else, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.actions import refunds
from db.engine import use
from db.models import Patient
from tests.conftest import Clinic
from tests.console.visiting import press, texts, visit
from tests.money import ask, held, refund, take


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def waiting(clinic: Clinic, patient: Patient, amount: str = "250.00") -> int:
    """A refund that Ben asked for and that is above the clinic's limit; its id."""
    taken = take(clinic, patient, "300.00", "card")
    asked = ask(clinic, taken.payment_id, amount, reason="Paid by the insurer as well")
    assert asked.waits
    return asked.refund_id


def test_without_any_it_says_so(clinic: Clinic) -> None:
    for token in (clinic.ben, clinic.carla):
        app = visit(token, "refunds")
        assert not app.exception
        assert "None waits" in app.caption[0].value


def test_somebody_else_sees_who_asks_for_what_and_approves_it(clinic: Clinic) -> None:
    patient = clinic.patient("Rosa", "Diaz")
    one = waiting(clinic, patient)
    app = visit(clinic.carla, "refunds")
    page = texts(app)
    for words in ("$250.00", "$300.00", "by card", "Rosa Diaz", "Ben Okafor", "Paid by the insurer as well"):
        assert words in page, words
    app.text_input(key=f"ref:{one}").set_value("re_77")
    press(app, f"do-approve:{one}")
    assert app.success[0].value == r"\$250.00 is refunded."
    assert (refund(clinic, one).approved_by_id, refund(clinic, one).refund_ref) == (clinic.staff_id("carla"), "re_77")
    assert held(clinic, "card") == "50.00"
    assert "None waits" in app.caption[0].value


def test_who_asked_can_only_take_it_back(clinic: Clinic) -> None:
    one = waiting(clinic, clinic.patient())
    app = visit(clinic.ben, "refunds")
    assert f"do-approve:{one}" not in [button.key for button in app.button]
    assert "somebody else approves it" in app.caption[-1].value
    press(app, f"do-refuse:{one}")
    assert app.warning[0].value == "Say why. Nothing was changed."
    app.text_input(key=f"why:{one}").set_value("Asked in error")
    press(app, f"do-refuse:{one}")
    assert app.success[0].value.startswith("Refused")
    assert refund(clinic, one).refused_by_id == clinic.staff_id("ben")
    assert held(clinic, "card") == "300.00"


def test_who_comes_second_reads_that_it_was_decided(clinic: Clinic) -> None:
    one = waiting(clinic, clinic.patient())
    app = visit(clinic.carla, "refunds")
    with clinic.db.transaction() as session:
        refunds.refuse(session, by=clinic.ben, refund_id=one, reason="Asked in error")
    press(app, f"do-approve:{one}")
    assert app.warning[0].value == "This refund was refused already. Nothing was changed."
    assert not app.success


@pytest.mark.parametrize("name", ["alice", "dev", "erin", "farid"])
def test_the_others_are_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    waiting(clinic, clinic.patient())
    assert "Paid by the insurer as well" not in texts(visit(clinic.sign_in(name), "refunds"))
