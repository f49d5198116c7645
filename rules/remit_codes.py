"""What the codes of a remittance say in our own words, and what a billing clerk does about an adjustment.

A code without words of ours is given back as it is: nothing is guessed.
"""

from __future__ import annotations

from typing import Literal

from rules import remit_code_others as others
from rules import remit_code_reasons as reasons

Nature = Literal["patient", "contractual", "denial", "prior payer", "other"]


def group_words(code: str) -> str:
    """Who bears an adjustment (CAS-1)."""
    return others.GROUPS.get(_plain(code), code)


def reason_words(code: str) -> str:
    """Why something wasn't paid (CARC)."""
    return reasons.REASONS.get(_plain(code), code)


def remark_words(code: str) -> str:
    """What the payer remarks (RARC)."""
    return others.REMARKS.get(_plain(code), code)


def status_words(code: str) -> str:
    """What became of a claim (CLP-2)."""
    return others.STATUSES.get(_plain(code), code)


def provider_adjustment_words(code: str) -> str:
    """What an amount without a claim is for (PLB-3)."""
    return others.PROVIDER_ADJUSTMENTS.get(_plain(code), code)


def is_forwarded(status: str) -> bool:
    """Whether another payer has the claim now, so that the patient isn't billed yet."""
    return _plain(status) in others.FORWARDED


def is_recoupment(code: str) -> bool:
    """Whether a provider adjustment takes back what was paid earlier."""
    return _plain(code) in others.RECOUPMENTS


def nature_of(group: str, reason: str) -> Nature:
    """What an adjustment is for the clinic. Anything that isn't known is "other", which a person looks at.

    A denial is one whoever is to bear it: PR with "after coverage ended" is asked about before the patient is.
    What is above the agreed fee is written off under CO only; under PR it is the patient's.
    """
    bearer, code = _plain(group), _plain(reason)
    if code in reasons.DENIALS:
        return "denial"
    if code in reasons.PRIOR_PAYER:
        return "prior payer"
    if code in reasons.PATIENT_SHARE or code in reasons.CONTRACTUAL:
        if bearer == "PR":
            return "patient"
        return "contractual" if bearer == "CO" else "other"
    return "other"


def _plain(code: str) -> str:
    """Codes are compared in capitals and without leading zeros ("045" is 45)."""
    return code.strip().upper().lstrip("0")
