"""What visits cost, and what insurers settle of it: the charges of a month, in the ledger as they are billed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from db.models import Charge, LedgerEntry, LedgerLine
from demo.bulk import Bulk
from demo.payment_files import ZERO, SettledClaim, SettledService, Taken

CENT = Decimal("0.01")
# Procedure, words and charge by what a visit is called; the last column is how likely it is among its kind.
SERVICES: dict[str, tuple[tuple[str, str, str, float], ...]] = {
    "Annual physical": (("99396", "Preventive visit, 40 to 64 years", "245.00", 1.0),),
    "Annual wellness visit": (("G0439", "Annual wellness visit", "175.00", 1.0),),
    "Well child visit": (("99392", "Preventive visit, child", "185.00", 1.0),),
    "Nurse visit": (("99211", "Office visit, nurse", "45.00", 1.0),),
    "": (("99213", "Office visit, low complexity", "145.00", 0.6),
         ("99214", "Office visit, moderate complexity", "210.00", 0.4)),
}  # fmt: skip
LABORATORY = (("36415", "Blood draw", "18.00"), ("80053", "Comprehensive metabolic panel", "42.00"))
LABORATORY_SHARE = 0.35
PREVENTIVE = ("99396", "G0439", "99392")  # paid without a share of the patient's (45 CFR 147.130)
COPAY = Decimal("25.00")
# What insurers allow of a charge, and how the rest of it falls to patients.
ALLOWED = {"Medicaid": Decimal("0.55"), "Medicare": Decimal("0.68"), "Medicare Advantage, Cedar Mutual": Decimal("0.7")}
ALLOWED_ELSE = Decimal("0.82")
COINSURED = ("Medicare",)  # 20 % under part B
DEDUCTIBLE_SHARE = 0.12
SELF_PAY = "Self-pay"
# Group and reason, and the payer's remark: for information that lacks, for an authorisation that wasn't asked.
DENIALS = (("CO", "16", "N290"), ("CO", "197", ""), ("CO", "16", "M51"))


@dataclass(slots=True)
class Visit:
    """A visit and its money: `lines` are its charges, `shares` what fell to the patient, `credit` what was paid ahead.

    `payer_id` is None where the patient pays; `account` is who pays in the portal, by id and name.
    """

    encounter_id: int
    patient_id: int
    given: str
    family: str
    mrn: str
    display: str
    payer_id: int | None
    payer: str
    at: datetime
    on: date
    account: tuple[int, str] | None
    number: str
    lines: list[tuple[int, SettledService]] = field(default_factory=list)
    shares: dict[int, Decimal] = field(default_factory=dict)
    credit: Decimal = ZERO

    @property
    def copay(self) -> bool:
        """Whether the insurer wants a copay of the patient at the visit."""
        return self.payer_id is not None and self.payer not in ALLOWED and self.lines[0][1].procedure not in PREVENTIVE

    @property
    def owed(self) -> Decimal:
        """What the patient owes of it, as far as it fell to them."""
        return sum(self.shares.values(), ZERO)


def entry(
    bulk: Bulk, kind: str, source: str, on: date, actor: str, lines: list[tuple[str, Decimal, dict[str, Any]]],
    *, staff_id: int | None = None, payment_id: int | None = None, refund_id: int | None = None,
) -> None:  # fmt: skip
    """A ledger entry with its lines: account, amount, and whose it is by column of the line."""
    entry_id = bulk.next_id(LedgerEntry)
    bulk.add(LedgerEntry, id=entry_id, kind=kind, source=source, on_day=on, actor=actor, staff_id=staff_id,
             payment_id=payment_id, refund_id=refund_id)  # fmt: skip
    for account, amount, whose in lines:
        about = {"patient_id": None, "encounter_id": None, "payer_id": None, "charge_id": None} | whose
        bulk.add(LedgerLine, entry_id=entry_id, account=account, amount=amount, **about)


def charge(rng: Random, bulk: Bulk, visit: Visit) -> None:
    """Charge a visit: one claim, a line a service, owed by the insurer or by the patient."""
    found = SERVICES.get(visit.display, SERVICES[""])
    [first] = rng.choices(found, [share for *_, share in found])
    services = [first[:3]]
    if visit.display != "Nurse visit" and rng.random() < LABORATORY_SHARE:
        services += LABORATORY
    postings: list[tuple[str, Decimal, dict[str, Any]]] = []
    for place, (procedure, words, cost) in enumerate(services, 1):
        charge_id, amount, line_number = bulk.next_id(Charge), Decimal(cost), f"{visit.number}-{place}"
        bulk.add(
            Charge, id=charge_id, patient_id=visit.patient_id, encounter_id=visit.encounter_id,
            payer_id=visit.payer_id, claim_number=visit.number if visit.payer_id else "",
            line_number=line_number if visit.payer_id else "", procedure=procedure, display=words, amount=amount,
            service_on=visit.on, created_at=visit.at,
        )  # fmt: skip
        visit.lines.append((charge_id, SettledService(procedure, amount, line_number)))
        whose = {"patient_id": visit.patient_id, "encounter_id": visit.encounter_id, "payer_id": visit.payer_id,
                 "charge_id": charge_id}  # fmt: skip
        postings += [("payer" if visit.payer_id else "patient", amount, whose), ("income", -amount, whose)]
        if visit.payer_id is None:
            visit.shares[charge_id] = amount
    entry(bulk, "charge", "system", visit.on, "Worker", postings)


def settle(rng: Random, visit: Visit, payer_number: str, *, denial: int | None = None) -> SettledClaim:
    """The visit's claim as its insurer settles it; a `denial` is one of `DENIALS` and puts nothing on the patient."""
    services: list[SettledService] = []
    deductible = visit.payer not in ALLOWED and rng.random() < DEDUCTIBLE_SHARE
    for place, (_, one) in enumerate(visit.lines):
        if denial is not None:
            group, reason, remark = DENIALS[denial]
            taken: tuple[Taken, ...] = (Taken(group, reason, one.charged),)
        else:
            taken, remark = tuple(_taken(visit, one, deductible=deductible, first=place == 0)), ""
        services.append(SettledService(one.procedure, one.charged, one.line_number, taken, remark))
    status = "1" if denial is None else "4"
    return SettledClaim(visit.number, status, payer_number, visit.family, visit.given, f"W{visit.mrn}", visit.on,
                        tuple(services))  # fmt: skip


def put_on_patient(visit: Visit, claim: SettledClaim) -> None:
    """Note what a settled claim leaves to the patient, by charge."""
    for (charge_id, _), one in zip(visit.lines, claim.services, strict=True):
        share = sum((taken.amount for taken in one.taken if taken.group == "PR"), ZERO)
        if share:
            visit.shares[charge_id] = share


def _taken(visit: Visit, one: SettledService, *, deductible: bool, first: bool) -> list[Taken]:
    """What comes off a service: above the agreed fee (45), then the patient's deductible, coinsurance or copay."""
    allowed = (one.charged * ALLOWED.get(visit.payer, ALLOWED_ELSE)).quantize(CENT)
    found = [Taken("CO", "45", one.charged - allowed)]
    if one.procedure in PREVENTIVE:
        return found
    if deductible:
        found.append(Taken("PR", "1", allowed))
    elif visit.payer in COINSURED:
        found.append(Taken("PR", "2", (allowed / 5).quantize(CENT)))
    elif visit.copay and first:
        found.append(Taken("PR", "3", min(COPAY, allowed)))
    return found
