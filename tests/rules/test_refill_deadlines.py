"""By when a refill request is decided: two business days, one where the supply runs out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.deadlines import Policy, default_hours
from rules.refill_answers import ANSWERED, DENIALS, LANGUAGES, NEW_PRESCRIPTION, TIES, spoken
from rules.refill_deadlines import decision_due, decision_urgency

HOURS = default_hours(ZoneInfo("America/New_York"), 2026)
TUESDAY = datetime(2026, 7, 7, 14, 0, tzinfo=UTC)  # 10:00 in the clinic
FRIDAY = datetime(2026, 7, 10, 14, 0, tzinfo=UTC)
TODAY = date(2026, 7, 7)


@pytest.mark.parametrize(
    ("days", "urgency"), [(-30, "urgent"), (0, "urgent"), (2, "urgent"), (3, "routine"), (None, "routine")]
)
def test_who_runs_out_within_two_days_is_urgent(days: int | None, urgency: str) -> None:
    ends = TODAY + timedelta(days=days) if days is not None else None
    assert decision_urgency(ends, TODAY) == urgency


def test_two_business_days_and_one_where_it_is_urgent() -> None:
    assert decision_due(TUESDAY, "routine", HOURS) == TUESDAY + timedelta(days=2)
    assert decision_due(TUESDAY, "urgent", HOURS) == TUESDAY + timedelta(days=1)
    assert decision_due(FRIDAY, "routine", HOURS) == FRIDAY + timedelta(days=4)
    assert decision_due(FRIDAY, "urgent", HOURS) == FRIDAY + timedelta(days=3)


def test_a_clinic_that_promises_more_or_less_keeps_its_own_promise() -> None:
    assert decision_due(TUESDAY, "routine", HOURS, Policy(routine_days=3)) == TUESDAY + timedelta(days=3)
    assert decision_due(TUESDAY, "urgent", HOURS, Policy(routine_days=1)) == TUESDAY + timedelta(days=1)


def test_what_is_said_of_a_refill_stands_in_every_language_a_denial_by_hand_excepted() -> None:
    assert set(ANSWERED) == set(LANGUAGES)
    for slug, denial in DENIALS.items():
        assert set(denial.text) == set(LANGUAGES) and denial.words
        assert all(denial.text.values()) == (slug != "other")
    assert all(text.endswith(".") for text in (*TIES.values(), NEW_PRESCRIPTION))
    assert [spoken(language) for language in ("en", "es", "fr", "")] == ["en", "es", "en", "en"]
