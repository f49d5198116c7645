"""What tells a record of money from others of its kind: numbers, names, how it stands."""

from __future__ import annotations

from console.panes.payment_words import METHODS, Facts, figure, sent, tender
from db.payment_records import (
    BankRecord,
    PatientRecord,
    PaymentRecord,
    PayoutRecord,
    ProcessorRecord,
    Record,
    RefundRecord,
    RemittanceRecord,
    SlipRecord,
)

MATCHED, OPEN = "matched", "not matched yet"
UNBALANCED = "doesn't balance, so nothing of it is posted"


def facts_of(one: Record) -> Facts:
    """What tells a record from others of its kind."""
    match one:
        case BankRecord():
            return [
                ("Account", sent(one.account)),
                ("From or to", sent(one.payee)),
                ("Note of the bank", sent(one.memo)),
                ("Trace number", sent(one.trace)),
                ("Cheque number", sent(one.cheque_number)),
                ("Reference", sent(one.reference)),
                ("Stands", MATCHED if one.matched else OPEN),
            ]
        case ProcessorRecord():
            return [
                ("Fee", figure(one.fee) if one.fee else ""),
                ("Comes to", figure(one.net)),
                ("Charge", sent(one.charge_ref)),
                ("Payment intent", sent(one.intent_ref)),
                ("Payout", sent(one.payout)),
                ("Described as", sent(one.description)),
                ("Stands", "paid in cash, never reaches the bank" if one.cash else MATCHED if one.matched else OPEN),
            ]
        case PaymentRecord():
            return [
                ("Patient", sent(one.patient)),
                ("Paid", sent(tender(one))),
                ("Charge", sent(one.charge_ref)),
                ("Deposit slip", sent(one.slip)),
                ("Stands", "voided" if one.voided else ""),
            ]
        case RefundRecord():
            return [
                ("Patient", sent(one.patient)),
                ("Why", sent(one.reason)),
                ("Number", sent(one.refund_ref)),
            ]
        case SlipRecord():
            return [("Payments", f"{one.many:,}")]
        case PatientRecord():
            return [("Patient", sent(one.name)), ("Record number", sent(one.mrn))]
        case RemittanceRecord():
            return remittance_facts(one)
        case PayoutRecord():
            return payout_facts(one)
    return []


def payout_facts(one: PayoutRecord) -> Facts:
    """A transfer of a processor to the bank."""
    return [
        ("Payout number", sent(one.reference)),
        ("Its lines", f"{one.many:,}" if one.many else ""),
        ("Stands", MATCHED if one.matched else OPEN),
    ]


def remittance_facts(one: RemittanceRecord) -> Facts:
    """An insurer's payment, without its claims."""
    return [
        ("Trace number", sent(one.trace) or "none"),
        ("The insurer's id", sent(one.payer_ref)),
        ("Paid by", METHODS.get(one.method, one.method)),
        ("Claims", f"{one.many:,}" if one.many else ""),
        (
            "Stands",
            UNBALANCED if one.differences else MATCHED if one.matched else OPEN,
        ),
    ]
