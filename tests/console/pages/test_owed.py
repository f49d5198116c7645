"""What is owed to the clinic: by patients and each insurer, by its age."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.engine import use
from tests.conftest import Clinic
from tests.console.visiting import texts, visit
from tests.money import charge, payer, take


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def test_without_any_money_nothing_is_owed(clinic: Clinic) -> None:
    app = visit(clinic.ben, "owed")
    assert not app.exception
    assert "Together" in texts(app)
    assert app.caption[0].value.startswith(r"Patients have \$0.00 of credit")


def test_patients_and_each_insurer_stand_in_a_row_by_age_with_their_sums(clinic: Clinic) -> None:
    rosa = clinic.patient()
    charge(clinic, rosa, "80.00", days_ago=100)
    charge(clinic, rosa, "120.00", days_ago=130, payer_id=payer(clinic, "North <Health>"))
    charge(clinic, rosa, "40.00", days_ago=5, payer_id=payer(clinic, "Harbor Health Plan"))
    take(clinic, clinic.patient("Tom", "Berg"), "50.00")
    for who in (clinic.ben, clinic.carla):
        app = visit(who, "owed")
        assert not app.exception
        page = texts(app)
        for words in ("0-30 days", "over 120 days", "North &lt;Health&gt;", "Harbor Health Plan", "$120.00", "$240.00"):
            assert words in page, words
        assert page.index("North") < page.index("Harbor")
        assert app.caption[0].value.startswith(r"Patients have \$50.00 of credit")


def test_the_front_desk_does_not_see_it(clinic: Clinic) -> None:
    assert "Together" not in texts(visit(clinic.erin, "owed"))
