"""Pharmacies: a settings table like any other, with what orders need of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from db.actions.pharmacies import ACTIONS
from db.actions.records import Kept
from db.credentials import Credential
from db.errors import Forbidden, Invalid
from db.models import Pharmacy
from db.queries.records import QUERIES_OF
from tests.conftest import Clinic

GOOD = {"name": "Main Street Pharmacy", "ncpdp": "1234567", "phone": "555-0170", "email": "orders@pharmacy.invalid"}


def create(clinic: Clinic, by: Credential, **values: Any) -> Kept:
    with clinic.db.transaction() as session:
        return ACTIONS.create(session, by=by, token=uuid4(), values=GOOD | values)


def test_a_pharmacy_is_added_and_found(clinic: Clinic) -> None:
    made = create(clinic, clinic.alice)
    with clinic.db.transaction() as session:
        (row,) = QUERIES_OF["pharmacy"].listed(session, viewer=clinic.farid, search="Main").rows
    assert row.id == made.row_id and row.values["ncpdp"] == "1234567"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\tb"}, "name"),
        ({"ncpdp": "12345"}, "ncpdp"),
        ({"ncpdp": "١٢٣٤٥٦٧"}, "ncpdp"),
        ({"email": "nowhere"}, "email"),
        ({"email": "a b@c.invalid"}, "email"),
        ({"phone": "", "email": "", "fax": ""}, "phone"),
    ],
)
def test_what_no_order_could_reach_is_refused(clinic: Clinic, values: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        create(clinic, clinic.alice, **values)
    assert refused.value.field == field


def test_many_have_no_number_and_none_has_anothers(clinic: Clinic) -> None:
    first = create(clinic, clinic.alice, ncpdp="")
    create(clinic, clinic.alice, ncpdp="  ")
    with clinic.db.transaction() as session:
        assert session.get_one(Pharmacy, first.row_id).ncpdp is None
    create(clinic, clinic.alice)
    with pytest.raises(Invalid, match="already a pharmacy with this ncpdp"):
        create(clinic, clinic.alice)


def test_who_may_not_edit_them_adds_none(clinic: Clinic) -> None:
    for token in (clinic.ben, clinic.erin):
        with pytest.raises(Forbidden):
            create(clinic, token)
