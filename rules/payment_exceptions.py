"""What can be wrong with money, in a clerk's words: the topics of the payments queue."""

from __future__ import annotations

EXCEPTIONS = {
    "unmatched_deposit": "Deposit without a source",
    "unmatched_payout": "Payout not in the bank",
    "unmatched_line": "Card payment without a patient",
    "unexplained_line": "Processor's entry to explain",
    "uncleared_payment": "Card payment not at the processor",
    "undeposited_payment": "Cash or cheques not in the bank",
    "payout_differs": "Payout that its lines don't come to",
    "remit_without_deposit": "Remittance without a deposit",
    "deposit_without_remit": "Insurer's deposit without a remittance",
    "unbalanced_remit": "Remittance that doesn't balance",
    "duplicate": "Seen twice",
    "reversal_without_original": "Reversal without an original",
    "recoupment": "Withheld by the insurer",
    "denial": "Denied claim",
    "unmatched_claim": "Claim of nobody we know",
    "unapplied_credit": "Credit not applied",
    "dispute": "Disputed card payment",
}
