"""When a patient may see a result: at once when it is final, unless somebody holds it for a reason of the list.

US law: a policy that delays results for everybody is likely information blocking (21st Century Cures Act,
45 CFR part 171; the Office of the National Coordinator's FAQ IB.FAQ22.1.2021MAR). What remains are holds of
single results: because the patient asked (ONC's FAQ on a patient's requested delay, with "3 days" as its
example), against a risk of harm that a licensed professional with a relationship to this patient decided on for
this patient (45 CFR 171.201), as long as a state's law needs (85 FR 25813), and for an adolescent's
confidentiality (45 CFR 171.202).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from rules.result_release_settings import (
    STANDARD,
    ReleaseProblem,
    ReleaseRules,
    rules_from_json,
    rules_to_json,
    warnings,
)

Reason = Literal["patient-request", "harm", "state-rule", "adolescent"]
Audience = Literal["everybody", "patient", "proxies", "account"]
Expiry = Literal["release", "escalate"]
Reading = Literal["", "nudge", "tell-staff", "letter"]

__all__ = [
    "AUDIENCES",
    "REASONS",
    "STANDARD",
    "Audience",
    "Expiry",
    "Hold",
    "HoldRefused",
    "Reading",
    "Reason",
    "ReleaseProblem",
    "ReleaseRules",
    "check_hold",
    "covers",
    "default_expiry",
    "held_by",
    "in_force",
    "is_due",
    "on_expiry",
    "opens_at",
    "reading_step",
    "releasable",
    "rules_from_json",
    "rules_to_json",
    "state_rule_classes",
    "warnings",
]

REASONS: dict[Reason, str] = {
    "patient-request": "The patient asked for it",
    "harm": "Risk of harm, decided by a clinician for this patient",
    "state-rule": "A rule of the state",
    "adolescent": "Confidentiality of an adolescent",
}
AUDIENCES: dict[Audience, str] = {
    "everybody": "The patient and every proxy",
    "patient": "The patient",
    "proxies": "Every proxy",
    "account": "One account",
}
RELEASABLE = frozenset({"final", "corrected"})
SHORTEST_RATIONALE = 10
LONGEST_RATIONALE = 2_000


class HoldRefused(ValueError):
    """Why a hold can't be made: the field to mend and a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Hold:
    """A result kept from an audience. `account_id` only for the audience 'account'; `review_on` as agreed.

    `ended_at` is when a person ended it, or it released itself.
    """

    reason: Reason
    audience: Audience
    starts_at: datetime
    expires_at: datetime
    account_id: int | None = None
    review_on: datetime | None = None
    second_clinician: bool = False
    ended_at: datetime | None = None


def releasable(status: str) -> bool:
    """Whether a report of this status may be shown to the patient: only what is final or corrected."""
    return status in RELEASABLE


def on_expiry(hold: Hold) -> Expiry:
    """What its expiry does: one that the patient asked for releases itself, every other goes to its clinician."""
    return "release" if hold.reason == "patient-request" else "escalate"


def in_force(hold: Hold, now: datetime) -> bool:
    """Whether it holds now. Only one that the patient asked for ends by time; the others until a person ends them."""
    if now < hold.starts_at or (hold.ended_at is not None and hold.ended_at <= now):
        return False
    return now < hold.expires_at or on_expiry(hold) == "escalate"


def is_due(hold: Hold, now: datetime, ahead: timedelta = timedelta(0)) -> bool:
    """Whether it belongs among the holds due: not ended, and expired (or to be reviewed) by now, or `ahead`."""
    due = hold.expires_at if hold.review_on is None else min(hold.expires_at, hold.review_on)
    return hold.ended_at is None and due <= now + ahead


def covers(audience: str, audience_account: int | None, *, account_id: int, own: bool) -> bool:
    """Whether an account belongs to an audience, of a hold or of a release; `own`: it is the patient's own.

    An audience that isn't known covers nobody: ask `held_by` for holds, where that would be the wrong side.
    """
    match audience:
        case "everybody":
            return True
        case "patient":
            return own
        case "proxies":
            return not own
        case "account":
            return audience_account is not None and audience_account == account_id
    return False


def held_by(holds: Iterable[Hold], *, account_id: int, own: bool, now: datetime) -> Hold | None:
    """The hold, the longest of several, that keeps a result from this account now; None where nothing does."""
    keeping = [
        hold
        for hold in holds
        if in_force(hold, now)
        and (hold.audience not in AUDIENCES or covers(hold.audience, hold.account_id, account_id=account_id, own=own))
    ]
    return max(keeping, key=lambda hold: (on_expiry(hold) == "escalate", hold.expires_at), default=None)


def default_expiry(reason: Reason, now: datetime, rules: ReleaseRules = STANDARD) -> datetime:
    """When a hold for this reason ends, or is reviewed, unless somebody says otherwise."""
    days = {
        "patient-request": rules.patient_request_days,
        "harm": rules.harm_days,
        "state-rule": rules.state_rule_days,
        "adolescent": rules.adolescent_days,
    }[reason]
    return now + timedelta(days=days)


def opens_at(final_at: datetime, rules: ReleaseRules = STANDARD) -> datetime:
    """From when a result that nobody holds is shown: at once, unless the clinic set a delay (see `warnings`)."""
    return final_at + timedelta(days=rules.blanket_delay_days)


def check_hold(
    reason: str,
    rationale: str,
    expires_at: datetime | None,
    now: datetime,
    *,
    second_clinician: bool = False,
    clinician: bool = False,
    audience: str = "everybody",
    account_id: int | None = None,
    review_on: datetime | None = None,
    since: datetime | None = None,
    rules: ReleaseRules = STANDARD,
) -> None:
    """Raise `HoldRefused` for a hold that can't be made.

    `since` is when the result was first held, where this renews a hold: one clinician's days count from then.
    `clinician`: a clinician is named who decided on it; `second_clinician`: another one agreed.
    """
    if reason not in get_args(Reason):
        raise HoldRefused("reason", f"Choose a reason: {_listed(REASONS.values())}.")
    _check_audience(audience, account_id)
    words = " ".join(rationale.split())
    if len(words) < SHORTEST_RATIONALE:
        raise HoldRefused("rationale", "Say in a sentence why this result is held; it stays with the hold.")
    if len(words) > LONGEST_RATIONALE:
        raise HoldRefused("rationale", f"Say it in {LONGEST_RATIONALE:,} characters at most.")
    if reason == "harm" and not clinician:
        raise HoldRefused("clinician", "Name the clinician who decided that this patient could come to harm.")
    if expires_at is None:
        raise HoldRefused("expires_at", "A hold needs an end, or a day on which it is looked at again.")
    if expires_at <= now:
        raise HoldRefused("expires_at", "The end of a hold lies ahead.")
    if expires_at > now + timedelta(days=rules.longest_days_together):
        days = rules.longest_days_together
        raise HoldRefused("expires_at", f"A hold reaches {days} days ahead at most; it can be renewed then.")
    if not second_clinician and expires_at > (since or now) + timedelta(days=rules.longest_days_alone):
        days = rules.longest_days_alone
        raise HoldRefused(
            "second_clinician",
            f"Beyond {days} days a second clinician has to agree. Name one, or end the hold sooner.",
        )
    if review_on is not None and not now < review_on <= expires_at:
        raise HoldRefused("review_on", "It is looked at again before it ends.")


def state_rule_classes(loincs: Iterable[str], rules: ReleaseRules = STANDARD) -> tuple[str, ...]:
    """The classes under a rule of the clinic's state to which these tests belong; none unless a clinic chose them."""
    ordered = set(loincs)
    return tuple(name for name in rules.held_classes if ordered & set(rules.classes.get(name, ())))


def reading_step(
    released_at: datetime, opened_at: datetime | None, now: datetime, rules: ReleaseRules = STANDARD
) -> Reading:
    """What is due by now for a released result that nobody opened; '' where it was opened or nothing is due yet."""
    if opened_at is not None:
        return ""
    waited = now - released_at
    steps: tuple[tuple[int, Reading], ...] = (
        (rules.letter_days, "letter"),
        (rules.tell_staff_days, "tell-staff"),
        (rules.nudge_days, "nudge"),
    )
    return next((step for days, step in steps if waited >= timedelta(days=days)), "")


def _check_audience(audience: str, account_id: int | None) -> None:
    if audience not in get_args(Audience):
        raise HoldRefused("audience", f"Choose from whom it is held: {_listed(AUDIENCES.values())}.")
    if audience == "account" and account_id is None:
        raise HoldRefused("account_id", "Choose the account from which it is held.")
    if audience != "account" and account_id is not None:
        raise HoldRefused("account_id", "An account is named only where it is held from one account.")


def _listed(words: Iterable[str]) -> str:
    return "; ".join(word[0].lower() + word[1:] for word in words)
