"""Whether somebody may act for a patient: on which ground, after which checks, and what is refused whatever they say.

Sources: non-parents bring court papers (Fairview); full access to a teenager is agreed with them and a clinician
(CentraState); an adult and their proxy both sign, or there are papers (Lurie); identity of both, proof of the relation,
others who share responsibility and safeguarding are asked (NHS practices). Two of the staff where an adult didn't
consent: ours, for the time in which nobody can ask them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rules.proxy_ages import STANDARD, Ages, age_on, scopes_on
from rules.proxy_scopes import BASES, CHECKS, RELATIONS, SCOPES

# What a ground doesn't need. A parent's authority is the relation itself; an adult who consents says themselves who may
# act for them; papers name their holder; and four eyes stand in for the authority.
NOT_NEEDED: Mapping[str, tuple[str, ...]] = {
    "parental": ("authority",),
    "consent": ("relation", "others-asked"),
    "legal": ("relation",),
    "four-eyes": ("authority",),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands in the way: a check of `CHECKS`, or the field it is about, and a sentence."""

    kind: str
    sentence: str


def bases_for(relation: str, minor: bool) -> tuple[str, ...]:
    """The grounds that a relation can have, the likeliest first; none for what can't be, such as a minor's child."""
    if relation not in RELATIONS or (minor and relation in ("spouse", "child")):
        return ()
    if minor:
        return ("parental" if relation == "parent" else "custodial", "minor-full")
    if relation in ("guardian", "power-of-attorney"):
        return ("legal", "consent", "four-eyes")
    return ("consent", "legal", "four-eyes")


def checks_for(basis: str) -> tuple[str, ...]:
    """The checks that must be met before access on this ground, in the order of `CHECKS`."""
    return tuple(kind for kind in CHECKS if kind not in NOT_NEEDED.get(basis, ()))


def needs_two(basis: str, consent: str) -> bool:
    """Whether a second member of the staff must approve too: an adult's access without the adult's consent."""
    return basis == "four-eyes" or (BASES[basis].of_adults and consent == "none")


def is_minor(birth_date: date, day: date, ages: Ages = STANDARD) -> bool:
    """Whether a patient's access by others follows their age on a day."""
    return age_on(birth_date, day) < ages.ends_at


def may_approve(
    basis: str,
    checks: Mapping[str, str],
    consent: str,
    *,
    relation: str,
    scopes: Iterable[str],
    birth_date: date,
    starts_on: date,
    asked_end: date | None = None,
    ages: Ages = STANDARD,
) -> tuple[Missing, ...]:
    """What is still missing before access from `starts_on` (today) can be given; empty when nothing is.

    `checks`: the newest verdict of each kind ('met', 'unmet', 'unknown'); one that isn't there is unknown, and that
    never passes. `consent`: 'none', 'portal' or 'paper'. `birth_date`: the patient's. See `refusals` too, which this
    includes as far as it knows.
    """
    scopes = tuple(scopes)
    minor = is_minor(birth_date, starts_on, ages)
    if impossible := refusals(today=starts_on, birth_date=birth_date, asked_end=asked_end):
        return impossible
    if basis not in bases_for(relation, minor):
        who = "a minor" if minor else f"somebody of {ages.ends_at} or older"
        return (Missing("basis", f"This isn't a ground for {_words(relation)} to act for {who}. Choose another."),)
    found = [
        Missing(kind, f"{CHECKS[kind]}: {'checked, and it is not so' if verdict == 'unmet' else 'not found out yet'}.")
        for kind in _needed(basis, birth_date, starts_on, ages)
        if (verdict := checks.get(kind, "unknown")) != "met"
    ]
    if basis == "consent" and consent == "none":
        found.append(Missing("consent", "The patient hasn't consented, in the portal or on paper."))
    if basis == "minor-full" and age_on(birth_date, starts_on) < ages.limited_from:
        found.append(Missing("basis", f"Full access is agreed with a child of {ages.limited_from} or older."))
    return (*found, *_of_scopes(basis, scopes, birth_date, starts_on, ages))


def _words(relation: str) -> str:
    return f"“{RELATIONS.get(relation, relation[:40])}”"


def _needed(basis: str, birth_date: date, day: date, ages: Ages) -> tuple[str, ...]:
    """The checks of a ground, and the child's own word where the child is old enough to be asked."""
    needed = checks_for(basis)
    asked = ages.asked_from is not None and BASES[basis].by_age and age_on(birth_date, day) >= ages.asked_from
    return tuple(kind for kind in CHECKS if kind in needed or (asked and kind == "authority"))


def _of_scopes(basis: str, scopes: tuple[str, ...], birth_date: date, day: date, ages: Ages) -> tuple[Missing, ...]:
    if not scopes or not set(scopes) <= set(SCOPES):
        return (Missing("scopes", "Choose what the access opens, at least one thing."),)
    if scopes_on(basis, scopes, birth_date, day, ages):
        return ()
    limited = ", ".join(SCOPES[scope].lower() for scope in ages.limited_scopes) or "nothing"
    return (
        Missing("scopes", f"On this ground, access to a patient of {age_on(birth_date, day)} opens {limited}. "
                          "Choose of that, or agree on more with the patient and a clinician."),
    )  # fmt: skip


def refusals(
    *,
    today: date,
    birth_date: date | None = None,
    proxy_birth_date: date | None = None,
    patient_id: int | None = None,
    proxy_patient_id: int | None = None,
    patient_acts_for_proxy: bool = False,
    asked_end: date | None = None,
    ages: Ages = STANDARD,
) -> tuple[Missing, ...]:
    """What can't be, at asking and at approving alike; what isn't known yet is left out.

    `proxy_patient_id`: the record that the proxy's account belongs to, if they are a patient too.
    `patient_acts_for_proxy`: a grant the other way round is in force; with adults that needs a look (`cautions`), and
    a minor acts for nobody who acts for them.
    """
    found = []
    if birth_date is not None and birth_date > today:
        found.append(Missing("birth_date", "The patient's birth date lies in the future. Correct it first."))
    if proxy_birth_date is not None and proxy_birth_date > today:
        found.append(Missing("proxy_birth_date", "The proxy's birth date lies in the future. Correct it first."))
    if patient_id is not None and patient_id == proxy_patient_id:
        found.append(Missing("proxy", "This is the patient, who needs nobody's leave to see their own record."))
    elif patient_acts_for_proxy and birth_date is not None and is_minor(birth_date, today, ages):
        found.append(Missing("proxy", "The patient is a minor and acts for this person. End that access first."))
    if asked_end is not None and asked_end <= today:
        found.append(Missing("ends_on", "The access would be over before it begins. Choose a later day."))
    return tuple(found)


def cautions(*, patient_acts_for_proxy: bool = False, shared_email: bool = False) -> tuple[str, ...]:
    """What a person looks at before approving, as sentences.

    `shared_email`: `is_guardian_email`. In one study 62 of 100 teenagers' accounts had a guardian's address (Journal of
    Adolescent Health, S1054-139X(21)00453-5).
    """
    found = []
    if patient_acts_for_proxy:
        found.append("The patient acts for this person too: each would see the other's record. Ask both whether so.")
    if shared_email:
        found.append(
            "The patient's own account has somebody else's e-mail: whoever reads that mail can open the account. Give "
            "the patient's account an address of their own."
        )
    return tuple(found)


def is_guardian_email(patient_email: str, others: Iterable[str]) -> bool:
    """Whether a patient's account has the address of somebody else: a teenager's account that a parent opens.

    A tag after a plus sign (ana+leo@example.org) is the same mailbox. An empty address is nobody's.
    """
    mine = _mailbox(patient_email)
    return bool(mine) and any(_mailbox(other) == mine for other in others)


def _mailbox(email: str) -> str:
    name, _, domain = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}" if name and domain else ""
