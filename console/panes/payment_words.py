"""Words for the records of money: what each is called, and its facts under each other."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from console.kit.text import joined, shown
from console.kit.times import day
from console.panes.money import dollars
from db.payment_records import (
    BankRecord,
    BesideClaims,
    ClaimRecord,
    PatientRecord,
    PaymentRecord,
    PayoutRecord,
    ProcessorRecord,
    Record,
    RefundRecord,
    RemittanceRecord,
    SlipRecord,
)
from rules.ledger_words import TENDER_WORDS

NOTHING = Markup("")
ENTRIES = {
    "charge": "Card payment",
    "refund": "Refund",
    "dispute": "Dispute",
    "dispute_reversal": "Dispute won",
    "fee": "Fee",
    "payout": "Transfer to the bank",
    "payout_reversal": "Transfer that came back",
    "transfer": "Transfer",
    "reserve": "Kept in reserve",
    "adjustment": "Adjustment",
    "other": "Other entry",
}
METHODS = {
    "ACH": "bank transfer",
    "BOP": "as the bank chooses",
    "CHK": "cheque",
    "FWT": "wire",
    "NON": "no payment",
}
Facts = list[tuple[str, Markup | str]]


def named(one: Record) -> str:
    """A record in a few words, without a patient's name: `Deposit of 2 Mar 2026`."""
    match one:
        case BankRecord():
            return f"{'Deposit' if one.amount > 0 else 'Withdrawal'} of {day(one.on_day)}"
        case PayoutRecord():
            return f"Payout of {one.processor}, {day(one.arrives_on)}"
        case ProcessorRecord():
            return f"{ENTRIES.get(one.kind, one.kind)} at {one.processor}, {day(one.on_day)}"
        case RemittanceRecord():
            return f"Remittance of {one.payer}" + (f", {day(one.paid_on)}" if one.paid_on else "")
        case ClaimRecord():
            return f"Claim {one.control_number}"
        case BesideClaims():
            return "Beside the claims of a remittance"
        case PaymentRecord():
            return f"Payment {one.receipt}, {day(one.on_day)}"
        case RefundRecord():
            return f"Refund of payment {one.receipt}, {day(one.on_day)}"
        case SlipRecord():
            return f"Deposit slip {one.slip}, {day(one.on_day)}"
        case PatientRecord():
            return f"Account of record number {one.mrn}"


def amount_of(one: Record) -> Decimal | None:
    """What a record comes to; None for an account, whose sum is the exception's."""
    match one:
        case ProcessorRecord():
            return one.gross
        case ClaimRecord():
            return one.paid
        case PatientRecord():
            return None
    return one.amount


def tender(one: PaymentRecord) -> str:
    """`card …4242`, `cheque 1001`."""
    words = TENDER_WORDS.get(one.tender, one.tender)
    return f"{words} …{one.tail}" if one.tail else f"{words} {one.cheque_number}".strip()


def facts_list(rows: Facts) -> Markup:
    """Facts under each other; those without a value are left out."""
    kept = (row for row in rows if row[1])
    return Markup('<dl class="ps-stands">{}</dl>').format(
        joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*row) for row in kept)
    )


def figure(amount: Decimal) -> Markup:
    """An amount, its digits under each other."""
    return Markup('<span class="ps-sum">{}</span>').format(dollars(amount))


def sent(value: str) -> Markup | str:
    """What somebody else wrote; nothing for nothing."""
    return shown(value) if value else ""
