"""A claim of nobody we knew, once a clerk knows whose it is: posted as it would have been when it came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.ledger_posting import business_day, post, reverse, standing
from db.actions.payment_exceptions import Arising, arise_all
from db.actions.payment_exceptions import settle as settle_exception
from db.actions.remittance_claims import REVERSAL, known_about
from db.actions.remittance_entries import paid_before, settle
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.models import Charge, LedgerEntry, RemitClaim, Remittance
from db.registry import action
from db.remittance_lines import Adjustment, Claim, Service
from db.roles import Permission

PLACED = "A clerk found whose claim it is."


@action("remit-claim.place", needs=Permission.PAYMENT_MATCH)
def place_claim(session: Session, *, by: Credential, claim_id: int, charge_id: int) -> None:
    """Post a claim that was matched to nobody to the patient of a charge, and take back what held its money apart.

    The charges that were billed with that one are matched to its services. The exception is settled; a denial raises
    one of its own, and so does one that was paid already. Raises `NotFound`, `Conflict` where it has its patient
    already, and `Invalid` for a claim of a remittance that isn't posted, or a reversal of a claim that has no patient.
    """
    row = session.get(RemitClaim, claim_id, with_for_update=True)
    charge = session.get(Charge, charge_id)
    if row is None or charge is None:
        raise NotFound("claim" if row is None else "charge")
    remittance = session.get_one(Remittance, row.remittance_id)
    if remittance.state != "posted":
        raise Invalid("claim_id", "The payment of this claim doesn't balance and isn't posted. Nothing was changed.")
    if row.patient_id is not None:
        raise Conflict("This claim has its patient already. Nothing was changed.")
    today = business_day(session)
    apart = select(LedgerEntry.id).where(LedgerEntry.claim_id == claim_id, standing())
    for entry_id in session.scalars(apart).all():
        reverse(session, entry_id, reason=PLACED, on_day=today)
    # Its charges are under the clinic's number, and what it takes back under the one that the insurer wrote.
    claim, billed = as_it_came(row, row.control_number), as_it_came(row, charge.claim_number)
    known = known_about(session, [claim, billed], placing=claim_id)
    match = known.match(billed)
    if match.reason or charge_id not in known.accounts:
        raise Invalid("charge_id", match.reason or "This charge was billed under no claim number. Nothing was changed.")
    done = settle(claim, match, known, claim_id=claim_id, remittance_id=remittance.id, on_day=today)
    if done.took_back is not None and done.took_back.account is None:
        raise Invalid("claim_id", "It takes back another claim of nobody. Place that one first; nothing was changed.")
    if done.entry is not None:
        post(session, done.entry)
    whose = done.account or known.accounts[charge_id]
    row.patient_id, row.encounter_id, row.denied = whose.patient_id, whose.encounter_id, done.denied != 0
    session.flush()
    settle_exception(session, kind="unmatched_claim", record_type="remit_claim", record_id=claim_id, resolution=PLACED)
    headline = f"{remittance.payer_name}: claim {row.control_number}"
    arising = [*paid_before(known, done.charges, claim_id, headline, whose.patient_id)] if not claim.reversal else []
    if done.denied != 0:
        why = "; ".join(done.reasons) or "The payer denied the claim."
        arising.append(Arising("denial", "remit_claim", claim_id, done.denied, headline, why, whose.patient_id))
    arise_all(session, arising)
    audit(
        session, "remit-claim.placed", patient_id=whose.patient_id, subject=("remit_claim", claim_id), charge=charge_id
    )


def as_it_came(row: RemitClaim, control_number: str) -> Claim:
    """A kept claim as it was read, under a number of its own or the one that the clinic billed it with."""
    family, _, given = row.patient_name.partition(", ")
    return Claim(
        position=row.position,
        control_number=control_number,
        status=row.status,
        charged=row.charged,
        paid=row.paid,
        patient_responsibility=row.patient_responsibility,
        filing="",
        payer_claim_number=row.payer_claim_number,
        patient_family=family,
        patient_given=given,
        patient_id_code="",
        corrected_family="",
        corrected_given="",
        service_from=row.service_from,
        adjustments=tuple(_adjustment(one) for one in row.adjustments),
        services=tuple(_service(one) for one in row.services),
        remarks=tuple(row.remarks),
        interest=row.interest,
        reversal=row.status == REVERSAL,
    )


def _service(kept: Mapping[str, Any]) -> Service:
    return Service(
        position=kept["position"],
        procedure=kept["procedure"],
        qualifier=kept["qualifier"],
        modifiers=tuple(kept["modifiers"]),
        charged=Decimal(kept["charged"]),
        paid=Decimal(kept["paid"]),
        units=Decimal(kept["units"]) if kept["units"] is not None else None,
        line_control=kept["line_control"],
        service_on=date.fromisoformat(kept["service_on"]) if kept["service_on"] else None,
        adjustments=tuple(_adjustment(one) for one in kept["adjustments"]),
        remarks=tuple(kept["remarks"]),
    )


def _adjustment(kept: Mapping[str, Any]) -> Adjustment:
    quantity = kept["quantity"]
    return Adjustment(
        kept["group"], kept["reason"], Decimal(kept["amount"]), Decimal(quantity) if quantity is not None else None
    )
