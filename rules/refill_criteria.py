"""The criteria of a protocol, each asked of the facts. A criterion that a protocol doesn't ask isn't there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.drugs import CLASSES, NEVER, SCHEDULE_UNKNOWN, same_treatment
from rules.refill_labs import lab_criterion
from rules.refill_shapes import CRITERIA, Criterion, Facts, Protocol, Tie, Verdict
from rules.refill_supply import add_days, days_covered, supply_ends
from rules.words import count, day_words, months_before

COVERED_DAYS = 180  # over how many days the proportion of days covered is counted
CHILDBEARING_AGES = range(10, 56)  # ours, wide: outside of them pregnancy isn't asked
UNDISPENSED_DAYS = 30  # ours: so long an approved refill that no pharmacy gave out may still be fetched


class Asked(NamedTuple):
    """A criterion, and whether all it lacks is a visit or a laboratory value, for which a bridge supply is given."""

    criterion: Criterion
    missing: Tie = ""


def criteria_of(protocol: Protocol | None, shown: Protocol, facts: Facts) -> Iterator[Asked]:
    """Every criterion, in the order in which they are shown. `shown` is the protocol, or where there is none what is
    asked all the same."""
    yield Asked(_class(protocol, facts))
    yield Asked(_active(facts))
    yield Asked(_dose(facts))
    yield Asked(_duplicate(facts))
    if shown.min_age is not None or shown.max_age is not None:
        yield Asked(_age(shown, facts))
    if shown.pregnancy == "not":
        yield Asked(_pregnancy(facts))
    if shown.not_within_months_of_start is not None:
        yield Asked(_start(shown.not_within_months_of_start, facts))
    yield Asked(_refills(facts))
    yield Asked(_early(shown, facts))
    if shown.min_covered is not None and not facts.as_needed:
        yield Asked(_covered(shown, facts))
    if shown.visit_within_months is not None:
        visit = _visit(shown.visit_within_months, facts)
        yield Asked(visit, "visit" if visit.verdict != "met" else "")
    for lab in shown.labs:
        criterion, missing = lab_criterion(lab, facts)
        yield Asked(criterion, "labs" if missing else "")


def age(born: date | None, today: date) -> int | None:
    """Whole years; None for a birth date that isn't known or lies ahead."""
    if born is None or born > today:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _class(protocol: Protocol | None, facts: Facts) -> Criterion:
    drug = facts.drug
    words = CLASSES.get(drug.drug_class, drug.drug_class)
    if drug.schedule:
        return _criterion("class", "unmet", f"Controlled, schedule {drug.schedule}: never by protocol")
    if drug.drug_class in NEVER:
        return _criterion("class", "unmet", f"{words}: never by protocol")
    if not drug.drug_class:
        return _criterion("class", "unknown", SCHEDULE_UNKNOWN)
    if protocol is None:
        return _criterion("class", "unmet", f"{words}: no protocol is in force")
    if protocol.drug_class != drug.drug_class:
        return _criterion("class", "unmet", f"{words}: the protocol is for another class")
    return _criterion("class", "met", words)


def _active(facts: Facts) -> Criterion:
    if facts.active:
        return _criterion("active", "met", "On the medication list", facts.started_on)
    return _criterion("active", "unmet", "Discontinued")


def _dose(facts: Facts) -> Criterion:
    asked, taken = _plain(facts.asked_dose), _plain(facts.dose)
    if asked and not taken:
        return _criterion("dose", "unknown", f"Asked for {facts.asked_dose.strip()}; the chart names no dose")
    if asked and asked != taken:
        return _criterion("dose", "unmet", f"Asked for {facts.asked_dose.strip()}, takes {facts.dose.strip()}")
    changed = facts.dose_changed_on
    if changed is not None and changed != facts.started_on:
        since = [each for each in facts.last_dispenses if changed <= each.on <= facts.today]
        if not since:
            return _criterion("dose", "unmet", "Changed, and not dispensed since", changed)
    return _criterion("dose", "met", facts.dose.strip() or "Asked for as before", changed)


def _duplicate(facts: Facts) -> Criterion:
    if facts.open_duplicates > 0:
        return _criterion("duplicate", "unmet", f"{count(facts.open_duplicates, 'more request')} open for the same")
    if facts.open_other_strengths > 0:
        more = count(facts.open_other_strengths, "more request")
        return _criterion("duplicate", "unmet", f"{more} open for another strength or form of it")
    unknown = ""
    for other in facts.others:
        same = same_treatment(facts.drug, other.drug)
        if same:
            return _criterion("duplicate", "unmet", f"Also takes {other.display}")
        if same is None:
            unknown = unknown or other.display
    if unknown:
        return _criterion("duplicate", "unknown", f"Can't be told beside {unknown}")
    return _criterion("duplicate", "met", "No other of its kind")


def _age(protocol: Protocol, facts: Facts) -> Criterion:
    low, high = protocol.min_age, protocol.max_age
    if low is None:
        words = f"At most {high} years old"
    else:
        words = f"At least {low} years old" if high is None else f"From {low} to {high} years old"
    years = age(facts.birth_date, facts.today)
    if years is None:
        return Criterion("age", words, "unknown", "The age isn't known")
    within = (low is None or years >= low) and (high is None or years <= high)
    return Criterion("age", words, _verdict(within), count(years, "year"))


def _pregnancy(facts: Facts) -> Criterion:
    if facts.pregnant:
        return _criterion("pregnancy", "unmet", "Pregnant")
    if facts.pregnant is False:
        return _criterion("pregnancy", "met", "Not pregnant by the chart")
    if facts.sex == "male":
        return _criterion("pregnancy", "met", "Male")
    years = age(facts.birth_date, facts.today)
    if years is not None and years not in CHILDBEARING_AGES:
        return _criterion("pregnancy", "met", f"Not asked at {years}")
    return _criterion("pregnancy", "unknown", "The chart doesn't say")


def _start(months: int, facts: Facts) -> Criterion:
    words = f"Started at least {count(months, 'month')} ago"
    if facts.started_on is None or facts.started_on > facts.today:
        return Criterion("start", words, "unknown", "The start isn't known")
    return Criterion(
        "start", words, _verdict(facts.started_on <= months_before(facts.today, months)), "Started", facts.started_on
    )


def _refills(facts: Facts) -> Criterion:
    if facts.refills_left:
        return _criterion("refills", "unmet", f"{count(facts.refills_left, 'refill')} left at the pharmacy")
    renewed = facts.renewed_on
    fetched = [each for each in facts.last_dispenses if renewed is not None and renewed <= each.on <= facts.today]
    if renewed is not None and renewed >= add_days(facts.today, -UNDISPENSED_DAYS) and not fetched:
        return _criterion("refills", "unmet", "Approved, and not dispensed since", renewed)
    if facts.refills_left is None:
        return _criterion("refills", "unknown", "The chart doesn't say how many are left", renewed)
    return _criterion("refills", "met", "No refills left", renewed)


def _early(protocol: Protocol, facts: Facts) -> Criterion:
    words = f"At most {count(protocol.early_days, 'day')} before the supply ends"
    ends = supply_ends([each for each in facts.last_dispenses if each.on <= facts.today])
    if ends is None:
        return Criterion("early", words, "unknown", "No dispense is known")
    opens = add_days(ends, -protocol.early_days)
    if facts.today < opens:
        return Criterion("early", words, "unmet", f"Supply until {day_words(ends)}: from {day_words(opens)}", ends)
    return Criterion("early", words, "met", "Supply ended" if ends <= facts.today else "Supply ends", ends)


def _covered(protocol: Protocol, facts: Facts) -> Criterion:
    least = protocol.min_covered or 0
    words = f"Supply for at least {int(least * 100)} % of the last {COVERED_DAYS} days"
    share = days_covered(facts.last_dispenses, add_days(facts.today, -COVERED_DAYS), facts.today)
    if share is None:
        return Criterion("covered", words, "unknown", "No dispense is known")
    return Criterion("covered", words, _verdict(share >= least), f"{int(share * 100)} % covered")


def _visit(months: int, facts: Facts) -> Criterion:
    words = f"Visit within {count(months, 'month')}"
    ahead = facts.next_visit
    booked = f"; booked for {day_words(ahead)}" if ahead is not None and ahead >= facts.today else ""
    last = facts.last_visit
    if last is None or last > facts.today:
        return Criterion("visit", words, "unknown", f"No visit is known{booked}")
    return Criterion("visit", words, _verdict(last >= months_before(facts.today, months)), f"Last visit{booked}", last)


def _criterion(kind: str, verdict: Verdict, fact: str, on: date | None = None) -> Criterion:
    return Criterion(kind, CRITERIA[kind], verdict, fact, on)


def _verdict(met: bool) -> Verdict:
    return "met" if met else "unmet"


def _plain(dose: str) -> str:
    return " ".join(dose.casefold().split())
