"""What is owed to the clinic: by patients and each insurer, by its age."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from db.actions.payment_exceptions import arise
from db.engine import use
from tests.conftest import Clinic
from tests.console.visiting import texts, visit
from tests.money import as_billing, charge, payer, take, today


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


def test_credit_stands_by_its_age_and_denials_by_their_reason(clinic: Clinic) -> None:
    take(clinic, clinic.patient(), "50.00", on_day=today(clinic) - timedelta(days=35))
    with clinic.db.transaction() as session, as_billing(session):
        for at, (why, amount) in enumerate(
            (("Not covered (CO-96)", "80"), ("Too late (CO-29)", "90"), ("Not covered (CO-96)", "30"))
        ):
            arise(
                session, kind="denial", record_type="remit_claim", record_id=at + 1, amount=Decimal(amount),
                headline="A claim", reason=why,
            )  # fmt: skip
    page = texts(visit(clinic.ben, "owed"))
    assert "by the days since it came" in page
    first, second = page.index("Not covered (CO-96)"), page.index("Too late (CO-29)")
    assert "$110.00" in page[first:second] and "$90.00" in page[second:]
    assert "not answered yet" not in texts(visit(clinic.erin, "owed"))


def test_the_front_desk_does_not_see_it(clinic: Clinic) -> None:
    assert "Together" not in texts(visit(clinic.erin, "owed"))
