"""Posting a file of remittances: what balances goes to the ledger, what doesn't is kept and waits for a clerk.

One transaction a file, and a few statements whatever its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, Text, any_, literal, select
from sqlalchemy.orm import Session

from db.actions.billing_files import mark_posted, to_post
from db.actions.ledger_posting import Entry, business_day, post_all, require_open
from db.actions.payment_exceptions import Arising, arise_all, settle_all
from db.actions.remittance_claims import Account, Known, known_about, payers_by_name
from db.actions.remittance_entries import original_is_missing, paid_before, provider_entry, settle
from db.copying import insert_rows, next_ids
from db.credentials import Credential
from db.models import BillingFile, ProviderAdjustment, RemitClaim
from db.models import Remittance as RemittanceRow
from db.registry import action
from db.remittance_lines import Adjustment, Claim, Difference, Remittance, RemittanceFile, Service
from db.roles import Permission
from rules.patient_identifiers import usable_identifier
from rules.remit_codes import is_recoupment, provider_adjustment_words

MENDED = "The insurer sent the payment again, and it balances."
TAKEN_BACK = "The insurer took the claim back."
# Which payment it is: payer, trace, amount, day.
Identity = tuple[str, str, Decimal, date | None]


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a file: of its payments and of their claims."""

    posted: int
    unbalanced: int
    known: int
    tests: int
    claims: int
    unmatched: int


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim in a list of exceptions."""

    id: int
    headline: str
    patient_id: int | None


@dataclass(slots=True)
class _Rows:
    """What is to be written, table by table. `newest` is the claim of this file that settled a charge last."""

    remittances: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    adjustments: list[dict[str, Any]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    problems: list[Arising] = field(default_factory=list)
    newest: dict[int, _Claim] = field(default_factory=dict)
    taken_back: list[int] = field(default_factory=list)
    unmatched: int = 0


@action("remittance-file.post", needs=Permission.SYSTEM_RUN)
def post_remittances(session: Session, *, by: Credential, file_id: int, found: RemittanceFile) -> Posted:
    """Post the remittances of a file that somebody said to post.

    A payment that is in the books adds nothing and raises `duplicate`: its money may have come twice as well. One that
    doesn't balance is kept and raises `unbalanced_remit`; one that its sender marked as a test isn't taken. Raises
    `Conflict` where nobody said to post it, and `Invalid` where today is closed; nothing is posted then.
    """
    file = to_post(session, file_id)
    today = business_day(session)
    require_open(session, [today])
    real = [one for one in found.remittances if not one.test]
    fresh, again, mended, posted = _apart(session, real)
    balanced = [one for one in fresh if not one.differences]
    known = known_about(session, [claim for one in balanced for claim in one.claims])
    payers = payers_by_name(session, (one.payer_name for one in fresh))
    rows = _Rows()
    for one, remittance_id in zip(fresh, next_ids(session, RemittanceRow, len(fresh)), strict=True):
        payer_id = payers.get(one.payer_name.casefold())
        rows.remittances.append(_row(file, remittance_id, one, payer_id))
        if one.differences:
            rows.problems.append(_unbalanced(remittance_id, one))
    ids = [row["id"] for row in rows.remittances]
    posted |= {_identity(one): key for one, key in zip(fresh, ids, strict=True) if not one.differences}
    rows.problems += [_seen_twice(posted[_identity(one)], one, file) for one in again if _identity(one) in posted]
    _claims(session, rows, fresh, ids, known, today)
    _paid_before(rows, known)
    _beside(session, rows, fresh, today)
    _write(session, rows)
    settle_all(session, [("duplicate", "remit_claim", each) for each in rows.taken_back], resolution=TAKEN_BACK)
    settle_all(session, [("unbalanced_remit", "remittance", each) for each in mended], resolution=MENDED)
    done = Posted(
        posted=len(balanced),
        unbalanced=len(fresh) - len(balanced),
        known=len(again),
        tests=len(found.remittances) - len(real),
        claims=sum(len(one.claims) for one in balanced),
        unmatched=rows.unmatched,
    )
    mark_posted(session, file, new=done.claims, known=sum(len(one.claims) for one in again), facts=_facts(done))
    return done


def _apart(
    session: Session, found: Sequence[Remittance]
) -> tuple[list[Remittance], list[Remittance], list[int], dict[Identity, int]]:
    """Those that are new, those that came before, the kept ones that now came whole, and what is in the books already.

    A payment without a trace is always new.
    """
    books: dict[Identity, int] = {}
    kept: dict[Identity, list[int]] = {}
    for row in _with_traces(session, sorted({one.trace for one in found if usable_identifier(one.trace)})):
        identity = (row.payer_ref, row.trace, row.amount, row.paid_on)
        if row.state == "posted":
            books[identity] = row.id
        else:
            kept.setdefault(identity, []).append(row.id)
    posted = set(books)
    fresh: list[Remittance] = []
    again: list[Remittance] = []
    mended: list[int] = []
    for one in found:
        identity = _identity(one)
        if not usable_identifier(one.trace):
            fresh.append(one)
        elif identity in posted or (one.differences and identity in kept):
            again.append(one)
        else:
            fresh.append(one)
            if one.differences:
                kept[identity] = []
            else:
                posted.add(identity)
                mended += kept.get(identity, [])
    return fresh, again, mended, books


def _identity(one: Remittance) -> Identity:
    return (one.payer_id, one.trace, one.amount, one.paid_on)


def _with_traces(session: Session, traces: Sequence[str]) -> Sequence[Any]:
    row = RemittanceRow
    asked = select(row.id, row.payer_ref, row.trace, row.amount, row.paid_on, row.state)
    return session.execute(asked.where(row.trace == any_(literal(traces, ARRAY(Text))))).all() if traces else ()


def _claims(
    session: Session, rows: _Rows, fresh: Sequence[Remittance], ids: Sequence[int], known: Known, today: date
) -> None:
    claim_ids = iter(next_ids(session, RemitClaim, sum(len(one.claims) for one in fresh)))
    for one, remittance_id in zip(fresh, ids, strict=True):
        for claim in one.claims:
            claim_id = next(claim_ids)
            if one.differences:
                rows.claims.append(_claim_row(claim, claim_id, remittance_id, None, denied=False))
            else:
                _claim(rows, one, claim, claim_id, remittance_id, known, today)


def _claim(
    rows: _Rows, one: Remittance, claim: Claim, claim_id: int, remittance_id: int, known: Known, today: date
) -> None:
    """A claim of a remittance that balances: its row, its entry, and what a clerk has to look at."""
    match = known.match(claim)
    orphan = original_is_missing(claim, known)
    done = settle(claim, match, known, claim_id=claim_id, remittance_id=remittance_id, on_day=today)
    patient_id = done.account.patient_id if done.account else None
    rows.claims.append(_claim_row(claim, claim_id, remittance_id, done.account, denied=done.denied != 0))
    if done.entry is not None:
        rows.entries.append(done.entry)
    headline = f"{one.payer_name}: claim {claim.control_number}"
    if not claim.reversal:
        rows.newest |= dict.fromkeys(done.charges, _Claim(claim_id, headline, patient_id))
    elif done.took_back is not None:
        rows.taken_back.append(done.took_back.claim_id)

    def problem(kind: str, amount: Decimal, reason: str) -> None:
        rows.problems.append(Arising(kind, "remit_claim", claim_id, amount, headline, reason, patient_id))

    if done.account is None:
        rows.unmatched += 1
        problem("unmatched_claim", claim.paid, match.reason)
    elif done.denied != 0:
        problem("denial", done.denied, "; ".join(done.reasons) or "The payer denied the claim.")
    if orphan:
        problem("reversal_without_original", claim.paid, "The payer takes back a claim that isn't in the books.")


def _paid_before(rows: _Rows, known: Known) -> None:
    """What was settled twice, once all is: a correction may stand before the reversal that it follows."""
    charges: dict[_Claim, list[int]] = {}
    for charge_id, one in rows.newest.items():
        charges.setdefault(one, []).append(charge_id)
    for one, its in charges.items():
        rows.problems += paid_before(known, its, one.id, one.headline, one.patient_id)


def _beside(session: Session, rows: _Rows, fresh: Sequence[Remittance], today: date) -> None:
    """What stands beside the claims (PLB)."""
    adjustment_ids = iter(next_ids(session, ProviderAdjustment, sum(len(one.provider_adjustments) for one in fresh)))
    for one, row in zip(fresh, rows.remittances, strict=True):
        for position, beside in enumerate(one.provider_adjustments, 1):
            adjustment_id = next(adjustment_ids)
            rows.adjustments.append(
                {
                    "id": adjustment_id, "remittance_id": row["id"], "position": position, "code": beside.code,
                    "reference": beside.reference, "amount": beside.amount,
                }
            )  # fmt: skip
            if one.differences or beside.amount == 0:
                continue
            rows.entries.append(provider_entry(beside, remittance_id=row["id"], payer_id=row["payer_id"], on_day=today))
            if is_recoupment(beside.code):
                said = f"{provider_adjustment_words(beside.code)} ({beside.code} {beside.reference})"
                headline = f"{one.payer_name}: payment {one.trace}"
                rows.problems.append(
                    Arising("recoupment", "provider_adjustment", adjustment_id, beside.amount, headline, said)
                )


def _write(session: Session, rows: _Rows) -> None:
    insert_rows(session, RemittanceRow, rows.remittances)
    insert_rows(session, RemitClaim, rows.claims)
    insert_rows(session, ProviderAdjustment, rows.adjustments)
    post_all(session, rows.entries)
    arise_all(session, rows.problems)


def _row(file: BillingFile, remittance_id: int, one: Remittance, payer_id: int | None) -> dict[str, Any]:
    return {
        "id": remittance_id, "file_id": file.id, "position": one.position, "payer_id": payer_id,
        "payer_name": one.payer_name, "payer_ref": one.payer_id, "method": one.method, "amount": one.amount,
        "trace": one.trace if usable_identifier(one.trace) else "", "paid_on": _day(one.paid_on),
        "state": "unbalanced" if one.differences else "posted",
        "differences": [_plain(each) for each in one.differences],
    }  # fmt: skip


def _claim_row(
    claim: Claim, claim_id: int, remittance_id: int, whose: Account | None, *, denied: bool
) -> dict[str, Any]:
    patient_id, encounter_id = (whose.patient_id, whose.encounter_id) if whose else (None, None)
    return {
        "id": claim_id, "remittance_id": remittance_id, "position": claim.position,
        "control_number": claim.control_number, "status": claim.status, "charged": claim.charged, "paid": claim.paid,
        "patient_responsibility": claim.patient_responsibility, "interest": claim.interest,
        "payer_claim_number": claim.payer_claim_number,
        "patient_name": ", ".join(part for part in (claim.patient_family, claim.patient_given) if part),
        "service_from": _day(claim.service_from), "services": [_plain(one) for one in claim.services],
        "adjustments": [_plain(one) for one in claim.adjustments], "remarks": list(claim.remarks),
        "patient_id": patient_id, "encounter_id": encounter_id, "denied": denied,
    }  # fmt: skip


def _unbalanced(remittance_id: int, one: Remittance) -> Arising:
    first = one.differences[0]
    more = f", and {len(one.differences) - 1} more" if len(one.differences) > 1 else ""
    said = f"{first.where}: {first.expected} by its parts, {first.found} as written{more}."
    headline = f"{one.payer_name}: payment {one.trace}"
    return Arising("unbalanced_remit", "remittance", remittance_id, one.amount, headline, said)


def _seen_twice(remittance_id: int, one: Remittance, file: BillingFile) -> Arising:
    said = f"The insurer sent it again in {file.name}. Nothing was added; see that its money came only once."
    headline = f"{one.payer_name}: payment {one.trace}"
    return Arising("duplicate", "remittance", remittance_id, one.amount, headline, said)


def _facts(done: Posted) -> list[list[str]]:
    told = [
        ("Payments posted", done.posted), ("Claims posted", done.claims), ("Claims of nobody we know", done.unmatched),
        ("Payments kept that don't balance", done.unbalanced), ("Payments known before", done.known),
        ("Tests, not posted", done.tests),
    ]  # fmt: skip
    return [[words, f"{many:,}"] for words, many in told if many]


def _plain(one: Adjustment | Difference | Service) -> dict[str, Any]:
    """A line as JSON: amounts as text, days as ISO."""
    return {name: _value(getattr(one, name)) for name in one.__slots__}


def _value(value: Any) -> Any:
    match value:
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Adjustment():
            return _plain(value)
        case tuple():
            return [_value(one) for one in value]
    return value


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
