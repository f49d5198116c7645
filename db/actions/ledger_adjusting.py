"""What a billing clerk changes about what is owed: credit used, written off, handed on, taken back.

No act goes further than what is owed: a mistake never makes somebody's balance turn round.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.ledger_parts import hold_day, hold_patient, lowered, make_good, money, reason_of
from db.actions.ledger_posting import Entry, Posting, post, reverse
from db.audit import audit
from db.credentials import Credential
from db.errors import Conflict, Invalid, NotFound
from db.models import LedgerEntry, LedgerLine, MatchSide, Payer, Refund
from db.queries.ledger_owed import owed, unapplied
from db.registry import action
from db.roles import Permission
from rules.ledger_owed import ZERO, Owed, applied

FOCUS = LedgerEntry.__tablename__
# What isn't taken back alone: its payment, file or match would go on saying something else.
OTHERWISE = {
    "payment": "Void or move the payment instead.",
    "deposit": "Undo the match instead.",
    "fee": "Undo the match instead.",
    "chargeback": "Undo the match instead.",
    "insurer_payment": "The insurer's correction comes with a file; hand on or write off what is owed instead.",
    "adjustment": "The insurer's correction comes with a file; hand on or write off what is owed instead.",
    "provider_adjustment": "The insurer's correction comes with a file; until then it stays as the insurer said.",
    "interest": "The insurer's correction comes with a file; until then it stays as the insurer said.",
    "difference": "Reopen the day instead.",
}


@action("credit.apply", needs=Permission.LEDGER_ADJUST)
def apply_credit(
    session: Session,
    *,
    by: Credential,
    patient_id: int,
    amount: Decimal | None = None,
    charge_id: int | None = None,
    seen: Decimal | None = None,
) -> int:
    """Use a patient's credit for what they owe, the oldest service first, or for one charge; the entry's id.

    As much as there is of both, unless told how much. `seen` is what was owed there on screen. Raises `Invalid` where
    there is no credit, or nothing owed, `Conflict` where what is owed isn't `seen` any more.
    """
    asked = None if amount is None else money(amount)
    hold_patient(session, patient_id)
    today = hold_day(session)
    due, credit = owed(session, patient_id, charge_id=charge_id), unapplied(session, patient_id)
    _require_seen(due, seen)
    most = min(sum((one.amount for one in due), ZERO), max(credit, ZERO))
    if most == 0:
        raise Invalid("amount", "There is no credit to use, or nothing is owed. Nothing was changed.")
    parts = _parts(due, asked or most, most)
    lines = (Posting("unapplied", asked or most, patient_id), *lowered(parts, "patient", patient_id))
    entry_id = post(session, Entry("apply", "system", today, lines))
    return _told(session, "credit.applied", patient_id, entry_id, asked or most)


@action("ledger.write-off", needs=Permission.LEDGER_ADJUST)
def write_off(
    session: Session,
    *,
    by: Credential,
    patient_id: int,
    amount: Decimal,
    reason: str,
    payer_id: int | None = None,
    charge_id: int | None = None,
    seen: Decimal | None = None,
) -> int:
    """Give up an amount that the patient owes, or that `payer_id` owes for them; the entry's id.

    Of the oldest service first, or of one charge. `seen` is what was owed there on screen. Raises `Invalid` for more
    than is owed, `Conflict` where what is owed isn't `seen` any more.
    """
    given_up, why = money(amount), reason_of(reason)
    hold_patient(session, patient_id)
    today, due = hold_day(session), owed(session, patient_id, payer_id=payer_id, charge_id=charge_id)
    _require_seen(due, seen)
    parts = _parts(due, given_up, sum((one.amount for one in due), ZERO))
    account = "patient" if payer_id is None else "payer"
    lines = (Posting("write_off", given_up), *lowered(parts, account, patient_id))
    entry_id = post(session, Entry("write_off", "correction", today, lines, why))
    return _told(session, "ledger.written-off", patient_id, entry_id, given_up, reason=why)


@action("ledger.transfer", needs=Permission.LEDGER_ADJUST)
def transfer(
    session: Session,
    *,
    by: Credential,
    patient_id: int,
    payer_id: int,
    to: str,
    amount: Decimal,
    reason: str,
    charge_id: int | None = None,
    seen: Decimal | None = None,
) -> int:
    """Hand on who owes an amount: from the payer `to` the `patient`, or from the patient to the `payer`.

    Of the oldest service first, or of one charge; the entry's id. `seen` is what was owed there on screen. Raises
    `Invalid` for more than is owed there, `Conflict` where that isn't `seen` any more.
    """
    moved, why = money(amount), reason_of(reason)
    if to not in ("patient", "payer"):
        raise Invalid("to", "Choose who owes it from now on: the patient or the insurer.")
    hold_patient(session, patient_id)
    if session.get(Payer, payer_id) is None:
        raise NotFound("insurer")
    due = owed(session, patient_id, payer_id=payer_id if to == "patient" else None, charge_id=charge_id)
    _require_seen(due, seen)
    today, parts = hold_day(session), _parts(due, moved, sum((one.amount for one in due), ZERO))
    source, owner = ("payer", None) if to == "patient" else ("patient", payer_id)
    raised = [Posting(to, one.amount, patient_id, one.encounter_id, owner, one.charge_id) for one in parts]
    lines = (*raised, *lowered(parts, source, patient_id))
    entry_id = post(session, Entry("transfer", "correction", today, lines, why))
    return _told(session, "ledger.transferred", patient_id, entry_id, moved, reason=why, to=to, payer_id=payer_id)


@action("ledger.reverse", needs=Permission.LEDGER_ADJUST)
def reverse_entry(session: Session, *, by: Credential, entry_id: int, reason: str) -> int:
    """Take an entry back by its opposite, posted today; the reversal's id. It can't be taken back twice.

    Raises `Invalid` for what is taken back where it came from: payments, matches, insurers' files, a day's close.
    """
    why = reason_of(reason)
    entry = session.get(LedgerEntry, entry_id)
    if entry is None:
        raise NotFound("ledger entry")
    if entry.kind in OTHERWISE or entry.match_id is not None:
        raise Invalid("entry_id", f"{OTHERWISE.get(entry.kind, OTHERWISE['deposit'])} Nothing was changed.")
    touched = select(LedgerLine.patient_id).where(LedgerLine.entry_id == entry_id, LedgerLine.patient_id.is_not(None))
    patients = sorted({patient_id for patient_id in session.scalars(touched) if patient_id is not None})
    for patient_id in patients:
        hold_patient(session, patient_id)
    today = hold_day(session)
    if _matched_refund(session, entry):
        raise Invalid("entry_id", f"{OTHERWISE['deposit']} Nothing was changed.")
    reversal = reverse(session, entry_id, reason=why, on_day=today)
    for patient_id in patients:
        make_good(session, patient_id, today)
    abouts: list[int | None] = [*patients] or [None]
    for about in abouts:
        audit(session, "ledger.reversed", patient_id=about, subject=(FOCUS, reversal), reason=why, entry=entry_id)
    return reversal


def _matched_refund(session: Session, entry: LedgerEntry) -> bool:
    """Whether it is a refund that was found at the processor or in the bank: it did go back.

    The refund is held, so that nobody finds it from now on.
    """
    if entry.refund_id is None:
        return False
    session.scalar(select(Refund.id).where(Refund.id == entry.refund_id).with_for_update(key_share=True))
    side = select(MatchSide.id).where(
        MatchSide.kind == Refund.__tablename__, MatchSide.record_id == entry.refund_id, MatchSide.live
    )
    return session.scalar(side.limit(1)) is not None


def _require_seen(due: Sequence[Owed], seen: Decimal | None) -> None:
    """Raise `Conflict` where somebody changed what is owed since it was on screen."""
    now = sum((one.amount for one in due), ZERO)
    if seen is not None and now != seen:
        raise Conflict(f"What is owed here was {seen:,.2f} and is {now:,.2f} now. Look again; nothing was changed.")


def _parts(due: Sequence[Owed], amount: Decimal, most: Decimal) -> tuple[Owed, ...]:
    """Of what an amount is made; `Invalid` for more than `most`."""
    if amount > most:
        raise Invalid("amount", f"At most {most:,.2f} can be meant here. Nothing was changed.")
    return applied(due, amount)[0]


def _told(session: Session, kind: str, patient_id: int, entry_id: int, amount: Decimal, **more: str | int) -> int:
    audit(session, kind, patient_id=patient_id, subject=(FOCUS, entry_id), amount=str(amount), **more)
    return entry_id
