"""What a remitted claim is in the ledger. For actions, not one.

Paid: announced by the insurer, no longer owed by it. Taken off by contract: written off. The patient's share: owed by
the patient instead. Two things stay owed by the insurer until a person decides: what was **denied**, and the patient's
share of a claim that was forwarded to the next payer. What an earlier payer did (OA-23) is that payer's remittance to
say, and isn't posted again.

What nobody's charge was found for is kept apart, under `difference`, until a clerk places it.

A later payer's remittance speaks of the whole charge, most of which is settled. Of what it takes off only so much is
posted as is still open; what it pays comes off the patient where the first payer has put it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from db.actions.ledger_posting import Entry, Posting
from db.actions.payment_exceptions import Arising
from db.actions.remittance_claims import Account, Known, Original
from db.remittance_lines import Adjustment, Claim, ProviderAdjustment
from rules.payment_claims import ClaimMatch
from rules.remit_codes import is_forwarded, nature_of, provider_adjustment_words, reason_words

ZERO = Decimal("0.00")
LATER_PAYERS = frozenset({"2", "3", "20", "21"})  # CLP-2: as the second or third payer
DENIED = "4"
INTEREST = "L6"  # PLB-3: interest that the payer owed


@dataclass(slots=True)
class _Part:
    """What a claim says about one charge, or about none of ours in particular."""

    paid: Decimal = ZERO
    contractual: Decimal = ZERO
    patient: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Settled:
    """A claim as it is posted. `denied` is what the payer refuses of it; `reasons` are its codes, each once.

    `account` is whose it is, None where nobody knows. `took_back`: what was posted before, where it is a reversal.
    """

    entry: Entry | None
    postings: tuple[Posting, ...]
    denied: Decimal
    reasons: tuple[str, ...]
    account: Account | None
    took_back: Original | None

    @property
    def charges(self) -> frozenset[int]:
        """The charges that it settles."""
        return frozenset(line.charge_id for line in self.postings if line.charge_id is not None)


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim's amounts by charge, with what isn't posted."""

    parts: dict[int | None, _Part] = field(default_factory=dict)
    denials: list[Adjustment] = field(default_factory=list)
    earlier_payer: list[Adjustment] = field(default_factory=list)


def settle(
    claim: Claim, match: ClaimMatch, known: Known, *, claim_id: int, remittance_id: int, on_day: date
) -> Settled:
    """A claim's entry, and what was denied; `known` goes on by it. No entry where nothing is to be posted."""
    read = _read(claim, match)
    account = None if match.reason else _whose(match, known)
    original = known.taken_back(claim) if claim.reversal else None
    if original is not None and original.account is not None and _undoes(claim, original):
        # The exact opposite of what the claim was posted as, wherever a person has moved it since, and of the same
        # patient. What nobody has is still to be posted to somebody, and is taken back there.
        postings, account = tuple(_opposite(original.postings)), original.account
    elif account is None:
        postings = _lines([Posting("remit", claim.paid), Posting("difference", -claim.paid)])
    else:
        later = claim.status in LATER_PAYERS or bool(read.earlier_payer)
        postings = _lines(_of_parts(claim, match, read, known, later=later))
    known.settled(claim, claim_id, postings, account)
    denied = ZERO if claim.reversal else sum((one.amount for one in read.denials), ZERO)
    if claim.status == DENIED and denied == 0:
        denied = claim.charged
    kind = "difference" if account is None else "insurer_payment" if claim.paid else "adjustment"
    entry = None
    if postings:
        words = f"Claim {claim.control_number}: {match.reason}" if account is None else f"Claim {claim.control_number}"
        entry = Entry(kind, "insurer", on_day, postings, words, claim_id=claim_id, remittance_id=remittance_id)
    reasons = tuple(dict.fromkeys(f"{reason_words(one.reason)} ({one.group}-{one.reason})" for one in read.denials))
    return Settled(entry, postings, denied, reasons, account, original)


def _undoes(claim: Claim, original: Original) -> bool:
    """Whether a reversal is of all that was paid, and that is in the books still: then its opposite takes it back."""
    remit = sum((line.amount for line in original.postings if line.account == "remit"), ZERO)
    return bool(original.postings) and remit == original.paid == -claim.paid


def original_is_missing(claim: Claim, known: Known) -> bool:
    """Whether a reversal takes back a claim that never came. To be asked before it is settled."""
    return claim.reversal and not any(one.charged == -claim.charged for one in known.originals_of(claim.control_number))


def paid_before(
    known: Known, charges: Iterable[int], claim_id: int, headline: str, patient_id: int | None
) -> Iterator[Arising]:
    """The exception about a claim whose charges were settled before. To be asked when all of its file is settled."""
    too_much = known.too_much(charges)
    if too_much:
        why = f"Its charges are settled by {too_much:,.2f} more than was owed. The insurer may have paid them before."
        yield Arising("duplicate", "remit_claim", claim_id, too_much, headline, why, patient_id)


def provider_entry(one: ProviderAdjustment, *, remittance_id: int, payer_id: int | None, on_day: date) -> Entry:
    """What stands beside the claims (PLB): interest, or money withheld or given. Positive reduces the payment."""
    account, kind = ("interest", "interest") if one.code.upper() == INTEREST else ("recoupment", "provider_adjustment")
    lines = (Posting(account, one.amount, payer_id=payer_id), Posting("remit", -one.amount, payer_id=payer_id))
    words = f"{provider_adjustment_words(one.code)} ({one.code} {one.reference})"
    return Entry(kind, "insurer", on_day, lines, words, remittance_id=remittance_id)


def _read(claim: Claim, match: ClaimMatch) -> _Read:
    of_service = {pair.position: pair.charge_id for pair in match.pairs}
    single = {pair.charge_id for pair in match.pairs} | set(match.charges_left)
    of_claim = next(iter(single)) if len(single) == 1 else None
    read = _Read()
    for service in claim.services:
        charge_id = of_service.get(service.position)
        read.parts.setdefault(charge_id, _Part()).paid += service.paid
        _take(read, charge_id, service.adjustments, claim)
    # What is taken off the claim as a whole, its services say that they were paid.
    whole = -sum((one.amount for one in claim.adjustments), ZERO) if claim.services else claim.paid
    read.parts.setdefault(of_claim, _Part()).paid += whole
    _take(read, of_claim, claim.adjustments, claim)
    return read


def _take(read: _Read, charge_id: int | None, adjustments: Iterable[Adjustment], claim: Claim) -> None:
    part = read.parts.setdefault(charge_id, _Part())
    for one in adjustments:
        nature = nature_of(one.group, one.reason)
        if nature == "denial":
            read.denials.append(one)
        elif nature == "prior payer":
            read.earlier_payer.append(one)
        elif nature == "patient" or (nature == "other" and one.group.upper() == "PR"):
            part.patient += ZERO if is_forwarded(claim.status) else one.amount
        else:
            part.contractual += one.amount


def _of_parts(claim: Claim, match: ClaimMatch, read: _Read, known: Known, *, later: bool) -> Iterator[Posting]:
    whose = _whose(match, known)
    yield Posting("remit", claim.paid, payer_id=whose.payer_id)
    for charge_id, part in read.parts.items():
        account = known.accounts[charge_id] if charge_id is not None else whose
        from_payer = part.paid + part.contractual + part.patient
        from_patient = ZERO
        if later and charge_id is not None:
            owed, shared = known.owed.get(charge_id, ZERO), known.shared.get(charge_id, ZERO)
            still = max(owed + shared - part.paid - part.patient, ZERO)
            part.contractual = min(part.contractual, still)
            whole = part.paid + part.contractual + part.patient
            from_payer = min(whole, max(owed, ZERO))
            from_patient = whole - from_payer
        patient = (account.patient_id, account.encounter_id)
        yield Posting("contractual", part.contractual, *patient, account.payer_id, charge_id)
        yield Posting("patient", part.patient - from_patient, *patient, None, charge_id)
        yield Posting("payer", -from_payer, *patient, account.payer_id, charge_id)


def _whose(match: ClaimMatch, known: Known) -> Account:
    charge_id = match.pairs[0].charge_id if match.pairs else match.charges_left[0]
    return known.accounts[charge_id]


def _lines(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    return tuple(line for line in postings if line.amount != 0)


def _opposite(postings: Iterable[Posting]) -> Iterator[Posting]:
    for line in _lines(postings):
        yield Posting(line.account, -line.amount, line.patient_id, line.encounter_id, line.payer_id, line.charge_id)
