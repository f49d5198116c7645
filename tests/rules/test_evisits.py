"""Which messages may be billed: each criterion, and that what isn't known passes nothing by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.evisits import (
    ATTESTABLE,
    CODES,
    CRITERIA,
    NOT_EVALUATED,
    Consent,
    Criterion,
    Facts,
    attested,
    code_for,
    consent_ends,
    criteria,
    in_the_way,
    open_questions,
)
from rules.topics import TOPICS

FIRST = date(2026, 3, 2)
YES = Consent(True, date(2025, 9, 1), date(2026, 9, 1))
GOOD = Facts(
    today=FIRST + timedelta(days=20),
    topic="health",
    by_patient=True,
    first_on=FIRST,
    answered_on=FIRST + timedelta(days=2),
    seen_on=date(2025, 11, 3),
    consents=(YES,),
    minutes=12,
)


def on(days: int) -> date:
    """A day, counted from that of the first message."""
    return FIRST + timedelta(days=days)


def one(kind: str, **changed: object) -> Criterion:
    """A criterion, of the good facts with something changed."""
    judged = {each.kind: each for each in criteria(replace(GOOD, **changed))}  # type: ignore[arg-type]
    return judged[kind]


def test_every_criterion_is_there_once_in_its_order() -> None:
    assert [each.kind for each in criteria(GOOD)] == list(CRITERIA)
    assert set(ATTESTABLE) < set(CRITERIA)


def test_only_surgery_is_open_where_the_record_says_the_rest() -> None:
    judged = criteria(GOOD)
    assert in_the_way(judged) == ()
    assert [each.kind for each in open_questions(judged)] == ["surgery"]
    by_dev = attested(judged, ["surgery"], "Dev Patel")
    assert (open_questions(by_dev), {each.verdict for each in by_dev}) == ((), {"met"})
    assert [(each.kind, each.fact) for each in by_dev if each.attested_by] == [("surgery", ATTESTABLE["surgery"])]


@pytest.mark.parametrize(
    ("minutes", "code"),
    [(4, None), (5, "99421"), (10, "99421"), (11, "99422"), (20, "99422"), (21, "99423"), (600, "99423")],
)
def test_the_minutes_decide_the_code(minutes: int, code: str | None) -> None:
    assert code_for(minutes) == code
    assert one("minutes", minutes=minutes).verdict == ("met" if code else "unmet")
    assert [code_for(least) for _, least in CODES] == [code for code, _ in CODES]


def test_without_minutes_nothing_goes_on() -> None:
    assert [each.kind for each in in_the_way(criteria(replace(GOOD, minutes=None)))] == ["minutes"]


@pytest.mark.parametrize(
    ("kind", "changed", "verdict"),
    [
        ("established", {"seen_on": None}, "unmet"),
        ("established", {"seen_on": date(2023, 3, 2)}, "met"),
        ("established", {"seen_on": date(2023, 3, 1)}, "unmet"),
        ("begun", {"by_patient": False}, "unmet"),
        ("evaluation", {"topic": "medication"}, "met"),
        ("evaluation", {"topic": "general"}, "unknown"),
        ("evaluation", {"topic": ""}, "unknown"),
        ("evaluation", {"topic": "never heard of"}, "unknown"),
        ("answered", {"answered_on": None}, "unmet"),
        ("once", {"other_from": on(6)}, "unmet"),
        ("once", {"other_from": on(-6)}, "unmet"),
        ("once", {"other_from": on(7)}, "met"),
        ("once", {"other_from": on(-7)}, "met"),
        ("before", {"before_on": on(-7)}, "unknown"),
        ("after", {"after_on": on(9)}, "unmet"),
        ("after", {"today": on(9)}, "unknown"),
        ("after", {"today": on(10)}, "met"),
        ("booked", {"booked_on": on(40)}, "unknown"),
        ("surgery", {"surgery_on": on(-90)}, "unmet"),
        ("surgery", {"surgery_on": on(-91)}, "unknown"),
        ("surgery", {"surgery_on": on(3)}, "unmet"),
        ("consent", {"consents": ()}, "unknown"),
        ("consent", {"consents": (Consent(False, on(1), on(366)), YES)}, "unmet"),
        ("consent", {"consents": (Consent(True, on(2), on(367)),)}, "met"),
        ("consent", {"consents": (Consent(True, on(3), on(368)),)}, "unmet"),
        ("consent", {"consents": (Consent(True, on(3), on(368)), YES)}, "met"),
        # Taken back before the messages and given anew after them: at their time there was none.
        ("consent", {"consents": (Consent(True, on(9), on(374)), Consent(False, on(-5), on(360)), YES)}, "unmet"),
        ("consent", {"consents": (Consent(True, on(9), on(374)), Consent(True, on(-5), on(360)), YES)}, "met"),
        ("consent", {"consents": (Consent(True, date(2025, 3, 4), date(2026, 3, 4)),)}, "met"),
        ("consent", {"consents": (Consent(True, date(2025, 3, 3), date(2026, 3, 3)),)}, "unmet"),
    ],
)
def test_each_criterion_at_its_edge(kind: str, changed: dict[str, object], verdict: str) -> None:
    assert one(kind, **changed).verdict == verdict


@pytest.mark.parametrize("topic", TOPICS)
def test_results_scheduling_refills_and_administration_are_never_billed(topic: str) -> None:
    unmet = one("evaluation", topic=topic).verdict == "unmet"
    assert unmet == (topic in NOT_EVALUATED)
    assert {"results", "scheduling", "refill", "admin"} <= set(NOT_EVALUATED)


def test_what_nobody_can_attest_stays_as_it_is() -> None:
    judged = criteria(replace(GOOD, consents=(), today=on(3), by_patient=False, surgery_on=on(-5)))
    assert attested(judged, list(CRITERIA), "Dev Patel") == judged
    assert {each.kind for each in in_the_way(judged)} == {"begun", "after", "surgery", "consent"}


@pytest.mark.parametrize(
    ("given", "ends"),
    [(date(2026, 3, 2), date(2027, 3, 2)), (date(2028, 2, 29), date(2029, 2, 28)), (FIRST, date(2027, 3, 2))],
)
def test_a_consent_holds_for_a_year(given: date, ends: date) -> None:
    assert consent_ends(given) == ends
