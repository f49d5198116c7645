"""What a line of a patient's ledger was, in words: for the clerk, and for the patient's statement."""

from __future__ import annotations

TENDER_WORDS = {"cash": "cash", "card": "card", "cheque": "cheque", "online": "in the portal"}
SOURCE_WORDS = {"portal": "Portal", "front_desk": "Front desk", "post": "Post"}
_KINDS = {
    "charge": "Charge",
    "payment": "Payment",
    "insurer_payment": "Settled by the insurer",  # what it paid, took off by contract, and left to the patient
    "adjustment": "Adjusted by the insurer",
    "refund": "Refund",
    "chargeback": "Charged back by the card's holder",
    "write_off": "Written off",
    "transfer": "Handed on",
    "apply": "Credit used",
    "deposit": "Deposit",
    "fee": "Fee",
    "provider_adjustment": "Withheld or given by the insurer",
    "interest": "Interest",
    "difference": "Difference",
}
# What an insurer's answer puts on the patient is no payment, but what it left to them.
_SHARES = dict.fromkeys(("insurer_payment", "adjustment"), "The patient's share after insurance")
# To patients, what moves between them and the insurer is their share of it.
_TO_PATIENTS = _KINDS | dict.fromkeys(("insurer_payment", "adjustment", "transfer"), "Your share after insurance")


def line_words(
    kind: str,
    *,
    reverses: str = "",
    display: str = "",
    receipt: str = "",
    tender: str = "",
    account: str = "",
    to_patient: bool = False,
) -> str:
    """A line in words: its kind of `rules.ledger.KINDS`, or of the entry that it `reverses`, and what it is about.

    For the clerk an insurer's answer reads otherwise on the `patient` account than on the insurer's.
    """
    known = _TO_PATIENTS if to_patient else _KINDS | _SHARES if account == "patient" else _KINDS
    words = known[reverses or kind]
    if (reverses or kind) == "charge" and display:
        words = display
    elif receipt:
        words += f" {receipt}" + (f", {TENDER_WORDS[tender]}" if tender else "")
    elif display:
        words += f": {display}"
    return f"Taken back: {words}" if reverses else words
