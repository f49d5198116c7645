"""Messages that may be billed as online digital evaluation and management (CPT 99421 to 99423): the criteria.

The codes and what they ask: CPT, and Medicare's rules for them; what a clinic leaves out besides (a visit before or
after, surgery) is Cleveland Clinic's published list. What isn't known is "unknown", and passes nothing: some of it
the prescriber who confirms may attest by name (`ATTESTABLE`), the rest only time or the patient can settle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Literal

from rules.topics import TOPICS
from rules.words import day_words, months_before

Verdict = Literal["met", "unmet", "unknown"]

WEEK = timedelta(days=7)
SEEN_MONTHS = 36  # CPT: an established patient was seen by the practice within three years
SURGERY_DAYS = 90  # the longest global period of an operation, which its follow-up belongs to
CODES = (("99421", 5), ("99422", 11), ("99423", 21))  # the least minutes of each, cumulative over seven days
MOST_MINUTES = 24 * 60

EVALUATED = ("health", "medication")
NOT_EVALUATED = ("results", "tests", "scheduling", "refill", "admin", "billing", "referral")

CRITERIA = {
    "established": "Established patient",
    "begun": "Begun by the patient",
    "evaluation": "Needs an evaluation",
    "answered": "Answered by who may bill",
    "minutes": "Minutes in seven days",
    "once": "Once in seven days",
    "before": "No visit for it in the week before",
    "after": "Doesn't end in a visit",
    "booked": "No visit booked for it",
    "surgery": "No surgery in 90 days",
    "consent": "Consent within the year",
}
# What the prescriber who confirms can know and the record can't.
ATTESTABLE = {
    "evaluation": "It needed my evaluation.",
    "before": "The visit in the week before was for something else.",
    "booked": "The visit that is booked is for something else.",
    "surgery": "It isn't the follow-up of surgery in the last 90 days.",
}
# Payers that stand for the patient paying.
SELF_PAYERS = ("Self-pay", "No insurance")
# Why a proposal is refused. Fixed words: billing clerks read them, and see no clinical text.
REFUSALS = {
    "minutes": "The time wasn't a clinician's, or was shorter",
    "evaluation": "No evaluation was needed",
    "visit": "Part of a visit or of surgery",
    "courtesy": "Not billed, as a courtesy",
    "other": "Another reason",
}


@dataclass(frozen=True, slots=True)
class Consent:
    """What a patient said when asked: whether they agreed, on which day, and the last day that it holds."""

    given: bool
    on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one thread on the day `today`, by the clinic's calendar. What isn't known is None.

    `first_on`: the first message, with which the seven days begin; `answered_on`: the last answer in them by somebody
    who may bill. `seen_on`: the last visit before. `before_on`: a visit in the week before; `after_on`: one from the
    first message until a week after the last answer, took place or booked; `booked_on`: one booked for later.
    `surgery_on`: the last charge for surgery. `other_from`: the first day of the nearest other message billed, or
    proposed. `consents`: the newest first. `minutes`: as given.
    """

    today: date
    topic: str
    by_patient: bool
    first_on: date
    answered_on: date | None = None
    seen_on: date | None = None
    before_on: date | None = None
    after_on: date | None = None
    booked_on: date | None = None
    surgery_on: date | None = None
    other_from: date | None = None
    consents: tuple[Consent, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing asked (`kind` is a key of `CRITERIA`), whether it is met, and the fact with its date.

    `attested_by`: who attested what the record doesn't say.
    """

    kind: str
    words: str
    verdict: Verdict
    fact: str
    on: date | None = None
    attested_by: str = ""


def code_for(minutes: int) -> str | None:
    """The code for so many minutes of a clinician's time over seven days; None below five."""
    fitting = [code for code, least in CODES if minutes >= least]
    return fitting[-1] if fitting else None


def consent_ends(given_on: date) -> date:
    """The last day of a consent: it is asked once a year."""
    return months_before(given_on, -12)


def week_ends(first_on: date) -> date:
    """The last of the seven days whose minutes count together."""
    return first_on + WEEK - timedelta(days=1)


def criteria(facts: Facts) -> tuple[Criterion, ...]:
    """Every criterion, in the order of `CRITERIA`."""
    return tuple(Criterion(kind, CRITERIA[kind], verdict, fact, on) for kind, (verdict, fact, on) in _judged(facts))


def in_the_way(judged: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """What keeps a thread from being proposed: what isn't met, and the unknown that nobody can attest."""
    return tuple(one for one in judged if one.verdict == "unmet" or (one.verdict == "unknown" and not attestable(one)))


def open_questions(judged: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """The unknown that the prescriber who confirms must attest."""
    return tuple(one for one in judged if one.verdict == "unknown" and attestable(one))


def attestable(one: Criterion) -> bool:
    """Whether a person can answer for it."""
    return one.kind in ATTESTABLE


def attested(judged: Iterable[Criterion], kinds: Collection[str], who: str) -> tuple[Criterion, ...]:
    """The criteria with what `who` attests: an unknown that can be attested is met then. Nothing else changes."""
    return tuple(
        Criterion(one.kind, one.words, "met", ATTESTABLE[one.kind], one.on, who)
        if one.kind in kinds and one.verdict == "unknown" and attestable(one)
        else one
        for one in judged
    )


def kept(judged: Iterable[Criterion]) -> list[dict[str, str | None]]:
    """The criteria as they stand, as JSON."""
    return [asdict(one) | {"on": one.on.isoformat() if one.on else None} for one in judged]


_Judged = tuple[Verdict, str, date | None]


def _judged(facts: Facts) -> Iterator[tuple[str, _Judged]]:
    yield "established", _established(facts)
    yield "begun", _begun(facts)
    yield "evaluation", _evaluation(facts.topic)
    yield "answered", _answered(facts)
    yield "minutes", _minutes(facts.minutes)
    yield "once", _once(facts)
    yield "before", _before(facts.before_on)
    yield "after", _after(facts)
    yield "booked", _booked(facts.booked_on)
    yield "surgery", _surgery(facts)
    yield "consent", _consent(facts)


def _established(facts: Facts) -> _Judged:
    if facts.seen_on is None:
        return "unmet", "No visit is in the record", None
    if facts.seen_on < months_before(facts.first_on, SEEN_MONTHS):
        return "unmet", "Last seen more than three years before", facts.seen_on
    return "met", "Last seen", facts.seen_on


def _begun(facts: Facts) -> _Judged:
    if facts.by_patient:
        return "met", "The patient wrote first", facts.first_on
    return "unmet", "The clinic wrote first", facts.first_on


def _evaluation(topic: str) -> _Judged:
    words = TOPICS.get(topic, topic or "No topic")
    if topic in EVALUATED:
        return "met", words, None
    return ("unmet" if topic in NOT_EVALUATED else "unknown"), words, None


def _answered(facts: Facts) -> _Judged:
    if facts.answered_on is None:
        return "unmet", f"Not until {day_words(week_ends(facts.first_on))}", None
    return "met", "Last answer in the seven days", facts.answered_on


def _minutes(minutes: int | None) -> _Judged:
    if minutes is None:
        return "unknown", "As the clinician says: nurses' and clerks' time doesn't count", None
    code = code_for(minutes)
    return ("met", f"{minutes:,} minutes: {code}", None) if code else ("unmet", "Fewer than five minutes", None)


def _once(facts: Facts) -> _Judged:
    other = facts.other_from
    if other is not None and abs(other - facts.first_on) < WEEK:
        return "unmet", "Another message of these days is billed, or proposed", other
    return "met", "No other message of these days is billed", None


def _before(on: date | None) -> _Judged:
    if on is None:
        return "met", "No visit in the week before", None
    return "unknown", "The record doesn't say for what the visit was", on


def _booked(on: date | None) -> _Judged:
    if on is None:
        return "met", "None is booked", None
    return "unknown", "The record doesn't say for what it is booked", on


def _after(facts: Facts) -> _Judged:
    if facts.after_on is not None:
        return "unmet", "A visit followed, or is booked, within a week of the answer", facts.after_on
    # By then the seven days are over as well, so that no later answer can move it.
    until = (facts.answered_on or facts.first_on) + WEEK
    if facts.today <= until:
        return "unknown", f"Not known before {day_words(until + timedelta(days=1))}", None
    return "met", "No visit within a week of the answer", None


def _surgery(facts: Facts) -> _Judged:
    on = facts.surgery_on
    if on is not None and facts.first_on - timedelta(days=SURGERY_DAYS) <= on <= week_ends(facts.first_on):
        return "unmet", "Surgery is charged", on
    return "unknown", "None is charged here; the record doesn't hold those of others", None


def _consent(facts: Facts) -> _Judged:
    if not facts.consents:
        return "unknown", "Not asked", None
    newest = facts.consents[0]
    if not newest.given:
        return "unmet", "Declined", newest.on
    last = facts.answered_on or facts.first_on
    then = next((one for one in facts.consents if one.on <= last), None)  # the newest answer when they wrote
    if then is None:
        return "unmet", "Asked only after the messages", newest.on
    if not then.given:
        return "unmet", "Declined at the time of the messages", then.on
    if last > then.ends_on:
        return "unmet", "Ran out before the messages", then.on
    return "met", f"Holds until {day_words(then.ends_on)}", then.on
