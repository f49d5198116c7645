"""What stands behind the claims of a remittance: our charges, what was paid on them before, what payers still owe.

Read for all claims at once: no statement is run for one of them. For actions, not one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import ARRAY, Text, any_, func, literal, select
from sqlalchemy.orm import Session

from db.actions.ledger_posting import Posting
from db.copying import among
from db.models import Charge, LedgerEntry, LedgerLine, Payer, RemitClaim, Remittance
from db.remittance_lines import Claim
from rules.patient_identifiers import usable_identifier
from rules.payment_claims import BilledLine, ClaimMatch, RemittedClaim, RemittedLine, by_control_number, claim_for

ZERO = Decimal("0.00")
REVERSAL = "22"  # CLP-2


@dataclass(frozen=True, slots=True)
class Account:
    """Whose a charge is."""

    patient_id: int
    encounter_id: int | None
    payer_id: int | None


@dataclass(frozen=True, slots=True)
class Original:
    """A claim that was settled before, and what it came to in the ledger: what a reversal takes back.

    `account` is whose it is, None while nobody knows.
    """

    claim_id: int
    charged: Decimal
    paid: Decimal
    postings: tuple[Posting, ...]
    account: Account | None


@dataclass(slots=True)
class Known:
    """What is known about the claims of a file; posting one changes it for those that follow.

    Of each charge: what payers still owe (`owed`), and what claims have put on the patient so far (`shared`).
    """

    billed: dict[str, list[BilledLine]]
    accounts: dict[int, Account]
    owed: dict[int, Decimal]
    shared: dict[int, Decimal]
    originals: dict[str, list[Original]] = field(default_factory=lambda: defaultdict(list))

    def match(self, claim: Claim) -> ClaimMatch:
        """Which charge each service of a claim is for."""
        lines = tuple(
            RemittedLine(
                one.position, one.procedure, one.charged, one.modifiers, one.line_control,
                one.service_on or claim.service_from,
            )
            for one in claim.services
        )  # fmt: skip
        return claim_for(RemittedClaim(claim.control_number, lines), self.billed)

    def settled(self, claim: Claim, claim_id: int, postings: tuple[Posting, ...], account: Account | None) -> None:
        """Take a claim that is posted into account for those that follow."""
        for line in postings:
            sums = self.owed if line.account == "payer" else self.shared if line.account == "patient" else None
            if sums is not None and line.charge_id is not None:
                sums[line.charge_id] = sums.get(line.charge_id, ZERO) + line.amount
        if not claim.reversal:
            number = usable_identifier(claim.control_number)
            self.originals[number].append(Original(claim_id, claim.charged, claim.paid, postings, account))

    def too_much(self, charges: Iterable[int]) -> Decimal:
        """By how much payers have settled these charges beyond what they owed, or what was left to the patient."""
        return sum((max(-self.owed.get(one, ZERO), -self.shared.get(one, ZERO), ZERO) for one in charges), ZERO)

    def originals_of(self, control_number: str) -> list[Original]:
        """What was settled under a claim's number and not taken back since; nothing under a filler."""
        number = usable_identifier(control_number)
        return self.originals[number] if number else []

    def taken_back(self, claim: Claim) -> Original | None:
        """What a reversal takes back: the newest of the same charge, and of the same payment if there is one."""
        return _take(self.originals_of(claim.control_number), claim.charged, claim.paid)


def _take(kept: list[Original], charged: Decimal, paid: Decimal) -> Original | None:
    fits = [one for one in kept if one.charged == -charged]
    found = ([one for one in fits if one.paid == -paid] or fits)[-1] if fits else None
    if found is not None:
        kept.remove(found)
    return found


def known_about(session: Session, claims: Sequence[Claim], *, placing: int | None = None) -> Known:
    """What is known about these claims. Five statements at most, however many they are.

    `placing` is the id of a kept claim among them: it is about to be posted anew, and has taken nothing back yet.
    """
    numbers = _as_billed(claims)
    if not numbers:
        return Known({}, {}, {}, {})
    accounts: dict[int, Account] = {}
    lines: list[BilledLine] = []
    for row in session.execute(_CHARGES.where(Charge.claim_number == _one_of(numbers))):
        accounts[row.id] = Account(row.patient_id, row.encounter_id, row.payer_id)
        lines.append(
            BilledLine(
                row.id, row.patient_id, row.claim_number, row.procedure, row.amount,
                tuple(row.modifiers.replace(",", " ").split()), row.line_number, row.service_on,
            )
        )  # fmt: skip
    known = Known(by_control_number(lines), accounts, {}, {})
    _balances(session, known)
    if any(claim.reversal for claim in claims):
        numbers_back = [claim.control_number for claim in claims if claim.reversal]
        _originals(session, known, numbers_back, placing)
    return known


def payers_by_name(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The clinic's payers of these names, by the name without case."""
    folded = sorted({name.casefold() for name in names if name})
    if not folded:
        return {}
    lower = func.lower(Payer.name)
    return {row.name.casefold(): row.id for row in session.execute(
        select(Payer.id, Payer.name).where(lower == _one_of(folded))
    )}  # fmt: skip


def _balances(session: Session, known: Known) -> None:
    """What stands on each charge: with payers, and with the patient by claims' word (not by their own payments)."""
    if not known.accounts:
        return
    by_claims = LedgerEntry.claim_id.is_not(None)
    found = (
        select(LedgerLine.charge_id, LedgerLine.account, func.sum(LedgerLine.amount).label("amount"))
        .join(LedgerEntry, LedgerEntry.id == LedgerLine.entry_id)
        .where(among(LedgerLine.charge_id, known.accounts))
        .where((LedgerLine.account == "payer") | ((LedgerLine.account == "patient") & by_claims))
        .group_by(LedgerLine.charge_id, LedgerLine.account)
    )
    for row in session.execute(found):
        (known.owed if row.account == "payer" else known.shared)[row.charge_id] = row.amount


def _originals(session: Session, known: Known, numbers: Iterable[str], placing: int | None) -> None:
    """Claims of these numbers that were posted before, in their order, less what was taken back since."""
    before = session.execute(
        select(RemitClaim.id, RemitClaim.control_number, RemitClaim.status, RemitClaim.charged, RemitClaim.paid)
        .add_columns(RemitClaim.patient_id, RemitClaim.encounter_id)
        .join(Remittance, Remittance.id == RemitClaim.remittance_id)
        .where(RemitClaim.control_number == _one_of(sorted(set(numbers))), Remittance.state == "posted")
        .where(RemitClaim.id.is_distinct_from(placing))
        .order_by(RemitClaim.id)
    ).all()
    effects = _effects(session, [row.id for row in before])
    for row in before:
        kept = known.originals[usable_identifier(row.control_number)]
        if row.status == REVERSAL:
            _take(kept, row.charged, row.paid)
        else:
            account = None if row.patient_id is None else Account(row.patient_id, row.encounter_id, None)
            kept.append(Original(row.id, row.charged, row.paid, tuple(effects[row.id]), account))


def _effects(session: Session, claim_ids: Sequence[int]) -> dict[int, list[Posting]]:
    """What claims have come to in the ledger, with everything that was moved or taken back since."""
    line = (LedgerLine.account, LedgerLine.patient_id, LedgerLine.encounter_id, LedgerLine.payer_id,
            LedgerLine.charge_id)  # fmt: skip
    found = (
        select(LedgerEntry.claim_id, *line, func.sum(LedgerLine.amount).label("amount"))
        .join(LedgerEntry, LedgerEntry.id == LedgerLine.entry_id)
        .where(among(LedgerEntry.claim_id, claim_ids))
        .group_by(LedgerEntry.claim_id, *line)
    )
    effects: dict[int, list[Posting]] = defaultdict(list)
    for row in session.execute(found) if claim_ids else ():
        effects[row.claim_id].append(
            Posting(row.account, row.amount, row.patient_id, row.encounter_id, row.payer_id, row.charge_id)
        )
    return effects


def _as_billed(claims: Sequence[Claim]) -> list[str]:
    """The control numbers in the ways payers change them: other case, without zeros in front."""
    return sorted({way for claim in claims for way in _ways(claim.control_number.strip()) if way})


def _ways(number: str) -> Iterator[str]:
    if usable_identifier(number):
        for way in (number, number.lstrip("0")):
            yield from (way, way.upper(), way.lower())


def _one_of(texts: Sequence[str]) -> object:
    return any_(literal(list(texts), ARRAY(Text)))


_CHARGES = select(
    Charge.id, Charge.patient_id, Charge.encounter_id, Charge.payer_id, Charge.claim_number, Charge.line_number,
    Charge.procedure, Charge.modifiers, Charge.amount, Charge.service_on,
)  # fmt: skip
