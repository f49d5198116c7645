"""Ages as clinicians say them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from console.kit.times import age_text

NOON = datetime(2026, 3, 31, 16, tzinfo=UTC)  # by every clinic's clock the same day


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2026, 3, 31), "0 days"), (date(2026, 3, 30), "1 day"), (date(2026, 3, 1), "30 days"),
        (date(2026, 2, 28), "1 month"), (date(2026, 1, 28), "2 months"), (date(2024, 4, 2), "23 months"),
        (date(2024, 3, 31), "2"), (date(1955, 4, 1), "70"), (date(1955, 3, 31), "71"),
    ],
)  # fmt: skip
def test_an_age_is_in_days_then_months_then_years(born: date, said: str) -> None:
    assert age_text(born, NOON) == said
