"""Where a claim of nobody we knew may belong: what was billed for a patient, claim by claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.credentials import Credential
from db.models import Charge, Payer
from db.queries.paging import PAGE_SIZE, plain_rows
from db.registry import query
from db.roles import Permission
from rules.ledger_owed import ZERO


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """A claim as the clinic billed it: `charge_id` stands for all `many` charges of it, `charged` is their sum.

    `same`: as much was charged as the remitted claim says.
    """

    charge_id: int
    claim_number: str
    what: str
    many: int
    service_on: date
    charged: Decimal
    payer: str
    same: bool


@query("remit-claim.places", needs=Permission.PAYMENT_MATCH)
def places(
    session: Session, *, viewer: Credential, patient_id: int, charged: Decimal = ZERO, size: int = PAGE_SIZE
) -> tuple[ClaimPlace, ...]:
    """The claims that were billed for a patient: those that come to `charged` first, then the newest.

    Only `size` of them; what was billed under no claim number can't be named by an insurer. Nobody has none.
    """
    rows = plain_rows(session, _BILLED.where(Charge.patient_id == patient_id), {})
    found = [_place([*some], abs(charged)) for _, some in groupby(rows, lambda row: row.claim_number)]
    return tuple(sorted(found, key=lambda one: (one.same, one.service_on, one.charge_id), reverse=True)[:size])


_BILLED = (
    select(Charge.id, Charge.claim_number, Charge.display, Charge.procedure, Charge.amount, Charge.service_on)
    .add_columns(Payer.name.label("payer"))
    .outerjoin(Payer, Payer.id == Charge.payer_id)
    .where(Charge.claim_number != "")
    .order_by(Charge.claim_number, Charge.id)
)


def _place(rows: Sequence[Any], charged: Decimal) -> ClaimPlace:
    first, whole = rows[0], sum((row.amount for row in rows), ZERO)
    what = first.display or first.procedure
    return ClaimPlace(
        first.id, first.claim_number, what, len(rows), first.service_on, whole, first.payer or "", whole == charged
    )
