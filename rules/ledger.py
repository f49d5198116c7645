"""The ledger's words: accounts, kinds of entries, where money comes from. Double entry: debits are positive."""

from __future__ import annotations

# What each account holds. Receivables and money are assets; `unapplied` is owed to patients.
ACCOUNTS = {
    "patient": "Owed by patients",
    "payer": "Owed by insurers",
    "unapplied": "Patients' credit, not yet applied",
    "drawer": "Cash in the drawer",
    "cheques": "Cheques not yet deposited",
    "card": "With the card processor",
    "remit": "Announced by insurers, not yet in the bank",
    "bank": "In the bank",
    "income": "Charged for services",
    "contractual": "Contractual adjustments",
    "write_off": "Written off",
    "fees": "Processor and bank fees",
    "interest": "Interest paid by insurers",
    "recoupment": "Withheld or given by insurers without a claim",
    "disputes": "Charged back by card holders",
    "difference": "Differences explained at the close",
}
KINDS = (
    "charge",
    "payment",
    "insurer_payment",
    "adjustment",
    "refund",
    "chargeback",
    "write_off",
    "transfer",
    "apply",
    "deposit",
    "fee",
    "provider_adjustment",
    "interest",
    "difference",
    "reversal",
)
SOURCES = ("portal", "front_desk", "post", "insurer", "processor", "bank", "system", "correction")
TENDERS = ("cash", "card", "cheque", "online")
DAY_STATES = ("open", "counted", "closed")
# Where the money of a patient's payment stands until it is seen in the bank.
HELD_IN = {"cash": "drawer", "cheque": "cheques", "card": "card", "online": "card"}
# Days since the service, as billing offices age what is owed.
AGING = ((0, 30), (31, 60), (61, 90), (91, 120), (121, None))
